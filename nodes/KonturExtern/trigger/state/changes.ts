/**
 * Tracks a list that can be queried for what changed (or arrived) in a time range, as a pure state machine: (state,
 * slice) -> (elements to emit, state). A change can take a while to appear in the list. Every poll rereads the most
 * recent time, and remembers what it emitted from there until no late change can appear.
 * Source: Kontur.Extern documentation, "Docflows", list (`updatedFrom`, `updatedTo`, `createdFrom`, `createdTo`).
 */
import { createHash } from 'crypto';

/** One list of one account. Moments are Unix milliseconds by Kontur's clock. */
export interface ListState {
	/** Nothing new can appear before this moment. */
	settled: number;
	/** Where an unfinished reading continues; a finished one continues at `settled`. */
	at?: number;
	/** Digests of the emitted keys, each with the moment that must be settled before it can be forgotten. */
	known: Record<string, number>;
}

export interface ChangesState {
	/** The start that the user chose; another choice starts over. */
	choice: string;
	/** Where lists start, including those of accounts that are added later. */
	start: number;
	/** By account ID. */
	lists: Record<string, ListState>;
	/** The account to begin the next poll with, when this poll did not reach all of them. */
	next?: string;
}

export interface Listed {
	/** Identifies what must be emitted once. */
	key: string;
	/** Unix milliseconds; absent when the service does not say. */
	changedAt?: number;
}

/** All elements of a time range. */
export interface Slice<T extends Listed> {
	items: T[];
	/** The last moment that was read, inclusive; absent when the range is open. */
	to?: number;
	/** When it was read. */
	now: number;
}

export const startList = (start: number): ListState => ({ settled: start, known: {} });

/** Returns where the next slice begins: one millisecond early, in case the service excludes the limits of a range. */
export const startOfSlice = ({ at, settled }: ListState): number => (at ?? settled) - 1;

const digest = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 12);

/**
 * Processes the slice that begins at `startOfSlice`.
 * @param overlap how long the list may take to show a change, milliseconds
 * @returns the new elements, and a state without `at` once the reading is finished
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

/** The lists that emitted something, as they were before the poll; null for a list that was new. */
export type UndoChanges = Record<string, ListState | null>;

export function undoChanges(state: ChangesState, undo: UndoChanges): ChangesState {
	const lists = { ...state.lists, ...undo };
	const kept = Object.entries(lists).filter((entry): entry is [string, ListState] => entry[1] !== null);
	return { ...state, lists: Object.fromEntries(kept) };
}
