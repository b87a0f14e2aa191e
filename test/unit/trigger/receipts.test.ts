import { readDocument, type FiscalDocument } from '../../../nodes/shared/trigger/document';
import { recheckWindows, withOpenEnds } from '../../../nodes/shared/trigger/gaps';
import { windowOf } from '../../../nodes/shared/trigger/periods';
import { resumeReceipts, withRegisters } from '../../../nodes/shared/trigger/receipts';
import type { Register, RegisterState, Start } from '../../../nodes/shared/trigger/receiptsState';
import {
	endReading,
	isQuiet,
	notePermission,
	noteReading,
	readRegister,
	startRegister,
	takeAll,
	takePage,
	withoutOffset,
} from '../../../nodes/shared/trigger/register';
import {
	againWindow,
	beginAgain,
	isAgainDue,
	takeAgain,
	type Sweep,
} from '../../../nodes/shared/trigger/rereading';
import { DAY, HOUR, wallOf } from '../../../nodes/shared/trigger/wallTime';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const fromNow: Start = { mode: 'now' };

interface Printed {
	fn?: string;
	/** UTC of the acceptance; null leaves it out, as answers of before 2026 do. */
	received?: number | null;
	dateTime?: string;
	kind?: string;
}

const print = (fd: number, { fn = 'FN1', received = NOW, dateTime, kind = 'receipt' }: Printed = {}) =>
	readDocument({
		[kind]: {
			id: `${fn}-${fd}`,
			fiscalDriveNumber: fn.padEnd(16),
			fiscalDocumentNumber: fd,
			dateTime: dateTime ?? wallOf((received ?? NOW) + 3 * HOUR),
			...(received === null ? {} : { receiveDateTimeUtc: `${wallOf(received)}Z` }),
		},
	});

/** The service as documented: order of drives and numbers, pages, pointer = last document of the page. */
class Service {
	documents: FiscalDocument[] = [];

	pageSize = 1000;

	asked = 0;

	page(window: { from: string; to: string; offset?: string }) {
		this.asked += 1;
		const inPeriod = this.documents.filter(
			({ dateTime = '' }) => dateTime >= window.from && dateTime <= window.to,
		);
		const position = this.documents.findIndex(({ id }) => id === window.offset);
		if (window.offset !== undefined && position < 0) throw new Error('bad offset');
		const rest = inPeriod.filter((document) => this.documents.indexOf(document) > position);
		const documents = rest.slice(0, this.pageSize);
		return { documents, nextOffset: documents.at(-1)?.id ?? window.offset };
	}
}

interface Options {
	register?: Register;
	pages?: number;
	sweep?: Sweep;
}

/** One poll of one register, as the node does it. */
function poll(
	service: Service,
	state: RegisterState,
	now: number,
	{ register = {}, pages = 20, sweep = 'none' }: Options = {},
) {
	const emitted: string[] = [];
	let current = state;
	for (let count = 0; count < pages; count++) {
		const window = windowOf(current, register, now);
		if (!window) break;
		const step = takePage(current, service.page(window), now);
		current = step.state;
		emitted.push(...step.emit.map(({ key }) => key));
		if (!step.atEnd) continue;
		const end = endReading(current, now);
		current = end.state;
		if (!end.again) break;
	}
	while (current.settled) {
		current = beginAgain(current, register, now, sweep);
		const window = current.again && againWindow(current.again, register);
		if (!window) break;
		const step = takeAgain(current, service.page(window), now, sweep);
		current = step.state;
		emitted.push(...step.emit.map(({ key }) => key));
	}
	// As n8n stores it.
	return { emitted, state: JSON.parse(JSON.stringify(current)) as RegisterState };
}

const keys = (fn: string, ...numbers: number[]) => numbers.map((fd) => `${fn}:${fd}`);

let service: Service;
beforeEach(() => {
	service = new Service();
});

/** A register with three documents, a trigger that began after them. */
function activated(register: Register = { lastDocument: '2026-03-10T14:58:00' }, received?: null) {
	service.documents = [1, 2, 3].map((fd) =>
		print(fd, {
			received: received === null ? null : NOW - (4 - fd) * MINUTE,
			dateTime: wallOf(NOW + 3 * HOUR - (4 - fd) * MINUTE),
		}),
	);
	const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
	expect(first.emitted).toEqual([]);
	return first.state;
}

