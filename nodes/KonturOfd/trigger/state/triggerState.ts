/*
 * The state of a receipts trigger across its cash registers. `register.ts` has the state of one.
 */
import { ownOf, recordOf } from '../../../shared/foreign';
import { DAY } from '../../receipts/wallTime';
import { CHECK_EVERY, notePermission, startRegister } from './register';
import type { ReceiptsState, RegisterFacts, RegisterState, Start } from './types';

const FORGET_AFTER = 60 * DAY;

const isSameStart = (a: Start, b: Start) =>
	a.mode === 'date' && b.mode === 'date' ? a.written === b.written : a.mode === b.mode;

/**
 * Returns the state at the start of a poll. Changing Start From starts over. Changing the selection of registers keeps
 * the known ones and starts the others now.
 * @param scope text that changes with the selection of registers
 * @param activatedAt for `elapsedSince`: where a trigger starts that starts now
 * @param momentOf returns such a moment by Kontur's clock; undefined when Kontur did not answer
 */
export function resumeState(
	previous: ReceiptsState | undefined,
	start: Start,
	scope: string,
	activatedAt: number,
	momentOf: ((activatedAt: number) => number) | undefined,
): ReceiptsState {
	const startingAt = (moment: number) =>
		momentOf === undefined
			? { startedAt: moment, unchecked: true as const }
			: // The service returns receive times with a precision of one second.
				{ startedAt: Math.floor(momentOf(moment) / 1000) * 1000, unchecked: undefined };
	if (!previous || !isSameStart(previous.start, start)) {
		return { start, scope, ...startingAt(activatedAt), listed: false, polls: 0, registers: {} };
	}
	if (previous.scope !== scope) {
		return { ...previous, scope, ...startingAt(activatedAt), listed: false, longestPage: undefined };
	}
	return previous.unchecked ? { ...previous, ...startingAt(previous.startedAt) } : previous;
}

/** Adds registers that are new in the list and forgets those that have been gone for sixty days. */
export function withRegisters(
	state: ReceiptsState,
	listed: Readonly<Record<string, RegisterFacts>>,
	now: number,
): ReceiptsState {
	const registers = recordOf<RegisterState>();
	for (const [key, known] of Object.entries(state.registers)) {
		if (Object.hasOwn(listed, key) || now - known.lastReadAt < FORGET_AFTER) registers[key] = known;
	}
	for (const [key, facts] of Object.entries(listed)) {
		const known = ownOf(registers, key);
		registers[key] = notePermission(
			known ?? startRegister(state.start, facts, state.startedAt, state.listed, shareOf(key)),
			facts,
		);
	}
	return { ...state, registers };
}

/**
 * Returns a number from 0 to 1 that is constant for a register and spreads periodic work over time. FNV-1a with
 * MurmurHash3's finalizer, because registration numbers may be consecutive.
 * @param key `address|organization|number`; the address does not count
 */
export function shareOf(key: string): number {
	let hash = 0x811c9dc5;
	for (let index = key.indexOf('|') + 1; index < key.length; index++) {
		hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Returns whether to read a quiet register anyway, at least every sixth poll: registers without news take turns by their
 * keys, others count from their last news.
 */
export const isItsTurn = ({ turn }: Pick<RegisterState, 'turn'>, key: string, polls: number) =>
	turn === undefined ? Math.floor(shareOf(key) * CHECK_EVERY) === polls % CHECK_EVERY : polls >= turn;
