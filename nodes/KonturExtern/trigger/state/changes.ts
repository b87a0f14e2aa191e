/**
 * A list that can be asked for what changed (or came in) between two moments, as a pure state machine:
 * (state, slice of time that was read) -> (elements to emit, state).
 * A change can take a while to show in the list. The time just before the newest change is therefore read again with
 * every poll, and what was emitted from it is remembered until no late change can show there. No clock decides how far
 * that is: only the dates of changes that were seen.
 * Source: Kontur.Extern documentation, "Docflows", list (`updatedFrom`, `updatedTo`, `createdFrom`, `createdTo`).
 */
import { createHash } from 'crypto';

const HOUR = 3600_000;
// How far back a list with few changes is read again, so that Kontur's own clock may be corrected by hours.
const REACH = 24 * HOUR;
const FEW = 100;
// For a date that the service rounds.
const MARGIN = 60_000;

/** One list of one account. Moments are Unix milliseconds by Kontur's clock. */
export interface ListState {
	/** Nothing new can appear before this moment. */
	settled: number;
	/** Where an unfinished reading continues; a finished one continues at `settled`. */
	at?: number;
	/** Until the reading has come this far, what it finds is from before the start and not emitted. */
	since?: number;
	/** Digests of the emitted keys, each with the moment that must be settled before it can be forgotten. */
	known: Record<string, number>;
}

/** A list that was not read yet. */
export interface WaitingList {
	/** What changes from this moment on is to be emitted; for `elapsedSince`. */
	waitingSince: number;
}

export type StoredList = ListState | WaitingList;

export const isWaiting = (list: StoredList): list is WaitingList => 'waitingSince' in list;

export interface ChangesState {
	/** The start that the user chose; another choice starts over. */
	choice: string;
	/** Where all lists begin; earlier versions also stored it for "Now". */
	start?: number;
	/** By account ID. */
	lists: Record<string, StoredList>;
	/** When the accounts were listed last; for `elapsedSince`. */
	listedAt?: number;
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
	/** The newest change that is known; absent when none is. */
	newest?: number;
	/** For how long it has been the newest one. */
	quietMs: number;
}

/** Returns the date of the newest change that is not in the future, which would be a mistake of the service. */
export function newestOf(items: readonly Listed[], now: number): number | undefined {
	let newest: number | undefined;
	for (const { changedAt } of items) {
		if (changedAt !== undefined && changedAt <= now && changedAt > (newest ?? -Infinity)) newest = changedAt;
	}
	return newest;
}

export const startList = (start: number): ListState => ({ settled: start, known: {} });

/** Returns where the next slice begins: one millisecond early, in case the service excludes the limits of a range. */
export const startOfSlice = ({ at, settled }: ListState): number => (at ?? settled) - 1;

/** Returns where the slice must end at the latest, when a part of the list is from before the start. */
export const endOfOld = ({ at, settled, since }: ListState): number | undefined =>
	since !== undefined && (at ?? settled) < since - 1 ? since - 1 : undefined;

const digest = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 12);

/** Returns up to where nothing new can show, as far as the newest change tells. */
function settledBy(
	{ newest, quietMs }: Pick<Slice<Listed>, 'newest' | 'quietMs'>,
	known: ReadonlyMap<string, number>,
	overlap: number,
): number {
	if (newest === undefined) return -Infinity;
	const latest = quietMs >= overlap ? newest : newest - overlap;
	if (known.size <= FEW) return Math.min(latest, newest - REACH);
	const [limit] = [...known.values()].sort((a, b) => b - a).slice(FEW);
	return Math.min(latest, Math.max(newest - REACH, limit + MARGIN + 1));
}

/**
 * Processes the slice that begins at `startOfSlice`.
 * @param overlap how long the list may take to show a change, milliseconds
 * @returns the new elements, and a state without `at` once the reading is finished
 */
export function takeSlice<T extends Listed>(
	state: ListState,
	slice: Slice<T>,
	overlap: number,
): { emit: T[]; state: ListState } {
	const { items, to, newest } = slice;
	const isOld = endOfOld(state) !== undefined;
	const known = new Map(Object.entries(state.known));
	const emit: T[] = [];
	for (const item of items) {
		const name = digest(item.key);
		if (known.has(name)) continue;
		if (!isOld) emit.push(item);
		known.set(name, Math.max(to ?? newest ?? 0, item.changedAt ?? 0));
	}
	const isContiguous = (state.at ?? state.settled) === state.settled;
	const bound =
		to === undefined
			? settledBy(slice, known, overlap)
			: Math.min(to, newest === undefined ? -Infinity : newest - overlap);
	const settled = isContiguous ? Math.max(state.settled, bound) : state.settled;
	const next: ListState = { settled, known: {} };
	if (to !== undefined) next.at = to;
	if (state.since !== undefined && to !== undefined) next.since = state.since;
	next.known = Object.fromEntries([...known].filter(([, moment]) => moment >= settled - MARGIN));
	return { emit, state: next };
}

/** The lists that emitted something, as they were before the poll; null for a list that was new. */
export type UndoChanges = Record<string, StoredList | null>;

export function undoChanges(state: ChangesState, undo: UndoChanges): ChangesState {
	const lists = { ...state.lists, ...undo };
	const kept = Object.entries(lists).filter((entry): entry is [string, StoredList] => entry[1] !== null);
	return { ...state, lists: Object.fromEntries(kept) };
}