describe('from now', () => {
	test('emits nothing at first, then each document once', () => {
		let state = activated();
		expect(state).toMatchObject({ settled: true, offset: 'FN1-3', drives: { FN1: { seen: [[1, 3]] } } });
		service.documents.push(print(4, { received: NOW + MINUTE }), print(5, { received: NOW + MINUTE }));
		const second = poll(service, state, NOW + 2 * MINUTE);
		expect(second.emitted).toEqual(keys('FN1', 4, 5));
		({ state } = second);
		expect(poll(service, state, NOW + 3 * MINUTE).emitted).toEqual([]);
	});

	test('two documents of one minute on both sides of a poll', () => {
		const state = activated();
		const dateTime = '2026-03-10T15:01:00';
		service.documents.push(print(4, { received: NOW + 61_000, dateTime }));
		const second = poll(service, state, NOW + 62_000);
		service.documents.push(print(5, { received: NOW + 63_000, dateTime }));
		expect(second.emitted).toEqual(keys('FN1', 4));
		expect(poll(service, second.state, NOW + 64_000).emitted).toEqual(keys('FN1', 5));
	});

	test('a backlog that is handed over after the activation is new, however old', () => {
		const register = { lastDocument: wallOf(NOW - 29 * DAY) };
		service.documents = [1, 2].map((fd) => print(fd, { received: NOW - 29 * DAY }));
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
		expect(first.emitted).toEqual([]);
		const backlog = Array.from({ length: 1500 }, (_, index) =>
			print(index + 3, { received: NOW + DAY, dateTime: wallOf(NOW - 29 * DAY + 3 * HOUR + index * MINUTE) }),
		);
		service.documents.push(...backlog);
		const second = poll(service, first.state, NOW + DAY);
		expect(second.emitted).toEqual(backlog.map(({ key }) => key));
		expect(second.state.drives.FN1.seen).toEqual([[1, 1502]]);
	});

	test.each<[string, Register]>([
		['a register that never printed', { lastDocument: null }],
		['a service that does not tell the last document', {}],
	])('%s, whose first documents come late', (_name, register) => {
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
		expect(first).toMatchObject({ emitted: [], state: { settled: true, anchor: null } });
		service.documents = [1, 2].map((fd) =>
			print(fd, { received: NOW + DAY, dateTime: wallOf(NOW - 20 * DAY + fd * MINUTE) }),
		);
		expect(poll(service, first.state, NOW + DAY, { register }).emitted).toEqual(keys('FN1', 1, 2));
	});

	test('looks back 1, 7 and 35 days for the tail when the service does not tell it', () => {
		service.documents = [print(1, { received: NOW - 20 * DAY })];
		const first = poll(service, startRegister(fromNow, {}, NOW, false), NOW);
		expect(service.asked).toBe(4);
		expect(first).toMatchObject({ emitted: [], state: { settled: true, offset: 'FN1-1' } });
	});

	test('without acceptance times what shows up after the first reading is new', () => {
		const state = activated({ lastDocument: '2026-03-10T14:58:00' }, null);
		service.documents.push(print(4, { received: null, dateTime: '2026-03-10T14:59:00' }));
		expect(poll(service, state, NOW + MINUTE).emitted).toEqual(keys('FN1', 4));
	});

	test('what comes in while the tail is still being looked for is new', () => {
		service.pageSize = 2;
		service.documents = [1, 2, 3, 4].map((fd) => print(fd, { received: NOW - (9 - fd) * MINUTE }));
		const register = { lastDocument: '2026-03-10T14:55:00' };
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register, pages: 1 });
		expect(first).toMatchObject({ emitted: [], state: { settled: false } });
		service.documents.push(print(5, { received: NOW + MINUTE }));
		expect(poll(service, first.state, NOW + 2 * MINUTE).emitted).toEqual(keys('FN1', 5));
	});

	test('a register that shows up later delivers what was accepted since the trigger began', () => {
		const now = NOW + 10 * DAY;
		const register = { lastDocument: wallOf(now) };
		service.documents = [
			print(1, { received: NOW - DAY }),
			print(2, { received: NOW + DAY, dateTime: wallOf(NOW - 5 * DAY) }),
			print(3, { received: NOW + 2 * DAY }),
		];
		const late = poll(service, startRegister(fromNow, register, NOW, true), now, { register });
		expect(late.emitted).toEqual(keys('FN1', 2, 3));
	});

	test('a register whose clock runs ahead keeps its documents in the period', () => {
		const ahead = wallOf(NOW + 40 * HOUR);
		const register = { lastDocument: ahead };
		service.documents = [print(1, { received: NOW - HOUR, dateTime: ahead })];
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
		expect(first).toMatchObject({ emitted: [], state: { offset: 'FN1-1' } });
		// The clock was put right: numbers go on, time goes back.
		service.documents.push(print(2, { received: NOW + HOUR }));
		expect(poll(service, first.state, NOW + HOUR, { register }).emitted).toEqual(keys('FN1', 2));
	});
});

