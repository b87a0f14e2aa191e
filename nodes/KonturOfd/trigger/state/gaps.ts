/*
 * A drive numbers all its documents without gaps, so a number that is missing shows that something is still to come:
 * it is late, or the service published its successor first. A drive that was replaced before it was closed may have
 * more behind its last number.
 */
import { missingNumbers } from './intervals';
import { openEnd, permitted } from './queryWindow';
import {
	BEHIND,
	LATEST_ARRIVAL,
	type Drive,
	type Gap,
	type Register,
	type RegisterState,
	type Window,
} from './types';
import { HOUR, earlier, later, msOfWall, shiftWall } from '../../receipts/wallTime';

const FIRST_RECHECK = 5 * 60_000;
const RECHECK = HOUR;
// More of them are watched together, so that the state stays small.
const MOST_GAPS = 16;

interface Numbered {
	fn: string;
	fd: number;
	dateTime: string;
}

/** The gaps that a document shows whose number is not in the state yet. */
export function gapsShownBy(state: RegisterState, { fn, fd, dateTime }: Numbered, now: number): Gap[] {
	const gap = { sinceAt: now, nextAt: now + FIRST_RECHECK };
	const known = state.drives[fn] as Drive | undefined;
	const first = known?.seen.at(0)?.[0];
	const last = known?.seen.at(-1)?.[1];
	if (known && first !== undefined && last !== undefined) {
		const { lastDateTime } = known;
		if (fd > last + 1) {
			return [{ ...gap, fn, from: last + 1, to: fd - 1, after: lastDateTime, before: dateTime }];
		}
		if (fd < first - 1) {
			return [{ ...gap, fn, from: fd + 1, to: first - 1, after: dateTime, before: lastDateTime }];
		}
		return [];
	}
	const gaps: Gap[] = [];
	for (const [old, { seen, closed, lastDateTime }] of Object.entries(state.drives)) {
		const end = seen.at(-1)?.[1];
		const isWatched = state.gaps.some((one) => one.fn === old && one.to === null);
		if (old === fn || closed || isWatched || end === undefined || lastDateTime > dateTime) continue;
		gaps.push({ ...gap, fn: old, from: end + 1, to: null, after: lastDateTime, before: null });
	}
	const { anchor } = state;
	if (state.settled && anchor && anchor.dateTime <= dateTime && fd > 1) {
		gaps.push({ ...gap, fn, from: 1, to: fd - 1, after: anchor.dateTime, before: dateTime });
	}
	return gaps;
}

/** The gaps with a document that came in: what it lay in becomes what is before and what is behind it. */
export function gapsAround(gaps: Gap[], { fn, fd, dateTime }: Numbered): Gap[] {
	const isInside = (gap: Gap) => gap.fn === fn && gap.to !== null && gap.from <= fd && fd <= gap.to;
	if (!gaps.some(isInside)) return gaps;
	return gaps.flatMap((gap) => {
		if (!isInside(gap)) return [gap];
		return [
			{ ...gap, to: fd - 1, before: dateTime },
			{ ...gap, from: fd + 1, after: dateTime },
		];
	});
}

/**
 * Watches the ends of the drives that are no longer in the register and were not closed, also of those that came to be
 * known after the one that is there now.
 */
export function withOpenEnds(state: RegisterState, { drive: current }: Register, now: number): RegisterState {
	const isLate = (dateTime: string) => msOfWall(dateTime) > now - LATEST_ARRIVAL;
	const isWatched = (fn: string) => state.gaps.some((gap) => gap.fn === fn && gap.to === null);
	const ends = Object.entries(state.drives).flatMap(([fn, { seen, closed, lastDateTime }]): Gap[] => {
		const end = seen.at(-1)?.[1] ?? 0;
		if (!current || fn === current || closed || isWatched(fn) || !isLate(lastDateTime)) return [];
		const nextAt = now + FIRST_RECHECK;
		return [{ fn, from: end + 1, to: null, after: lastDateTime, before: null, sinceAt: now, nextAt }];
	});
	return ends.length > 0 ? { ...state, gaps: [...state.gaps, ...ends] } : state;
}

/** Watches the lowest numbers of a drive together when there are too many gaps. */
function fewer(gaps: Gap[]): Gap[] {
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
			};
		} else result.push(gap);
	}
	return result;
}

/** What is still missing of the gaps after new numbers came in; gives up when nothing can arrive any more. */
export const stillOpen = (state: RegisterState, now: number): Gap[] =>
	fewer(
		state.gaps.flatMap((gap) => {
			const drive = state.drives[gap.fn] as Drive | undefined;
			if (!drive || now - gap.sinceAt > LATEST_ARRIVAL) return [];
			if (gap.to === null) return drive.closed ? [] : [gap];
			return missingNumbers(drive.seen, gap.from, gap.to).map(([from, to]) => ({ ...gap, from, to }));
		}),
	);

function windowOfGap({ after, before }: Gap, register: Register, now: number): Window | undefined {
	const end = before ?? earlier(openEnd(register, now), shiftWall(after, LATEST_ARRIVAL));
	// The clock of the register was put back in between: what is missing may be older than both neighbours.
	const from = after > end ? shiftWall(end, -BEHIND) : after;
	return permitted(from, later(after, end), register);
}

const isDue = ({ nextAt }: Gap, now: number) => nextAt <= now;

export const hasDueGap = ({ gaps }: RegisterState, now: number) => gaps.some((gap) => isDue(gap, now));

/**
 * The periods to read again because numbers are missing there: five minutes after a gap was seen, then every hour,
 * for thirty-five days. Periods that overlap are one.
 */
export function recheckWindows(state: RegisterState, register: Register, now: number): Window[] {
	const windows = state.gaps
		.filter((gap) => isDue(gap, now))
		.map((gap) => windowOfGap(gap, register, now))
		.filter((window) => window !== undefined)
		.sort((a, b) => (a.from < b.from ? -1 : 1));
	const merged: Window[] = [];
	for (const window of windows) {
		const last = merged.at(-1);
		if (last && window.from <= last.to) last.to = later(last.to, window.to);
		else merged.push({ ...window });
	}
	return merged;
}

/** Puts the next look at the gaps that were due off by an hour: at those of one period, or at all. */
export const rechecked = (state: RegisterState, register: Register, now: number, window?: Window) => {
	const isLookedAt = (gap: Gap) => {
		const own = window && windowOfGap(gap, register, now);
		return !own || (own.from >= window.from && own.to <= window.to);
	};
	return {
		...state,
		gaps: state.gaps.map((gap) =>
			isDue(gap, now) && isLookedAt(gap) ? { ...gap, nextAt: now + RECHECK } : gap,
		),
	};
};
