import { movedToWorkingDay } from '../../calendar';
import { t } from '../../language';
import { isQuarterly, periodMonths, type NoticeRow } from './periods';

/** Until when a form has to be sent: a day of a month after the end of its period. */
interface Term {
	form: string;
	/** Codes of the periods that it applies to; the social fund numbers them by their last month. */
	codes: readonly string[];
	monthsAfter: number;
	day: number;
	/** Only for organizations or only for people, by the length of the INN. */
	innLength?: number;
}

const numbered = (first: number, last: number): string[] =>
	Array.from({ length: last - first + 1 }, (_none, index) => String(first + index).padStart(2, '0'));

const MONTHS = numbered(1, 12);
const QUARTERS = ['21', '22', '23', '24'];
const SINCE_JANUARY = ['21', '31', '33'];
const YEAR = ['34'];

const terms = (
	form: string,
	...rows: ReadonlyArray<
		readonly [codes: readonly string[], monthsAfter: number, day: number, innLength?: number]
	>
): Term[] =>
	rows.map(([codes, monthsAfter, day, innLength]) => ({ form, codes, monthsAfter, day, innLength }));

/**
 * Deadlines of the forms, for periods since 2023. Reorganizations, liquidations and corrections have others.
 * Source: the articles of the Tax Code of the Russian Federation behind each form; the Federal Law "On Accounting"; the
 * Protocol on indirect taxes of the Eurasian Economic Union.
 */
const TERMS: readonly Term[] = [
	// 174 (5)
	...terms('1151001', [QUARTERS, 1, 25]),
	// 289 (3, 4)
	...terms('1151006', [[...SINCE_JANUARY, ...numbered(35, 45)], 1, 25], [['34', '46'], 3, 25]),
	// 230 (2)
	...terms('1151100', [SINCE_JANUARY, 1, 25], [YEAR, 2, 25]),
	// 431 (7)
	...terms('1151111', [[...SINCE_JANUARY, ...YEAR], 1, 25]),
	...terms('1151162', [MONTHS, 1, 25]),
	// 346.23 (1)
	...terms('1152017', [YEAR, 3, 25, 10], [YEAR, 4, 25, 12]),
	// 346.10 (2)
	...terms('1151059', [YEAR, 3, 25]),
	// 386 (3)
	...terms('1152026', [YEAR, 2, 25]),
	// 333.15
	...terms('1151072', [QUARTERS, 1, 25]),
	// 345 (2)
	...terms('1151054', [MONTHS, 1, 25]),
	// 370 (2)
	...terms('1151050', [MONTHS, 1, 25]),
	// 229 (1)
	...terms('1151020', [YEAR, 4, 30]),
	// Protocol on indirect taxes, 20
	...terms('1151088', [MONTHS, 1, 20]),
	// Law on accounting, 18 (5)
	...terms('0710099', [YEAR, 3, 31]),
	...terms('0710096', [YEAR, 3, 31]),
	// Law on individual record-keeping, 11 (2, 6); law on insurance against accidents, 24 (1)
	...terms('ЕФС-1', [['3', '6', '9', '12', '0'], 1, 25]),
	// Government decree No. 1108 of 1 July 2021, 33
	...terms('1169010', [QUARTERS, 1, 25]),
];

/** Earlier periods had other deadlines. */
const FIRST_YEAR = 2023;

/** A file may state any year, and a calendar ends somewhere. */
const YEAR_OF_REPORT = /^20\d\d$/;

/** Earlier periods had other rules for the personal income tax. */
const FIRST_YEAR_OF_NOTICES = 2024;

export interface ReportDeadline {
	/** `2026-10-26` */
	date: string;
	/** Years whose moved days off are not known, so that the day may differ. */
	unknownYears: string[];
}

/** Returns a day of the month that begins `monthsAfter` months after another one, as `2026-10-25`. */
const dayOf = (year: number, month: number, monthsAfter: number, day: number): string =>
	new Date(Date.UTC(year, month - 1 + monthsAfter, day)).toISOString().slice(0, 10);

/** The last working day of December ends the year of the personal income tax. */
function lastWorkingDay(year: number): ReportDeadline {
	for (let day = 31; ; day -= 1) {
		const date = dayOf(year, 12, 0, day);
		const { date: moved, unknownYears } = movedToWorkingDay(date);
		if (moved === date) return { date, unknownYears };
	}
}