describe('from a date', () => {
	const start: Start = { mode: 'date', date: '2026-03-05T00:00:00', written: 'a' };
	const dated = (fd: number, day: string, fn = 'FN1') =>
		print(fd, { fn, dateTime: `2026-03-${day}T10:00:00` });

	test('emits everything since then, over several polls', () => {
		service.pageSize = 2;
		service.documents = ['03', '04', '05', '06', '07', '08', '09'].map((day, index) => dated(index + 1, day));
		let state = startRegister(start, {}, NOW, false);
		const emitted: string[] = [];
		for (let count = 0; count < 4; count++) {
			const result = poll(service, state, NOW, { pages: 1 });
			emitted.push(...result.emitted);
			({ state } = result);
		}
		expect(emitted).toEqual(keys('FN1', 3, 4, 5, 6, 7));
	});

	test('the beginning of the period is bounded by the permission and by what Kontur stores', () => {
		const from = (register: Register) =>
			windowOf(startRegister(start, register, NOW, false), register, NOW)?.from;
		expect(from({})).toBe('2026-03-05T00:00:00');
		expect(from({ permissionFrom: '2026-03-06T08:30:00' })).toBe('2026-03-06T08:30:00');
		expect(from({ earliestDocument: '2026-03-07T10:00:00' })).toBe('2026-03-07T10:00:00');
		expect(from({ earliestDocument: '2020-01-01T10:00:00' })).toBe('2026-03-05T00:00:00');
	});

	test('a second drive goes on from the first', () => {
		service.documents = [dated(1, '10'), print(2, { dateTime: '2026-03-11T10:00:00', kind: 'closeArchive' })];
		const first = poll(service, startRegister(start, {}, NOW, false), NOW + DAY);
		service.documents.push(dated(1, '12', 'FN2'), dated(2, '12', 'FN2'));
		const second = poll(service, first.state, NOW + 2 * DAY);
		expect(second.emitted).toEqual(keys('FN2', 1, 2));
		expect(second.state.gaps).toEqual([]);
	});
});

describe('the period', () => {
	test('holds the anchor and reaches beyond now', () => {
		const state = activated();
		expect(windowOf(state, {}, NOW)).toEqual({
			from: '2026-03-09T12:00:00',
			to: '2026-03-12T12:00:00',
			offset: 'FN1-3',
		});
	});

	test('is clamped to the permission and left out when nothing remains', () => {
		const state = activated();
		const window = (permissionFrom?: string, permissionTo?: string) =>
			windowOf(state, { permissionFrom, permissionTo }, NOW);
		expect(window('2026-03-10T00:00:00')?.from).toBe('2026-03-10T00:00:00');
		expect(window(undefined, '2026-03-11T14:14:41')?.to).toBe('2026-03-11T14:14:41');
		expect(window('2027-01-01T00:00:00')).toBeUndefined();
		expect(window(undefined, '2026-03-01T00:00:00')).toBeUndefined();
		expect(window('0001-01-01T00:00:00', '9999-12-31T23:59:59')).toEqual(windowOf(state, {}, NOW));
	});

	test('goes on for 35 days after the permission ended', () => {
		const state = activated();
		const register = { permissionTo: '2026-03-10T20:00:00' };
		expect(windowOf(state, register, NOW + 34 * DAY)?.to).toBe('2026-03-10T20:00:00');
		expect(windowOf(state, register, NOW + 36 * DAY)).toBeUndefined();
	});
});

