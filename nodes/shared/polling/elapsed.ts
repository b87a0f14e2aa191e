/*
 * How much time passed, whatever happens to this machine's clock: it may be corrected by hours while n8n runs.
 */

const MARKS = 10_000;
// By how much clocks are set back at most.
const DAY = 24 * 3600_000;
// Moments by the clock, with the monotonic time at which they were read.
const marks = new Map<number, number>();

/**
 * Returns the moment by this machine's clock, Unix milliseconds, from which `elapsedSince` can measure. No two calls
 * return the same moment.
 */
export function markNow(): number {
	let moment = Date.now();
	while (marks.has(moment)) moment += 1;
	marks.set(moment, performance.now());
	const [oldest] = marks.keys();
	if (marks.size > MARKS) marks.delete(oldest);
	return moment;
}

/**
 * Returns how many milliseconds passed since a moment of `markNow`, rather too many than too few. In the process that
 * marked the moment, a clock that was set back does not shorten it; after a restart only the clock tells, unless the
 * moment is still to come.
 */
export function elapsedSince(moment: number): number {
	const marked = marks.get(moment);
	const byClock = Date.now() - moment;
	if (marked === undefined) return byClock < 0 ? DAY : byClock;
	return Math.max(byClock, performance.now() - marked);
}
