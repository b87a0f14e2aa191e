/** Returns how often the event loop turned while the work was done. Unlike ticks of a timer, turns do not depend on the machine's speed. */
export async function turnsOf(work: () => Promise<unknown>): Promise<number> {
	const turns = (): number => performance.nodeTiming.uvMetricsInfo.loopCount;
	const before = turns();
	await work();
	return turns() - before;
}
