export type Json = Record<string, unknown>;

interface BinaryInfo {
	id?: string;
	data: string;
	fileName?: string;
	mimeType: string;
}

export interface RunItem {
	json: Json;
	binary?: Record<string, BinaryInfo>;
	pairedItem?: { item: number } | Array<{ item: number }>;
}

export interface RunError {
	message: string;
	description?: string | null;
	node?: { name: string };
}

interface NodeRun {
	executionStatus?: string;
	error?: RunError;
	data?: { main: Array<RunItem[] | null> };
}

export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	workflowId: string;
}

/** An execution as n8n stores it. */
export interface Execution extends ExecutionSummary {
	data: {
		resultData: { runData: Record<string, NodeRun[]>; error?: RunError; lastNodeExecuted?: string };
	};
}

export const errorOf = (execution: Execution): RunError | undefined => execution.data.resultData.error;

/** The output of a node's last run. */
export function itemsOf(execution: Execution, node: string, output = 0): RunItem[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main[output] ?? [];
}

/** The only item of a node's last run. */
export function oneOf(execution: Execution, node: string): Json {
	const items = itemsOf(execution, node);
	if (items.length !== 1) {
		const problem = errorOf(execution);
		const reason = problem ? `: ${problem.node?.name ?? ''} ${problem.message}` : '';
		throw new Error(`"${node}" gave ${items.length} items instead of one${reason}`);
	}
	return items[0].json;
}

/** All items of all runs of a node, over several executions. */
export const allItemsOf = (executions: Execution[], node: string): Json[] =>
	executions.flatMap(({ data }) =>
		(data.resultData.runData[node] ?? []).flatMap((run) => (run.data?.main[0] ?? []).map(({ json }) => json)),
	);
