interface Bucket {
	running: number;
	queue: Array<() => void>;
	/** Current limit after a 429. */
	adaptiveLimit?: number;
	/** Unix milliseconds until which no task starts. */
	pausedUntil: number;
}

const buckets = new Map<string, Bucket>();

function bucketOf(key: string): Bucket {
	const bucket = buckets.get(key) ?? { running: 0, queue: [], pausedUntil: 0 };
	buckets.set(key, bucket);
	return bucket;
}

const isFree = ({ running, adaptiveLimit = Infinity }: Bucket, limit: number) =>
	running < Math.min(limit, Math.floor(adaptiveLimit));

/**
 * Runs at most `limit` tasks of a key at a time in this process; the others queue in order.
 * @param pause waits for a number of milliseconds; called when the service has asked for a pause
 */
export async function withinLimit<T>(
	key: string,
	limit: number,
	task: () => Promise<T>,
	pause?: (ms: number) => Promise<void>,
): Promise<T> {
	const bucket = bucketOf(key);
	if (bucket.queue.length === 0 && isFree(bucket, limit)) bucket.running += 1;
	else await new Promise<void>((resolve) => bucket.queue.push(resolve));
	try {
		const ms = bucket.pausedUntil - Date.now();
		if (ms > 0) await pause?.(ms);
		return await task();
	} finally {
		bucket.running -= 1;
		while (bucket.queue.length > 0 && isFree(bucket, limit)) {
			bucket.running += 1;
			bucket.queue.shift()?.();
		}
	}
}

/**
 * Adapts the limit to the outcome of a request: a 429 halves it, and any other response slowly raises it again
 * (additive increase, multiplicative decrease: RFC 5681, section 3.1).
 * @param pauseMs set after a 429: how long no task starts, in milliseconds
 */
export function adjustLimit(key: string, limit: number, pauseMs?: number): void {
	const bucket = bucketOf(key);
	const now = Date.now();
	if (pauseMs === undefined) {
		if (bucket.adaptiveLimit === undefined) return;
		bucket.adaptiveLimit += 1 / bucket.adaptiveLimit;
		if (bucket.adaptiveLimit >= limit) bucket.adaptiveLimit = undefined;
		return;
	}
	// Requests that ran together are refused together: halve once for all of them.
	if (now >= bucket.pausedUntil) bucket.adaptiveLimit = Math.max(1, (bucket.adaptiveLimit ?? limit) / 2);
	bucket.pausedUntil = Math.max(bucket.pausedUntil, now + pauseMs);
}
