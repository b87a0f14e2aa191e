/*
 * A drive numbers its documents without gaps, so a missing number means that a document is still to come: it is late, or
 * the service published a later one first. A drive that was replaced before it was closed may have more documents after
 * its last number.
 */
import { ownOf } from '../../../shared/foreign';
import { HOUR, earlier, later, msOfWallTime, shiftWallTime, type Period } from '../../receipts/wallTime';
import { lastNumber, missingNumbers } from '../../receipts/intervals';
import { openEnd, permittedWindow } from './queryWindow';
import { BEHIND, LATEST_ARRIVAL, type Gap, type RegisterFacts, type RegisterState } from './types';

const FIRST_RECHECK = 5 * 60_000;
const RECHECK = HOUR;
// If wide checks of a gap take several pages, only one in this many checks is wide.
const WIDE_EVERY = 24;
// Gaps above this number are merged to keep the state small.
const MOST_GAPS = 16;

/** Stands for the drive of documents that name none. */
export const UNKNOWN_DRIVE = '';

interface Numbered {
	fn: string;
	fd: number;
	dateTime: string;
}

const newGap = (
	fn: string,
	numbers: Pick<Gap, 'from' | 'to'>,
	times: Pick<Gap, 'after' | 'before'>,
	now: number,
): Gap => ({ fn, ...numbers, ...times, sinceAt: now, nextAt: now + FIRST_RECHECK });

/** Returns a gap after the end of every drive, except the current one, that is neither closed nor watched. */
const openEnds = (
	{ drives, gaps }: RegisterState,
	current: string,
	now: number,
	isWanted: (lastDateTime: string) => boolean,
): Gap[] => {
	const watched = new Set(gaps.filter(({ to }) => to === null).map(({ fn }) => fn));
	return Object.entries(drives)
		.filter(([fn, { closed, lastDateTime }]) => fn !== current && !closed && isWanted(lastDateTime))
		.filter(([fn]) => fn !== UNKNOWN_DRIVE && !watched.has(fn))
		.map(([fn, { seen, lastDateTime: after }]) =>
			newGap(fn, { from: lastNumber(seen) + 1, to: null }, { after, before: null }, now),
		);
};

/** Returns the gaps that a document with a new number reveals. */
export function findGaps(state: RegisterState, { fn, fd, dateTime }: Numbered, now: number): Gap[] {
	const known = ownOf(state.drives, fn);
	if (known) {
		const { seen, lastDateTime } = known;
		const [[first]] = seen;
		const last = lastNumber(seen);
		if (fd > last + 1) {
			return [newGap(fn, { from: last + 1, to: fd - 1 }, { after: lastDateTime, before: dateTime }, now)];
		}
		if (fd < first - 1) {
			return [newGap(fn, { from: fd + 1, to: first - 1 }, { after: dateTime, before: lastDateTime }, now)];
		}
		return [];
	}
	const gaps = openEnds(state, fn, now, (lastDateTime) => lastDateTime <= dateTime);
	const { anchor } = state;
	if (state.settled && anchor && anchor.dateTime <= dateTime && fd > 1) {
		gaps.push(newGap(fn, { from: 1, to: fd - 1 }, { after: anchor.dateTime, before: dateTime }, now));
	}
	return gaps;
}

/** Splits the gap that contains a new document into the parts before and after it. */
export function splitGaps(gaps: Gap[], { fn, fd, dateTime }: Numbered): Gap[] {
	const isInside = (gap: Gap) => gap.fn === fn && gap.to !== null && gap.from <= fd && fd <= gap.to;
	if (!gaps.some(isInside)) return gaps;
	return gaps.flatMap((gap) =>
		isInside(gap)
			? [
					{ ...gap, to: fd - 1, before: dateTime },
					{ ...gap, from: fd + 1, after: dateTime },
				]
			: [gap],
	);
}

/**
 * Watches the ends of drives that were removed from the register before they were closed, including drives that became
 * known after the current one.
 */
export function watchOpenDrives(
	state: RegisterState,
	{ drive: current }: RegisterFacts,
	now: number,
): RegisterState {
	if (!current) return state;
	const oldest = now - LATEST_ARRIVAL;
	const gaps = openEnds(state, current, now, (lastDateTime) => msOfWallTime(lastDateTime) > oldest);
	return gaps.length > 0 ? { ...state, gaps: [...state.gaps, ...gaps] } : state;
}

/** Merges the lowest gaps of a drive when there are too many. */
function mergeGaps(gaps: Gap[]): Gap[] {
	let excess = gaps.length - MOST_GAPS;
	if (excess <= 0) return gaps;
	const result: Gap[] = [];
	for (const gap of [...gaps].sort((a, b) => (a.fn === b.fn ? a.from - b.from : a.fn < b.fn ? -1 : 1))) {
		const last = result.at(-1);
		if (excess > 0 && last?.fn === gap.fn && last.before !== null && gap.before !== null) {
			excess -= 1;
			result[result.length - 1] = {
				fn: gap.fn,
				from: last.from,
				to: gap.to,
				after: earlier(last.after, gap.after),
				before: later(last.before, gap.before),
				sinceAt: Math.max(last.sinceAt, gap.sinceAt),
				nextAt: Math.min(last.nextAt, gap.nextAt),
				looks: Math.min(last.looks ?? 0, gap.looks ?? 0),
				pages: Math.max(last.pages ?? 0, gap.pages ?? 0),
			};
		} else result.push(gap);
	}
	return result;
}

