import type { Clocks } from '../transport';

// Clocks that differ by less were not set.
const SET = 60_000;

interface Reading {
	now: number;
	/** Monotonic milliseconds. */
	at: number;
}

const readings = new Map<string, Reading>();

/**
 * Returns the time by which plans are made that are stored: when to look again, when something was read. It is the later
 * of the clocks, and while the process runs it never goes back: looking too early costs a request, looking too late
 * delays a receipt.
 * @param key identifies who plans
 */
export function steadyNow(key: string, { date, machine }: Clocks): number {
	const latest = Math.max(date ?? machine, machine);
	const at = performance.now();
	const last = readings.get(key);
	const least = last === undefined ? latest : last.now + Math.floor(at - last.at);
	const now = least - latest > SET ? least : latest;
	readings.set(key, { now, at });
	return now;
}
