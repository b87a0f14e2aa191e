import type { INodeExecutionData } from 'n8n-workflow';
import { isSpent, type Budget } from '../../shared/polling';
import { detailsOf, isRefusedWith, mapInTurns, type Client } from '../../shared/transport';
import { readCashRegister, type ListedRegister } from '../api/cashRegisters';
import { readDocumentsPage } from '../api/documents';
import { originOf } from '../api/selectRegisters';
import type { Page } from '../receipts/document';
import type { ItemMaker } from '../receipts/items';
import { registerFacts } from './registerFacts';
import { addBackfillPage, backfillWindow, beginBackfill, isContradicted, type Sweep } from './state/backfill';
import { nextWindow } from './state/queryWindow';
import { addPage, finishReading, isShort, noteLastDocument } from './state/register';
import type { QueryWindow, RegisterFacts, RegisterState, Step } from './state/types';

const PAGES_PER_POLL = 20;
const BACKFILL_PAGES_PER_POLL = 5;

const REFUSED_OFFSETS = ['page-query:build:invalid', 'get-document-ids:failed'];

/** One cash register during a poll. What was read before an error is kept. */
export interface RegisterPoll {
	/** Key of the stored state. */
	key: string;
	register: ListedRegister;
	facts: RegisterFacts;
	state: RegisterState;
	items: INodeExecutionData[];
	/** Whether a new document was read, even if the filters drop it. */
	found: boolean;
	pages: number;
	error?: unknown;
}

/** What all registers of a poll share. */
export interface PollContext {
	client: Client;
	/** Unix milliseconds by Kontur's clock. */
	now: number;
	budget: Budget;
	sweep: Sweep;
	/** Number of the poll. */
	polls: number;
	/** How many documents the longest page of this service had so far. */
	longestPage: number;
	makeItems: ItemMaker;
	/** Whether all documents of a page of a first reading are from before the start, whatever the clocks say. */
	areOld: (page: Page) => boolean;
}

const isRefusedOffset = (error: unknown) => {
	const { status, code } = detailsOf(error) ?? {};
	return status === 400 && REFUSED_OFFSETS.some((part) => code?.includes(part));
};

/**
 * Returns a reader of single pages that recovers twice: once by dropping a refused offset, once by refreshing the
 * permission after a 403. The reader returns undefined when there is nothing to request, or after setting the poll's error.
 * @param confirmsEnd whether to ask twice about an end without an offset: after an offset, Kontur documents the same one
 */
function pageReader({ client }: PollContext, poll: RegisterPoll, confirmsEnd: () => boolean) {
	let restarted = false;
	let refreshed = false;
	return async function readPage(
		currentWindow: () => QueryWindow | undefined,
		dropOffset: () => void,
	): Promise<Page | undefined> {
		const window = currentWindow();
		if (!window) return undefined;
		try {
			const page = await readDocumentsPage(client, poll.register, window);
			const isDoubtful = window.offset !== undefined && page.nextOffset === undefined && confirmsEnd();
			return isDoubtful ? await readDocumentsPage(client, poll.register, window) : page;
		} catch (error) {
			if (window.offset !== undefined && !restarted && isRefusedOffset(error)) {
				restarted = true;
				dropOffset();
			} else if (isRefusedWith(error, 403) && !refreshed) {
				refreshed = true;
				poll.facts = registerFacts(await readCashRegister(client, poll.register));
			} else return void (poll.error = error);
		}
		return await readPage(currentWindow, dropOffset);
	};
}

async function keep(
	context: PollContext,
	poll: RegisterPoll,
	page: Page,
	{ emit, state }: Step,
): Promise<void> {
	const { makeItems, budget } = context;
	context.longestPage = Math.max(context.longestPage, page.documents.length);
	const origin = originOf(poll.register);
	// Page by page, while other requests are in flight.
	const made = await mapInTurns(emit, (document) => makeItems([document], origin));
	poll.state = state;
	for (const items of made) for (const item of items) poll.items.push(item);
	poll.found ||= emit.length > 0;
	poll.pages += 1;
	budget.left -= page.documents.length;
}

/** Reads a register from its cursor to the end, or until the budget is spent. The next poll continues from there. */
export async function readNew(context: PollContext, poll: RegisterPoll): Promise<void> {
	const { now, polls } = context;
	const readPage = pageReader(context, poll, () => !poll.state.settled);
	const { facts: listed, state: before } = poll;
	for (let pages = 0; pages < PAGES_PER_POLL && !(pages > 0 && isSpent(context.budget)); pages++) {
		const page = await readPage(
			() => nextWindow(poll.state, poll.facts, now),
			() => (poll.state = { ...poll.state, offset: null }),
		);
		if (!page) return;
		// Only a first reading can show old documents: what a register shows later came since.
		const areOld = before.lastReadAt === 0 && context.areOld(page);
		const step = addPage(poll.state, page, now, areOld);
		// The first reading decides what is old, so it takes nothing but Kontur's own end.
		const isEnd = step.atEnd || (before.settled && isShort(step.state, page, listed, context.longestPage));
		await keep(context, poll, page, step);
		if (!isEnd) continue;
		const { state, readFurther } = finishReading(poll.state, now, poll.facts);
		poll.state = state;
		if (readFurther) continue;
		poll.state = noteLastDocument(poll.state, listed, { before, found: poll.found, now, polls });
		return;
	}
}

/** Rereads periods where late documents may have appeared. The next poll continues where this one stops. */
export async function readBackfill(context: PollContext, poll: RegisterPoll): Promise<void> {
	const { now, sweep } = context;
	const readPage = pageReader(context, poll, () => true);
	for (let pages = 0; pages < BACKFILL_PAGES_PER_POLL && !(pages > 0 && isSpent(context.budget)); pages++) {
		poll.state = beginBackfill(poll.state, poll.facts, now, sweep);
		const page = await readPage(
			() => poll.state.backfill && backfillWindow(poll.state.backfill, poll.facts),
			() => {
				const { backfill } = poll.state;
				poll.state = { ...poll.state, backfill: backfill && { ...backfill, offset: null } };
			},
		);
		if (poll.error !== undefined) return;
		const { backfill } = poll.state;
		const window = backfill && backfillWindow(backfill, poll.facts);
		// The next poll reads it again.
		if (page && window && window.offset === undefined && isContradicted(poll.state, window, page)) return;
		if (page) {
			const step = addBackfillPage(poll.state, page, now, sweep, context.longestPage);
			await keep(context, poll, page, step);
		} else if (backfill) poll.state = { ...poll.state, backfill: undefined };
		else return;
	}
}
