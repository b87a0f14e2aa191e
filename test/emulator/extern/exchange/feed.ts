import type { Reply } from '../../core/router';
import { findDocflow } from '../control';
import { emitEvent } from '../docflows/docflowStore';
import type { Docflow } from '../model';
import type { ExternState } from '../state';

/** Faults of the event feed. */
export interface Feed {
	/** Offset of the oldest kept event, in the imaginary byte log. */
	begin: number;
	/** Number of the next reads that return the reader's last page again. */
	repeats: number;
	/** The last page of each client. */
	last: Map<string, Reply>;
}

export function newFeed(): Feed {
	return { begin: 0, repeats: 0, last: new Map() };
}

export interface Happening {
	/** Without 'urn:transaction:'. */
	state?: string;
	count?: number;
	/** When it happened; now by default. */
	at?: Date;
	/** Delay until the events appear in the feed, after those that appeared meanwhile. */
	delayMs?: number;
}

/** Adds events of a docflow without changing it; returns the IDs of those already in the feed. */
export function happen(extern: ExternState, docflowId: string, given: Happening): string[] {
	const { state = 'document', count = 1, at = extern.clock.now(), delayMs = 0 } = given;
	const [account, docflow] = findDocflow(extern, docflowId);
	const before = extern.events.length;
	const emit = (): void => {
		for (let each = 0; each < count; each++) {
			emitEvent(extern, account, docflow, `urn:transaction:${state}`, at.getTime());
		}
	};
	if (delayMs > 0) extern.clock.schedule(delayMs, emit);
	else emit();
	return extern.events.slice(before).map(({ id }) => id);
}

export interface DocflowChange {
	status?: string;
	successState?: Docflow['successState'];
	/** The date of the change; now by default. */
	at?: Date;
}

/** Changes a docflow without an event. */
export function changeDocflow(extern: ExternState, docflowId: string, change: DocflowChange): void {
	const [, docflow] = findDocflow(extern, docflowId);
	docflow.status = change.status ?? docflow.status;
	docflow.successState = change.successState ?? docflow.successState;
	docflow.changedAt = (change.at ?? extern.clock.now()).getTime();
}

/** Removes a number of the oldest events. */
export function forgetEvents(extern: ExternState, count: number): void {
	extern.events.splice(0, count);
	extern.feed.begin = extern.events[0]?.offset ?? extern.eventBytes;
}
