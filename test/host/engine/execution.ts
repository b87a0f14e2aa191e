import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { executionHooks } from './context';

/** Milliseconds, or a promise to wait for. */
export type CancelAfter = number | (() => Promise<void>);

/** An error as the engine stores it in the execution: a plain copy, no longer an instance. */
export interface EngineError {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	messages?: string[];
	level?: string;
	context?: IDataObject;
	stack?: string;
	cause?: unknown;
}

interface NodeResult {
	/** False when the execution ended before, or no item reached the node. */
	ran: boolean;
	/** Items per output of the last run. */
	outputs: INodeExecutionData[][];
	error?: EngineError;
	executionTime: number;
	status?: string;
}

export interface WorkflowResult {
	run: IRun;
	error?: EngineError;
	node(name: string): NodeResult;
}

export interface ExecutionOptions {
	mode: WorkflowExecuteMode;
	startItems: INodeExecutionData[];
	cancelAfter?: CancelAfter;
}

const toEngineError = (error: ExecutionError | undefined): EngineError | undefined =>
	error as EngineError | undefined;

export class Execution {
	constructor(
		private readonly id: string,
		private readonly workflow: Workflow,
		private readonly additionalData: IWorkflowExecuteAdditionalData,
	) {}

	async start(startNode: INode, options: ExecutionOptions): Promise<WorkflowResult> {
		const data = createRunExecutionData({
			resultData: { pinData: this.workflow.pinData },
			executionData: {
				nodeExecutionStack: [{ node: startNode, data: { main: [options.startItems] }, source: null }],
			},
		});
		return this.result(await this.execute(data, options));
	}

	private async execute(data: IRunExecutionData, { mode, cancelAfter }: ExecutionOptions): Promise<IRun> {
		const { workflow, additionalData, id } = this;
		const startedAt = new Date();
		additionalData.hooks = executionHooks(mode, id, workflow);
		let execution: ReturnType<WorkflowExecute['processRunExecutionData']>;
		try {
			execution = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
		} catch (error) {
			// Issues found before the first node, such as an empty required field, are thrown; n8n's runner turns them
			// into a failed execution.
			data.resultData.error = error as ExecutionError;
			const stoppedAt = new Date();
			return { data, mode, startedAt, stoppedAt, storedAt: 'db', status: 'error', finished: false };
		}
		if (cancelAfter === undefined) return await execution;
		if (typeof cancelAfter === 'function') {
			const [run] = await Promise.all([execution, cancelAfter().then(() => execution.cancel())]);
			return run;
		}
		const timer = setTimeout(() => execution.cancel(), cancelAfter);
		try {
			return await execution;
		} finally {
			clearTimeout(timer);
		}
	}

	private result(run: IRun): WorkflowResult {
		const { runData, error } = run.data.resultData;
		return {
			run,
			error: toEngineError(error),
			node: (name) => {
				if (!(name in this.workflow.nodes)) throw new Error(`The workflow has no node "${name}"`);
				const task = runData[name]?.at(-1);
				return {
					ran: task !== undefined,
					outputs: task?.data?.main.map((items) => items ?? []) ?? [],
					error: toEngineError(task?.error),
					executionTime: task?.executionTime ?? 0,
					status: task?.executionStatus,
				};
			},
		};
	}
}
