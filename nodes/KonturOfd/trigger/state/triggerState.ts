/*
 * The state of a receipts trigger over all its cash registers; what is known of one of them is in `register.ts`.
 */
import { notePermission, startRegister } from './register';
import type { ReceiptsState, Register, RegisterState, Start } from './types';
import { DAY, HOUR } from '../../receipts/wallTime';

const FORGET = 60 * DAY;
const ORGANIZATIONS_ARE_GOOD_FOR = HOUR;
const CHECK_EVERY = 6;

const isSame = (a: Start, b: Start) =>
	a.mode === 'date' && b.mode === 'date' ? a.written === b.written : a.mode === b.mode;

/**
 * The state to begin a poll with. Another start than the stored one begins anew; another choice of registers
 * keeps those known and lets the others begin now.
 * @param scope any text that changes with the choice of registers
 * @param now Unix milliseconds by this machine's clock
 * @param skew how far Kontur's clock is ahead of it; undefined when Kontur did not answer
 */
export function resumeReceipts(
	previous: ReceiptsState | undefined,
	start: Start,
	scope: string,
	now: number,
	skew: number | undefined,
): ReceiptsState {
	// The service tells acceptance to the second.
	const begun = (moment: number) => ({
		startedAt: Math.floor((moment + (skew ?? 0)) / 1000) * 1000,
		unchecked: skew === undefined ? (true as const) : undefined,
	});
	if (!previous || !isSame(previous.start, start)) {
		return { start, scope, ...begun(now), listed: false, polls: 0, registers: {} };
	}
	if (previous.scope !== scope) return { ...previous, scope, ...begun(now), listed: false };
	return previous.unchecked ? { ...previous, ...begun(previous.startedAt) } : previous;
}

/** Adds what is new in the list of registers and forgets what is gone for sixty days. */
export function withRegisters(
	state: ReceiptsState,
	listed: Readonly<Record<string, Register>>,
	now: number,
): ReceiptsState {
	const registers: Record<string, RegisterState> = {};
	for (const [key, known] of Object.entries(state.registers)) {
		if (key in listed || now - known.lastReadAt < FORGET) registers[key] = known;
	}
	for (const [key, register] of Object.entries(listed)) {
		const known = registers[key] as RegisterState | undefined;
		registers[key] = notePermission(
			known ?? startRegister(state.start, register, state.startedAt, state.listed, shareOf(key)),
			register,
		);
	}
	return { ...state, registers };
}

/**
 * A share from 0 to 1 that stays with a register: spreads over time what comes at intervals. FNV-1a with the finish of
 * MurmurHash3, because registration numbers may follow one another.
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

/** Whether it is a register's turn to be read although nothing seems to have come in: every sixth poll. */
export const isItsTurn = (key: string, polls: number) =>
	Math.floor(shareOf(key) * CHECK_EVERY) === polls % CHECK_EVERY;

/** The organizations, as long as the list is not older than an hour. @param now Unix ms by this machine's clock */
export const organizationsOf = ({ organizations }: ReceiptsState, now: number): string[] | undefined =>
	organizations && Math.abs(now - organizations.listedAt) < ORGANIZATIONS_ARE_GOOD_FOR
		? organizations.ids
		: undefined;
