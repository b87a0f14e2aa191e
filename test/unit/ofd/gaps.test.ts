import {
	notePages,
	postponeGaps,
	recheckWindows,
	watchOpenDrives,
} from '../../../nodes/KonturOfd/trigger/state/gaps';
import type { RegisterFacts } from '../../../nodes/KonturOfd/trigger/state/types';
import { startRegister, addDocuments, addPage } from '../../../nodes/KonturOfd/trigger/state/register';
import { beginBackfill } from '../../../nodes/KonturOfd/trigger/state/backfill';
import { DAY, HOUR } from '../../../nodes/KonturOfd/receipts/wallTime';
import { MINUTE, NOW, Service, activated as begin, fromNow, keys, poll, print } from './register.fixture';

let service: Service;
beforeEach(() => {
	service = new Service();
});

/** A register with three documents, a trigger that began after them. */
const activated = (...input: [register?: RegisterFacts, received?: null]) => begin(service, ...input);

describe('gaps', () => {
	test('N+1 is there before N: looked for after five minutes, then ever more rarely, at least every hour', () => {
		let state = activated();
		const held = print(4, { received: NOW + MINUTE });
		service.documents.push(print(5, { received: NOW + MINUTE }));
		const second = poll(service, state, NOW + MINUTE);
		expect(second.emitted).toEqual(keys('FN1', 5));
		({ state } = second);
		expect(state.gaps).toMatchObject([{ fn: 'FN1', from: 4, to: 4 }]);
		expect(recheckWindows(state, {}, NOW + 5 * MINUTE)).toEqual([]);
		expect(recheckWindows(state, {}, NOW + 6 * MINUTE)).toEqual([
			{ from: '2026-03-09T14:59:00', to: '2026-03-11T15:01:00' },
		]);
		let at = 6;
		for (const next of [16, 36, 76, 136, 196, 256]) {
			({ state } = poll(service, state, NOW + at * MINUTE));
			expect(state.gaps[0].nextAt).toBe(NOW + next * MINUTE);
			at = next;
		}

		service.documents.splice(3, 0, held);
		expect(poll(service, state, NOW + 255 * MINUTE).emitted).toEqual([]);
		const found = poll(service, state, NOW + 256 * MINUTE);
		expect(found).toMatchObject({ emitted: keys('FN1', 4), state: { gaps: [], offset: 'FN1-5' } });
		expect(found.state.drives.FN1.seen).toEqual([[1, 5]]);
	});

	test('is given up after 35 days', () => {
		const state = addPage(activated(), { documents: [print(6)], nextOffset: 'FN1-6' }, NOW).state;
		expect(state.gaps).toHaveLength(1);
		const gapsAt = (now: number) => addPage(state, { documents: [], nextOffset: 'FN1-6' }, now).state.gaps;
		expect(gapsAt(NOW + 35 * DAY)).toHaveLength(1);
		expect(gapsAt(NOW + 35 * DAY + 1)).toEqual([]);
	});

	test('is cut when a part of it arrives', () => {
		const state = addPage(activated(), { documents: [print(9)], nextOffset: 'FN1-9' }, NOW).state;
		const next = addDocuments(state, [print(6), print(7)], NOW);
		expect(next.emit).toHaveLength(2);
		expect(next.state.gaps).toMatchObject([
			{ from: 4, to: 5 },
			{ from: 8, to: 8 },
		]);
		expect(next.state.offset).toBe('FN1-9');
	});

	test('numbers out of order inside a page leave none', () => {
		const documents = [print(7), print(5), print(4), print(6)];
		const { emit, state } = addPage(activated(), { documents, nextOffset: 'FN1-6' }, NOW);
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
		const state = addDocuments(activated(), [old], NOW).state;
		expect(state.gaps).toEqual([]);
		const watched = watchOpenDrives(state, { drive: 'FN1' }, NOW);
		expect(watched.gaps).toMatchObject([{ fn: 'FN0', from: 8, to: null, after: '2026-03-09T10:00:00' }]);
		expect(watchOpenDrives(watched, { drive: 'FN1' }, NOW)).toBe(watched);
		// Not known which one is in the register, or too long ago.
		expect(watchOpenDrives(state, {}, NOW)).toBe(state);
		expect(watchOpenDrives(state, { drive: 'FN1' }, NOW + 40 * DAY)).toBe(state);
		const closing = print(8, { fn: 'FN0', kind: 'closeArchive', dateTime: '2026-03-09T11:00:00' });
		expect(addDocuments(watched, [closing], NOW).state.gaps).toEqual([]);
	});

	test('numbers below the first one that was read', () => {
		service.documents = [print(5)];
		const first = poll(service, startRegister(fromNow, {}, NOW - HOUR, false), NOW);
		const below = [2, 3].map((fd) => print(fd, { received: NOW - DAY, dateTime: `2026-03-09T10:0${fd}:00` }));
		const { state } = addDocuments(first.state, below, NOW);
		expect(state.gaps).toMatchObject([
			{ from: 4, to: 4, after: '2026-03-09T10:03:00', before: '2026-03-10T15:00:00' },
		]);
	});

	test('what lies before and behind a document that came in', () => {
		const state = addPage(
			activated(),
			{ documents: [print(9, { dateTime: '2026-03-10T16:00:00' })], nextOffset: 'FN1-9' },
			NOW,
		).state;
		const next = addDocuments(state, [print(6, { dateTime: '2026-03-10T15:30:00' })], NOW).state;
		expect(next.gaps).toMatchObject([
			{ from: 4, to: 5, after: '2026-03-10T14:59:00', before: '2026-03-10T15:30:00' },
			{ from: 7, to: 8, after: '2026-03-10T15:30:00', before: '2026-03-10T16:00:00' },
		]);
	});

	test('too many of them are watched together, the lowest first, and none is lost', () => {
		const documents = Array.from({ length: 40 }, (_, index) => print(5 + index * 2));
		const { state } = addPage(activated(), { documents, nextOffset: 'x' }, NOW);
		expect(state.gaps).toHaveLength(16);
		expect(state.gaps[0]).toMatchObject({ from: 4 });
		const [{ to }] = state.gaps;
		expect(to).toBeGreaterThan(40);
		const rest = Array.from({ length: 39 }, (_, index) => print(4 + index * 2));
		const step = addDocuments(state, rest, NOW);
		expect(step.emit).toHaveLength(39);
		expect(step.state.gaps).toMatchObject([{ from: 82, to: 82 }]);
		const given = addDocuments(state, [], NOW + 36 * DAY).state;
		expect(given.gaps).toEqual([]);
	});

	test('a clock that was put back: what is missing may be a day older or newer than its neighbours', () => {
		const state = activated();
		const ahead = print(4, { received: NOW, dateTime: '2026-03-12T08:00:00' });
		const right = print(6, { received: NOW, dateTime: '2026-03-10T15:02:00' });
		const next = addPage(state, { documents: [ahead, right], nextOffset: 'FN1-6' }, NOW).state;
		expect(recheckWindows(next, {}, NOW + HOUR)).toEqual([
			{ from: '2026-03-09T15:02:00', to: '2026-03-13T08:00:00' },
		]);
	});

	test('a check that takes several pages looks at the neighbours alone, and a day around once a day', () => {
		const { state } = addPage(activated(), { documents: [print(6)], nextOffset: 'FN1-6' }, NOW);
		const narrow = { from: '2026-03-10T14:59:00', to: '2026-03-10T15:00:00' };
		const wide = { from: '2026-03-09T14:59:00', to: '2026-03-11T15:00:00' };
		expect(recheckWindows(state, {}, NOW + 5 * MINUTE)).toEqual([wide]);
		const gaps = notePages(state, { from: wide.from, to: wide.to }, 3);
		expect(gaps).toMatchObject([{ pages: 3 }]);
		const periods: unknown[] = [];
		let next = { ...state, gaps: gaps.map((gap) => ({ ...gap, looks: 1 })) };
		for (let look = 1; look <= 48; look++) {
			const now = next.gaps[0].nextAt;
			periods.push(...recheckWindows(next, {}, now));
			next = { ...next, ...postponeGaps(next, {}, now) } as typeof next;
		}
		expect(periods.filter((period) => JSON.stringify(period) === JSON.stringify(wide))).toHaveLength(2);
		expect(periods.filter((period) => JSON.stringify(period) === JSON.stringify(narrow))).toHaveLength(46);
	});

	test('the end of a drive whose period takes several pages costs one page an hour', () => {
		const state = activated();
		const open = { fn: 'FN1', from: 4, to: null, after: '2026-03-10T14:59:00', before: null };
		const gap = { ...open, sinceAt: NOW, nextAt: NOW };
		const checks = (pages: number) =>
			Array.from({ length: 48 }, (_, looks) => ({ ...gap, looks, pages })).filter(
				(one) => recheckWindows({ ...state, gaps: [one] }, {}, NOW).length > 0,
			).length;
		expect([0, 2, 4, 100].map(checks)).toEqual([48, 24, 12, 2]);
	});

	test('periods that overlap are read once, others in order', () => {
		const at = (day: string) => `2026-03-${day}T10:00:00`;
		const gap = { fn: 'FN1', to: 4, sinceAt: NOW, nextAt: NOW };
		const gaps = [
			{ ...gap, from: 4, after: at('04'), before: at('06') },
			{ ...gap, from: 3, after: at('13'), before: at('14') },
			{ ...gap, from: 2, after: at('05'), before: at('07') },
		];
		const state = { ...activated(), gaps };
		expect(recheckWindows(state, {}, NOW)).toEqual([
			{ from: at('03'), to: at('08') },
			{ from: at('12'), to: at('15') },
		]);
		// The one that has waited longest comes first.
		const [first, second, third] = gaps;
		const waiting = { ...state, gaps: [first, { ...second, nextAt: NOW - 1 }, third] };
		expect(recheckWindows(waiting, {}, NOW).map(({ from }) => from)).toEqual([at('12'), at('03')]);
		const swept = (sweptAt: number) =>
			beginBackfill({ ...state, sweptAt }, {}, NOW, 'small').backfill?.isSweep === true;
		expect([NOW - DAY, NOW - DAY - 1].map(swept)).toEqual([false, true]);
		const begun = beginBackfill(state, {}, NOW, 'none');
		expect(begun.backfill).toMatchObject({ from: at('03'), to: at('08'), offset: null, isSweep: false });
		const soon = NOW + 10 * MINUTE;
		expect(begun.gaps.map(({ nextAt }) => nextAt)).toEqual([soon, NOW, soon]);
		// Not permitted: waits without a request.
		const closed = beginBackfill(state, { permissionFrom: at('20') }, NOW, 'none');
		expect(closed.backfill).toBeUndefined();
		expect(closed.gaps.map(({ nextAt }) => nextAt)).toEqual([soon, soon, soon]);
	});

	test('the first numbers of a new drive are missed too', () => {
		const closing = print(4, { kind: 'closeArchive', received: NOW + MINUTE });
		const state = addPage(activated(), { documents: [closing], nextOffset: 'FN1-4' }, NOW).state;
		const third = print(3, { fn: 'FN2', received: NOW + HOUR });
		const next = addPage(state, { documents: [third], nextOffset: 'FN2-3' }, NOW + HOUR).state;
		expect(next.gaps).toMatchObject([{ fn: 'FN2', from: 1, to: 2 }]);
	});
});
