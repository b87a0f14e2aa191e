import type { IDataObject } from 'n8n-workflow';
import type { Engine, PollOptions } from './engine';

/** What becomes of a poll after the node has handed over its items. */
export type Ending =
	/** As it should be. */
	| 'done'
	/** n8n is killed before it has stored anything. */
	| 'killed'
	/** n8n is killed between storing the state and creating the execution; only the in-memory scheduler can be. */
	| 'killed after the state'
	/** The other way round: the execution is there, the state is not. */
	| 'killed after the execution'
	/** Killed when both are there. */
	| 'killed after both'
	/** The durable scheduler gave the poll up: neither state nor items count. */
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
	/** Node code that remembers nothing, as after a start of n8n. */
	newProcess: () => Promise<Engine>;
}

/**
 * An active workflow in an n8n that is stopped, killed and started again. The in-memory scheduler writes the state
 * down only when items come; the durable one after each poll, together with the execution.
 */
export class PollingN8n {
	readonly delivered: Delivered[] = [];

	private stored = '{}';

	private live: IDataObject = {};

	private process = 0;

	/** The next poll is the one of an activation, whose state the in-memory scheduler writes down in any case. */
	private isActivating = false;

	private engine!: Engine;

	constructor(private readonly setup: PollingSetup) {}

	/** What the database holds. */
	get state(): string {
		return this.stored;
	}

	get isDurable(): boolean {
		return this.setup.scheduler === 'durable';
	}

	/** A start of n8n: only what was stored is left. */
	async restart(): Promise<void> {
		this.process += 1;
		this.engine = await this.setup.newProcess();
		this.publishAgain();
	}

	/** The workflow is published once more in the same process; n8n then reads what it has stored. */
	publishAgain(): void {
		this.live = JSON.parse(this.stored) as IDataObject;
		this.isActivating = true;
	}

	/** A poll; what it throws n8n writes down as a failed execution. @returns the number of items, or the error */
	async poll(ending: Ending, options: Partial<PollOptions> = {}): Promise<number | Error> {
		const staticData = this.staticData();
		const result = await this.ask(staticData, options);
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

	/** The next tick comes while the one before is still at work. */
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
		options: Partial<PollOptions>,
	): Promise<IDataObject[] | null | Error> {
		const { type, parameters, credentials, scheduler } = this.setup;
		return await this.engine.poll(type, parameters, { credentials, scheduler, staticData, ...options }).then(
			({ json }) => json,
			(error: Error) => error,
		);
	}
}
