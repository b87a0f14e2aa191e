import type { IDataObject } from 'n8n-workflow';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { defaultOptions } from '../../emulator/core/options';
import type { SeededRandom } from '../../emulator/core/random';
import { newFeed } from '../../emulator/extern/exchange/feed';
import type { Account } from '../../emulator/extern/model';
import type { Emulator } from '../../emulator/server';
import type { Engine } from '../engine/engine';
import type { VirtualTime } from './process';
import { EXTERN_TRIGGER, externCredential } from '../engine/kontur';
import { PollingN8n, type Ending } from '../engine/polling-n8n';

export interface HistoryParts {
	emulator: Emulator;
	time: VirtualTime;
	random: SeededRandom;
	newProcess: () => Promise<Engine>;
}

export interface Story {
	problems: string[];
	log: string[];
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** What something in between may answer in Kontur's place, with a good status. */
const foreign: unknown[] = [
	{},
	[],
	null,
	'OK',
	{ status: 'maintenance' },
	{ error: { code: 500, message: 'Internal Server Error' } },
	{ accounts: [], 'docflows-page-item': [], organizations: [] },
	'<html><body>Try later</body></html>',
];

/** How far the machine's clock and the `Date` header are off; null for no header. One of the two is right. */
const clocks: Array<{ machine: number; header: number | null }> = [
	{ machine: 0, header: 0 },
	{ machine: 2 * HOUR, header: 0 },
	{ machine: -3 * HOUR, header: 0 },
	{ machine: 0, header: 5 * HOUR },
	{ machine: 0, header: -2 * HOUR },
	{ machine: 0, header: null },
	{ machine: 2 * HOUR, header: null },
];

const answers = foreign.map((body): FaultInput => ({ status: 200, body, times: 50 }));

/** One random history of a trigger: what happens in Kontur, what happens to n8n, in any order. */
export abstract class History {
	protected readonly accounts: Account[];

	protected n8n!: PollingN8n;

	/** A clock was wrong: then some of what was there before the activation may come as well. */
	protected areClocksWrong = false;

	private readonly log: string[] = [];

	constructor(protected readonly parts: HistoryParts) {
		this.accounts = [...parts.emulator.state.extern.accounts.values()];
	}

	protected abstract parameters(): IDataObject;
	/** The data before the trigger is activated. */
	protected abstract prepare(): void;
	/** The trigger is activated now. */
	protected abstract begin(): void;
	/** Something happens in Kontur. */
	protected abstract happen(): string | Promise<string>;
	/** A poll is over. */
	protected abstract polled(): void;
	/** How long after it happened an event may still appear. */
	protected abstract readonly lateness: number;
	/** The items that must have been delivered, and those that may have been, by the names from `nameOf`. */
	protected abstract expected(): { must: Set<string>; may: Set<string> };
	protected abstract nameOf(item: IDataObject): string;

	protected one<T>(...choices: T[]): T {
		return choices[this.parts.random.int(choices.length)];
	}

	protected upTo(limit: number): number {
		return this.parts.random.int(limit + 1);
	}

	protected get now(): number {
		return this.parts.emulator.state.clock.now().getTime();
	}

	async run(): Promise<Story> {
		this.reset();
		this.prepare();
		this.note(`starts with ${JSON.stringify(this.parameters())}`);
		this.n8n = new PollingN8n({
			type: EXTERN_TRIGGER,
			parameters: this.parameters(),
			credentials: externCredential,
			scheduler: this.one('memory', 'memory', 'durable'),
			newProcess: this.parts.newProcess,
		});
		this.pass(10);
		this.begin();
		await this.n8n.restart();
		await this.activate();
		for (let steps = 8 + this.upTo(12); steps > 0; steps--) await this.step();
		await this.settle();
		return { problems: this.problems(), log: this.log };
	}

	protected note(text: string): void {
		this.log.push(`${new Date(this.now).toISOString()} ${text}`);
	}

	private reset(): void {
		const { control, state } = this.parts.emulator;
		this.parts.time.set(0);
		control.clearFaults();
		control.clearLog();
		control.setOptions({ ...defaultOptions, pageSize: 2 + this.upTo(6) });
		state.clock.set(new Date(Date.now()));
		// Pending events of the previous history must not arrive in this one.
		state.clock.advance(100 * HOUR);
		this.parts.time.pass(100 * HOUR);
		state.clock.set(new Date(Date.now()));
		this.areClocksWrong = false;
		if (this.upTo(1) === 0) this.setClocks(this.one(...clocks));
		for (const account of this.accounts) account.docflows.clear();
		Object.assign(state.extern, { events: [], eventBytes: 0, feed: newFeed() });
	}

	/** Nothing of it changes what time it is in Kontur. */
	private setClocks({ machine, header }: (typeof clocks)[number]): void {
		const { control, state } = this.parts.emulator;
		state.clock.advance(-this.parts.time.set(machine));
		control.setOptions({ dateHeader: header !== null, dateHeaderMs: header ?? 0 });
		this.areClocksWrong ||= machine !== 0 || header !== 0;
		this.note(`clocks: machine ${machine} ms, header ${header} ms`);
	}

	private pass(seconds: number): void {
		this.parts.time.pass(seconds * SECOND);
	}