describe('pages', () => {
	test('a page that comes twice emits nothing', () => {
		const state = activated();
		const page = { documents: [print(4), print(5)], nextOffset: 'FN1-5' };
		const once = takePage(state, page, NOW);
		expect(once.emit.map(({ key }) => key)).toEqual(keys('FN1', 4, 5));
		expect(takePage(once.state, page, NOW)).toMatchObject({ emit: [], atEnd: true });
		expect(takePage(state, { documents: [print(4), print(4)] }, NOW).emit).toHaveLength(1);
	});

	test.each<[string, { documents: FiscalDocument[]; nextOffset?: string }, boolean]>([
		['the pointer comes back', { documents: [], nextOffset: 'FN1-3' }, true],
		['no pointer comes', { documents: [] }, true],
		['an empty page moves the pointer', { documents: [], nextOffset: 'other' }, false],
		['a short page moves the pointer', { documents: [print(4)], nextOffset: 'FN1-4' }, false],
	])('%s', (_name, page, atEnd) => {
		expect(takePage(activated(), page, NOW).atEnd).toBe(atEnd);
	});

	test('a pointer that is missing does not lose the one that is there', () => {
		expect(takePage(activated(), { documents: [] }, NOW).state.offset).toBe('FN1-3');
	});

	test('the state handed in stays as it was', () => {
		const state = activated();
		const copy = structuredClone(state);
		takePage(state, { documents: [print(9)], nextOffset: 'FN1-9' }, NOW);
		expect(state).toEqual(copy);
	});

	test('documents without a drive number rely on the pointer', () => {
		const blank = readDocument({ receipt: { id: 'x', fiscalDocumentNumber: 7, fiscalDriveNumber: ' ' } });
		const step = takePage(activated(), { documents: [blank], nextOffset: 'x' }, NOW);
		expect(step.emit).toEqual([blank]);
		expect(Object.keys(step.state.drives)).toEqual(['FN1']);
	});
});

test('a refused pointer: reads again from before the anchor and emits only what is new', () => {
	const state = activated();
	service.documents.push(print(4, { received: NOW + MINUTE }));
	const again = withoutOffset(state);
	expect(windowOf(again, {}, NOW)).not.toHaveProperty('offset');
	const result = poll(service, again, NOW + MINUTE);
	expect(result).toMatchObject({ emitted: keys('FN1', 4), state: { offset: 'FN1-4' } });
});

test('a refused pointer does not bring up what is older than the first reading', () => {
	const state = { ...activated(), floor: '2026-03-10T00:00:00' };
	const old = { received: NOW - 2 * DAY, dateTime: '2026-03-09T13:00:00' };
	service.documents.unshift(
		print(77, { ...old, fn: 'FN0' }),
		print(78, { ...old, fn: 'FN0', received: null }),
	);
	const { emitted, state: next } = poll(service, withoutOffset(state), NOW + MINUTE);
	expect(emitted).toEqual([]);
	expect(next.drives.FN0.seen).toEqual([[77, 78]]);
});

