import { itemMaker } from '../../../nodes/KonturOfd/receipts/items';
import { DAY, HOUR, toWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';
import { isExpired } from '../../../nodes/KonturOfd/trigger/state/queryWindow';
import {
	addDocuments,
	addPage,
	finishReading,
	startRegister,
} from '../../../nodes/KonturOfd/trigger/state/register';
import { pack, unpack } from '../../../nodes/KonturOfd/trigger/state/receiptsCodec';
import { resumeState } from '../../../nodes/KonturOfd/trigger/state/triggerState';
import type { RegisterState, Start } from '../../../nodes/KonturOfd/trigger/state/types';
import { NOW, fromNow, print } from './register.fixture';

const emits = (state: RegisterState, dateTime: string) =>
	addDocuments(state, [print(5, { received: null, dateTime })], NOW).emit.length === 1;

test('without the time of receipt a first reading emits what is later than the start in every zone', () => {
	const state = startRegister(fromNow, {}, NOW, false);
	expect(emits(state, toWallTime(NOW + 12 * HOUR))).toBe(true);
	expect(emits(state, toWallTime(NOW + 12 * HOUR - 1000))).toBe(false);
});

test('later readings emit what lies from the floor on, and so does a start from a date', () => {
	const date = '2026-03-05T00:00:00';
	const dated = startRegister({ mode: 'date', date, written: date }, {}, NOW, false);
	const settled = { ...startRegister(fromNow, {}, NOW, false), settled: true, floor: date };
	for (const state of [dated, settled]) {
		expect(emits(state, date)).toBe(true);
		expect(emits(state, '2026-03-04T23:59:59')).toBe(false);
	}
});

const same = (moment: number) => moment;

test('another date restarts, the same text continues', () => {
	const start = (written: string): Start => ({ mode: 'date', date: '2026-03-01T00:00:00', written });
	const state = resumeState(undefined, start('2026-03-01'), 'all', NOW, same);
	expect(resumeState(state, start('2026-03-01'), 'all', NOW + DAY, same)).toBe(state);
	expect(resumeState(state, start('2026-03-02'), 'all', NOW + DAY, same).startedAt).toBe(NOW + DAY);
	expect(resumeState(state, fromNow, 'all', NOW + DAY, same).startedAt).toBe(NOW + DAY);
});

test('a permission is over 35 days after its end', () => {
	const facts = { permissionTo: toWallTime(NOW - 35 * DAY) };
	expect(isExpired(facts, NOW)).toBe(false);
	expect(isExpired(facts, NOW + 1)).toBe(true);
});

test('no gaps take no place', () => {
	const state = resumeState(undefined, fromNow, 'all', NOW, same);
	const packed = pack({ ...state, registers: { 'a|b|c': startRegister(fromNow, {}, NOW, false) } });
	expect(packed.registers).toMatchObject({ a: { b: { c: { g: undefined } } } });
});

test('items: one per document, or one per good', () => {
	const goods = { kind: 'receipt', key: '99:7', body: { items: [{ name: 'a' }, { name: 'b' }] } };
	expect(itemMaker({}, true)([goods])).toHaveLength(1);
	expect(itemMaker({ splitGoods: false }, false)([goods])).toHaveLength(1);
	expect(itemMaker({ splitGoods: true }, false)([goods])).toHaveLength(2);
	expect(itemMaker({ splitGoods: true }, true)([goods]).map(({ json }) => json.name)).toEqual(['a', 'b']);
	expect(itemMaker({}, true, ['bso'])([goods])).toEqual([]);
});

test('where the first reading was complete, what appears later is new, by whatever clock it started', () => {
	const facts = { lastDocument: '2026-03-10T14:58:00', permissionFrom: '2026-03-10T00:00:00' };
	const start = startRegister(fromNow, facts, NOW, false);
	const read = addPage(start, { documents: [print(1, { received: NOW - 60_000 })] }, NOW).state;
	const { state } = finishReading(read, NOW, facts);
	expect(state.covered).toEqual({ from: facts.permissionFrom, to: '2026-03-12T12:00:00' });
	const comes = (received: number, dateTime: string) =>
		addPage(state, { documents: [print(2, { received, dateTime })] }, NOW).emit.length === 1;
	const early = NOW - 5 * HOUR;
	expect(comes(early, '2026-03-10T13:00:00')).toBe(true);
	expect(comes(NOW - DAY - 1000, '2026-03-10T13:00:00')).toBe(false);
	expect(comes(early, '2026-03-09T23:59:59')).toBe(false);
	expect(comes(early, '2026-03-12T12:00:01')).toBe(false);
	expect(comes(NOW, '2026-03-12T12:00:01')).toBe(true);
	const packed = pack({
		...resumeState(undefined, fromNow, 'all', NOW, same),
		registers: { 'a|b|c': state },
	});
	expect(unpack(packed).registers['a|b|c'].covered).toEqual(state.covered);
	// The list shows a later document, or does not say.
	for (const known of [{ lastDocument: '2026-03-10T15:05:00' }, {}]) {
		expect(finishReading(read, NOW, known).state).toMatchObject({ settled: true, covered: undefined });
	}
});
