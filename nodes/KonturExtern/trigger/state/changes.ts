/**
 * Lists that can be asked for what changed (or came in) between two moments, as a pure state machine:
 * (state, slice of time that was read) -> (elements to emit, state).
 * A list learns of a change a while after it, so the last stretch before now is read again with every poll, and what
 * was emitted out of it is remembered until it lies behind.
 * Source: Kontur.Extern documentation, "Docflows", list (`updatedFrom`, `updatedTo`, `createdFrom`, `createdTo`).
 */
import { createHash } from 'crypto';

/** One list of one account. Moments are Unix milliseconds by Kontur's clock. */
export interface ListState {
	/** Nothing new will show before this moment. */
	settled: number;
	/** Where a reading goes on that has not come to its end; at `settled` when absent. */
	at?: number;
	/** What was emitted, as digests of the keys, with the moment that has to be settled before it can be forgotten. */
	known: Record<string, number>;
}

export interface ChangesState {
	/** The choice of the start that this state began with; another choice begins another one. */
	choice: string;
	/** Lists begin at this moment, also those of accounts that come later. */
	start: number;
	/** By account ID. */
	lists: Record<string, ListState>;
	/** The account to begin the next poll with, when this one could not get to all. */
	next?: string;
}

export interface Listed {
	/** Equal for what must be emitted once. */
	key: string;
	/** Unix milliseconds; absent when the service does not say. */
	changedAt?: number;
}

/** All elements of a stretch of time, complete. */
export interface Slice<T extends Listed> {
	items: T[];
	/** The last moment that was read, inclusive; absent when the stretch is open. */
	to?: number;
	/** When it was read. */
	now: number;
}

export const startList = (start: number): ListState => ({ settled: start, known: {} });

/** Where the next slice begins. One millisecond is read twice, should the service leave out the borders. */
export const startOfSlice = ({ at, settled }: ListState): number => (at ?? settled) - 1;

const digest = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 12);

/**
 * Takes in the slice that begins at `startOfSlice`.
 * @param overlap how long after a change the list may still not show it, milliseconds
 * @returns state `at` is absent when the reading has come to its end
 */
export function takeSlice<T extends Listed>(
	state: ListState,
	{ items, to, now }: Slice<T>,
	overlap: number,
): { emit: T[]; state: ListState } {
	const known = new Map(Object.entries(state.known));
	const emit: T[] = [];
	for (const item of items) {
		const name = digest(item.key);
		if (known.has(name)) continue;
		emit.push(item);
		known.set(name, Math.max(to ?? now, item.changedAt ?? 0));
	}
	const isContiguous = (state.at ?? state.settled) === state.settled;
	const settled = isContiguous
		? Math.max(state.settled, Math.min(to ?? Infinity, now - overlap))
		: state.settled;
	const kept = [...known].filter(([, moment]) => moment >= settled - 1);
	return {
		emit,
		state: { settled, ...(to === undefined ? {} : { at: to }), known: Object.fromEntries(kept) },
	};
}

/** What `resume` needs to undo a poll: the lists that emitted something, as they were before; null for a new one. */
export type UndoChanges = Record<string, ListState | null>;

export function undoChanges(state: ChangesState, undo: UndoChanges): ChangesState {
	const lists = { ...state.lists, ...undo };
	const kept = Object.entries(lists).filter((entry): entry is [string, ListState] => entry[1] !== null);
	return { ...state, lists: Object.fromEntries(kept) };
}