describe('gaps', () => {
	test('N+1 is there before N: looked for after five minutes, then every hour', () => {
		let state = activated();
		const held = print(4, { received: NOW + MINUTE });
		service.documents.push(print(5, { received: NOW + MINUTE }));
		const second = poll(service, state, NOW + MINUTE);
		expect(second.emitted).toEqual(keys('FN1', 5));
		({ state } = second);
		expect(state.gaps).toMatchObject([{ fn: 'FN1', from: 4, to: 4 }]);
		expect(recheckWindows(state, {}, NOW + 5 * MINUTE)).toEqual([]);
		expect(recheckWindows(state, {}, NOW + 6 * MINUTE)).toEqual([
			{ from: '2026-03-10T14:59:00', to: '2026-03-10T15:01:00' },
		]);
		({ state } = poll(service, state, NOW + 6 * MINUTE));
		expect(state.gaps[0].nextAt).toBe(NOW + 66 * MINUTE);

		service.documents.splice(3, 0, held);
		expect(poll(service, state, NOW + 60 * MINUTE).emitted).toEqual([]);
		const found = poll(service, state, NOW + 66 * MINUTE);
		expect(found).toMatchObject({ emitted: keys('FN1', 4), state: { gaps: [], offset: 'FN1-5' } });
		expect(found.state.drives.FN1.seen).toEqual([[1, 5]]);
	});

	test('is given up after 35 days', () => {
		const state = takePage(activated(), { documents: [print(6)], nextOffset: 'FN1-6' }, NOW).state;
		expect(state.gaps).toHaveLength(1);
		const later = takePage(state, { documents: [], nextOffset: 'FN1-6' }, NOW + 36 * DAY).state;
		expect(later.gaps).toEqual([]);
	});

	test('is cut when a part of it arrives', () => {
		const state = takePage(activated(), { documents: [print(9)], nextOffset: 'FN1-9' }, NOW).state;
		const next = takeAll(state, [print(6), print(7)], NOW);
		expect(next.emit).toHaveLength(2);
		expect(next.state.gaps).toMatchObject([
			{ from: 4, to: 5 },
			{ from: 8, to: 8 },
		]);
		expect(next.state.offset).toBe('FN1-9');
	});

	test('numbers out of order inside a page leave none', () => {
		const documents = [print(7), print(5), print(4), print(6)];
		const { emit, state } = takePage(activated(), { documents, nextOffset: 'FN1-6' }, NOW);
		expect(emit).toHaveLength(4);
		expect(state.gaps).toEqual([]);
	});

	test('a drive that was replaced before it was closed is watched to its closing', () => {
		let state = activated();
		const start = print(1, { fn: 'FN2', received: NOW + HOUR, kind: 'fiscalReportCorrection' });
		service.documents.push(start);
		const replaced = poll(service, state, NOW + HOUR);
		expect(replaced.emitted).toEqual(keys('FN2', 1));
		({ state } = replaced);
		expect(state.gaps).toMatchObject([{ fn: 'FN1', from: 4, to: null }]);

		service.documents.splice(
			3,
			0,
			print(4, { received: NOW + 3 * DAY, dateTime: '2026-03-10T15:10:00' }),
			print(5, { received: NOW + 3 * DAY, dateTime: '2026-03-10T15:20:00', kind: 'closeArchive' }),
		);
		const found = poll(service, state, NOW + 3 * DAY);
		expect(found.emitted).toEqual(keys('FN1', 4, 5));
		expect(found.state).toMatchObject({ gaps: [], offset: 'FN2-1', drives: { FN1: { closed: true } } });
	});

	test('the end of a drive that came to be known after the next one is watched, once', () => {
		const old = print(7, { fn: 'FN0', dateTime: '2026-03-09T10:00:00', received: NOW - DAY });
		const state = takeAll(activated(), [old], NOW).state;
		expect(state.gaps).toEqual([]);
		const watched = withOpenEnds(state, { drive: 'FN1' }, NOW);
		expect(watched.gaps).toMatchObject([{ fn: 'FN0', from: 8, to: null, after: '2026-03-09T10:00:00' }]);
		expect(withOpenEnds(watched, { drive: 'FN1' }, NOW)).toBe(watched);
		// Not known which one is in the register, or too long ago.
		expect(withOpenEnds(state, {}, NOW)).toBe(state);
		expect(withOpenEnds(state, { drive: 'FN1' }, NOW + 40 * DAY)).toBe(state);
		const closing = print(8, { fn: 'FN0', kind: 'closeArchive', dateTime: '2026-03-09T11:00:00' });
		expect(takeAll(watched, [closing], NOW).state.gaps).toEqual([]);
	});

	test('numbers below the first one that was read', () => {
		service.documents = [print(5)];
		const first = poll(service, startRegister(fromNow, {}, NOW - HOUR, false), NOW);
		const below = [2, 3].map((fd) => print(fd, { received: NOW - DAY, dateTime: `2026-03-09T10:0${fd}:00` }));
		const { state } = takeAll(first.state, below, NOW);
		expect(state.gaps).toMatchObject([
			{ from: 4, to: 4, after: '2026-03-09T10:03:00', before: '2026-03-10T15:00:00' },
		]);
	});

	test('what lies before and behind a document that came in', () => {
		const state = takePage(
			activated(),
			{ documents: [print(9, { dateTime: '2026-03-10T16:00:00' })], nextOffset: 'FN1-9' },
			NOW,
		).state;
		const next = takeAll(state, [print(6, { dateTime: '2026-03-10T15:30:00' })], NOW).state;
		expect(next.gaps).toMatchObject([
			{ from: 4, to: 5, after: '2026-03-10T14:59:00', before: '2026-03-10T15:30:00' },
			{ from: 7, to: 8, after: '2026-03-10T15:30:00', before: '2026-03-10T16:00:00' },
		]);
	});

	test('too many of them are watched together, the lowest first, and none is lost', () => {
		const documents = Array.from({ length: 40 }, (_, index) => print(5 + index * 2));
		const { state } = takePage(activated(), { documents, nextOffset: 'x' }, NOW);
		expect(state.gaps).toHaveLength(16);
		expect(state.gaps[0]).toMatchObject({ from: 4 });
		const [{ to }] = state.gaps;
		expect(to).toBeGreaterThan(40);
		const rest = Array.from({ length: 39 }, (_, index) => print(4 + index * 2));
		const step = takeAll(state, rest, NOW);
		expect(step.emit).toHaveLength(39);
		expect(step.state.gaps).toMatchObject([{ from: 82, to: 82 }]);
		const given = takeAll(state, [], NOW + 36 * DAY).state;
		expect(given.gaps).toEqual([]);
	});

	test('a clock that was put back: what is missing may be older than its neighbours', () => {
		const state = activated();
		const ahead = print(4, { received: NOW, dateTime: '2026-03-12T08:00:00' });
		const right = print(6, { received: NOW, dateTime: '2026-03-10T15:02:00' });
		const next = takePage(state, { documents: [ahead, right], nextOffset: 'FN1-6' }, NOW).state;
		expect(recheckWindows(next, {}, NOW + HOUR)).toEqual([
			{ from: '2026-03-09T15:02:00', to: '2026-03-12T08:00:00' },
		]);
	});

	test('periods that overlap are read once, others one after the other', () => {
		const at = (day: string) => `2026-03-${day}T10:00:00`;
		const gap = { fn: 'FN1', to: 4, sinceAt: NOW, nextAt: NOW };
		const gaps = [
			{ ...gap, from: 4, after: at('04'), before: at('06') },
			{ ...gap, from: 3, after: at('08'), before: at('09') },
			{ ...gap, from: 2, after: at('05'), before: at('07') },
		];
		const state = { ...activated(), gaps };
		expect(recheckWindows(state, {}, NOW)).toEqual([
			{ from: at('04'), to: at('07') },
			{ from: at('08'), to: at('09') },
		]);
		const begun = beginAgain(state, {}, NOW, 'none');
		expect(begun.again).toMatchObject({ from: at('04'), to: at('07'), offset: null, isSweep: false });
		expect(begun.gaps.map(({ nextAt }) => nextAt)).toEqual([NOW + HOUR, NOW, NOW + HOUR]);
		// Not permitted: waits for an hour without a request.
		const closed = beginAgain(state, { permissionFrom: at('20') }, NOW, 'none');
		expect(closed.again).toBeUndefined();
		expect(closed.gaps.map(({ nextAt }) => nextAt)).toEqual([NOW, NOW, NOW].map((due) => due + HOUR));
	});

	test('the first numbers of a new drive are missed too', () => {
		const closing = print(4, { kind: 'closeArchive', received: NOW + MINUTE });
		const state = takePage(activated(), { documents: [closing], nextOffset: 'FN1-4' }, NOW).state;
		const third = print(3, { fn: 'FN2', received: NOW + HOUR });
		const next = takePage(state, { documents: [third], nextOffset: 'FN2-3' }, NOW + HOUR).state;
		expect(next.gaps).toMatchObject([{ fn: 'FN2', from: 1, to: 2 }]);
	});
});

