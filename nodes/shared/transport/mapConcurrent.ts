/**
 * Works on several things at once and gives the results in the order of the things.
 * After a failure nothing more is begun; what has begun is waited for.
 * @param width how many at once
 * @throws what the first of the failed things threw
 */
export async function inParallel<T, R>(
	things: readonly T[],
	width: number,
	work: (thing: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const failures = new Map<number, unknown>();
	let next = 0;
	const worker = async () => {
		while (next < things.length && failures.size === 0) {
			const index = next++;
			await work(things[index], index).then(
				(result) => (results[index] = result),
				(error: unknown) => failures.set(index, error),
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, things.length) }, worker));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}
