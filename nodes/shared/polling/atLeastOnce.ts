/*
 * n8n's default poll engine stores a trigger's state before it creates the execution, so a process killed in between
 * has advanced the cursor without starting the workflow. A poll that emitted items therefore stays unconfirmed until
 * the same process polls again; by then n8n has created the execution. A new process undoes an unconfirmed poll, so
 * that its items are read and emitted again with the same keys.
 */

/** The stored state of a trigger, as plain JSON. */
export interface Stored<State, Undo> {
	version: 1;
	state: State;
	/** The last poll that emitted items, until a later poll confirms it. */
	open?: {
		/** ID of the process that ran the poll. */
		process: string;
		/** Restores the state before the poll. */
		undo: Undo;
	};
}

/**
 * Returns the state to poll from, and whether items of an interrupted process will be emitted again.
 * @param stored undefined before the first poll
 * @param process identifies this process
 * @param undo restores the state before the unconfirmed poll from the stored one
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
 * Returns what to store after a poll.
 * @param undo undefined when the poll emitted nothing and needs no confirmation
 */
export const store = <State, Undo>(
	state: State,
	process: string,
	undo: Undo | undefined,
): Stored<State, Undo> =>
	undo === undefined ? { version: 1, state } : { version: 1, state, open: { process, undo } };
