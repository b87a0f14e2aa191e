interface Lane {
	running: number;
	waiting: Array<() => void>;
	/** What the service bears for the time being, after it refused a request for being one too many. */
	bearable?: number;
	/** Unix milliseconds until which nothing more is begun. */
	resumesAt: number;
}

const lanes = new Map<string, Lane>();

function laneOf(key: string): Lane {
	const lane = lanes.get(key) ?? { running: 0, waiting: [], resumesAt: 0 };
	lanes.set(key, lane);
	return lane;
}

const places = ({ bearable = Infinity }: Lane, limit: number) => Math.min(limit, Math.floor(bearable));

/**
 * Runs tasks with at most `limit` of one key under way in this process; the rest wait in order.
 * @param pause waits a number of milliseconds; used while the service asked for a rest
 */
export async function withinLimit<T>(
	key: string,
	limit: number,
	task: () => Promise<T>,
	pause?: (ms: number) => Promise<void>,
): Promise<T> {
	const lane = laneOf(key);
	if (lane.running < places(lane, limit) && lane.waiting.length === 0) lane.running += 1;
	else await new Promise<void>((resolve) => lane.waiting.push(resolve));
	try {
		const rest = lane.resumesAt - Date.now();
		if (rest > 0) await pause?.(rest);
		return await task();
	} finally {
		lane.running -= 1;
		while (lane.waiting.length > 0 && lane.running < places(lane, limit)) {
			lane.running += 1;
			lane.waiting.shift()?.();
		}
	}
}

/**
 * Takes in how a request ended: after a refusal for being one too many half as many go at once, and each good
 * answer makes room again, slowly (additive increase, multiplicative decrease: RFC 5681, section 3.1).
 * @param restMs set on a refusal: how long nothing is begun, in milliseconds
 */
export function adjustLimit(key: string, limit: number, restMs?: number): void {
	const lane = laneOf(key);
	const now = Date.now();
	if (restMs === undefined) {
		if (lane.bearable === undefined) return;
		lane.bearable += 1 / lane.bearable;
		if (lane.bearable >= limit) lane.bearable = undefined;
		return;
	}
	// Those that were under way together are refused together: that is one sign, not many.
	if (now >= lane.resumesAt) lane.bearable = Math.max(1, (lane.bearable ?? limit) / 2);
	lane.resumesAt = Math.max(lane.resumesAt, now + restMs);
}
