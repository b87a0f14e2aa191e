import { activationMoment, credibleNow, latestNow } from '../../../nodes/KonturExtern/trigger/state/moments';

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
		expect(activationMoment(wrong, newest, atOnce)).toBeGreaterThanOrEqual(newest);
	});
});

test('of two clocks the one that is behind is believed, unless it was never set', () => {
	expect(credibleNow({ date: NOW + 5 * HOUR, machine: NOW })).toBe(NOW);
	expect(credibleNow({ date: NOW, machine: NOW + 5 * HOUR })).toBe(NOW);
	expect(credibleNow({ date: NOW, machine: 0 })).toBe(NOW);
	expect(credibleNow({ machine: NOW })).toBe(NOW);
	expect(latestNow({ date: NOW, machine: NOW - HOUR })).toBeGreaterThan(NOW);
});
