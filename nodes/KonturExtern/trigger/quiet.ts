interface Latest {
	newest: number;
	/** Monotonic milliseconds when it was first seen. */
	since: number;
}

const latest = new Map<string, Latest>();

/** Returns for how long the newest change of a list has been the same, in milliseconds, as far as this process knows. */
export function quietMs(list: string, newest: number | undefined): number {
	const known = latest.get(list);
	if (newest !== undefined && known?.newest === newest) return performance.now() - known.since;
	if (newest !== undefined) latest.set(list, { newest, since: performance.now() });
	return 0;
}
