import { anchored, elapsedSince, markNow } from '../../../nodes/shared/polling/elapsed';
import { activationMoment, credibleNow, latestNow } from '../../../nodes/shared/polling/moments';
import { steadyNow } from '../../../nodes/shared/polling/steady';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Kontur's real time is `NOW` in all of them. */
describe('when the trigger was activated', () => {
	const hour = { elapsed: HOUR, isLate: true };
	const atOnce = { elapsed: 0, isLate: false };

	test('is exact where the clocks confirm each other', () => {
		expect(activationMoment({ date: NOW, machine: NOW + MINUTE }, NOW - DAY, hour)).toBe(NOW - HOUR);
		expect(activationMoment({ date: NOW, machine: NOW }, undefined, atOnce)).toBe(NOW);
	});

	test('is not before a change that is newer than the clocks', () => {
		expect(activationMoment({ date: NOW - HOUR, machine: NOW - HOUR }, NOW, atOnce)).toBe(NOW);
	});

	test('is as late as the clocks allow where they contradict each other', () => {
		expect(activationMoment({ date: NOW + 5 * HOUR, machine: NOW }, NOW - DAY, hour)).toBe(NOW - HOUR);
		expect(activationMoment({ date: NOW - 5 * HOUR, machine: NOW }, NOW, hour)).toBe(NOW - HOUR);
		expect(activationMoment({ date: NOW, machine: NOW - 5 * HOUR }, NOW - DAY, atOnce)).toBe(NOW);
		expect(activationMoment({ date: NOW - 5 * HOUR, machine: NOW }, NOW - DAY, atOnce)).toBe(NOW);
	});

	const offsets = [-5 * HOUR, -2 * HOUR, 0, 2 * HOUR, 5 * HOUR, undefined];
	const clocks = offsets.flatMap((date) =>
		offsets
			.filter((machine) => machine !== undefined)
			// One of the two is right, or else only the machine says anything.
			.filter((machine) => date === undefined || date === 0 || machine === 0)
			.map((machine) => ({
				name: `header ${String(date)}, machine ${machine}`,
				clocks: { machine: NOW + machine, ...(date === undefined ? {} : { date: NOW + date }) },
			})),
	);

	test.each(clocks)('nothing since then counts as old ($name)', ({ clocks: wrong }) => {
		for (const minutes of [0, 10, 59]) {
			const newest = NOW - minutes * MINUTE;
			expect(activationMoment(wrong, newest, hour)).toBeLessThanOrEqual(newest);
		}
	});

	test.each(clocks)('what is there at once counts as old ($name)', ({ clocks: wrong }) => {
		const newest = NOW - MINUTE;
		expect(activationMoment(wrong, newest, atOnce)).toBeGreaterThan(newest);
	});
});

test('of two clocks the one that is behind is believed, unless it was never set', () => {
	expect(credibleNow({ date: NOW + 5 * HOUR, machine: NOW })).toBe(NOW);
	expect(credibleNow({ date: NOW, machine: NOW + 5 * HOUR })).toBe(NOW);
	expect(credibleNow({ date: NOW, machine: 0 })).toBe(NOW);
	expect(credibleNow({ machine: NOW })).toBe(NOW);
	expect(latestNow({ date: NOW, machine: NOW - HOUR })).toBe(NOW + DAY);
	expect(latestNow({ date: NOW - HOUR, machine: NOW })).toBe(NOW + DAY);
	expect(latestNow({ date: NOW, machine: NOW - MINUTE })).toBe(NOW + 2 * MINUTE);
	expect(latestNow({ machine: NOW })).toBe(NOW + DAY);
});

describe('while a process runs', () => {
	let machine = NOW;
	let monotonic = 1000;
	beforeEach(() => {
		[machine, monotonic] = [NOW, 1000];
		jest.spyOn(Date, 'now').mockImplementation(() => machine);
		jest.spyOn(performance, 'now').mockImplementation(() => monotonic);
	});
	afterEach(() => jest.restoreAllMocks());
	const pass = (ms: number, set = 0) => {
		machine += ms + set;
		monotonic += ms;
	};

	test('a clock that is set back shortens nothing', () => {
		const mark = markNow();
		pass(MINUTE, -2 * HOUR);
		expect(elapsedSince(mark)).toBe(MINUTE);
		pass(0, 3 * HOUR);
		expect(elapsedSince(mark)).toBe(HOUR + MINUTE);
	});

	test('a moment that is stored follows a clock that is set back, and never goes on', () => {
		const moment = markNow();
		expect(anchored(moment)).toBe(moment);
		pass(HOUR, -2 * HOUR);
		const stored = anchored(moment);
		expect(stored).toBe(machine - HOUR);
		expect(elapsedSince(stored)).toBe(HOUR);
		pass(MINUTE, 5 * HOUR);
		expect(anchored(stored)).toBe(stored);
	});

	test('a moment of another process is measured by no clock from the first look on', () => {
		const moment = NOW - HOUR;
		expect(anchored(moment)).toBe(moment);
		pass(MINUTE, -2 * HOUR);
		expect(elapsedSince(moment)).toBe(HOUR + MINUTE);
		expect(anchored(moment)).toBe(moment - 2 * HOUR);
	});

	test('of another process only the clock tells, and of a moment to come nothing does', () => {
		expect(elapsedSince(NOW - HOUR)).toBe(HOUR);
		expect(elapsedSince(NOW + HOUR)).toBe(DAY);
	});

	test('plans go on with the time that passes, and with the clocks where they are later', () => {
		const now = () => steadyNow('steady', { machine });
		expect(now()).toBe(NOW);
		pass(MINUTE, -2 * HOUR);
		expect(now()).toBe(NOW + MINUTE);
		pass(MINUTE);
		expect(now()).toBe(NOW + 2 * MINUTE);
		pass(MINUTE, 5 * HOUR);
		expect(now()).toBe(machine);
		// Not every difference is a clock that was set.
		pass(MINUTE, -MINUTE);
		expect(now()).toBe(machine);
		expect(steadyNow('another', { machine: NOW })).toBe(NOW);
		expect(steadyNow('header ahead', { date: NOW + HOUR, machine: NOW })).toBe(NOW + HOUR);
		expect(steadyNow('header behind', { date: NOW - HOUR, machine: NOW })).toBe(NOW);
	});
});
