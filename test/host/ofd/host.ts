import type { IDataObject } from 'n8n-workflow';
import type { CredentialStore, Engine, PollOnceOptions, PollResult } from '../engine/engine';
import { OFD_TRIGGER, ofdCredential } from '../engine/kontur';
import { startOfdProcess } from '../ofd-trigger/process';

/** The outcome of a poll. */
export type Fate =
	| 'ends'
	/** The process dies before the poll returns. */
	| 'killed'
	/** The process dies after emitting; the order in which data reaches the database is undefined. */
	| 'nothing saved'
	| 'state saved, execution not'
	| 'execution saved, state not'
	| 'all saved'
	/** n8n abandons the poll, or the workflow was republished; the result is discarded. */
	| 'abandoned'
	/** The next tick begins before the poll ended. */
	| 'overlapped';

interface Saved {
	/** Static data as text. */
	data: string;
	/** Keys of the batch that the stored state leaves open. */
	open: string[];
}

/**
 * Simulates n8n around a polling trigger: its database and its crashes. memory: the state is saved after the activation
 * and when a poll emitted, before the execution and without waiting. durable: state and execution are saved in one
 * transaction after every poll.
 */
export class Host {
	/** Keys of the items that reached a workflow, in order. */
	readonly delivered: string[] = [];

	failures = 0;

	restarts = 0;

	private engine!: Engine;

	private ask!: (once: PollOnceOptions) => Promise<PollResult>;

	private live: IDataObject = {};

	private saved: Saved = { data: '{}', open: [] };

	private isActivation = true;

	/** Delivered in this process. */
	private run = new Set<string>();

	/** Delivered, and unknown to the saved state. */
	private unsaved: string[] = [];

	/** Items that an earlier process delivered and this one may deliver again. */
	private repeatable = new Set<string>();

	private readonly before = new Set<string>();

	constructor(
		private readonly store: CredentialStore,
		private readonly scheduler: 'memory' | 'durable',
		private readonly parameters: object,
	) {}

	/** Starts a new process with the contents of the database. */
	async start() {
		this.engine = await startOfdProcess(this.store);
		this.republish();
		const open = [...this.saved.open, ...this.unsaved];
		this.repeatable = new Set([...open, ...[...this.repeatable].filter((key) => !this.run.has(key))]);
		for (const key of this.run) this.before.add(key);
		this.run = new Set();
		this.unsaved = [];
		this.restarts += 1;
	}

	/** Republishes the workflow in the same process. */
	republish() {
		this.reload();
		this.isActivation = true;
		this.ask = this.engine.activate(OFD_TRIGGER, this.parameters, {
			credentials: ofdCredential,
			isActive: true,
		});
	}

	get stateSize() {
		return this.saved.data.length;
	}

	async tick(fate: Fate): Promise<void> {
		const data = this.scheduler === 'memory' ? this.live : (JSON.parse(this.saved.data) as IDataObject);
		const before = JSON.stringify(data);
		const polls = [this.poll(data)];
		if (fate === 'overlapped') polls.push(this.poll(data));
		const results = await Promise.all(polls);
		if (fate === 'killed') return await this.start();
		if (fate === 'overlapped') expect(results[1]).toEqual([]);
		const [result] = results;
		if (result instanceof Error) {
			// n8n gives a trigger up whose activation fails.
			if (this.isActivation) throw result;
			this.failures += 1;
			expect(JSON.stringify(data)).toBe(before);
			return;
		}
		if (fate === 'abandoned') {
			// In memory, this is a republished workflow, which begins with the saved state.
			if (this.scheduler === 'memory') this.republish();
			return;
		}
		if (this.scheduler === 'durable') {
			this.isActivation = false;
			await this.commit(data, result, fate);
		} else await this.emit(data, result, fate);
	}

	private reload() {
		this.live = JSON.parse(this.saved.data) as IDataObject;
	}

	private async poll(data: IDataObject): Promise<IDataObject[] | Error> {
		// Also the durable scheduler activates with the budget of the other one.
		const budgetMs = this.isActivation ? 300_000 : undefined;
		const { json } = await this.ask({ staticData: data, scheduler: this.scheduler, budgetMs }).catch(
			(error: unknown) => ({ json: error as Error }),
		);
		return json ?? [];
	}

	private save(data: IDataObject, open: string[]) {
		this.saved = { data: JSON.stringify(data), open };
		this.unsaved = [];
	}

	private async emit(data: IDataObject, items: IDataObject[], fate: Fate) {
		const keys = keysOf(items);
		if (items.length === 0) {
			if (this.isActivation) this.save(data, []);
			this.isActivation = false;
			return;
		}
		this.isActivation = false;
		const isDead = !['ends', 'overlapped'].includes(fate);
		if (fate !== 'nothing saved' && fate !== 'state saved, execution not') this.deliver(keys);
		if (fate === 'nothing saved' || fate === 'execution saved, state not') this.unsaved.push(...keys);
		else this.save(data, keys);
		if (isDead) await this.start();
	}

	private async commit(data: IDataObject, items: IDataObject[], fate: Fate) {
		const keys = keysOf(items);
		const isDead = !['ends', 'overlapped'].includes(fate);
		if (!isDead || fate === 'all saved') {
			this.deliver(keys);
			this.save(data, keys);
		}
		if (isDead) await this.start();
	}

	private deliver(keys: string[]) {
		for (const key of keys) {
			if (this.run.has(key)) throw new Error(`${key} came twice in one run`);
			if (this.before.has(key) && !this.repeatable.has(key))
				throw new Error(`${key} came again, which nothing that was interrupted explains`);
			this.run.add(key);
			this.delivered.push(key);
		}
	}
}

/** Keys of items; throws if a key is not that of its document. */
function keysOf(items: IDataObject[]): string[] {
	return items.map((item) => {
		const { dedupeKey, kktRegId, dateTime, fiscalSign, fiscalDriveNumber, fiscalDocumentNumber } = item;
		const parts = fiscalDriveNumber
			? [fiscalDriveNumber, fiscalDocumentNumber]
			: [kktRegId, dateTime, fiscalSign];
		const key = parts.map(String).join(':');
		if (dedupeKey !== key) throw new Error(`The key of ${key} is ${String(dedupeKey)}`);
		return key;
	});
}