describe('reading again', () => {
	const sweeping = (state: RegisterState) => beginAgain(state, {}, NOW + 2 * DAY, 'small');
	const page = (count: number, minutes: number, nextOffset = 'next') => ({
		documents: Array.from({ length: count }, (_, index) =>
			print(index + 10, { dateTime: wallOf(NOW + index * minutes * MINUTE) }),
		),
		nextOffset,
	});

	test('the last 35 days, once a day', () => {
		const state = activated();
		expect(beginAgain(state, {}, NOW, 'none').again).toBeUndefined();
		expect(beginAgain(state, {}, NOW + DAY - 1, 'small').again).toBeUndefined();
		const begun = beginAgain(state, {}, NOW + DAY, 'small');
		expect(begun).toMatchObject({
			sweptAt: NOW + DAY,
			again: { from: wallOf(NOW - 34 * DAY), to: wallOf(NOW + 3 * DAY), offset: null, isSweep: true },
		});
		expect(beginAgain(state, {}, NOW + 2000 * DAY, 'none').again).toBeUndefined();
		const dated = { ...state, mode: 'date' as const, floor: '2026-03-08T00:00:00' };
		expect(beginAgain(dated, {}, NOW + DAY, 'all').again?.from).toBe('2026-03-08T00:00:00');
	});

	test('goes on from page to page until the pointer stays', () => {
		const first = takeAgain(sweeping(activated()), page(3, 1, 'a'), NOW, 'small').state;
		expect(first.again?.offset).toBe('a');
		const second = takeAgain(first, page(3, 1, 'b'), NOW, 'small').state;
		expect(second.again?.offset).toBe('b');
		expect(takeAgain(second, page(0, 1, 'b'), NOW, 'small').state.again).toBeUndefined();
		expect(takeAgain(second, { documents: [] }, NOW, 'small').state.again).toBeUndefined();
		// The pointer of the reading proper stays where it is.
		expect(second.offset).toBe('FN1-3');
	});

	test.each<[Sweep, number, number, boolean]>([
		['small', 1000, 1, false],
		['small', 1000, 2, true],
		['small', 999, 1, true],
		['all', 1000, 1, true],
	])('%s: a page of %i documents, one in %i minutes, goes on: %s', (sweep, count, minutes, goesOn) => {
		const { state } = takeAgain(sweeping(activated()), page(count, minutes), NOW, sweep);
		expect(state.again !== undefined).toBe(goesOn);
	});

	test('a gap in a busy register is read to its end', () => {
		const again = { from: '2026-03-01T00:00:00', to: '2026-03-11T00:00:00', offset: null, isSweep: false };
		const { state } = takeAgain({ ...activated(), again }, page(1000, 1), NOW, 'small');
		expect(state.again?.offset).toBe('next');
	});

	test('what a widened permission covers, before anything else', () => {
		const state = { ...activated(), permissionFrom: '2026-03-05T00:00:00' };
		const begin = (permissionFrom?: string) => beginAgain(state, { permissionFrom }, NOW + 2 * DAY, 'small');
		expect(begin('2026-03-03T00:00:00')).toMatchObject({
			permissionFrom: '2026-03-03T00:00:00',
			sweptAt: NOW,
			again: { from: '2026-03-03T00:00:00', isSweep: false },
		});
		expect(begin().again?.from).toBe(wallOf(NOW - 35 * DAY));
		expect(begin('2026-03-05T00:00:00').again?.isSweep).toBe(true);
		expect(begin('2026-03-06T00:00:00').again?.isSweep).toBe(true);
		expect(notePermission(state, {}).permissionFrom).toBe('2026-03-05T00:00:00');
		const later = { permissionFrom: '2026-03-06T00:00:00' };
		expect(notePermission(state, later)).toMatchObject(later);
	});

	test('nothing when nothing can come in any more', () => {
		const state = activated();
		const over = { permissionTo: wallOf(NOW - 40 * DAY) };
		expect(isAgainDue(state, {}, NOW + 2 * DAY, 'small')).toBe(true);
		expect(isAgainDue(state, over, NOW + 2 * DAY, 'small')).toBe(false);
		expect(isAgainDue({ ...state, settled: false }, {}, NOW + 2 * DAY, 'small')).toBe(false);
	});
});

