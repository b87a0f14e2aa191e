/**
 * Maps items with a few calls in flight and returns the results in the order of the items. After a failure, or once
 * `isEnough` returns true, it starts no further item and awaits the running calls.
 * @param width maximum number of calls in flight
 * @param isEnough called after each call; the results then cover only the items that were started, a prefix of all
 * @throws the error of the first failed item, by position
 */
export async function mapConcurrent<T, R>(
	items: readonly T[],
	width: number,
	work: (item: T, index: number) => Promise<R>,
	isEnough: () => boolean = () => false,
): Promise<R[]> {
	const results: R[] = [];
	const failures = new Map<number, unknown>();
	let next = 0;
	const worker = async () => {
		while (next < items.length && failures.size === 0) {
			const index = next++;
			await work(items[index], index).then(
				(result) => (results[index] = result),
				(error: unknown) => failures.set(index, error),
			);
			if (isEnough()) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}

// n8n's usual number of parallel requests; the limiter enforces the number in the credential.
const WITH_A_LIMIT = 8;
// Without a limit every item is needed: queued requests keep the connections busy while responses are processed.
const WITHOUT_A_LIMIT = 20;

/**
 * Maps each item to a list and joins the lists in the order of the items, up to a limit, so that the same call always
 * returns the same results. Starts no further item once the finished prefix has yielded enough.
 * @param most maximum number of results
 * @throws the error of the first failed item, by position
 */
export async function flatMapConcurrent<T, R>(
	items: readonly T[],
	work: (item: T) => Promise<readonly R[]>,
	most = Infinity,
): Promise<R[]> {
	const done: Array<readonly R[] | undefined> = [];
	let whole = 0;
	let count = 0;
	const isEnough = () => {
		for (let results = done[whole]; results && count < most; results = done[++whole]) count += results.length;
		return count >= most;
	};
	await mapConcurrent(items, most === Infinity ? WITHOUT_A_LIMIT : WITH_A_LIMIT, async (item, index) => {
		if (!isEnough()) done[index] = await work(item);
	});
	return done.flatMap((results) => results ?? []).slice(0, most);
}
