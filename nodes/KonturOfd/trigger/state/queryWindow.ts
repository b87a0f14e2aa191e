import { AHEAD, BEHIND, LATEST_ARRIVAL, type Register, type RegisterState, type Window } from './types';
import { earlier, later, msOfWall, shiftWall, wallOf } from '../../receipts/wallTime';

/** The part of a period that the permission covers; undefined when there is none. */
export function permitted(
	from: string,
	to: string,
	{ permissionFrom, permissionTo }: Register,
): Window | undefined {
	const window = {
		from: permissionFrom ? later(from, permissionFrom) : from,
		to: permissionTo ? earlier(to, permissionTo) : to,
	};
	return window.from <= window.to ? window : undefined;
}

/** An end of periods that is beyond now on every clock, because the clocks of registers are ahead of UTC. */
export const openEnd = (register: Register, now: number) =>
	later(wallOf(now + AHEAD), register.lastDocument ?? '');

/** Whether nothing can come in any more, because the permission ended so long ago. */
export const isOver = ({ permissionTo }: Register, now: number) =>
	permissionTo !== undefined && msOfWall(permissionTo) + LATEST_ARRIVAL < now;

/**
 * What to ask for next; undefined when there is nothing to ask for. The period always holds the document that
 * the pointer stands on, so the service can go on from it also after the drive was replaced.
 * Source: Kontur.OFD documentation, "documents/by-period" (offset), "cashboxes" (permissionFrom, permissionTo).
 */
export function windowOf(state: RegisterState, register: Register, now: number): Window | undefined {
	if (isOver(register, now)) return undefined;
	const { anchor, floor, offset } = state;
	const from = anchor
		? shiftWall(earlier(anchor.dateTime, anchor.readAt), -BEHIND)
		: later(floor, register.earliestDocument ?? floor);
	const window = permitted(from, openEnd(register, now), register);
	return window && offset !== null ? { ...window, offset } : window;
}
