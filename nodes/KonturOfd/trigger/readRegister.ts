import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { detailsOf, plainOffset, type Client } from '../../shared/transport';
import { readDocument, type FiscalDocument } from '../receipts/document';
import { windowOf } from './state/queryWindow';
import type { Page, RegisterState, Step, Window } from './state/types';
import { endReading, noteReading, readRegister, takePage, withoutOffset } from './state/register';
import { againWindow, beginAgain, takeAgain, type Sweep } from './state/backfill';
import { cashboxOf, type Place, type Target } from './listCashRegisters';

const PAGE = 1000;
const PAGES_PER_POLL = 20;
const PAGES_AGAIN_PER_POLL = 5;

const REFUSED_OFFSETS = ['page-query:build:invalid', 'get-document-ids:failed'];

/** One page of the documents of a register, of all kinds: a filter would hide the numbers of the others. */
export async function fetchPage(
	client: Client,
	{ organizationId, kktRegId }: Place,
	window: Window,
): Promise<Page> {
	const { body } = await client.request<IDataObject | string>({
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period',
		pathValues: { organizationId, kktRegId },
		query: { dateFrom: window.from, dateTo: window.to, offset: window.offset, limit: PAGE },
	});
	// Kontur answers "no data" with an empty body in places.
	const answer = typeof body === 'object' && body !== null ? body : {};
	const documents = Array.isArray(answer.documents) ? (answer.documents as IDataObject[]) : [];
	return {
		documents: documents.map(readDocument),
		nextOffset: plainOffset((answer.paging as IDataObject | null | undefined)?.nextOffset),
	};
}

/** What a poll may still spend, over all registers. */
export interface Budget {
	/** Unix milliseconds by this machine's clock. */
	stopAt: number;
	documents: number;
}

export const isSpent = ({ stopAt, documents }: Budget) => documents <= 0 || Date.now() > stopAt;

/** What a poll got out of one register. An error leaves standing what was read before it. */
export interface Reading {
	target: Target;
	state: RegisterState;
	/** What the workflow gets. */
	items: INodeExecutionData[];
	/** Whether there was anything new, wanted or not. */
	found: boolean;
	pages: number;
	error?: unknown;
}

/** The circumstances of a poll. */
export interface Round {
	client: Client;
	/** Unix milliseconds by Kontur's clock. */
	now: number;
	budget: Budget;
	sweep: Sweep;
	/** What the workflow gets of new documents; called page by page, while other pages are on their way. */
	itemsOf: (documents: FiscalDocument[], target: Target) => INodeExecutionData[];
}

const isRefusedOffset = (error: unknown) => {
	const { status, code } = detailsOf(error) ?? {};
	return status === 400 && REFUSED_OFFSETS.some((part) => code?.includes(part));
};

/**
 * One page, whose window is made anew after what can be put right: a pointer that is refused is dropped, once, and a
 * permission that changed since the registers were listed is read again, once.
 * @returns undefined when there is nothing to ask for
 */
function pageReader({ client }: Round, reading: Reading) {
	let restarted = false;
	let clamped = false;
	return async function readPage(
		windowNow: () => Window | undefined,
		drop: () => void,
	): Promise<Page | undefined> {
		const window = windowNow();
		if (!window) return undefined;
		try {
			return await fetchPage(client, reading.target, window);
		} catch (error) {
			const { target } = reading;
			if (window.offset !== undefined && !restarted && isRefusedOffset(error)) {
				restarted = true;
				drop();
			} else if (detailsOf(error)?.status === 403 && !clamped) {
				clamped = true;
				const { body } = await client.request(cashboxOf(target));
				reading.target = { ...target, register: readRegister(body) };
			} else return void (reading.error = error);
		}
		return await readPage(windowNow, drop);
	};
}

function keep({ itemsOf }: Round, reading: Reading, { emit, state }: Step): void {
	reading.state = state;
	for (const item of itemsOf(emit, reading.target)) reading.items.push(item);
	reading.found ||= emit.length > 0;
	reading.pages += 1;
}

/** Reads on in one register until everything known was read or the budget is spent; the next poll goes on from there. */
export async function readOn(round: Round, reading: Reading): Promise<void> {
	const { now, budget } = round;
	const readPage = pageReader(round, reading);
	const listed = reading.target.register;
	const before = reading.state;
	for (let pages = 0; pages < PAGES_PER_POLL && !(pages > 0 && isSpent(budget)); pages++) {
		const page = await readPage(
			() => windowOf(reading.state, reading.target.register, now),
			() => (reading.state = withoutOffset(reading.state)),
		);
		if (!page) return;
		const step = takePage(reading.state, page, now);
		keep(round, reading, step);
		budget.documents -= page.documents.length;
		if (!step.atEnd) continue;
		const end = endReading(reading.state, now);
		reading.state = end.state;
		if (end.again) continue;
		reading.state = noteReading(reading.state, listed, before, reading.found, now);
		return;
	}
}

/** Reads the places of one register again that may have got company; the next poll goes on where this one stops. */
export async function readAgain(round: Round, reading: Reading): Promise<void> {
	const { now, budget, sweep } = round;
	const readPage = pageReader(round, reading);
	for (let pages = 0; pages < PAGES_AGAIN_PER_POLL && !(pages > 0 && isSpent(budget)); pages++) {
		reading.state = beginAgain(reading.state, reading.target.register, now, sweep);
		const page = await readPage(
			() => reading.state.again && againWindow(reading.state.again, reading.target.register),
			() => {
				const { again } = reading.state;
				reading.state = { ...reading.state, again: again && { ...again, offset: null } };
			},
		);
		if (reading.error !== undefined) return;
		if (page) {
			keep(round, reading, takeAgain(reading.state, page, now, sweep));
			budget.documents -= page.documents.length;
		} else if (reading.state.again) reading.state = { ...reading.state, again: undefined };
		else return;
	}
}
