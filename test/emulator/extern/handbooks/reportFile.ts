import { calendarDate } from '../dates';
import { decodeWindows1251 } from '../files/text';
import { elementAttributes } from '../files/xml';

/** What a tax-office report file says about itself. */
export interface ReportFile {
	text: string;
	declaredEncoding: string;
	fileId: string;
	formatVersion: string;
	knd: string;
	/** Identifies a statistical form. */
	okud?: string;
	correction: string;
	taxOffice: string;
	period?: Period;
	/** Of a notice of calculated taxes. */
	payments?: Payment[];
}

/** A tax of a notice, and the period that it is calculated for. */
interface Payment {
	kbk: string;
	code: string;
	number: string;
	year: string;
}

export interface Period {
	code: string;
	name: string;
	begin: { year: number; month: number; day: number };
	end: { year: number; month: number; day: number };
}

/** Code -> name, first month, last month. */
const periods: Record<string, [string, number, number]> = {
	'21': ['I кв.', 1, 3],
	'22': ['II кв.', 4, 6],
	'23': ['III кв.', 7, 9],
	'24': ['IV кв.', 10, 12],
	'31': ['1 полугодие', 1, 6],
	'33': ['9 месяцев', 1, 9],
	'34': ['год', 1, 12],
};

const forms: Record<string, string> = {
	'1151001': 'Декларация по НДС',
	'1151006': 'Декларация по налогу на прибыль',
	'1151111': 'Расчет по страховым взносам',
	'1151100': 'Расчет 6-НДФЛ',
	'1152017': 'Декларация по УСН',
	'0710099': 'Бухгалтерская отчетность',
};

export function formName(knd: string): string {
	return forms[knd] ?? `Форма ${knd}`;
}

function periodOf(code: string, yearText: string): Period | undefined {
	const known = periods[code];
	const year = Number(yearText);
	if (!known || !/^\d{4}$/.test(yearText)) return undefined;
	const [name, first, last] = known;
	const day = new Date(Date.UTC(year, last, 0)).getUTCDate();
	return {
		code,
		name: `${name} ${yearText}`,
		begin: { year, month: first, day: 1 },
		end: { year, month: last, day },
	};
}

export function periodBegin(period: Period): string {
	return calendarDate(period.begin.year, period.begin.month, period.begin.day);
}

export function periodEnd(period: Period): string {
	return calendarDate(period.end.year, period.end.month, period.end.day);
}

/** Month first: that is how the service prints the accounting period of a draft document. */
export function monthFirst(date: { year: number; month: number; day: number }): string {
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${two(date.month)}.${two(date.day)}.${date.year}`;
}

function paymentsOf(text: string): Payment[] {
	return [...text.matchAll(/<УвИсчСумНалог\s[^>]*>/gu)].map(([tag]) => {
		const row = elementAttributes(tag, 'УвИсчСумНалог');
		return {
			kbk: row['КБК'] ?? '',
			code: row['Период'] ?? '',
			number: row['НомерМесКварт'] ?? '',
			year: row['Год'] ?? '',
		};
	});
}

export function readReportFile(bytes: Buffer): ReportFile {
	const text = decodeWindows1251(bytes);
	const encoding = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? '';
	const file = elementAttributes(text, 'Файл');
	const document = elementAttributes(text, 'Документ');
	const okud = /\s(?:okud|ОКУД)\s*=\s*["'](\d{7})["']/iu.exec(text)?.[1];
	const period = periodOf(document['Период'] ?? '', document['ОтчетГод'] ?? '');
	const payments = paymentsOf(text);
	return {
		text,
		declaredEncoding: encoding.toLowerCase(),
		fileId: file['ИдФайл'] ?? '',
		formatVersion: file['ВерсФорм'] ?? '',
		knd: document['КНД'] ?? '',
		...(okud === undefined ? {} : { okud }),
		correction: document['НомКорр'] ?? '0',
		taxOffice: document['КодНО'] ?? '',
		...(period ? { period } : {}),
		...(payments.length > 0 ? { payments } : {}),
	};
}