const INCOME_TAX = /^18210102/;
/** Taxes on property, which are paid for the year as well. */
const PROPERTY = /^182106/;
const OWN_CONTRIBUTIONS = /^18210202/;

/**
 * Returns the deadline of one row of a notice.
 * Source: Tax Code, articles 58 (9), 226 (6), 363, 383, 396, 346.21, 431.
 */
function ofNotice({ code, number, year, kbk }: NoticeRow): ReportDeadline | undefined {
	const index = Number(number);
	const quarter = ['21', '31', '33', '34'].indexOf(code);
	const isKnown =
		quarter >= 0 &&
		YEAR_OF_REPORT.test(year) &&
		Number(year) >= FIRST_YEAR_OF_NOTICES &&
		/^\d{1,2}$/.test(number) &&
		/^\d{20}$/.test(kbk);
	if (!isKnown || OWN_CONTRIBUTIONS.test(kbk)) return undefined;
	if (isQuarterly(kbk) && code === '34' && index >= 1 && index <= 4) {
		if (index === 4)
			return PROPERTY.test(kbk) ? movedToWorkingDay(dayOf(Number(year), 12, 2, 25)) : undefined;
		return movedToWorkingDay(dayOf(Number(year), 3 * index, 1, 25));
	}
	if (index === 4) return movedToWorkingDay(dayOf(Number(year), 3 * (quarter + 1), 1, 25));
	const month = 3 * quarter + (index % 10);
	if (index % 10 < 1 || index % 10 > 3 || index > 13) return undefined;
	if (index < 10) return movedToWorkingDay(dayOf(Number(year), month, INCOME_TAX.test(kbk) ? 0 : 1, 25));
	if (!INCOME_TAX.test(kbk)) return undefined;
	return month === 12 ? lastWorkingDay(Number(year)) : movedToWorkingDay(dayOf(Number(year), month, 1, 3));
}

export interface Filed {
	form?: string;
	periodCode?: string;
	isMonth?: boolean;
	year?: string;
	correction?: string;
	notices?: readonly NoticeRow[];
	payer?: { inn: string };
}

/** Returns until when a report has to be sent, or undefined where that is not known or a correction has no term. */
export function reportDeadline(filed: Filed): ReportDeadline | undefined {
	const { form, periodCode = '', year = '', correction = '0', notices = [], payer } = filed;
	if (notices.length > 0) {
		const all = notices.flatMap((row) => ofNotice(row) ?? []);
		return all.sort((one, other) => (one.date < other.date ? -1 : 1)).at(0);
	}
	if (Number(correction) !== 0 || !YEAR_OF_REPORT.test(year) || Number(year) < FIRST_YEAR) return undefined;
	if (filed.isMonth) return undefined;
	const isFund = form === 'ЕФС-1';
	const code = isFund ? periodCode.replace(/^0+(?=\d)/, '') : periodCode.padStart(2, '0');
	const term = TERMS.find(
		({ form: known, codes, innLength }) =>
			known === form && codes.includes(code) && (innLength === undefined || innLength === payer?.inn.length),
	);
	const last = isFund ? Number(code) || 12 : periodMonths(code)?.[1];
	if (!term || last === undefined) return undefined;
	return movedToWorkingDay(dayOf(Number(year), last, term.monthsAfter, term.day));
}

const DAY = 24 * 60 * 60 * 1000;

/** Days before a deadline at which it is near. */
const NEAR = 5;

/**
 * Returns a sentence about a deadline that has passed or is near.
 * @param today `2026-10-25`
 */
export function deadlineWarning({ date, unknownYears }: ReportDeadline, today: string): string | undefined {
	const left = Math.round((Date.parse(date) - Date.parse(today)) / DAY);
	if (left > NEAR) return undefined;
	const doubt =
		unknownYears.length > 0
			? t` The days off that the government moves in ${unknownYears.join(t` and `)} are not known to this version of the node, so it may differ.`
			: '';
	const days = t`${Math.abs(left)} {0|day|days}`;
	if (left < 0) return t`The deadline of this report passed ${days} ago, on ${date}.${doubt}`;
	return left === 0
		? t`The deadline of this report is today, ${date}.${doubt}`
		: t`The deadline of this report is in ${days}, on ${date}.${doubt}`;
}

/** The day in Moscow, in whose time Kontur dates what it receives. */
export const todayInMoscow = (now = Date.now()): string =>
	new Date(now + 3 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** The table for the documentation. */
export const deadlineTerms: readonly Term[] = TERMS;
