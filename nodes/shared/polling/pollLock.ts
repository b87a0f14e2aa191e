import type { IPollFunctions } from 'n8n-workflow';

const running = new Set<string>();
/** The activation mode of each node's last poll. */
const modes = new Map<string, string>();
const contexts = new WeakSet<IPollFunctions>();

// n8n's budget for all polls of its in-memory engine, and for the poll of an activation.
const BUDGET_IN_MEMORY = 300_000;

/** Identifies a node even after a rename. */
export const nodeKey = (context: IPollFunctions) => `${context.getWorkflow().id}:${context.getNode().id}`;

/**
 * Tells whether n8n polls because the workflow is activated: at the start of n8n, or when it is published, also once
 * more in the same process. n8n's in-memory engine keeps one context for all polls of an activation; the durable one
 * makes a context for each poll, with a shorter budget.
 */
function isActivation(context: IPollFunctions): boolean {
	const key = nodeKey(context);
	const mode = String(context.getActivationMode());
	const last = modes.get(key);
	const isNew = !contexts.has(context);
	modes.set(key, mode);
	contexts.add(context);
	if (last === undefined) return true;
	const isTick = (context.getPollBudgetMs?.() ?? BUDGET_IN_MEMORY) !== BUDGET_IN_MEMORY;
	return isNew && !isTick && (context.getWorkflow().active || mode !== last);
}

/**
 * Runs one poll of a trigger at a time. n8n's in-memory engine starts the next tick before the previous one has
 * ended, and both would read the same cursor.
 * @param poll receives whether this is the poll of an activation
 * @returns null, which stores nothing, while another poll of the node is running in this process
 */
export async function withPollLock<T>(
	context: IPollFunctions,
	poll: (isActivation: boolean) => Promise<T>,
): Promise<T | null> {
	const key = nodeKey(context);
	if (running.has(key)) return null;
	running.add(key);
	try {
		return await poll(isActivation(context));
	} finally {
		running.delete(key);
	}
}
