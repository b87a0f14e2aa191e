/**
 * Working days in Russia with a five-day week: the holidays of the Labor Code, and the days off that the government moves
 * for each year.
 * Source: Labor Code of the Russian Federation, article 112; the decrees below.
 */

interface Decree {
	/** Number and date of the decree of the Government of the Russian Federation. */
	source: string;
	/** Days off and the days that they are moved to. */
	moved: ReadonlyArray<readonly [from: string, to: string]>;
}

/** "On the transfer of days off", by year. A new decree comes out each autumn for the next year. */
const DECREES: ReadonlyMap<string, Decree> = new Map([
	[
		'2024',
		{
			source: 'No. 1314 of 10 August 2023',
			moved: [
				['2024-01-06', '2024-05-10'],
				['2024-01-07', '2024-12-31'],
				['2024-04-27', '2024-04-29'],
				['2024-11-02', '2024-04-30'],
				['2024-12-28', '2024-12-30'],
			],
		},
	],
	[
		'2025',
		{
			source: 'No. 1335 of 4 October 2024',
			moved: [
				['2025-01-04', '2025-05-02'],
				['2025-01-05', '2025-12-31'],
				['2025-02-23', '2025-05-08'],
				['2025-03-08', '2025-06-13'],
				['2025-11-01', '2025-11-03'],
			],
		},
	],
	[
		'2026',
		{
			source: 'No. 1466 of 24 September 2025',
			moved: [
				['2026-01-03', '2026-01-09'],
				['2026-01-04', '2026-12-31'],
			],
		},
	],
	[
		'2027',
		{
			source: 'No. 1187 of 17 September 2026',
			moved: [
				['2027-01-02', '2027-11-05'],
				['2027-01-03', '2027-12-31'],
				['2027-02-20', '2027-02-22'],
			],
		},
	],
]);

/** Months and days. */
const NEW_YEAR = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'];
const OTHER_HOLIDAYS = ['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'];
const HOLIDAYS: ReadonlySet<string> = new Set([...NEW_YEAR, ...OTHER_HOLIDAYS]);

const DAY = 24 * 60 * 60 * 1000;

/** The day after a day, as `2024-05-20`. */
const next = (day: string): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const isHoliday = (day: string): boolean => HOLIDAYS.has(day.slice(5));

interface Year {
	working: ReadonlySet<string>;
	off: ReadonlySet<string>;
}

/** Exceptions from weekends and holidays in a year with a decree. */
function yearOf(year: string, { moved }: Decree): Year {
	const from = moved.map(([day]) => day);
	const off = new Set(moved.map(([, day]) => day));
	// A holiday on a weekend moves to the next working day, except in January and where the decree says otherwise.
	for (const holiday of OTHER_HOLIDAYS.map((day) => `${year}-${day}`)) {
		if (!isWeekend(holiday) || from.includes(holiday)) continue;
		let day = next(holiday);
		while (isWeekend(day) || isHoliday(day) || off.has(day)) day = next(day);
		off.add(day);
	}
	return { working: new Set(from.filter((day) => !isHoliday(day))), off };
}

const YEARS: ReadonlyMap<string, Year> = new Map(
	[...DECREES].map(([year, decree]) => [year, yearOf(year, decree)] as const),
);

/**
 * Tells whether people work on a day. Without a decree for its year, weekends and holidays are free and nothing is moved.
 * @param day `2024-05-20`
 */
export function isWorkingDay(day: string): boolean {
	const year = YEARS.get(day.slice(0, 4));
	if (year?.working.has(day)) return true;
	return !isWeekend(day) && !isHoliday(day) && !year?.off.has(day);
}

/** Years within which the moved days off are unknown, from `start` to `end`. */
function unknownYears(start: string, end: string): string[] {
	const years: string[] = [];
	for (let year = Number(start.slice(0, 4)); year <= Number(end.slice(0, 4)); year++) {
		if (!DECREES.has(String(year))) years.push(String(year));
	}
	return years;
}

/**
 * Adds working days to a day.
 * @param day `2024-05-20`
 * @returns the last of them, and the years whose moved days off are not known
 */
export function afterWorkingDays(day: string, count: number): { date: string; unknownYears: string[] } {
	let date = day;
	for (let left = count; left > 0;) {
		date = next(date);
		if (isWorkingDay(date)) left -= 1;
	}
	return { date, unknownYears: unknownYears(next(day), date) };
}

/**
 * Returns the first working day from a day on. Where a term ends on a day off, it ends then.
 * Source: Tax Code of the Russian Federation, article 6.1 (7).
 * @param day `2024-05-20`
 * @returns the day, and the years whose moved days off are not known
 */
export function movedToWorkingDay(day: string): { date: string; unknownYears: string[] } {
	let date = day;
	while (!isWorkingDay(date)) date = next(date);
	return { date, unknownYears: unknownYears(day, date) };
}
