import { calendarDate } from '../dates';
import { rows } from './regions';
import type { JsonObject } from '../../core/values';

const forms = rows(
	`1151001 Декларация по НДС|1151006 Декларация по налогу на прибыль|1151020 Декларация 3-НДФЛ
1151050 Единая упрощенная декларация|1151059 Декларация по ЕСХН|1151088 Декларация по водному налогу
1151100 Расчет 6-НДФЛ|1151111 Расчет по страховым взносам|1151162 Персонифицированные сведения
1152017 Декларация по УСН|1152026 Декларация по налогу на имущество|1153005 Декларация по земельному налогу
1110355 Уведомление об исчисленных суммах|0710099 Бухгалтерская отчетность|1165013 Требование о документах
1165050 Требование о пояснениях|1184002 Присвоение номера партии|1169008 Уведомление об остатках
1169009 Уведомление о ввозе|1169010 Уведомление о перемещении|1169011 Отчет об операциях`,
);

export interface FnsForm {
	knd: string;
	name: string;
	/** The format's number; two years of one form differ in it. */
	version: string;
	year: number;
}

const years = [2018, 2019, 2020, 2021, 2022, 2023, 2024];

/** The VAT return has many more versions; Kontur's C# SDK reads ten of them from the sixth on. */
const oldYears: Record<string, number[]> = {
	'1151001': [2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017],
};

const base = 101_420;

/** Each form in the format of each year. */
export const fnsForms: FnsForm[] = forms.flatMap(({ code, name }, form) => [
	...(oldYears[code] ?? []).map((year, index) => ({
		knd: code,
		name,
		version: String(base - 100 + index),
		year,
	})),
	...years.map((year, index) => ({
		knd: code,
		name,
		version: String(base + form * years.length + index),
		year,
	})),
]);

export function renderForm(form: FnsForm): JsonObject {
	return {
		knd: form.knd,
		name: form.name,
		version: form.version,
		'period-begin': calendarDate(form.year, 1, 1),
		'period-end': calendarDate(form.year, 12, 31),
		'description-period': `за ${form.year} год`,
	};
}
