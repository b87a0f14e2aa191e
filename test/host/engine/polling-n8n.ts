import type { IDataObject } from 'n8n-workflow';
import type { Engine, PollOnceOptions, PollResult } from './engine';

/** The outcome of a poll after the node has returned its items. */
export type Ending =
	/** Nothing fails. */
	| 'done'
	/** n8n is killed before it has stored anything. */
	| 'killed'
	/** n8n is killed between storing the state and creating the execution; only the in-memory scheduler can be. */
	| 'killed after the state'
	/** The other way round: the execution is stored, the state is not. */
	| 'killed after the execution'
	/** Killed after both are stored. */
	| 'killed after both'
	/** The durable scheduler abandoned the poll; neither state nor items are stored. */
	| 'abandoned';

export interface Delivered {
	item: IDataObject;
	/** Which start of n8n it was delivered by. */
	process: number;
}

export interface PollingSetup {
	type: string;
	parameters: object;
	credentials: Record<string, string>;
	scheduler: 'memory' | 'durable';
	/** Freshly loaded node code, as after a start of n8n. */
	newProcess: () => Promise<Engine>;
}

/**
 * An active workflow in an n8n that is stopped, killed and restarted. The in-memory scheduler stores the state only
 * with items; the durable one after each poll, together with the execution.
 */
export class PollingN8n {
	readonly delivered: Delivered[] = [];

	/** Activations whose poll failed: n8n gives such a trigger up. */
	readonly deaths: Error[] = [];

	private stored = '{}';

	private live: IDataObject = {};

	private process = 0;

	/** The next poll is that of an activation, whose state the in-memory scheduler always stores. */
	private isActivating = false;

	private engine!: Engine;

	private tick!: (once: PollOnceOptions) => Promise<PollResult>;

	constructor(private readonly setup: PollingSetup) {}

	/** The contents of the database. */
	get state(): string {
		return this.stored;
	}

	get isDurable(): boolean {
		return this.setup.scheduler === 'durable';
	}

	/** Starts n8n; only stored data survives. */
	async restart(): Promise<void> {
		this.process += 1;
		this.engine = await this.setup.newProcess();
		this.publishAgain();
	}

	/** Republishes the workflow in the same process; n8n then reads the stored state. */
	publishAgain(): void {
		const { type, parameters, credentials } = this.setup;
		this.live = JSON.parse(this.stored) as IDataObject;
		this.isActivating = true;
		this.tick = this.engine.activate(type, parameters, { credentials, isActive: true });
	}

	/** A poll; what it throws n8n writes down as a failed execution. @returns the number of items, or the error */
	async poll(ending: Ending, options: PollOnceOptions = {}): Promise<number | Error> {
		const staticData = this.staticData();
		// Also the durable scheduler polls once itself when a workflow is activated, with the budget of the other one.
		const result = await this.ask(staticData, this.isActivating ? { budgetMs: 300_000 } : options);
		if (result instanceof Error && this.isActivating) this.deaths.push(result);
		if (!(result instanceof Error) && ending !== 'abandoned') {
			const state = JSON.stringify(staticData);
			const items = result ?? [];
			const arrives = !['killed', 'killed after the state'].includes(ending);
			const lasts = !['killed', 'killed after the execution'].includes(ending);
			if (arrives) this.delivered.push(...items.map((item) => ({ item, process: this.process })));
			if (lasts && (items.length > 0 || this.isDurable || this.isActivating)) this.stored = state;
			this.isActivating = false;
		}
		if (ending.startsWith('killed')) await this.restart();
		return result instanceof Error ? result : (result?.length ?? 0);
	}

	/** Starts the next tick while the previous one is still running. */
	async pollTwice(): Promise<void> {
		const second = this.staticData();
		const [, items] = await Promise.all([this.poll('done'), this.ask(second, {})]);
		if (items !== null) throw new Error('The second of two polls at once did something');
	}

	private staticData(): IDataObject {
		return this.isDurable ? (JSON.parse(this.stored) as IDataObject) : this.live;
	}

	private async ask(
		staticData: IDataObject,
		options: PollOnceOptions,
	): Promise<IDataObject[] | null | Error> {
		const { scheduler } = this.setup;
		return await this.tick({ scheduler, staticData, ...options }).then(
			({ json }) => json,
			(error: Error) => error,
		);
	}
}
