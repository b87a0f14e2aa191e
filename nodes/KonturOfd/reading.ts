import type { IDataObject } from 'n8n-workflow';
import { detailsOf, plainOffset, type Client } from '../shared/transport';
import { readDocument, type FiscalDocument } from '../shared/trigger/document';
import {
	endReading,
	readRegister,
	recheckWindows,
	rechecked,
	takeAgain,
	takePage,
	windowOf,
	withoutOffset,
	type Page,
	type RegisterState,
	type Window,
} from '../shared/trigger/receipts';
import { cashboxOf, type Target } from './fleet';

const PAGE = 1000;
const PAGES_PER_POLL = 20;
const PAGES_PER_RECHECK = 5;

const REFUSED_OFFSETS = ['page-query:build:invalid', 'get-document-ids:failed'];

/** One page of the documents of a register, of all kinds: a filter would hide the numbers of the others. */
export async function fetchPage(client: Client, target: Target, window: Window): Promise<Page> {
	const { organizationId, kktRegId } = target;
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
	state: RegisterState;
	emit: FiscalDocument[];
	pages: number;
	error?: unknown;
}

const isRefusedOffset = (error: unknown) => {
	const { status, code } = detailsOf(error) ?? {};
	return status === 400 && REFUSED_OFFSETS.some((part) => code?.includes(part));
};

/**
 * Reads on in one register until everything known was read or the budget is spent; the next poll goes on from there.
 * @param now Unix milliseconds by Kontur's clock
 */
export async function readOn(
	client: Client,
	target: Target,
	state: RegisterState,
	now: number,
	budget: Budget,
): Promise<Reading> {
	const reading: Reading = { state, emit: [], pages: 0 };
	try {
		await readPages(client, target, reading, now, budget);
		if (reading.state.settled && !isSpent(budget)) await readGaps(client, target, reading, now);
	} catch (error) {
		reading.error = error;
	}
	return reading;
}

async function readPages(
	client: Client,
	target: Target,
	reading: Reading,
	now: number,
	budget: Budget,
): Promise<void> {
	let { register } = target;
	let restarted = false;
	let clamped = false;
	do {
		const window = windowOf(reading.state, register, now);
		if (!window) return;
		let page: Page;
		try {
			page = await fetchPage(client, target, window);
		} catch (error) {
			if (window.offset !== undefined && !restarted && isRefusedOffset(error)) {
				restarted = true;
				reading.state = withoutOffset(reading.state);
				continue;
			}
			if (detailsOf(error)?.status === 403 && !clamped) {
				clamped = true;
				// The permission may have changed since the registers were listed.
				register = readRegister((await client.request(cashboxOf(target))).body);
				continue;
			}
			return void (reading.error = error);
		}
		const step = takePage(reading.state, page, now);
		reading.state = step.state;
		reading.emit.push(...step.emit);
		reading.pages += 1;
		budget.documents -= page.documents.length;
		if (step.atEnd) {
			const end = endReading(reading.state, now);
			reading.state = end.state;
			if (!end.again) return;
		}
	} while (reading.pages < PAGES_PER_POLL && !isSpent(budget));
}

async function readGaps(client: Client, target: Target, reading: Reading, now: number): Promise<void> {
	for (const window of recheckWindows(reading.state, target.register, now)) {
		let { offset } = window;
		for (let count = 0; count < PAGES_PER_RECHECK; count++) {
			const page = await fetchPage(client, target, { ...window, offset });
			const step = takeAgain(reading.state, page.documents, now);
			reading.state = step.state;
			reading.emit.push(...step.emit);
			if (page.nextOffset === undefined || page.nextOffset === offset) break;
			offset = page.nextOffset;
		}
	}
	reading.state = rechecked(reading.state, now);
}
