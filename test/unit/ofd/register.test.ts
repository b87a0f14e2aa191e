import { readDocument, type FiscalDocument } from '../../../nodes/KonturOfd/receipts/document';
import { nextWindow } from '../../../nodes/KonturOfd/trigger/state/queryWindow';
import type { RegisterFacts, RegisterState, Start } from '../../../nodes/KonturOfd/trigger/state/types';
import {
	isQuiet,
	isShort,
	noteLastDocument,
	addDocuments,
	addPage,
	startRegister,
} from '../../../nodes/KonturOfd/trigger/state/register';
import type { CashRegister } from '../../../nodes/KonturOfd/api/types';
import { registerFacts } from '../../../nodes/KonturOfd/trigger/registerFacts';
import { DAY, HOUR, toWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';
import { MINUTE, NOW, Service, activated as begin, fromNow, keys, poll, print } from './register.fixture';

let service: Service;
beforeEach(() => {
	service = new Service();
});

/** A register with three documents, a trigger that began after them. */
const activated = (...input: [register?: RegisterFacts, received?: null]) => begin(service, ...input);

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
		const register = { lastDocument: toWallTime(NOW - 29 * DAY) };
		service.documents = [1, 2].map((fd) => print(fd, { received: NOW - 29 * DAY }));
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
		expect(first.emitted).toEqual([]);
		const backlog = Array.from({ length: 1500 }, (_, index) =>
			print(index + 3, {
				received: NOW + DAY,
				dateTime: toWallTime(NOW - 29 * DAY + 3 * HOUR + index * MINUTE),
			}),
		);
		service.documents.push(...backlog);
		const second = poll(service, first.state, NOW + DAY);
		expect(second.emitted).toEqual(backlog.map(({ key }) => key));
		expect(second.state.drives.FN1.seen).toEqual([[1, 1502]]);
	});

	test.each<[string, RegisterFacts]>([
		['a register that never printed', { lastDocument: null }],
		['a service that does not tell the last document', {}],
	])('%s, whose first documents come late', (_name, register) => {
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
		expect(first).toMatchObject({ emitted: [], state: { settled: true, anchor: null } });
		service.documents = [1, 2].map((fd) =>
			print(fd, { received: NOW + DAY, dateTime: toWallTime(NOW - 20 * DAY + fd * MINUTE) }),
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

	test('documents that arrive while the tail is still being located are new', () => {
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
		const register = { lastDocument: toWallTime(now) };
		service.documents = [
			print(1, { received: NOW - DAY }),
			print(2, { received: NOW + DAY, dateTime: toWallTime(NOW - 5 * DAY) }),
			print(3, { received: NOW + 2 * DAY }),
		];
		const late = poll(service, startRegister(fromNow, register, NOW, true), now, { register });
		expect(late.emitted).toEqual(keys('FN1', 2, 3));
	});

	test('a register whose clock runs ahead keeps its documents in the period', () => {
		const ahead = toWallTime(NOW + 40 * HOUR);
		const register = { lastDocument: ahead };
		service.documents = [print(1, { received: NOW - HOUR, dateTime: ahead })];
		const first = poll(service, startRegister(fromNow, register, NOW, false), NOW, { register });
		expect(first).toMatchObject({ emitted: [], state: { offset: 'FN1-1' } });
		// The clock was corrected: numbers increase, time goes back.
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
		const from = (register: RegisterFacts) =>
			nextWindow(startRegister(start, register, NOW, false), register, NOW)?.from;
		expect(from({})).toBe('2026-03-05T00:00:00');
		expect(from({ permissionFrom: '2026-03-06T08:30:00' })).toBe('2026-03-06T08:30:00');
		expect(from({ earliestDocument: '2026-03-07T10:00:00' })).toBe('2026-03-07T10:00:00');
		expect(from({ earliestDocument: '2020-01-01T10:00:00' })).toBe('2026-03-05T00:00:00');
	});

	test('a second drive continues from the first', () => {
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
		expect(nextWindow(state, {}, NOW)).toEqual({
			from: '2026-03-09T12:00:00',
			to: '2026-03-12T12:00:00',
			offset: 'FN1-3',
		});
	});

	test('is clamped to the permission and left out when nothing remains', () => {
		const state = activated();
		const window = (permissionFrom?: string, permissionTo?: string) =>
			nextWindow(state, { permissionFrom, permissionTo }, NOW);
		expect(window('2026-03-10T00:00:00')?.from).toBe('2026-03-10T00:00:00');
		expect(window(undefined, '2026-03-11T14:14:41')?.to).toBe('2026-03-11T14:14:41');
		expect(window('2027-01-01T00:00:00')).toBeUndefined();
		expect(window(undefined, '2026-03-01T00:00:00')).toBeUndefined();
		expect(window('0001-01-01T00:00:00', '9999-12-31T23:59:59')).toEqual(nextWindow(state, {}, NOW));
	});

	test('continues for 35 days after the permission ends', () => {
		const state = activated();
		const register = { permissionTo: '2026-03-10T20:00:00' };
		expect(nextWindow(state, register, NOW + 34 * DAY)?.to).toBe('2026-03-10T20:00:00');
		expect(nextWindow(state, register, NOW + 36 * DAY)).toBeUndefined();
	});
});

describe('pages', () => {
	test('a page that comes twice emits nothing', () => {
		const state = activated();
		const page = { documents: [print(4), print(5)], nextOffset: 'FN1-5' };
		const once = addPage(state, page, NOW);
		expect(once.emit.map(({ key }) => key)).toEqual(keys('FN1', 4, 5));
		expect(addPage(once.state, page, NOW)).toMatchObject({ emit: [], atEnd: true });
		expect(addPage(state, { documents: [print(4), print(4)] }, NOW).emit).toHaveLength(1);
	});

	test.each<[string, { documents: FiscalDocument[]; nextOffset?: string }, boolean]>([
		['the pointer comes back', { documents: [], nextOffset: 'FN1-3' }, true],
		['no pointer comes', { documents: [] }, true],
		['an empty page moves the pointer', { documents: [], nextOffset: 'other' }, false],
		['a short page moves the pointer', { documents: [print(4)], nextOffset: 'FN1-4' }, false],
	])('%s', (_name, page, atEnd) => {
		expect(addPage(activated(), page, NOW).atEnd).toBe(atEnd);
	});

	test('a pointer that is missing does not lose the one that is there', () => {
		expect(addPage(activated(), { documents: [] }, NOW).state.offset).toBe('FN1-3');
	});

	test('the state handed in stays as it was', () => {
		const state = activated();
		const copy = structuredClone(state);
		addPage(state, { documents: [print(9)], nextOffset: 'FN1-9' }, NOW);
		expect(state).toEqual(copy);
	});

	test('documents without a drive number are remembered one by one', () => {
		const blank = readDocument({ receipt: { id: 'x', fiscalDocumentNumber: 7, fiscalDriveNumber: ' ' } });
		const step = addPage(activated(), { documents: [blank], nextOffset: 'x' }, NOW);
		expect(step.emit).toEqual([blank]);
		expect(Object.keys(step.state.drives)).toEqual(['FN1']);
		expect(addPage(step.state, { documents: [blank] }, NOW + MINUTE).emit).toEqual([]);
	});

	test('of documents without a drive number, a number that comes again is that of a new drive', () => {
		const alone = (id: string, fd: number) =>
			readDocument({ receipt: { id, fiscalDocumentNumber: fd, dateTime: '2026-03-10T15:00:00' } });
		const seenOf = ({ drives }: RegisterState) => Object.values(drives).map(({ seen }) => seen);
		const blank = { ...activated(), drives: {} };
		const documents = [alone('a', 5), alone('b', 6)];
		const { state } = addPage(blank, { documents, nextOffset: 'x' }, NOW);
		expect(seenOf(state)).toEqual([[[5, 6]]]);
		const next = addPage(state, { documents: [alone('c', 5)], nextOffset: 'y' }, NOW);
		expect(seenOf(next.state)).toEqual([[[5, 5]]]);
	});

	test('of documents without a drive number the oldest are forgotten, and nothing comes twice all the same', () => {
		const many = Array.from({ length: 3500 }, (_, index) =>
			readDocument({
				receipt: {
					id: `x${index}`,
					dateTime: '2026-03-10T15:00:00',
					receiveDateTimeUtc: `${toWallTime(NOW + index * MINUTE)}Z`,
				},
			}),
		);
		let state = activated();
		for (let at = 0; at < many.length; at += 500) {
			const now = NOW + (at + 500) * MINUTE;
			const step = addPage(state, { documents: many.slice(at, at + 500), nextOffset: 'x' }, now);
			expect(step.emit).toHaveLength(500);
			({ state } = step);
		}
		expect(JSON.stringify(state.unnumbered).length).toBeLessThan(17_000);
		const again = addDocuments(state, many, NOW + 4000 * MINUTE, { isAgain: true });
		expect(again.emit).toEqual([]);
		// What came since is new, however it is read.
		const late = readDocument({
			receipt: { id: 'late', receiveDateTimeUtc: `${toWallTime(NOW + 3600 * MINUTE)}Z` },
		});
		expect(addDocuments(state, [late], NOW + 4000 * MINUTE, { isAgain: true }).emit).toEqual([late]);
	});
});

test('a refused pointer: reads again from before the anchor and emits only what is new', () => {
	const state = activated();
	service.documents.push(print(4, { received: NOW + MINUTE }));
	const again = { ...state, offset: null };
	expect(nextWindow(again, {}, NOW)).not.toHaveProperty('offset');
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
	const { emitted, state: next } = poll(service, { ...state, offset: null }, NOW + MINUTE);
	expect(emitted).toEqual([]);
	expect(next.drives.FN0.seen).toEqual([[77, 78]]);
});

describe('quiet registers', () => {
	const register = { lastDocument: '2026-03-10T14:59:00' };
	// By Kontur's clock, as the documents tell how the register's clock is set.
	const MINUTE_ENDS = NOW;
	const POLLS = 100;

	const settled = (): RegisterState => ({
		...activated(),
		lastReadAt: NOW,
		lastDocument: '2026-03-10T14:58:00',
	});
	const note = (listed: RegisterFacts, found: boolean, now = NOW + MINUTE, from = settled()) =>
		noteLastDocument(from, listed, { before: from, found, now, polls: POLLS });

	test('are those whose last document is the same', () => {
		const quiet = note(register, false);
		expect(isQuiet(quiet, register)).toBe(true);
		expect(isQuiet(quiet, { lastDocument: '2026-03-10T15:01:00' })).toBe(false);
		expect(isQuiet({ ...quiet, settled: false }, register)).toBe(false);
	});

	test('not while another document may share the minute of the last one', () => {
		const after = (ms: number) => note(register, true, MINUTE_ENDS + ms);
		expect(isQuiet(after(-1), register)).toBe(false);
		expect(after(0)).toMatchObject({ ...register, turn: POLLS + 3 });
		expect(after(14_999)).toMatchObject({ ...register, turn: POLLS + 3 });
		expect(after(15_000)).toMatchObject({ ...register, turn: POLLS + 6 });
		// A reading that brought nothing, right after one that did.
		const soon = { ...settled(), lastReadAt: MINUTE_ENDS - 20_000 };
		expect(isQuiet(note(register, false, MINUTE_ENDS - 1, soon), register)).toBe(false);
		expect(note(register, false, MINUTE_ENDS, soon)).toMatchObject({ ...register, turn: POLLS + 3 });
		const first = { ...soon, settled: false };
		expect(note(register, false, MINUTE_ENDS - 1, first)).toMatchObject(register);
	});

	test('the turn of a register that was read for another reason begins anew', () => {
		const late = MINUTE_ENDS + HOUR;
		const before = (lastDocument?: string) => ({ ...settled(), lastDocument });
		expect(note(register, false, late, before()).turn).toBe(POLLS + 6);
		expect(note(register, false, late, before(register.lastDocument)).turn).toBeUndefined();
		expect(note(register, false, late, { ...before(), settled: false }).turn).toBeUndefined();
	});

	test('a clock that was set back, or a late document, is told by the documents', () => {
		const at = (fd: number, dateTime: string, received: number) =>
			addPage(settled(), { documents: [print(fd, { dateTime, received })] }, NOW).state;
		expect(settled().ahead).toBe(3 * HOUR);
		expect(at(4, '2026-03-10T15:00:00', NOW + 50_000).ahead).toBe(3 * HOUR);
		expect(at(4, '2026-03-10T15:05:00', NOW).ahead).toBe(3 * HOUR + 5 * MINUTE);
		expect(at(4, '2026-03-10T14:50:00', NOW).ahead).toBe(3 * HOUR - 10 * MINUTE);
	});

	test('not after news while nothing tells how the clock is set', () => {
		const unknown = { ...settled(), ahead: undefined };
		expect(isQuiet(note(register, true, NOW + MINUTE, unknown), register)).toBe(false);
		expect(isQuiet(note(register, false, NOW + 20_000, unknown), register)).toBe(false);
		expect(note(register, false, NOW + MINUTE, unknown)).toMatchObject(register);
	});

	test('nobody prints in a minute that is long past', () => {
		const of = (lastDocument: string) => ({ lastDocument });
		const aDayAgo = '2026-03-09T12:01:00';
		const before = '2026-03-09T12:00:59';
		const unknown = { ...settled(), ahead: undefined };
		expect(toWallTime(NOW + MINUTE - DAY)).toBe(aDayAgo);
		const noted = (listed: RegisterFacts, found: boolean, now = NOW + MINUTE) =>
			note(listed, found, now, unknown);
		expect(isQuiet(noted(of(before), true), of(before))).toBe(true);
		expect(isQuiet(noted(of(before), true), of(aDayAgo))).toBe(false);
		expect(isQuiet(noted(of(aDayAgo), true), of(aDayAgo))).toBe(false);
		const soon = noted(of('2026-03-09T12:00:00'), false, NOW + 20_000);
		expect(isQuiet(soon, of('2026-03-09T12:00:00'))).toBe(true);
	});

	test('not while the list shows a later document than any that was read', () => {
		const later = { lastDocument: '2026-03-10T15:00:00' };
		expect(isQuiet(note(later, false), later)).toBe(false);
		for (const permission of [
			{ permissionTo: '2026-03-10T14:59:59' },
			// The permission began in the middle of the day.
			{ permissionFrom: '2026-03-10T15:00:01' },
		]) {
			const permitted = { ...later, ...permission };
			expect(isQuiet(note(permitted, false), permitted)).toBe(true);
		}
	});

	test('not where the service does not tell', () => {
		expect(isQuiet(note({}, false), {})).toBe(false);
		expect(isQuiet(note({ lastDocument: null }, false), { lastDocument: null })).toBe(true);
	});
});

test.each<[string, number, RegisterFacts, number, boolean]>([
	['shorter than another', 1, {}, 2, true],
	['as long as the longest', 2, {}, 2, false],
	['empty', 0, {}, 2, false],
	['before the last document of the list', 1, { lastDocument: '2026-03-10T16:00:00' }, 2, false],
	['up to the last document of the list', 1, { lastDocument: '2026-03-10T15:00:59' }, 2, true],
])('a page that is %s', (_name, length, facts, longest, expected) => {
	const documents = [4, 5].slice(0, length).map((fd) => print(fd));
	const { state } = addPage(activated(), { documents, nextOffset: 'x' }, NOW);
	expect(isShort(state, { documents }, facts, longest)).toBe(expected);
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

test.each<[object, RegisterFacts]>([
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
	expect(registerFacts(cashbox as CashRegister)).toEqual(expected);
});