/** Returns the parts of gaps that are still missing. Drops gaps that late documents can no longer fill. */
export const remainingGaps = (state: RegisterState, now: number): Gap[] =>
	mergeGaps(
		state.gaps.flatMap((gap) => {
			const drive = ownOf(state.drives, gap.fn);
			if (!drive || now - gap.sinceAt > LATEST_ARRIVAL) return [];
			if (gap.to === null) return drive.closed ? [] : [gap];
			return missingNumbers(drive.seen, gap.from, gap.to).map(([from, to]) => ({ ...gap, from, to }));
		}),
	);

/** Returns whether to read a day to either side of a gap, too, which a busy register makes expensive. */
const isWide = ({ looks = 0, pages = 0 }: Gap) => pages === 0 || looks % WIDE_EVERY === 0;

/**
 * Returns the period in which the missing documents of a gap may have been printed. Where a register's clock was set in
 * between, they may be older or newer than both neighbours. The end of a drive is left out in most checks if the period
 * takes many pages.
 */
function windowOf(gap: Gap, facts: RegisterFacts, now: number): Period | undefined {
	const { after, before, looks = 0, pages = 0 } = gap;
	if (before === null && looks % Math.min(Math.max(pages, 1), WIDE_EVERY) > 0) return undefined;
	const end = before ?? earlier(openEnd(facts, now), shiftWallTime(after, LATEST_ARRIVAL));
	const isSetBack = after > end;
	const from = isWide(gap) || isSetBack ? shiftWallTime(earlier(after, end), -BEHIND) : after;
	const to = later(after, end);
	return permittedWindow(from, isWide(gap) && before !== null ? shiftWallTime(to, BEHIND) : to, facts);
}

// A later time than any that is planned comes from a clock that was ahead.
const isDue = ({ nextAt }: Gap, now: number) => nextAt <= now || nextAt > now + RECHECK;

/** Returns since when a gap is due: 0 if its plan comes from a clock that was ahead. */
const dueSince = ({ nextAt }: Gap, now: number) => (nextAt <= now ? nextAt : 0);

/** Returns since when the gap is due that has waited longest, or Infinity if none is. */
export const gapsDueSince = ({ gaps }: RegisterState, now: number) =>
	Math.min(Infinity, ...gaps.filter((gap) => isDue(gap, now)).map((gap) => dueSince(gap, now)));

export const hasDueGap = ({ gaps }: RegisterState, now: number) => gaps.some((gap) => isDue(gap, now));

/**
 * Returns the periods to reread for missing numbers: five minutes after a gap was seen, then after pauses that double up
 * to an hour, for 35 days. Overlapping periods are joined; the one that has waited longest comes first.
 */
export function recheckWindows(state: RegisterState, facts: RegisterFacts, now: number): Period[] {
	const windows = state.gaps
		.filter((gap) => isDue(gap, now))
		.flatMap((gap) => {
			const window = windowOf(gap, facts, now);
			return window ? [{ ...window, since: dueSince(gap, now) }] : [];
		})
		.sort((a, b) => (a.from < b.from ? -1 : 1));
	const joined: typeof windows = [];
	for (const window of windows) {
		const last = joined.at(-1);
		if (last && window.from <= last.to) {
			last.to = later(last.to, window.to);
			last.since = Math.min(last.since, window.since);
		} else joined.push({ ...window });
	}
	return joined.sort((a, b) => a.since - b.since).map(({ from, to }) => ({ from, to }));
}

const pauseAfter = ({ looks = 0 }: Gap) => Math.min(RECHECK, 2 * FIRST_RECHECK * 2 ** Math.min(looks, 10));

/** Postpones due gaps: those inside the window, or all if there is none. */
export const postponeGaps = (
	state: RegisterState,
	facts: RegisterFacts,
	now: number,
	window?: Period,
): RegisterState => {
	const isInside = (gap: Gap) => {
		const own = window && windowOf(gap, facts, now);
		return !own || (own.from >= window.from && own.to <= window.to);
	};
	return {
		...state,
		gaps: state.gaps.map((gap) =>
			isDue(gap, now) && isInside(gap)
				? { ...gap, nextAt: now + pauseAfter(gap), looks: (gap.looks ?? 0) + 1 }
				: gap,
		),
	};
};

/** Returns the gaps whose neighbours are in a period. */
const gapsIn = ({ gaps }: RegisterState, { from, to }: Period) =>
	gaps.filter(({ after, before }) => from <= after && after <= to && (before ?? to) <= to);

/** Notes how many pages it takes to look around gaps. */
export function notePages(state: RegisterState, period: Period, pages: number): Gap[] {
	const around = gapsIn(state, period);
	return state.gaps.map((gap) =>
		around.includes(gap) && pages > (gap.pages ?? 0) ? { ...gap, pages } : gap,
	);
}

/**
 * Returns whether a page shows what follows each gap in a period, so that nothing of a gap comes on a later page: within a
 * drive, documents come by number. Documents that name no drive may be of several.
 */
export function showsAllGaps(state: RegisterState, period: Period, documents: readonly Numbered[]): boolean {
	const gaps = gapsIn(state, period);
	const shows = ({ fn, to }: Gap) =>
		documents.some((one) =>
			to !== null
				? fn !== UNKNOWN_DRIVE && one.fn === fn && one.fd > to
				: one.fn !== fn && one.fd === lastNumber(ownOf(state.drives, one.fn)?.seen ?? []),
		);
	return gaps.length > 0 && gaps.every(shows);
}
