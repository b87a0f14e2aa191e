import {
	deadlineWarning,
	reportDeadline,
	todayInMoscow,
} from '../../../nodes/shared/formats/reports/deadlines';
import { deadline } from '../../../nodes/KonturExtern/jobs/reply/deadlines';
import { afterWorkingDays, isWorkingDay } from '../../../nodes/shared/calendar';

const daysOf = (year: number, month?: number): string[] => {
	const days: string[] = [];
	for (let at = Date.UTC(year, (month ?? 1) - 1, 1); ; at += 86_400_000) {
		const day = new Date(at).toISOString().slice(0, 10);
		if (!day.startsWith(month ? `${year}-${String(month).padStart(2, '0')}` : String(year))) return days;
		days.push(day);
	}
};

// Working days by month in the production calendars for a five-day week.
test.each([
	[2024, [17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21], 248],
	[2025, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22], 247],
	[2026, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22], 247],
	[2027, [15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22], 247],
])('%i has as many working days as its production calendar', (year, months, total) => {
	expect(months.map((_days, index) => daysOf(year, index + 1).filter(isWorkingDay).length)).toEqual(months);
	expect(daysOf(year).filter(isWorkingDay)).toHaveLength(total);
});

test.each(['2024-04-27', '2024-11-02', '2024-12-28', '2025-11-01', '2027-02-20'])(
	'%s is a working Saturday',
	(day) => {
		expect(isWorkingDay(day)).toBe(true);
	},
);

test.each([
	...['2024-01-08', '2024-04-29', '2024-04-30', '2024-05-10', '2024-12-30', '2024-12-31'],
	...['2025-05-02', '2025-05-08', '2025-06-13', '2025-11-03', '2025-12-31'],
	...['2026-01-09', '2026-03-09', '2026-05-11', '2026-12-31', '2027-01-01', '2027-02-22', '2027-02-23'],
	...['2027-05-03', '2027-05-10', '2027-06-14', '2027-11-05', '2027-12-31', '2028-02-23', '2030-06-12'],
])('%s is a day off', (day) => {
	expect(isWorkingDay(day)).toBe(false);
});

test.each(['2024-01-09', '2025-02-24', '2025-03-10', '2026-01-12', '2027-05-11', '2028-05-10'])(
	'%s is a working day',
	(day) => {
		expect(isWorkingDay(day)).toBe(true);
	},
);

test.each<[string, number, string, string[]]>([
	// 2024-05-20 is a Monday.
	['2024-05-20', 1, '2024-05-21', []],
	['2024-05-20', 6, '2024-05-28', []],
	['2024-05-24', 1, '2024-05-27', []],
	['2024-05-25', 1, '2024-05-27', []],
	['2024-05-26', 6, '2024-06-03', []],
	['2024-12-20', 6, '2024-12-28', []],
	['2024-12-27', 2, '2025-01-09', []],
	['2024-04-26', 3, '2024-05-03', []],
	['2025-10-31', 2, '2025-11-05', []],
	['2025-12-30', 1, '2026-01-12', []],
	['2026-12-30', 1, '2027-01-11', []],
	['2026-12-31', 1, '2027-01-11', []],
	// A working Saturday makes the deadline earlier than a plain week would.
	['2027-02-12', 6, '2027-02-20', []],
	['2027-12-30', 1, '2028-01-10', ['2028']],
	['2023-12-29', 1, '2024-01-09', ['2023']],
	['2028-12-28', 3, '2029-01-10', ['2028', '2029']],
])('%s and %i working days is %s', (day, count, date, unknownYears) => {
	expect(afterWorkingDays(day, count)).toEqual({ date, unknownYears });
});

test('a day that Kontur names goes before one that is counted', () => {
	expect(deadline([undefined, '2024-05-31T00:00:00.0000000'], '2024-05-20T10:00:00.58', 6)).toEqual({
		date: '2024-05-31',
		source: 'kontur',
	});
});

