/*
 * What the pointer has passed may still get company: a number that was missing, the rest of a drive that was replaced,
 * documents of a time that was not permitted. Such places are read again without the pointer, one period after the
 * other; what was seen is not emitted again.
 */
import { hasDueGap, recheckWindows, rechecked } from './gaps';
import { isOver, openEnd, permitted } from './queryWindow';
import { isWidened, takeAll } from './register';
import {
	LATEST_ARRIVAL,
	type Again,
	type Page,
	type Register,
	type RegisterState,
	type Step,
	type Window,
} from './types';
import { DAY, later, msOfWall, shiftWall, wallOf } from '../../receipts/wallTime';

const SWEEP_EVERY = DAY;
// So many documents a day and more are too many to read those of 35 days every day.
const BUSY_DAY = 1000;

/** Which registers are read again whole, the last 35 days of them, every day: those with few documents, all, none. */
export type Sweep = 'small' | 'all' | 'none';

const isSweepDue = ({ sweptAt }: RegisterState, now: number, sweep: Sweep) =>
	sweep !== 'none' && now - sweptAt >= SWEEP_EVERY;

/** Whether there is something to read again. */
export const isAgainDue = (state: RegisterState, register: Register, now: number, sweep: Sweep) =>
	state.settled &&
	!isOver(register, now) &&
	(state.again !== undefined ||
		isWidened(state, register) ||
		hasDueGap(state, now) ||
		isSweepDue(state, now, sweep));

/** Begins with the next period to read again, where none is under way; `again` of the result is undefined for none. */
export function beginAgain(
	state: RegisterState,
	register: Register,
	now: number,
	sweep: Sweep,
): RegisterState {
	if (state.again) return state;
	const end = openEnd(register, now);
	const begun = (from: string, to: string, isSweep = false): Again => ({ from, to, offset: null, isSweep });
	if (isWidened(state, register)) {
		const since = state.mode === 'date' ? state.floor : shiftWall(wallOf(state.startedAt), -LATEST_ARRIVAL);
		const from = later(since, register.permissionFrom ?? since);
		return { ...state, permissionFrom: register.permissionFrom ?? '', again: begun(from, end) };
	}
	if (hasDueGap(state, now)) {
		const window = recheckWindows(state, register, now).at(0);
		const next = rechecked(state, register, now, window);
		// Gaps that may not be asked for wait for an hour too.
		return window
			? { ...next, again: begun(window.from, window.to) }
			: beginAgain(next, register, now, sweep);
	}
	if (isSweepDue(state, now, sweep)) {
		const from = shiftWall(wallOf(now), -LATEST_ARRIVAL);
		const again = begun(state.mode === 'date' ? later(from, state.floor) : from, end, true);
		return { ...state, sweptAt: now, again };
	}
	return state;
}

/** What to ask for; undefined when nothing of the period is permitted. */
export function againWindow({ from, to, offset }: Again, register: Register): Window | undefined {
	const window = permitted(from, to, register);
	return window && offset !== null ? { ...window, offset } : window;
}

function isBusy({ documents }: Page): boolean {
	const times = documents.flatMap(({ dateTime }) => (dateTime === undefined ? [] : [msOfWall(dateTime)]));
	return documents.length >= BUSY_DAY && Math.max(...times) - Math.min(...times) < DAY;
}

/** Takes in a page that was asked for with the window of `again`, which is undefined after its last one. */
export function takeAgain(state: RegisterState, page: Page, now: number, sweep: Sweep): Step {
	const { emit, state: next } = takeAll(state, page.documents, now);
	const { again } = state;
	if (!again) return { emit, state: next };
	const atEnd = page.nextOffset === undefined || page.nextOffset === again.offset;
	const tooMuch = again.isSweep && sweep === 'small' && isBusy(page);
	const goesOn = page.nextOffset !== undefined && !atEnd && !tooMuch;
	next.again = goesOn ? { ...again, offset: page.nextOffset ?? null } : undefined;
	return { emit, state: next };
}