describe('quiet registers', () => {
	const register = { lastDocument: '2026-03-10T15:00:00' };

	test('are those that showed nothing new, whose last document is the same', () => {
		const state = activated();
		const quiet = noteReading(state, register, false);
		expect(isQuiet(quiet, register)).toBe(true);
		expect(isQuiet(quiet, { lastDocument: '2026-03-10T15:01:00' })).toBe(false);
		expect(isQuiet(noteReading(state, register, true), register)).toBe(false);
		expect(isQuiet({ ...quiet, settled: false }, register)).toBe(false);
	});

	test('not where the service does not tell', () => {
		expect(isQuiet(noteReading(activated(), {}, false), {})).toBe(false);
		const empty = { lastDocument: null };
		expect(isQuiet(noteReading(activated(), empty, false), empty)).toBe(true);
	});
});

test('a first reading that begins late looks for a document from before the start', () => {
	const register = { lastDocument: '2026-03-10T15:05:00' };
	const old = print(1, { received: NOW - 4 * DAY });
	const held = print(2, { received: NOW + DAY, dateTime: '2026-03-10T15:02:00' });
	const seen = print(3, { received: NOW + 2 * MINUTE, dateTime: '2026-03-10T15:05:00' });
	service.documents = [old, seen];
	const first = poll(service, startRegister(fromNow, register, NOW, false), NOW + HOUR, { register });
	expect(first.emitted).toEqual(keys('FN1', 3));
	expect(first.state).toMatchObject({ settled: true, gaps: [{ from: 2, to: 2 }] });
	service.documents = [old, held, seen];
	expect(poll(service, first.state, NOW + DAY, { register }).emitted).toEqual(keys('FN1', 2));
});

