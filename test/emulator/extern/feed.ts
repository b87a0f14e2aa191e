import type { Reply } from '../core/router';
import { findDocflow } from './control';
import { emitEvent } from './docflowStore';
import type { Docflow } from './model';
import type { ExternState } from './state';

/** What the event feed does beside answering what it is asked. */
export interface Feed {
	/** Where the events begin that are still kept, in the log's imaginary bytes. */
	begin: number;
	/** So many of the next reads bring the reader's last page once more. */
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
	/** When it happened; now when left out. */
	at?: Date;
	/** The events come to the feed only so much later, behind what came there meanwhile. */
	delayMs?: number;
}

/** Events of a docflow without a change of it; gives the ids of those that are in the feed by now. */
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
	/** The date of the change; now when left out. */
	at?: Date;
}

/** A change of a docflow that no event tells of. */
export function changeDocflow(extern: ExternState, docflowId: string, change: DocflowChange): void {
	const [, docflow] = findDocflow(extern, docflowId);
	docflow.status = change.status ?? docflow.status;
	docflow.successState = change.successState ?? docflow.successState;
	docflow.changedAt = (change.at ?? extern.clock.now()).getTime();
}

/** The oldest so many events are kept no longer. */
export function forgetEvents(extern: ExternState, count: number): void {
	extern.events.splice(0, count);
	extern.feed.begin = extern.events[0]?.offset ?? extern.eventBytes;
}
