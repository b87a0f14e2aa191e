import { readDocument, type FiscalDocument } from '../../../nodes/KonturOfd/receipts/document';
import { nextWindow } from '../../../nodes/KonturOfd/trigger/state/queryWindow';
import type { RegisterFacts, RegisterState, Start } from '../../../nodes/KonturOfd/trigger/state/types';
import { finishReading, startRegister, addPage } from '../../../nodes/KonturOfd/trigger/state/register';
import {
	backfillWindow,
	beginBackfill,
	addBackfillPage,
	type Sweep,
} from '../../../nodes/KonturOfd/trigger/state/backfill';
import { HOUR, toWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';

export const NOW = Date.parse('2026-03-10T12:00:00Z');
export const MINUTE = 60_000;
export const fromNow: Start = { mode: 'now' };

interface Printed {
	fn?: string;
	/** UTC of the acceptance; null leaves it out, as answers of before 2026 do. */
	received?: number | null;
	dateTime?: string;
	kind?: string;
}

export const print = (fd: number, { fn = 'FN1', received = NOW, dateTime, kind = 'receipt' }: Printed = {}) =>
	readDocument({
		[kind]: {
			id: `${fn}-${fd}`,
			fiscalDriveNumber: fn.padEnd(16),
			fiscalDocumentNumber: fd,
			dateTime: dateTime ?? toWallTime((received ?? NOW) + 3 * HOUR),
			...(received === null ? {} : { receiveDateTimeUtc: `${toWallTime(received)}Z` }),
		},
	});

/** The service as documented: order of drives and numbers, pages, pointer = last document of the page. */
export class Service {
	documents: FiscalDocument[] = [];

	pageSize = 1000;

	asked = 0;

	page(window: { from: string; to: string; offset?: string }) {
		this.asked += 1;
		const inPeriod = this.documents.filter(
			({ dateTime = '' }) => dateTime >= window.from && dateTime <= window.to,
		);
		const position = this.documents.findIndex(({ body }) => body.id === window.offset);
		if (window.offset !== undefined && position < 0) throw new Error('bad offset');
		const rest = inPeriod.filter((document) => this.documents.indexOf(document) > position);
		const documents = rest.slice(0, this.pageSize);
		return { documents, nextOffset: (documents.at(-1)?.body.id as string | undefined) ?? window.offset };
	}
}

interface Options {
	register?: RegisterFacts;
	pages?: number;
	sweep?: Sweep;
}

/** One poll of one register, as the node does it. */
export function poll(
	service: Service,
	state: RegisterState,
	now: number,
	{ register = {}, pages = 20, sweep = 'none' }: Options = {},
) {
	const emitted: string[] = [];
	let current = state;
	for (let count = 0; count < pages; count++) {
		const window = nextWindow(current, register, now);
		if (!window) break;
		const step = addPage(current, service.page(window), now);
		current = step.state;
		emitted.push(...step.emit.map(({ key }) => key));
		if (!step.atEnd) continue;
		const end = finishReading(current, now);
		current = end.state;
		if (!end.readFurther) break;
	}
	while (current.settled) {
		current = beginBackfill(current, register, now, sweep);
		const window = current.backfill && backfillWindow(current.backfill, register);
		if (!window) break;
		const step = addBackfillPage(current, service.page(window), now, sweep);
		current = step.state;
		emitted.push(...step.emit.map(({ key }) => key));
	}
	// As n8n stores it.
	return { emitted, state: JSON.parse(JSON.stringify(current)) as RegisterState };
}

export const keys = (fn: string, ...numbers: number[]) => numbers.map((fd) => `${fn}:${fd}`);

/** A register with three documents, a trigger that began after them. */
export function activated(
	service: Service,
	register: RegisterFacts = { lastDocument: '2026-03-10T14:58:00' },
	received?: null,
) {
	service.documents = [1, 2, 3].map((fd) =>
		print(fd, {
			received: received === null ? null : NOW - (4 - fd) * MINUTE,
			dateTime: toWallTime(NOW + 3 * HOUR - (4 - fd) * MINUTE),
		}),
	);
	const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
	expect(first.emitted).toEqual([]);
	return first.state;
}
