import type { Register, RegisterState } from '../../../nodes/KonturOfd/trigger/state/types';
import { notePermission } from '../../../nodes/KonturOfd/trigger/state/register';
import {
	beginAgain,
	isAgainDue,
	takeAgain,
	type Sweep,
} from '../../../nodes/KonturOfd/trigger/state/backfill';
import { DAY, wallOf } from '../../../nodes/KonturOfd/receipts/wallTime';
import { MINUTE, NOW, Service, activated as begin, print } from './register.fixture';

let service: Service;
beforeEach(() => {
	service = new Service();
});

/** A register with three documents, a trigger that began after them. */
const activated = (...input: [register?: Register, received?: null]) => begin(service, ...input);

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
