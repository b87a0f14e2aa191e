// As many as the transport lets through at once.
const AT_ONCE = 8;

/**
 * Works on several things at once and puts their results one after another in the order of the things, so that the same
 * question has the same answer. Begins nothing more once the first of them have given enough, or one has failed.
 * @param most how many results are wanted
 */
export async function inOrder<T, R>(
	things: readonly T[],
	work: (thing: T) => Promise<readonly R[]>,
	most = Infinity,
): Promise<R[]> {
	const results: Array<readonly R[] | undefined> = [];
	const failures: Array<{ index: number; error: unknown }> = [];
	let next = 0;
	let whole = 0;
	let count = 0;
	const isOver = () => {
		for (let result = results[whole]; result && count < most; result = results[++whole])
			count += result.length;
		return count >= most || failures.length > 0 || next >= things.length;
	};
	const worker = async () => {
		while (!isOver()) {
			const index = next++;
			await work(things[index]).then(
				(result) => (results[index] = result),
				(error: unknown) => failures.push({ index, error }),
			);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	if (failures.length > 0) throw failures.reduce((a, b) => (a.index < b.index ? a : b)).error;
	return results.flatMap((result) => result ?? []).slice(0, most);
}
