import { resume, store } from '../../../nodes/shared/polling/atLeastOnce';
import { readDocument } from '../../../nodes/KonturOfd/receipts/document';
import type { Intervals } from '../../../nodes/KonturOfd/receipts/intervals';
import { pack, readStored, undo, undoOf, unpack } from '../../../nodes/KonturOfd/trigger/state/receiptsCodec';
import { isItsTurn, shareOf } from '../../../nodes/KonturOfd/trigger/state/triggerState';
import type { Drive, Gap, ReceiptsState, RegisterState } from '../../../nodes/KonturOfd/trigger/state/types';
import { addPage } from '../../../nodes/KonturOfd/trigger/state/register';
import { DAY, toWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const ADDRESS = 'https://ofd-api.kontur.ru';
const throughJson = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

const driveName = (register: number, index: number) =>
	`99604403${String(register * 10 + index).padStart(8, '0')}`;
const drive = (seen: Intervals, closed = false): Drive => ({
	seen,
	closed,
	lastDateTime: '2026-03-10T15:01:00',
});
const gap = (fn: string, from: number): Gap => ({
	fn,
	from,
	to: from + 3,
	after: '2026-03-10T14:00:00',
	before: '2026-03-10T14:10:00',
	sinceAt: NOW,
	nextAt: NOW + 300_000,
});

interface Shape {
	drives: number;
	gaps: number;
	intervals: number;
}

/** A register that was read for months. */
function register(number: number, { drives, gaps, intervals }: Shape): RegisterState {
	const names = Array.from({ length: drives }, (_, index) => driveName(number, index));
	const current = names[drives - 1];
	const long = Array.from({ length: intervals }, (_, index): [number, number] => [
		12_000 + index * 40,
		12_000 + index * 40 + 36,
	]);
	return {
		mode: 'now',
		startedAt: NOW - 90 * DAY,
		floor: '2025-12-09T12:00:00',
		settled: true,
		offset: Buffer.from(String(number).padStart(16, 'q')).toString('base64'),
		anchor: { fn: current, dateTime: '2026-03-10T15:01:00', readAt: '2026-03-10T12:00:00' },
		drives: Object.fromEntries(
			names.map((fn) => [fn, fn === current ? drive(long) : drive([[37_211, 98_544]], true)]),
		),
		gaps: Array.from({ length: gaps }, (_, index) => gap(current, 12_037 + index * 40)),
		lastReadAt: NOW,
		sweptAt: NOW - 1000 * number,
		lastDocument: '2026-03-10T15:01:00',
		permissionFrom: '2024-01-01T00:00:00',
	};
}

const organization = (number: number) => `5f0b6c1e-2d3a-4b4c-8d5e-${String(number).padStart(12, '0')}`;
const keyOf = (number: number) =>
	`${ADDRESS}|${organization(number % 10)}|${String(number).padStart(16, '0')}`;

function fleet(count: number, shape: (number: number) => Shape): ReceiptsState {
	return {
		start: { mode: 'now' },
		scope: JSON.stringify([ADDRESS, '', []]),
		startedAt: NOW - 90 * DAY,
		listed: true,
		polls: 130_000,
		organizations: { ids: Array.from({ length: 10 }, (_, number) => organization(number)), listedAt: NOW },
		registers: Object.fromEntries(
			Array.from({ length: count }, (_, number) => [keyOf(number), register(number, shape(number))]),
		),
	};
}

/** A poll in which every register emits. */
function readMore(state: ReceiptsState): ReceiptsState {
	const registers = Object.entries(state.registers).map(([key, one]) => {
		const fn = one.anchor?.fn ?? '';
		const last = one.drives[fn].seen.at(-1)?.[1] ?? 0;
		const documents = Array.from({ length: 20 }, (_, index) =>
			readDocument({
				receipt: {
					fiscalDriveNumber: fn,
					fiscalDocumentNumber: last + index + 1,
					dateTime: toWallTime(NOW + 3 * 3_600_000 + index * 60_000),
					receiveDateTimeUtc: toWallTime(NOW + index * 60_000),
				},
			}),
		);
		const nextOffset = Buffer.from(key.slice(-16)).toString('base64');
		const step = addPage(one, { documents, nextOffset }, NOW + DAY);
		expect(step.emit).toHaveLength(20);
		return [key, { ...step.state, lastDocument: undefined }] as const;
	});
	return { ...state, registers: Object.fromEntries(registers), polls: state.polls + 1 };
}

const SHAPES: Array<[string, (number: number) => Shape]> = [
	['one drive', () => ({ drives: 1, gaps: 0, intervals: 1 })],
	['three drives', () => ({ drives: 3, gaps: 0, intervals: 1 })],
	[
		'three drives, every fifth register with four gaps',
		(number) => ({
			drives: 3,
			gaps: number % 5 === 0 ? 4 : 0,
			intervals: number % 5 === 0 ? 5 : 1,
		}),
	],
	[
		'two drives, every tenth register with fifty intervals',
		(number) => ({
			drives: 2,
			gaps: 0,
			intervals: number % 10 === 0 ? 50 : 1,
		}),
	],
	['two drives and a gap each', () => ({ drives: 2, gaps: 1, intervals: 2 })],
];

test.each(SHAPES)('300 registers, right after a poll in which all emitted: %s', (_name, shape) => {
	const before = fleet(300, shape);
	const after = readMore(before);
	const stored = store(
		pack(after),
		'bb3a4e9c-7e0e-4f3b-9d5a-2f1f5c6b7a88',
		undoOf(before, after, Object.keys(after.registers)),
	);
	expect(bytes(stored)).toBeLessThan(200_000);
	expect(bytes(store(pack(after), 'x', undefined))).toBeLessThan(120_000);

	const copy = throughJson(stored);
	expect(unpack(copy.state)).toEqual(after);
	const { state, repeats } = resume(copy, 'another', undo);
	expect(repeats).toBe(true);
	expect(state && unpack(state).registers).toEqual(before.registers);
});

test('only the registers that emitted are undone', () => {
	const before = fleet(3, () => ({ drives: 1, gaps: 0, intervals: 1 }));
	const after = readMore(before);
	const back = undo(pack(after), undoOf(before, after, [keyOf(1)]));
	const { registers } = unpack(throughJson(back));
	expect(registers[keyOf(0)]).toEqual(after.registers[keyOf(0)]);
	expect(registers[keyOf(1)]).toEqual(before.registers[keyOf(1)]);
	expect(registers[keyOf(2)]).toEqual(after.registers[keyOf(2)]);
});

test('every member survives', () => {
	const [key] = [keyOf(1)];
	const state: ReceiptsState = {
		...fleet(1, () => ({ drives: 1, gaps: 0, intervals: 1 })),
		start: { mode: 'date', date: '2026-03-01T00:00:00', written: '={{ $now }}' },
		unchecked: true,
		listed: false,
		organizations: undefined,
		registers: {
			[key]: {
				mode: 'date',
				startedAt: NOW,
				floor: '2026-03-01T00:00:00',
				settled: false,
				offset: 'a b+/==',
				anchor: { fn: '', dateTime: '2026-03-10T15:01:00', readAt: '2026-03-10T12:00:00' },
				drives: {
					A: drive([
						[1, 1],
						[3, 9],
						[11, 11],
					]),
				},
				gaps: [
					{ ...gap('A', 10), to: null, before: null },
					{ ...gap('A', 2), looks: 3, pages: 40 },
					gap('B', 1),
				],
				rooted: true,
				covered: { from: '2026-02-01T00:00:00', to: '2026-02-03T10:00:00' },
				unnumbered: { old: 'abcdefgh', recent: 'ijklmnop', begunAt: NOW, since: NOW - DAY },
				ahead: NOW + DAY,
				turn: 7,
				lastReadAt: 0,
				sweptAt: NOW - DAY,
				lastDocument: null,
				permissionFrom: '',
				backfill: {
					from: '0001-01-01T00:00:00',
					to: '9999-12-31T23:59:59',
					offset: null,
					isSweep: true,
				},
			},
		},
	};
	expect(unpack(throughJson(pack(state)))).toEqual(state);
	const started = throughJson(state);
	const one = started.registers[key];
	started.registers[key] = {
		...one,
		startedAt: state.startedAt,
		offset: null,
		anchor: null,
		drives: {},
		gaps: [],
		lastDocument: undefined,
		permissionFrom: undefined,
		backfill: { from: one.floor, to: one.floor, offset: 'x y', isSweep: false },
	};
	expect(unpack(throughJson(pack(started)))).toEqual(started);
	one.backfill = { from: one.floor, to: one.floor, offset: 'x', isSweep: false, isCheck: true, pages: 12 };
	started.registers[key] = one;
	expect(unpack(throughJson(pack(started)))).toEqual(started);
});

describe('what earlier versions stored', () => {
	/** The state as it was stored before it had a version. */
	const old = {
		start: { mode: 'now' },
		scope: JSON.stringify([ADDRESS, '', []]),
		startedAt: NOW,
		listed: true,
		registers: {
			[keyOf(7)]: {
				mode: 'now',
				startedAt: NOW,
				floor: '2026-03-09T14:58:00',
				settled: true,
				offset: 'abc==',
				anchor: {
					fn: 'FN1',
					fd: 3,
					id: 'x',
					dateTime: '2026-03-10T14:58:00',
					readAt: '2026-03-10T12:00:00',
				},
				drives: {
					FN1: {
						seen: [
							[1, 3],
							[5, 5],
						],
						closed: false,
						lastDateTime: '2026-03-10T14:58:00',
						firstSeenAt: NOW,
						lastSeenAt: NOW,
					},
				},
				gaps: [
					{
						fn: 'FN1',
						from: 4,
						to: 4,
						after: '2026-03-10T14:50:00',
						before: '2026-03-10T14:58:00',
						sinceAt: NOW,
						nextAt: NOW + 300_000,
					},
				],
				lastReadAt: NOW,
			},
		},
	};

	test('is read unchanged', () => {
		const stored = readStored(throughJson(old), NOW + DAY);
		if (stored === undefined || stored === 'unknown') throw new Error('not read');
		const state = unpack(stored.state);
		const { [keyOf(7)]: one } = state.registers;
		const { [keyOf(7)]: was } = old.registers;
		expect(state).toMatchObject({ start: old.start, scope: old.scope, startedAt: NOW, listed: true });
		const { fn, dateTime, readAt } = was.anchor;
		expect(one).toMatchObject({
			floor: was.floor,
			settled: true,
			offset: 'abc==',
			anchor: { fn, dateTime, readAt },
			drives: { FN1: { seen: was.drives.FN1.seen, closed: false, lastDateTime: '2026-03-10T14:58:00' } },
			gaps: was.gaps,
			lastReadAt: NOW,
		});
		// Not swept at once, but within a day.
		expect(NOW + DAY - one.sweptAt).toBeGreaterThanOrEqual(0);
		expect(NOW + DAY - one.sweptAt).toBeLessThanOrEqual(DAY + 1000);
	});

	test('a backfill under way is continued', () => {
		const again = { from: '2026-03-01T00:00:00', to: '2026-03-02T00:00:00', offset: 'x', isSweep: true };
		const { [keyOf(7)]: was } = old.registers;
		const stored = readStored({ ...old, registers: { [keyOf(7)]: { ...was, again } } }, NOW);
		if (stored === undefined || stored === 'unknown') throw new Error('not read');
		expect(unpack(stored.state).registers[keyOf(7)].backfill).toEqual(again);
	});

	test.each([[undefined], [null], ['text']])('nothing: %j', (stored) => {
		expect(readStored(stored, NOW)).toBeUndefined();
	});

	test('state stored by a later version is not treated as empty', () => {
		expect(readStored({ version: 2, state: {} }, NOW)).toBe('unknown');
		expect(readStored({ other: true }, NOW)).toBe('unknown');
	});
});

test('turns are spread over registers, and each comes within six polls', () => {
	const keys = Array.from({ length: 300 }, (_, number) => keyOf(number));
	const turns = Array.from({ length: 6 }, (_, polls) => keys.filter((key) => isItsTurn({}, key, polls)));
	expect(turns.flat().sort()).toEqual([...keys].sort());
	for (const turn of turns) expect(turn.length).toBeLessThan(80);
	// After news, whatever its place is.
	const after = [10, 11, 12].map((polls) => keys.filter((key) => isItsTurn({ turn: 12 }, key, polls)).length);
	expect(after).toEqual([0, 0, 300]);
	for (const key of keys) {
		expect(shareOf(key)).toBeGreaterThanOrEqual(0);
		expect(shareOf(key)).toBeLessThan(1);
	}
});
