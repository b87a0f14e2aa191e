import type { IDataObject } from 'n8n-workflow';
import { newFeed } from '../../emulator/extern/exchange/feed';
import { startEmulator, type Emulator } from '../../emulator/server';
import type { Engine, EngineError, PollOnceOptions } from '../../host/engine/engine';
import { VirtualTime } from '../../host/extern-trigger/process';
import {
	EXTERN_TRIGGER,
	externCredential,
	konturEngine,
	OFD_TRIGGER,
	ofdCredential,
} from '../../host/engine/kontur';
import { startGateway, wrongAnswers, type Gateway, type GatewayAnswer } from '../../support/gateway';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { broken, isOfApi } from './matrix';

/*
 * Each request of a poll is answered by somebody else, once and every time: of the poll of an activation, of a later
 * one, and of "Fetch Test Event". Whatever the poll makes of it, the polls after it deliver all that came since the
 * activation, once, and nothing older.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface Trigger {
	name: string;
	type: string;
	credentials: Record<string, string>;
	parameters: (emulator: Emulator) => IDataObject;
	/** Forgets what happened before. */
	reset: (emulator: Emulator) => void;
	/** Something happens, in several places. @returns what tells its items */
	happen: (emulator: Emulator) => string[];
	/** What tells an item. */
	nameOf: (item: IDataObject) => string;
}

const accountsOf = ({ state }: Emulator) => [...state.extern.accounts.values()];

const extern = {
	type: EXTERN_TRIGGER,
	credentials: externCredential,
	reset: ({ state }: Emulator) => {
		for (const account of accountsOf({ state } as Emulator)) account.docflows.clear();
		Object.assign(state.extern, { events: [], eventBytes: 0, feed: newFeed() });
	},
	happen: (emulator: Emulator) =>
		accountsOf(emulator).flatMap(({ id }) =>
			[1, 2].map(() => emulator.control.receiveDocflow(id, { type: 'fns534-demand' }).id),
		),
	nameOf: (item: IDataObject) => String(item['docflow-id']),
};

const innsOf = (emulator: Emulator) =>
	accountsOf(emulator).flatMap(({ organizations }) => [...organizations.values()].map(({ inn }) => inn));

const triggers: Trigger[] = [
	{
		name: 'Extern feed',
		...extern,
		parameters: () => ({ events: 'feed', options: { attachDocflow: true } }),
	},
	{
		name: 'Extern changes of an INN',
		...extern,
		parameters: (emulator) => ({ events: 'changes', filters: { inn: innsOf(emulator).join() } }),
	},
	{
		name: 'Extern incoming',
		...extern,
		parameters: () => ({ events: 'incoming', options: { attachDocflow: true } }),
	},
	{
		name: 'OFD receipts',
		type: OFD_TRIGGER,
		credentials: ofdCredential,
		parameters: () => ({ simplify: false }),
		reset: ({ state: { ofd } }) => {
			ofd.clear();
			for (const [place, registers] of [2, 1].entries()) {
				const id = `00000000-0000-4000-8000-00000000000${place}`;
				ofd.addOrganization({ id });
				for (let register = 0; register < registers; register++) {
					const number = `000000000000${place}${register}00`;
					ofd.addRegister(id, { regNumber: number, fn: number });
				}
			}
		},
		happen: ({ state: { ofd } }) =>
			ofd.organizations.flatMap(({ registers }) =>
				registers.flatMap(({ regNumber }) =>
					ofd.printReceipts(regNumber, { count: 3 }).documents.map(({ fn, fd }) => `${fn}:${fd}`),
				),
			),
		nameOf: (item) => String(item.dedupeKey),
	},
];

const phases = ['the activation', 'a later poll', 'a test event'] as const;

interface Cell {
	phase: (typeof phases)[number];
	request: string;
	from: number;
	answer: GatewayAnswer;
	isLasting: boolean;
}

let time: VirtualTime;
let emulator: Emulator;
let gateway: Gateway;
let engine: Engine;
let nodes = 0;
let cells = 0;

beforeAll(async () => {
	time = new VirtualTime();
	shortenPauses(1);
	emulator = await startEmulator({ options: { docflowVisibleMs: 0 } });
	// Each poll of a list asks for every account.
	const { accounts } = emulator.state.extern;
	for (const id of [...accounts.keys()].slice(2)) accounts.delete(id);
	gateway = await startGateway(() => emulator.url, isOfApi);
	engine = konturEngine(emulator);
	for (const name of ['extern', 'ofd']) {
		engine.credentials.set(name, { ...engine.credentials.get(name), apiUrl: gateway.url });
	}
});
afterAll(async () => {
	jest.restoreAllMocks();
	await gateway.close();
	await emulator.close();
	process.stdout.write(`Wrong answers: ${cells} cells of triggers\n`);
});

