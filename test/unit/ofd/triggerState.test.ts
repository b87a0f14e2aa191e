import { resumeState, withRegisters } from '../../../nodes/KonturOfd/trigger/state/triggerState';
import type { RegisterFacts, Start } from '../../../nodes/KonturOfd/trigger/state/types';
import { finishReading, addPage } from '../../../nodes/KonturOfd/trigger/state/register';
import { DAY, HOUR, toWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';
import { NOW, Service, activated as begin, fromNow, print } from './register.fixture';

let service: Service;
beforeEach(() => {
	service = new Service();
});

/** A register with three documents, a trigger that began after them. */
const activated = (...input: [register?: RegisterFacts, received?: null]) => begin(service, ...input);

const same = (moment: number) => moment;

describe('the state of the trigger', () => {
	const registers = (...names: string[]) =>
		Object.fromEntries(names.map((name) => [name, { lastDocument: '2026-03-10T15:00:00' }]));
	const begun = (now = NOW) => {
		const state = resumeState(undefined, fromNow, 'all', now, same);
		return { ...withRegisters(state, registers('a', 'b'), now), listed: true };
	};

	test('is kept from poll to poll and over a restart', () => {
		const state = begun();
		expect(resumeState(state, fromNow, 'all', NOW + DAY, same)).toBe(state);
		expect(withRegisters(state, registers('a', 'b'), NOW + DAY)).toEqual(state);
	});

	test('restarts with another start date', () => {
		const start: Start = { mode: 'date', date: '2026-03-01T00:00:00', written: '={{ $now }}' };
		const next = resumeState(begun(), start, 'all', NOW + DAY, same);
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
		const state = resumeState(undefined, start, 'all', NOW, same);
		expect(resumeState(state, { ...start, date: '2026-03-02T00:00:00' }, 'all', NOW, same)).toBe(state);
		const { a } = withRegisters(state, registers('a'), NOW).registers;
		expect(a).toMatchObject({ mode: 'date', floor: start.date });
	});

	test('a start without a response gets its moment by the first one', () => {
		const alone = resumeState(undefined, fromNow, 'all', NOW + 700, undefined);
		expect(alone).toMatchObject({ startedAt: NOW + 700, unchecked: true });
		expect(resumeState(alone, fromNow, 'all', NOW + DAY, undefined)).toEqual(alone);
		const answered = resumeState(alone, fromNow, 'all', NOW + DAY, (moment) => moment - HOUR);
		expect(answered).toMatchObject({ startedAt: NOW - HOUR, unchecked: undefined });
		expect(resumeState(answered, fromNow, 'all', NOW + DAY, (moment) => moment - 2 * HOUR)).toBe(answered);
	});

	test('a register that shows up is late, one that the user adds begins now', () => {
		const appeared = withRegisters(begun(), registers('a', 'b', 'c'), NOW + DAY);
		expect(appeared.registers.c).toMatchObject({ startedAt: NOW, floor: toWallTime(NOW - 35 * DAY) });
		const chosen = resumeState(begun(), fromNow, 'a,b,c', NOW + DAY, same);
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
		expect(after(60)).toEqual(['b']);
	});

	test('drives are never forgotten: a permission widened years later must bring nothing twice', () => {
		const state = activated();
		const [drive] = Object.values(state.drives);
		const two = { ...state, drives: { FN0: drive, FN1: drive } };
		expect(Object.keys(finishReading(two, NOW + 3000 * DAY).state.drives)).toEqual(['FN0', 'FN1']);
	});

	test('stays small', () => {
		const documents = Array.from({ length: 5000 }, (_, index) => print(index + 4));
		const { state } = addPage(activated(), { documents, nextOffset: 'FN1-5003' }, NOW);
		expect(JSON.stringify(state).length).toBeLessThan(700);
	});
});
