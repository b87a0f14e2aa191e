interface Lane {
	free: number;
	waiting: Array<() => void>;
}

const lanes = new Map<string, Lane>();

/**
 * Runs tasks with at most `limit` of one key under way in this process; the rest wait in order.
 */
export async function withinLimit<T>(key: string, limit: number, task: () => Promise<T>): Promise<T> {
	const lane = lanes.get(key) ?? { free: limit, waiting: [] };
	lanes.set(key, lane);
	if (lane.free > 0) lane.free -= 1;
	else await new Promise<void>((resolve) => lane.waiting.push(resolve));
	try {
		return await task();
	} finally {
		const next = lane.waiting.shift();
		if (next) next();
		else lane.free += 1;
	}
}
