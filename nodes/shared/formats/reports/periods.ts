/** A reporting period in words, with the months that it begins and ends with. */
interface Period {
	words: string;
	months: readonly [first: number, last: number];
}

const MONTHS = [
	...['январь', 'февраль', 'март', 'апрель', 'май', 'июнь'],
	...['июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
];

const QUARTERS = ['I квартал', 'II квартал', 'III квартал', 'IV квартал'];

/**
 * Periods of tax returns that are counted from the beginning of the year or by quarter. Source: the orders of the Federal
 * Tax Service that approve the forms, appendices "Codes of tax periods".
 */
const SPANS: ReadonlyArray<readonly [code: string, words: string, first: number, last: number]> = [
	['13', 'I квартал по консолидированной группе', 1, 3],
	['14', 'полугодие по консолидированной группе', 1, 6],
	['15', '9 месяцев по консолидированной группе', 1, 9],
	['16', 'год по консолидированной группе', 1, 12],
	['17', 'полугодие', 1, 6],
	['18', '9 месяцев', 1, 9],
	['21', 'I квартал', 1, 3],
	['22', 'II квартал', 4, 6],
	['23', 'III квартал', 7, 9],
	['24', 'IV квартал', 10, 12],
	['31', 'полугодие', 1, 6],
	['33', '9 месяцев', 1, 9],
	['34', 'год', 1, 12],
	['35', '1 месяц', 1, 1],
	['36', '2 месяца', 1, 2],
	['37', '3 месяца', 1, 3],
	['38', '4 месяца', 1, 4],
	['39', '5 месяцев', 1, 5],
	['40', '6 месяцев', 1, 6],
	['41', '7 месяцев', 1, 7],
	['42', '8 месяцев', 1, 8],
	['43', '9 месяцев', 1, 9],
	['44', '10 месяцев', 1, 10],
	['45', '11 месяцев', 1, 11],
	['46', 'год', 1, 12],
	['47', 'полугодие при реорганизации или ликвидации', 1, 6],
	['48', '9 месяцев при реорганизации или ликвидации', 1, 9],
	['50', 'последний налоговый период при прекращении деятельности', 1, 12],
	['51', 'I квартал при реорганизации или ликвидации', 1, 3],
	['52', 'полугодие при реорганизации или ликвидации', 1, 6],
	['53', '9 месяцев при реорганизации или ликвидации', 1, 9],
	['54', 'II квартал при реорганизации или ликвидации', 4, 6],
	['55', 'III квартал при реорганизации или ликвидации', 7, 9],
	['56', 'IV квартал при реорганизации или ликвидации', 10, 12],
	['83', 'I квартал при снятии с учёта', 1, 3],
	['84', 'полугодие при снятии с учёта', 1, 6],
	['85', '9 месяцев при снятии с учёта', 1, 9],
	['86', 'год при снятии с учёта', 1, 12],
	['90', 'год при реорганизации или ликвидации', 1, 12],
	['94', 'первый отчётный год', 1, 12],
	['95', 'последний налоговый период при переходе на иной режим', 1, 12],
	['96', 'последний налоговый период при прекращении деятельности', 1, 12],
];

const GROUP_MONTHS = [
	...['1 месяц', '2 месяца', '3 месяца', '4 месяца', '5 месяцев', '6 месяцев', '7 месяцев', '8 месяцев'],
	...['9 месяцев', '10 месяцев', '11 месяцев', 'год'],
];

const byCode = new Map<string, Period>([
	...MONTHS.map((words, index): [string, Period] => [
		String(index + 1).padStart(2, '0'),
		{ words, months: [index + 1, index + 1] },
	]),
	...SPANS.map(([code, words, first, last]): [string, Period] => [code, { words, months: [first, last] }]),
	// Months of returns that are filed by the month, also at a reorganization.
	...MONTHS.flatMap((words, index): Array<[string, Period]> => [
		[
			String(71 + index),
			{ words: `${words} при реорганизации или ликвидации`, months: [index + 1, index + 1] },
		],
	]),
	// The same months of entrepreneurs who give up: a letter for the quarter, a letter for the month in it.
	...MONTHS.map((words, index): [string, Period] => [
		'ABCD'.charAt(index / 3) + 'CDE'.charAt(index % 3),
		{ words: `${words} при снятии с учёта`, months: [index + 1, index + 1] },
	]),
	// Months since the beginning of the year, of consolidated groups.
	...GROUP_MONTHS.map((words, index): [string, Period] => [
		String(57 + index),
		{ words: `${words} по консолидированной группе`, months: [1, index + 1] },
	]),
]);

const capitalized = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The table for the documentation. */
export const periodCodes: ReadonlyArray<readonly [code: string, words: string]> = [...byCode].map(
	([code, { words }]) => [code, words],
);

/** Returns a period in words; an unknown code stays what it is. */
export const periodWords = (code: string): string =>
	capitalized(byCode.get(code)?.words ?? `код периода ${code}`);

/** Returns the first and the last month of a period, or undefined for an unknown code. */
export const periodMonths = (code: string): readonly [number, number] | undefined => byCode.get(code)?.months;

export const monthWords = (month: string): string | undefined => {
	const words = MONTHS[Number(month) - 1] as string | undefined;
	return words && capitalized(words);
};

/** A row of a notice of calculated taxes. */
export interface NoticeRow {
	/** Code of the period, and the number of the month or quarter in it. */
	code: string;
	number: string;
	year: string;
	/** Code of the tax in the classification of the budget. */
	kbk: string;
	oktmo: string;
}

/** Taxes with advance payments by the quarter: simplified and agricultural systems, property, vehicles, land. */
const QUARTERLY = /^182(?:105|10602|1060401|10606)/;

/**
 * Tells whether the number in a notice is that of a quarter in the year. For other taxes it is a month in the quarter.
 * Source: the control ratios for notices, letter of the Federal Tax Service EA-4-15/3132 of 17 March 2023.
 */
export const isQuarterly = (kbk: string): boolean => QUARTERLY.test(kbk);

/** Returns the period of a row of a notice. */
export function noticePeriod({ code, number, kbk }: Pick<NoticeRow, 'code' | 'kbk' | 'number'>): string {
	const index = Number(number);
	const quarter = ['21', '31', '33', '34'].indexOf(code);
	if (quarter < 0 || !Number.isInteger(index)) return `${periodWords(code)}, ${number}`;
	if (code === '34' && isQuarterly(kbk) && index >= 1 && index <= 4) {
		return index === 4 ? 'Год' : QUARTERS[index - 1];
	}
	// 01 to 03 are the months of the quarter, 11 to 13 their ends for the personal income tax, 04 is the whole quarter.
	if (index === 4) return QUARTERS[quarter];
	const month = 3 * quarter + (index % 10);
	const words = MONTHS[month - 1] as string | undefined;
	if (!words || index % 10 > 3 || index % 10 < 1) return `${periodWords(code)}, ${number}`;
	return index > 10 ? `${capitalized(words)}, с 23-го числа` : capitalized(words);
}

const FUND_PERIODS: ReadonlyMap<string, string> = new Map([
	['0', 'Год'],
	['3', 'I квартал'],
	['6', 'Полугодие'],
	['9', '9 месяцев'],
	['12', 'Год'],
]);

/** Returns a period that the social fund numbers by its last month; 0 is the year. */
export const fundPeriod = (code: string): string =>
	FUND_PERIODS.get(code.replace(/^0+(?=\d)/, '')) ?? periodWords(code);