	/** The very first poll. If Kontur is down, the trigger must neither give up nor forget when it was activated. */
	private async activate(): Promise<void> {
		if (this.upTo(3) === 0)
			this.fail({
				...this.one<FaultInput>({ status: 500, times: 50 }, { cut: 'before', times: 50 }, ...answers),
			});
		await this.poll('done');
		this.parts.emulator.control.clearFaults();
	}

	private async step(): Promise<void> {
		this.pass(2 + this.upTo(this.one(10, 600, 7000)));
		const action = this.upTo(14);
		if (action <= 4) this.note(await this.happen());
		else if (action === 5) await this.stumble();
		else if (action === 6) await this.die();
		else if (action === 7) {
			this.note('two polls at once');
			await this.n8n.pollTwice();
			this.polled();
		} else if (action === 8) {
			this.note('published again');
			this.n8n.publishAgain();
		} else if (action === 9) await this.n8n.restart();
		else if (action === 10) this.setClocks(this.one(...clocks));
		else if (action === 11) {
			this.note('published again while something is wrong');
			this.n8n.publishAgain();
			await this.stumble();
		} else await this.poll('done', this.upTo(2) === 0 ? { budgetMs: -1 } : {});
	}

	/** A poll during which something fails. */
	private async stumble(): Promise<void> {
		const { control } = this.parts.emulator;
		if (this.upTo(3) === 0) {
			this.note('the session ends');
			control.dropSessions();
		}
		const fault = this.one<FaultInput>(
			{ status: 500 },
			{ status: 503 },
			{ status: 429, headers: { 'retry-after': '1' } },
			{ cut: 'before' },
			{ cut: 'after' },
			{ cut: 'body' },
			{ status: 500, times: 50 },
			{ cut: 'body', times: 50 },
			{ status: 429, times: 50 },
			{ status: 403, times: 50 },
			...answers,
			...answers.map((answer) => ({ ...answer, times: 1 })),
		);
		this.fail({ ...fault, skip: this.upTo(6) });
		await this.poll(this.one<Ending>('done', 'done', 'abandoned'));
		control.clearFaults();
	}

	/** Kills n8n during a poll, between any two requests or after the last one. */
	private async die(): Promise<void> {
		const { control } = this.parts.emulator;
		if (this.upTo(1) === 0) {
			this.fail({ cut: 'before', times: 1000, skip: this.upTo(8) });
			await this.poll('killed');
			control.clearFaults();
		} else {
			await this.poll(
				this.one<Ending>('killed after the state', 'killed after the execution', 'killed after both'),
			);
		}
	}

	private fail(fault: FaultInput): void {
		this.note(`Kontur: ${JSON.stringify(fault)}`);
		this.parts.emulator.control.addFault({ service: 'extern', ...fault });
	}

	protected async poll(ending: Ending, options: { budgetMs?: number } = {}): Promise<number | Error> {
		const before = this.n8n.delivered.length;
		const result = await this.n8n.poll(this.possible(ending), options);
		const text = result instanceof Error ? result.message : String(result);
		this.note(`poll ${this.possible(ending)} ${JSON.stringify(options)}: ${text}`);
		for (const { item } of this.n8n.delivered.slice(before)) this.note(`  ${this.nameOf(item)}`);
		this.polled();
		return result;
	}

	/** The durable scheduler stores state and execution together; the in-memory one abandons no poll. */
	private possible(ending: Ending): Ending {
		const durable = this.n8n.isDurable;
		if (durable && ending === 'killed after the state') return 'killed';
		if (durable && ending === 'killed after the execution') return 'killed after both';
		return !durable && ending === 'abandoned' ? 'done' : ending;
	}

	/** Makes everything visible and polls until nothing more arrives. */
	private async settle(): Promise<void> {
		const { control, state } = this.parts.emulator;
		control.clearFaults();
		control.setOptions({ docflowIndexMs: 0, feedDelayMs: 0 });
		state.extern.feed.repeats = 0;
		this.calm();
		this.pass(this.lateness / SECOND + 10);
		for (let quiet = 0; quiet < 3;) {
			this.pass(60);
			const result = await this.poll('done');
			if (result instanceof Error) throw result;
			quiet = result === 0 ? quiet + 1 : 0;
		}
	}

	/** What a history withheld is there from now on. */
	protected calm(): void {}

	private problems(): string[] {
		const { must, may } = this.expected();
		const problems = this.n8n.deaths.map(({ message }) => `the activation failed: ${message}`);
		const names = new Set<string>();
		const nameByKey = new Map<string, string>();
		const keyByName = new Map<string, string>();
		const perProcess = new Set<string>();
		for (const { item, process } of this.n8n.delivered) {
			const [name, key] = [this.nameOf(item), String(item.dedupeKey)];
			names.add(name);
			if (!may.has(name)) problems.push(`delivered without reason: ${name}`);
			if ((nameByKey.get(key) ?? name) !== name || (keyByName.get(name) ?? key) !== key) {
				problems.push(`${name} has not one key: ${key}`);
			}
			nameByKey.set(key, name);
			keyByName.set(name, key);
			if (perProcess.has(`${process} ${key}`)) problems.push(`twice by process ${process}: ${name}`);
			perProcess.add(`${process} ${key}`);
		}
		return [...problems, ...[...must].filter((name) => !names.has(name)).map((name) => `missing: ${name}`)];
	}
}
