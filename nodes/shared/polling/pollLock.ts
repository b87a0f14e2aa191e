import type { IPollFunctions } from 'n8n-workflow';

const running = new Set<string>();
const polled = new Set<string>();

/** Identifies a node even after a rename. */
export const nodeKey = (context: IPollFunctions) => `${context.getWorkflow().id}:${context.getNode().id}`;

/**
 * Runs one poll of a trigger at a time. n8n's in-memory engine starts the next tick before the previous one has
 * ended, and both would read the same cursor.
 * @param poll receives whether this is the node's first poll in this process
 * @returns null, which stores nothing, while another poll of the node is running in this process
 */
export async function withPollLock<T>(
	context: IPollFunctions,
	poll: (isFirst: boolean) => Promise<T>,
): Promise<T | null> {
	const key = nodeKey(context);
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
