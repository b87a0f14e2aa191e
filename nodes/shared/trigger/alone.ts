const running = new Set<string>();

interface PollOwner {
	getWorkflow: () => { id?: string };
	getNode: () => { id: string };
}

/**
 * Runs one poll of a trigger at a time: n8n's in-memory engine starts the next tick although the one before has
 * not ended, and both would read the same cursor.
 * @returns null, which moves nothing, when a poll of the same node is under way in this process
 */
export async function alone<T>(owner: PollOwner, poll: () => Promise<T>): Promise<T | null> {
	const key = `${owner.getWorkflow().id}:${owner.getNode().id}`;
	if (running.has(key)) return null;
	running.add(key);
	try {
		return await poll();
	} finally {
		running.delete(key);
	}
}
