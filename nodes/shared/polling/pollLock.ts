const running = new Set<string>();
const polled = new Set<string>();

interface PollOwner {
	getWorkflow: () => { id?: string };
	getNode: () => { id: string };
}

/**
 * A plain copy of what a trigger stored: read from the database, n8n's static data is a proxy, which can neither
 * be cloned nor kept.
 */
export const plain = <T>(stored: unknown): T | undefined =>
	(JSON.parse(JSON.stringify(stored ?? null)) as T | null) ?? undefined;

/**
 * Runs one poll of a trigger at a time: n8n's in-memory engine starts the next tick although the one before has
 * not ended, and both would read the same cursor.
 * @param poll told whether it is the first one of the node in this process: when that one keeps failing, n8n gives
 * the trigger up for good without a word, so a failure that may pass must not be thrown from it
 * @returns null, which moves nothing, when a poll of the same node is under way in this process
 */
export async function alone<T>(owner: PollOwner, poll: (isFirst: boolean) => Promise<T>): Promise<T | null> {
	const key = `${owner.getWorkflow().id}:${owner.getNode().id}`;
	if (running.has(key)) return null;
	running.add(key);
	const isFirst = !polled.has(key);
	polled.add(key);
	try {
		return await poll(isFirst);
	} finally {
		running.delete(key);
	}
}