describe('the state of the trigger', () => {
	const registers = (...names: string[]) =>
		Object.fromEntries(names.map((name) => [name, { lastDocument: '2026-03-10T15:00:00' }]));
	const begun = (now = NOW) => {
		const state = resumeReceipts(undefined, fromNow, 'all', now, 0);
		return { ...withRegisters(state, registers('a', 'b'), now), listed: true };
	};

	test('is kept from poll to poll and over a restart', () => {
		const state = begun();
		expect(resumeReceipts(state, fromNow, 'all', NOW + DAY, 0)).toBe(state);
		expect(withRegisters(state, registers('a', 'b'), NOW + DAY)).toEqual(state);
	});

	test('begins anew with another start', () => {
		const start: Start = { mode: 'date', date: '2026-03-01T00:00:00', written: '={{ $now }}' };
		const next = resumeReceipts(begun(), start, 'all', NOW + DAY, 0);
		expect(next).toEqual({
			start,
			scope: 'all',
			startedAt: NOW + DAY,
			listed: false,
			polls: 0,
			registers: {},
		});
	});

	test('keeps the date that an expression gave at first', () => {
		const start: Start = { mode: 'date', date: '2026-03-01T00:00:00', written: '={{ $now }}' };
		const state = resumeReceipts(undefined, start, 'all', NOW, 0);
		expect(resumeReceipts(state, { ...start, date: '2026-03-02T00:00:00' }, 'all', NOW, 0)).toBe(state);
		const { a } = withRegisters(state, registers('a'), NOW).registers;
		expect(a).toMatchObject({ mode: 'date', floor: start.date });
	});

	test('a start that only this machine saw is put right by the first answer', () => {
		const alone = resumeReceipts(undefined, fromNow, 'all', NOW + 700, undefined);
		expect(alone).toMatchObject({ startedAt: NOW, unchecked: true });
		expect(resumeReceipts(alone, fromNow, 'all', NOW + DAY, undefined)).toEqual(alone);
		const answered = resumeReceipts(alone, fromNow, 'all', NOW + DAY, -HOUR);
		expect(answered.startedAt).toBe(NOW - HOUR);
		expect(resumeReceipts(answered, fromNow, 'all', NOW + DAY, -2 * HOUR)).toBe(answered);
	});

	test('a register that shows up is late, one that the user adds begins now', () => {
		const appeared = withRegisters(begun(), registers('a', 'b', 'c'), NOW + DAY);
		expect(appeared.registers.c).toMatchObject({ startedAt: NOW, floor: wallOf(NOW - 35 * DAY) });
		const chosen = resumeReceipts(begun(), fromNow, 'a,b,c', NOW + DAY, 0);
		const added = withRegisters(chosen, registers('a', 'b', 'c'), NOW + DAY);
		expect(added.registers.c).toMatchObject({ startedAt: NOW + DAY, floor: '2026-03-09T15:00:00' });
		expect(added.registers.a.startedAt).toBe(NOW);
	});

	test('a register that is gone is kept for sixty days', () => {
		const state = begun();
		state.registers.a = { ...state.registers.a, lastReadAt: NOW };
		const after = (days: number) =>
			Object.keys(withRegisters(state, registers('b'), NOW + days * DAY).registers);
		expect(after(59)).toEqual(['a', 'b']);
		expect(after(61)).toEqual(['b']);
	});

	test('drives are never forgotten: a permission widened years later must bring nothing twice', () => {
		const state = activated();
		const [drive] = Object.values(state.drives);
		const two = { ...state, drives: { FN0: drive, FN1: drive } };
		expect(Object.keys(endReading(two, NOW + 3000 * DAY).state.drives)).toEqual(['FN0', 'FN1']);
	});

	test('stays small', () => {
		const documents = Array.from({ length: 5000 }, (_, index) => print(index + 4));
		const { state } = takePage(activated(), { documents, nextOffset: 'FN1-5003' }, NOW);
		expect(JSON.stringify(state).length).toBeLessThan(700);
	});
});

test.each<[object, Register]>([
	[{}, {}],
	[{ lastDocumentTimestamp: null }, { lastDocument: null }],
	[
		{
			lastDocumentTimestamp: '2026-03-10T12:00:00',
			permissionFrom: '2026-01-01T00:00:00',
			permissionTo: '',
			fiscalDrive: { fiscalDriverNumber: '9960440300012345 ' },
			fiscalDrives: [
				{ earliestDocumentTimestamp: '2026-02-01T10:00:00' },
				{ earliestDocumentTimestamp: '2025-02-01T10:00:00' },
			],
		},
		{
			lastDocument: '2026-03-10T12:00:00',
			permissionFrom: '2026-01-01T00:00:00',
			earliestDocument: '2025-02-01T10:00:00',
			drive: '9960440300012345',
		},
	],
	[{ fiscalDrive: { fiscalDriveNumber: 'FN1' } }, { drive: 'FN1' }],
	[{ fiscalDrive: null }, {}],
	[{ fiscalDrive: { fiscalDriverNumber: ' ' } }, {}],
	[
		{
			fiscalDrives: [
				{ earliestDocumentTimestamp: null },
				{ earliestDocumentTimestamp: '2025-02-01T10:00:00' },
			],
		},
		{},
	],
])('reads a register of the list: %j', (cashbox, expected) => {
	expect(readRegister(cashbox as Record<string, unknown>)).toEqual(expected);
});
