import type { JsonObject } from '../../core/values';

export type Periodicity = 'yearly' | 'quarterly' | 'monthly' | 'twice-a-month';

export interface ReportForm {
	id: number;
	fullName: string;
	shortName: string;
	knd?: string;
	okud?: string;
	periodicity: Periodicity;
	/** Hidden in the web interface. */
	deleted?: boolean;
}

type Row = [code: string, shortName: string, fullName: string, periodicity: Periodicity];

const rows: Row[] = [
	['1151006', 'Прибыль', 'Декларация по налогу на прибыль', 'quarterly'],
	['1151001', 'НДС', 'Декларация по НДС', 'quarterly'],
	['1151111', 'РСВ', 'Расчет по страховым взносам', 'quarterly'],
	['1151100', '6-НДФЛ', 'Расчет 6-НДФЛ', 'quarterly'],
	['1151162', 'ПСВ', 'Персонифицированные сведения', 'monthly'],
	['1110355', 'Уведомление', 'Уведомление об исчисленных суммах', 'twice-a-month'],
	['1152017', 'УСН', 'Декларация по УСН', 'yearly'],
	['1152026', 'Имущество', 'Декларация по налогу на имущество', 'yearly'],
	['1151088', 'Водный налог', 'Декларация по водному налогу', 'quarterly'],
	['0710099', 'Баланс', 'Бухгалтерская отчетность', 'yearly'],
];

const forms: ReportForm[] = rows.map(([knd, shortName, fullName, periodicity], index) => ({
	id: 101 + index,
	knd,
	shortName,
	fullName,
	periodicity,
}));

export const reportForms: ReportForm[] = [
	...forms,
	{
		id: 201,
		okud: '0610013',
		shortName: 'П-4',
		fullName: 'Сведения о численности и заработной плате',
		periodicity: 'monthly',
	},
	{
		id: 202,
		okud: '0609203',
		shortName: 'П-2',
		fullName: 'Сведения об инвестициях',
		periodicity: 'quarterly',
	},
	{
		id: 301,
		knd: '1152016',
		shortName: 'ЕНВД',
		fullName: 'Декларация по единому налогу на вмененный доход',
		periodicity: 'quarterly',
		deleted: true,
	},
];

export function renderFormInfo(form: ReportForm): JsonObject {
	return {
		'form-full-name': form.fullName,
		'form-short-name': form.shortName,
		'form-id': form.id,
		knd: form.knd ?? null,
		okud: form.okud ?? null,
		periodicity: form.periodicity,
	};
}

/** Moments are in milliseconds, at midnight UTC of the calendar day. */
export interface Deadline {
	deadline: number;
	year: number;
	number: number;
	start: number;
	end: number;
}

function period(year: number, firstMonth: number, lastMonth: number): { start: number; end: number } {
	return { start: Date.UTC(year, firstMonth, 1), end: Date.UTC(year, lastMonth + 1, 0) };
}

/** The periods of one year with the days their reports are due by. */
function periodsOf(periodicity: Periodicity, year: number): Deadline[] {
	const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
	switch (periodicity) {
		case 'yearly':
			return [{ year, number: 1, ...period(year, 0, 11), deadline: Date.UTC(year + 1, 2, 25) }];
		case 'quarterly':
			return numbers(4).map((quarter) => ({
				year,
				number: quarter + 1,
				...period(year, quarter * 3, quarter * 3 + 2),
				deadline: Date.UTC(year, quarter * 3 + 3, 25),
			}));
		case 'monthly':
			return numbers(12).map((month) => ({
				year,
				number: month + 1,
				...period(year, month, month),
				deadline: Date.UTC(year, month + 1, 25),
			}));
		case 'twice-a-month':
			return numbers(12).flatMap((month) => {
				const { start, end } = period(year, month, month);
				const middle = Date.UTC(year, month, 15);
				const second = Date.UTC(year, month, 16);
				return [
					{ year, number: month * 2 + 1, start, end: middle, deadline: Date.UTC(year, month, 25) },
					{ year, number: month * 2 + 2, start: second, end, deadline: Date.UTC(year, month + 1, 5) },
				];
			});
	}
}

/** All deadlines from one moment to another, both included. */
export function deadlinesBetween(periodicity: Periodicity, from: number, to: number): Deadline[] {
	const result: Deadline[] = [];
	for (let year = new Date(from).getUTCFullYear() - 1; year <= new Date(to).getUTCFullYear(); year++) {
		result.push(...periodsOf(periodicity, year).filter(({ deadline }) => deadline >= from && deadline <= to));
	}
	return result;
}

export function findPeriod(periodicity: Periodicity, year: number, number: number): Deadline | undefined {
	return periodsOf(periodicity, year).find((item) => item.number === number);
}