test('a calculated deadline says how it was calculated; the day of sending is the one in Moscow', () => {
	expect(deadline([], '2024-05-20T23:59:58.5805863', 6)).toEqual({
		date: '2024-05-28',
		source: 'counted',
		note: '6 working days after it was sent. Weekends, public holidays and the days off that the government moved are considered.',
	});
});

test('a deadline in a year without a decree says so', () => {
	expect(deadline([], '2028-02-18T10:00:00', 1)).toEqual({
		date: '2028-02-21',
		source: 'counted',
		note: '1 working day after it was sent. Weekends and public holidays are considered. The days off that the government moves in 2028 are not known to this version of the node, so the actual deadline may differ by a few days.',
	});
});

test.each([
	[[], undefined, 6],
	[['soon'], '2024-05-20T10:00:00', undefined],
])('where nothing is known no day is made up', (said, sent, days) => {
	expect(deadline(said, sent, days)).toEqual({ note: 'The deadline is stated in the document itself.' });
});

describe('the deadline of a report', () => {
	const company = { inn: '6670100001' };
	const person = { inn: '660300000077' };

	test.each<[string, string, string, { inn: string }, string]>([
		// VAT, by the quarter: 25 October 2026 is a Sunday.
		['1151001', '23', '2026', company, '2026-10-26'],
		['1151001', '24', '2026', company, '2027-01-25'],
		// Profit tax, also by the month, and for the year.
		['1151006', '33', '2026', company, '2026-10-26'],
		['1151006', '41', '2026', company, '2026-08-25'],
		['1151006', '34', '2026', company, '2027-03-25'],
		['1151006', '46', '2025', company, '2026-03-25'],
		['1151100', '31', '2026', company, '2026-07-27'],
		['1151100', '34', '2023', company, '2024-02-26'],
		['1151111', '34', '2025', company, '2026-01-26'],
		['1151162', '01', '2026', company, '2026-02-25'],
		['1151162', '12', '2026', company, '2027-01-25'],
		['1152017', '34', '2025', company, '2026-03-25'],
		['1152017', '34', '2025', person, '2026-04-27'],
		['1152026', '34', '2026', company, '2027-02-25'],
		['1151088', '05', '2026', company, '2026-06-22'],
		['1151020', '34', '2025', person, '2026-04-30'],
		['0710099', '34', '2025', company, '2026-03-31'],
		['0710096', '34', '2023', company, '2024-04-01'],
		['1169010', '24', '2025', company, '2026-01-26'],
		// The social fund numbers periods by their last month.
		['ЕФС-1', '3', '2026', company, '2026-04-27'],
		['ЕФС-1', '09', '2026', company, '2026-10-26'],
		['ЕФС-1', '0', '2025', company, '2026-01-26'],
	])('%s, period %s of %s', (form, periodCode, year, payer, date) => {
		expect(reportDeadline({ form, periodCode, year, payer })).toEqual({ date, unknownYears: [] });
	});

	test.each([
		['a correction', { form: '1151001', periodCode: '23', year: '2026', correction: '1' }],
		['a reorganization', { form: '1151001', periodCode: '54', year: '2026' }],
		['an older period', { form: '1151001', periodCode: '24', year: '2022' }],
		['an unknown form', { form: '1199999', periodCode: '21', year: '2026' }],
		['a month of EFS-1', { form: 'ЕФС-1', periodCode: '3', year: '2026', isMonth: true }],
		['a report without a year', { form: '1151001', periodCode: '21' }],
	])('%s has none', (_what, filed) => {
		expect(reportDeadline(filed)).toBeUndefined();
	});

	const row = (code: string, number: string, kbk: string, year = '2026') => ({
		...{ code, number, kbk, year },
		oktmo: '65701000',
	});
	const INCOME = '18210102010011000110';
	const CONTRIBUTIONS = '18210201000011000160';
	const SIMPLIFIED = '18210501021011000110';
	const PROPERTY = '18210602010021000110';

	test.each([
		['income tax to the 22nd', row('21', '02', INCOME), '2026-02-25'],
		['income tax from the 23rd', row('21', '12', INCOME), '2026-03-03'],
		['income tax from the 23rd, moved', row('31', '11', INCOME), '2026-05-04'],
		['income tax at the end of the year', row('34', '13', INCOME), '2026-12-30'],
		['contributions', row('21', '01', CONTRIBUTIONS), '2026-02-25'],
		['contributions of December', row('34', '03', CONTRIBUTIONS, '2025'), '2026-01-26'],
		['the simplified system by quarter', row('34', '02', SIMPLIFIED), '2026-07-27'],
		['property by quarter', row('34', '01', PROPERTY), '2026-04-27'],
		['property for the year', row('34', '04', PROPERTY), '2027-02-25'],
	])('of a notice: %s', (_what, notice, date) => {
		expect(reportDeadline({ form: '1110355', notices: [notice] })).toEqual({ date, unknownYears: [] });
	});

	test('of a notice with several rows is the first', () => {
		const notices = [row('21', '03', CONTRIBUTIONS), row('21', '13', INCOME), row('21', '99', INCOME)];
		expect(reportDeadline({ notices })).toEqual({ date: '2026-04-03', unknownYears: [] });
	});

	test.each([
		['no rule', row('21', '19', INCOME)],
		['no code of the budget', row('21', '01', '')],
		['the contributions of an entrepreneur', row('34', '04', '18210202000011000160')],
		['years of other rules', row('21', '01', INCOME, '2023')],
	])('of a notice: %s, no day', (_what, notice) => {
		expect(reportDeadline({ notices: [notice] })).toBeUndefined();
	});

	test.each([
		['2026-10-20', undefined],
		['2026-10-21', 'The deadline of this report is in 5 days, on 2026-10-26.'],
		['2026-10-25', 'The deadline of this report is in 1 day, on 2026-10-26.'],
		['2026-10-26', 'The deadline of this report is today, 2026-10-26.'],
		['2026-10-27', 'The deadline of this report passed 1 day ago, on 2026-10-26.'],
		['2026-11-26', 'The deadline of this report passed 31 days ago, on 2026-10-26.'],
	])('on %s', (today, warning) => {
		expect(deadlineWarning({ date: '2026-10-26', unknownYears: [] }, today)).toBe(warning);
	});

	test('without a decree it may differ, and the warning says so', () => {
		const found = reportDeadline({ form: '1151001', periodCode: '24', year: '2027' });
		expect(found).toEqual({ date: '2028-01-25', unknownYears: ['2028'] });
		expect(found && deadlineWarning(found, '2028-01-25')).toBe(
			'The deadline of this report is today, 2028-01-25. The days off that the government moves in 2028 are not known to this version of the node, so it may differ.',
		);
	});

	test('the day is that of Moscow', () => {
		expect(todayInMoscow(Date.parse('2026-10-25T21:00:00Z'))).toBe('2026-10-26');
		expect(todayInMoscow(Date.parse('2026-10-25T20:59:59Z'))).toBe('2026-10-25');
	});
});

describe('what is no year or number has no deadline, and stops nothing', () => {
	const kbk = '18210102010011000110';
	test.each(['999999', '1e9', 'Infinity', '0x7ff', '2026.5', '20 26', '', '-2026', '9999', '1999'])(
		'the year %p',
		(year) => {
			const row = { code: '34', number: '13', year, kbk, oktmo: '' };
			expect(reportDeadline({ notices: [row] })).toBeUndefined();
			expect(reportDeadline({ form: '1152026', periodCode: '34', year })).toBeUndefined();
		},
	);

	test.each(['1.5', '0x1', '1e0', ' 01', '', '99', '-1'])('the number %p', (number) => {
		const row = { code: '21', number, year: '2026', kbk, oktmo: '' };
		expect(reportDeadline({ notices: [row] })).toBeUndefined();
	});
});
