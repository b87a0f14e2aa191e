/*
 * n8n's default poll engine stores a trigger's state before it creates the execution, so a process that is killed
 * in between has moved the place without starting the workflow. What a poll emitted therefore stays open until
 * another poll of the same process follows, by which time n8n has created the execution. A new process undoes
 * an open poll: what it emitted is read and emitted once more, with equal keys. At least once instead of at most once.
 */

/** What a trigger stores. Plain JSON. */
export interface Stored<State, Undo> {
	version: 1;
	state: State;
	/** The poll that emitted last, while nothing has confirmed it. */
	open?: {
		/** Names the process that it ran in. */
		process: string;
		/** What `undo` needs to lead back to the state before it. */
		undo: Undo;
	};
}

/**
 * The state to begin a poll with, and whether it is one that an interrupted process had left behind.
 * @param stored undefined before the first poll
 * @param process names this process
 * @param undo leads from the stored state back to the one before the open poll
 */
export function resume<State, Undo>(
	stored: Stored<State, Undo> | undefined,
	process: string,
	undo: (state: State, undo: Undo) => State,
): { state?: State; repeats: boolean } {
	const open = stored?.open;
	if (!stored || !open || open.process === process) return { state: stored?.state, repeats: false };
	return { state: undo(stored.state, open.undo), repeats: true };
}

/**
 * What to store after a poll. A poll that emitted nothing leaves nothing open.
 * @param undo undefined when nothing was emitted
 */
export const store = <State, Undo>(
	state: State,
	process: string,
	undo: Undo | undefined,
): Stored<State, Undo> =>
	undo === undefined ? { version: 1, state } : { version: 1, state, open: { process, undo } };