/** One activation of a trigger, from before it until nothing more comes. */
class Story {
	readonly delivered: string[] = [];

	readonly problems: string[] = [];

	/** What each phase asked for. */
	readonly asked = new Map<Cell['phase'], string[]>();

	wasMet = false;

	private readonly state: IDataObject = {};

	private readonly tick: (options?: PollOnceOptions) => Promise<{ json: IDataObject[] | null }>;

	constructor(
		private readonly trigger: Trigger,
		private readonly cell?: Cell,
	) {
		this.tick = engine.activate(trigger.type, trigger.parameters(emulator), {
			credentials: trigger.credentials,
			id: `node ${++nodes}`,
			isActive: true,
		});
	}

	async run(): Promise<this> {
		this.trigger.reset(emulator);
		this.trigger.happen(emulator);
		// What is received in the second of the activation may count as new.
		time.pass(10 * MINUTE);
		await this.poll('the activation');
		time.pass(MINUTE);
		const expected = this.trigger.happen(emulator);
		time.pass(MINUTE);
		await this.poll('a later poll');
		await this.poll('a test event');
		gateway.reset();
		const missing = () => expected.filter((name) => !this.delivered.includes(name));
		// The list of organizations is asked for once in an hour.
		for (const minutes of [1, 1, 1, 70, 1, 70, 1]) {
			const { length } = this.delivered;
			time.pass(minutes * MINUTE);
			await this.poll();
			if (missing().length === 0 && this.delivered.length === length) break;
		}
		const surplus = this.delivered.filter((name) => !expected.includes(name));
		const lost = missing();
		if (surplus.length > 0) this.problems.push(`${surplus.length} are from before the activation`);
		if (lost.length > 0) this.problems.push(`${lost.length} of ${expected.length} are lost`);
		return this;
	}

	private async poll(phase?: Cell['phase']): Promise<void> {
		const { cell, state } = this;
		const isMet = phase !== undefined && phase === cell?.phase;
		gateway.reset(
			isMet
				? { answer: cell.answer, from: cell.from, times: cell.isLasting ? 10_000 : 1, isForwarded: false }
				: undefined,
		);
		const before = JSON.stringify(state);
		const isTest = phase === 'a test event';
		const outcome = await this.tick({ staticData: state, ...(isTest && { mode: 'manual' }) }).catch(
			(error: EngineError) => error,
		);
		this.wasMet ||= isMet && gateway.answered > 0;
		if (phase) this.asked.set(phase, [...gateway.asked]);
		if ('message' in outcome) this.failed(outcome, isMet, before);
		else if (!isTest) this.deliver(outcome.json ?? []);
		if (isTest && JSON.stringify(state) !== before) this.problems.push('a test event changed the state');
	}

	private failed({ name, message, description }: EngineError, isMet: boolean, before: string): void {
		if (!isMet) this.problems.push(`a poll that nothing disturbs fails: ${message}`);
		if (broken.test(`${name} ${message} ${description ?? ''}`)) this.problems.push(`${name} ${message}`);
		if (!description && !/tries again/.test(message)) this.problems.push(`no advice with "${message}"`);
		if (this.cell?.phase === 'the activation') this.problems.push(`the activation fails: ${message}`);
		if (JSON.stringify(this.state) !== before) this.problems.push('a poll that fails changed the state');
	}

	private deliver(items: IDataObject[]): void {
		const keys = new Set(items.map(({ dedupeKey }) => dedupeKey));
		if (keys.size < items.length) this.problems.push('two items have one key');
		const names = new Set(items.map(this.trigger.nameOf));
		for (const name of names) {
			// An event and its document flow may be several items, but of one poll.
			if (this.delivered.includes(name)) this.problems.push(`${name} comes twice`);
			this.delivered.push(name);
		}
	}
}

test.each(triggers)(
	'$name',
	async (trigger) => {
		const clean = await new Story(trigger).run();
		expect(clean.problems).toEqual([]);
		const all = phases.flatMap((phase) =>
			(clean.asked.get(phase) ?? []).flatMap((request, from) =>
				wrongAnswers.flatMap((answer) =>
					[false, true].map((isLasting): Cell => ({ phase, request, from, answer, isLasting })),
				),
			),
		);
		const problems: string[] = [];
		for (const cell of sampleCells('Wrong-answer cells', trigger.name, all, 3)) {
			const story = await new Story(trigger, cell).run();
			if (!story.wasMet) continue;
			cells += 1;
			const how = `${cell.answer.name} to ${cell.request} of ${cell.phase}, ${cell.isLasting ? 'always' : 'once'}`;
			problems.push(...story.problems.map((problem) => `${how}: ${problem}`));
		}
		expect(problems).toEqual([]);
	},
	600_000,
);
