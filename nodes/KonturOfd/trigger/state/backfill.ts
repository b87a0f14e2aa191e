/*
 * Late documents can appear before the cursor: a missing number, the rest of a replaced drive, or documents from a period
 * that was not permitted before. These periods are reread without the cursor, one at a time. Documents that were seen are
 * not emitted again.
 */
import type { Page } from '../../receipts/document';
import {
	DAY,
	HOUR,
	later,
	msOfWallTime,
	shiftWallTime,
	toWallTime,
	type Period,
} from '../../receipts/wallTime';
import { gapsDueSince, hasDueGap, notePages, postponeGaps, recheckWindows, showsAllGaps } from './gaps';
import { isExpired, openEnd, permittedWindow } from './queryWindow';
import { addDocuments, isPermissionExtended, timesRead } from './register';
import {
	LATEST_ARRIVAL,
	type Backfill,
	type QueryWindow,
	type RegisterFacts,
	type RegisterState,
	type Step,
} from './types';

const SWEEP_EVERY = DAY;
// A sweep that is later than now was noted by a clock that was ahead.
const CLOCK_WAS_AHEAD = HOUR;
// With this many documents a day, rereading 35 days every day takes too many requests.
const BUSY_DAY = 1000;

/** Which registers get a daily sweep over their last 35 days: those with few documents, all, none. */
export type Sweep = 'small' | 'all' | 'none';

const isSweepDue = ({ sweptAt }: RegisterState, now: number, sweep: Sweep) =>
	sweep !== 'none' && (now - sweptAt >= SWEEP_EVERY || sweptAt - now > CLOCK_WAS_AHEAD);

export const isBackfillDue = (state: RegisterState, facts: RegisterFacts, now: number, sweep: Sweep) =>
	state.settled &&
	!isExpired(facts, now) &&
	(state.backfill !== undefined ||
		isPermissionExtended(state, facts) ||
		hasDueGap(state, now) ||
		isSweepDue(state, now, sweep));

/** Begins the next backfill unless one is under way. `backfill` of the result is undefined when none is due. */
export function beginBackfill(
	state: RegisterState,
	facts: RegisterFacts,
	now: number,
	sweep: Sweep,
): RegisterState {
	if (state.backfill) return state;
	const end = openEnd(facts, now);
	const begin = (from: string, to: string, isSweep = false): Backfill => ({
		from,
		to,
		offset: null,
		isSweep,
	});
	if (isPermissionExtended(state, facts)) {
		const since =
			state.mode === 'date' ? state.floor : shiftWallTime(toWallTime(state.startedAt), -LATEST_ARRIVAL);
		const from = later(since, facts.permissionFrom ?? since);
		return { ...state, permissionFrom: facts.permissionFrom ?? '', backfill: begin(from, end) };
	}
	// Whichever has waited longer: checks that take long must not keep a register from its sweep.
	const isSweepFirst =
		isSweepDue(state, now, sweep) && state.sweptAt + SWEEP_EVERY < gapsDueSince(state, now);
	if (hasDueGap(state, now) && !isSweepFirst) {
		const window = recheckWindows(state, facts, now).at(0);
		const next = postponeGaps(state, facts, now, window);
		// Gaps outside the permission wait for an hour, too.
		return window
			? { ...next, backfill: { ...begin(window.from, window.to), isCheck: true } }
			: beginBackfill(next, facts, now, sweep);
	}
	if (isSweepDue(state, now, sweep)) {
		const from = shiftWallTime(toWallTime(now), -LATEST_ARRIVAL);
		const backfill = begin(state.mode === 'date' ? later(from, state.floor) : from, end, true);
		return { ...state, sweptAt: now, backfill };
	}
	return state;
}

/** Returns the window to request, or undefined when the permission covers nothing of the period. */
export const backfillWindow = (
	{ from, to, offset }: Backfill,
	facts: RegisterFacts,
): QueryWindow | undefined => permittedWindow(from, to, facts, offset);

/**
 * Returns whether an empty response is wrong: the period has a document that was read before, and documents do not
 * vanish.
 */
export const isContradicted = (state: RegisterState, { from, to }: Period, { documents }: Page): boolean =>
	documents.length === 0 && timesRead(state).some((known) => from <= known && known <= to);

function isBusy({ documents }: Page): boolean {
	const times = documents.flatMap(({ dateTime }) => (dateTime === undefined ? [] : [msOfWallTime(dateTime)]));
	return documents.length >= BUSY_DAY && Math.max(...times) - Math.min(...times) < DAY;
}

/** Returns whether a page that is not known to be cut shows all that a check for missing numbers looks for. */
function showsEnough(
	state: RegisterState,
	backfill: Backfill,
	{ documents }: Page,
	longest: number,
): boolean {
	if (backfill.isCheck !== true || documents.length >= longest) return false;
	const numbered = documents.flatMap(({ fn, fd, dateTime = '' }) =>
		fd === undefined ? [] : [{ fn, fd, dateTime }],
	);
	return showsAllGaps(state, backfill, numbered);
}

/**
 * Adds a page of the backfill. After the last page, `backfill` is undefined.
 * @param longest how many documents another page of the same service had; 0 to read up to the end that the service states
 */
export function addBackfillPage(
	state: RegisterState,
	page: Page,
	now: number,
	sweep: Sweep,
	longest = 0,
): Step {
	const { backfill } = state;
	const isAgain = backfill?.isSweep === true || backfill?.isCheck === true;
	const { emit, state: next } = addDocuments(state, page.documents, now, { isAgain });
	if (!backfill) return { emit, state: next };
	const { nextOffset } = page;
	const tooMuch = backfill.isSweep && sweep === 'small' && isBusy(page);
	const isEnough = tooMuch || showsEnough(state, backfill, page, longest);
	if (nextOffset === undefined || nextOffset === backfill.offset || isEnough) {
		return { emit, state: { ...next, backfill: undefined } };
	}
	// A page without documents is the end that the service states.
	const pages = (backfill.pages ?? 0) + (page.documents.length > 0 ? 1 : 0);
	if (backfill.isCheck && pages > 1) next.gaps = notePages(next, backfill, pages);
	next.backfill = { ...backfill, offset: nextOffset, pages };
	return { emit, state: next };
}
