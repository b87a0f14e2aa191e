import type { RegisterFacts, RegisterState } from '../../../nodes/KonturOfd/trigger/state/types';
import { notePermission } from '../../../nodes/KonturOfd/trigger/state/register';
import {
	beginBackfill,
	isBackfillDue,
	isContradicted,
	addBackfillPage,
	type Sweep,
} from '../../../nodes/KonturOfd/trigger/state/backfill';
import { hasDueGap } from '../../../nodes/KonturOfd/trigger/state/gaps';
import { DAY, HOUR, toWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';
import { MINUTE, NOW, Service, activated as begin, print } from './register.fixture';

let service: Service;
beforeEach(() => {
	service = new Service();
});

/** A register with three documents, a trigger that began after them. */
const activated = (...input: [register?: RegisterFacts, received?: null]) => begin(service, ...input);

describe('reading again', () => {
	const sweeping = (state: RegisterState) => beginBackfill(state, {}, NOW + 2 * DAY, 'small');
	const page = (count: number, minutes: number, nextOffset = 'next') => ({
		documents: Array.from({ length: count }, (_, index) =>
			print(index + 10, { dateTime: toWallTime(NOW + index * minutes * MINUTE) }),
		),
		nextOffset,
	});

	test('the last 35 days, once a day', () => {
		const state = activated();
		expect(beginBackfill(state, {}, NOW, 'none').backfill).toBeUndefined();
		expect(beginBackfill(state, {}, NOW + DAY - 1, 'small').backfill).toBeUndefined();
		const begun = beginBackfill(state, {}, NOW + DAY, 'small');
		expect(begun).toMatchObject({
			sweptAt: NOW + DAY,
			backfill: {
				from: toWallTime(NOW - 34 * DAY),
				to: toWallTime(NOW + 3 * DAY),
				offset: null,
				isSweep: true,
			},
		});
		expect(beginBackfill(state, {}, NOW + 2000 * DAY, 'none').backfill).toBeUndefined();
		const dated = { ...state, mode: 'date' as const, floor: '2026-03-08T00:00:00' };
		expect(beginBackfill(dated, {}, NOW + DAY, 'all').backfill?.from).toBe('2026-03-08T00:00:00');
	});

	test('at once where the plan comes from a clock that was ahead', () => {
		const state = activated();
		const swept = (sweptAt: number) => beginBackfill({ ...state, sweptAt }, {}, NOW, 'small').backfill;
		expect(swept(NOW + 5 * HOUR)).toMatchObject({ isSweep: true });
		expect(swept(NOW + HOUR)).toBeUndefined();
		const times = { after: '2026-03-10T14:00:00', before: '2026-03-10T15:00:00', sinceAt: NOW };
		const due = (nextAt: number) =>
			hasDueGap({ ...state, gaps: [{ fn: 'FN1', from: 4, to: 5, ...times, nextAt }] }, NOW);
		expect([NOW, NOW + 1, NOW + HOUR, NOW + HOUR + 1].map(due)).toEqual([true, false, false, true]);
	});

	test('an empty response is wrong where a document was read before', () => {
		const state = activated();
		const empty = { documents: [] };
		const day = { from: '2026-03-10T00:00:00', to: '2026-03-10T23:59:59' };
		expect(isContradicted(state, day, empty)).toBe(true);
		expect(isContradicted(state, day, { documents: [print(9)] })).toBe(false);
		expect(isContradicted(state, { from: '2026-03-09T00:00:00', to: '2026-03-09T23:59:59' }, empty)).toBe(
			false,
		);
		expect(isContradicted({ ...state, anchor: null, drives: {} }, day, empty)).toBe(false);
	});

	test('continues from page to page until the cursor stays', () => {
		const first = addBackfillPage(sweeping(activated()), page(3, 1, 'a'), NOW, 'small').state;
		expect(first.backfill?.offset).toBe('a');
		const second = addBackfillPage(first, page(3, 1, 'b'), NOW, 'small').state;
		expect(second.backfill?.offset).toBe('b');
		expect(addBackfillPage(second, page(0, 1, 'b'), NOW, 'small').state.backfill).toBeUndefined();
		expect(addBackfillPage(second, { documents: [] }, NOW, 'small').state.backfill).toBeUndefined();
		// The pointer of the reading proper stays where it is.
		expect(second.offset).toBe('FN1-3');
	});

	test.each<[Sweep, number, number, boolean]>([
		['small', 1000, 1, false],
		['small', 1000, 2, true],
		['small', 999, 1, true],
		['all', 1000, 1, true],
	])('%s: a page of %i documents, one in %i minutes, continues: %s', (sweep, count, minutes, goesOn) => {
		const { state } = addBackfillPage(sweeping(activated()), page(count, minutes), NOW, sweep);
		expect(state.backfill !== undefined).toBe(goesOn);
	});

	test('a gap in a busy register is read to its end', () => {
		const backfill = { from: '2026-03-01T00:00:00', to: '2026-03-11T00:00:00', offset: null, isSweep: false };
		const { state } = addBackfillPage({ ...activated(), backfill }, page(1000, 1), NOW, 'small');
		expect(state.backfill?.offset).toBe('next');
	});

	test('the part that a widened permission adds, before anything else', () => {
		const state = { ...activated(), permissionFrom: '2026-03-05T00:00:00' };
		const begin = (permissionFrom?: string) =>
			beginBackfill(state, { permissionFrom }, NOW + 2 * DAY, 'small');
		expect(begin('2026-03-03T00:00:00')).toMatchObject({
			permissionFrom: '2026-03-03T00:00:00',
			sweptAt: NOW,
			backfill: { from: '2026-03-03T00:00:00', isSweep: false },
		});
		expect(begin().backfill?.from).toBe(toWallTime(NOW - 35 * DAY));
		expect(begin('2026-03-05T00:00:00').backfill?.isSweep).toBe(true);
		expect(begin('2026-03-06T00:00:00').backfill?.isSweep).toBe(true);
		expect(notePermission(state, {}).permissionFrom).toBe('2026-03-05T00:00:00');
		const later = { permissionFrom: '2026-03-06T00:00:00' };
		expect(notePermission(state, later)).toMatchObject(later);
	});

	test('nothing when nothing more can arrive', () => {
		const state = activated();
		const over = { permissionTo: toWallTime(NOW - 40 * DAY) };
		expect(isBackfillDue(state, {}, NOW + 2 * DAY, 'small')).toBe(true);
		expect(isBackfillDue(state, over, NOW + 2 * DAY, 'small')).toBe(false);
		expect(isBackfillDue({ ...state, settled: false }, {}, NOW + 2 * DAY, 'small')).toBe(false);
	});
});
