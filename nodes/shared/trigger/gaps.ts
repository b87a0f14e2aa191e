/*
 * A drive numbers all its documents without gaps, so a number that is missing shows that something is still to come:
 * it is late, or the service published its successor first. A drive that was replaced before it was closed may have
 * more behind its last number.
 */
import { missingNumbers } from './intervals';
import { openEnd, permitted } from './periods';
import {
	BEHIND,
	LATEST_ARRIVAL,
	type Drive,
	type Gap,
	type Register,
	type RegisterState,
	type Window,
} from './receiptsState';
import { HOUR, earlier, later, shiftWall } from './wallTime';

const FIRST_RECHECK = 5 * 60_000;
const RECHECK = HOUR;
// More of them are watched together, so that the state stays small.
const MOST_GAPS = 16;

/** The gaps that a document shows whose number is not in the state yet. */
export function gapsShownBy(
	state: RegisterState,
	{ fn, fd, dateTime }: { fn: string; fd: number; dateTime: string },
	now: number,
): Gap[] {
	const gap = { sinceAt: now, nextAt: now + FIRST_RECHECK };
	const known = state.drives[fn] as Drive | undefined;
	const last = known?.seen.at(-1)?.[1];
	if (known && last !== undefined) {
		if (fd <= last + 1) return [];
		return [{ ...gap, fn, from: last + 1, to: fd - 1, after: known.lastDateTime, before: dateTime }];
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
