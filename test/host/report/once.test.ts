import type { IDataObject } from 'n8n-workflow';
import * as workflow from 'n8n-workflow';
import { SeededRandom } from '../../emulator/core/random';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import type { Account } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account, makeDraft, sign, signIn } from '../../emulator/support';
import { startGateway, wrongAnswers, type Gateway, type Meeting } from '../../support/gateway';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { plantEmulator } from '../../support/secrets';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { INN, oneFile } from '../jobs/demand.fixture';
import {
	binaryItem,
	createEngine,
	useBinaryData,
	type Engine,
	type RunOptions,
	type RunResult,
} from '../engine/engine';
import { locator } from '../jobs/job.fixture';
import {
	certificateCredential,
	EXTERN,
	EXTERN_ADVANCED,
	externCredential,
	externSettings,
	typeFor,
} from '../engine/kontur';
import { settingsOf } from '../signing/signature.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/*
 * Random histories of what is sent once: processes of n8n, also two at the same moment, each behind a proxy that cuts
 * connections and answers in Kontur's place, and each killed between any two requests. In the end it is sent once, and
 * no run said so before it was.
 * KONTUR_MODEL_SEED=<seed> runs one history again.
 */

useBinaryData('filesystem');

const HISTORIES = 110;
const PROCESSES = 5;
// About as many as the jobs make: a reply few, an inventory many.
const REQUESTS = [5, 12, 30];

interface Process {
	engine: Engine;
	gateway: Gateway;
}

/** Something to send. */
interface Task {
	run: (process: Process) => Promise<RunResult>;
	/** What Kontur has got of it. */
	sent: () => string[];
	/** Whether a run without an error says that all is sent. */
	isDone: (output: IDataObject) => boolean;
}

let certificates: TestCertificates;
let emulator: Emulator;
let owner: Account;
let processes: Process[];

/** A process of n8n with the package loaded for itself, and its own way to Kontur. */
async function startProcess(certificate: TestCertificate): Promise<Process> {
	const gateway = await startGateway(
		() => emulator.url,
		(path) => path.startsWith('/v1'),
	);
	let engine: Engine | undefined;
	await jest.isolateModulesAsync(async () => {
		// n8n itself is kept; only the package is loaded again.
		jest.doMock('n8n-workflow', () => workflow);
		const { KonturExtern } = await import('../../../nodes/KonturExtern/KonturExtern.node.js');
		const { KonturExternAdvanced } = await import('../../../nodes/KonturExtern/KonturExternAdvanced.node.js');
		const { KonturExternApi } = await import('../../../credentials/KonturExternApi.credentials.js');
		const { KonturCertificateApi } = await import('../../../credentials/KonturCertificateApi.credentials.js');
		engine = createEngine({
			nodes: { [EXTERN]: new KonturExtern(), [EXTERN_ADVANCED]: new KonturExternAdvanced() },
			typeFor,
			credentialTypes: [new KonturExternApi(), new KonturCertificateApi()],
			credentials: {
				extern: {
					name: 'Kontur.Extern',
					type: 'konturExternApi',
					data: { ...externSettings(emulator), apiUrl: gateway.url },
				},
				certificate: { name: 'Certificate', type: 'konturCertificateApi', data: settingsOf(certificate) },
			},
		});
	});
	jest.dontMock('n8n-workflow');
	if (!engine) throw new Error('The package could not be loaded again');
	return { engine, gateway };
}

beforeAll(async () => {
	shortenPauses(3);
	certificates = await TestCertificates.create();
	emulator = await startEmulator();
	plantEmulator(emulator);
	owner = account(emulator);
	const certificate = await certificates.make('rsa', { inn: INN });
	processes = [];
	for (let number = 0; number < PROCESSES; number++) processes.push(await startProcess(certificate));
});
afterAll(async () => {
	jest.restoreAllMocks();
	for (const { gateway } of processes) await gateway.close();
	await emulator.close();
	await certificates.remove();
});

const runner =
	(resource: string, operation: string, parameters: IDataObject, options: RunOptions = {}): Task['run'] =>
	async ({ engine }) =>
		await engine.run(
			EXTERN,
			{ resource, operation, accountId: locator(owner.id), simplify: false, ...parameters },
			{ credentials: { ...externCredential, ...certificateCredential }, ...options },
		);

const senderIpAddress = SENDER_ADDRESS;

/** Document flows that are not there yet. */
function newDocflows(
	isOf: (docflow: IDataObject & { type: string }) => boolean = () => true,
): () => string[] {
	const before = new Set(owner.docflows.keys());
	return () =>
		[...owner.docflows.values()]
			.filter(({ id, type, description }) => !before.has(id) && isOf({ ...description, type }))
			.map(({ id }) => id);
}

let reports = 0;

const tasks: Record<string, (random: SeededRandom) => Promise<Task>> = {
	'Report: Send': async (random) => {
		const { filename, bytes } = sampleReport({
			inn: owner.inn,
			kpp: owner.kpp,
			guid: random.guid(),
			name: 'Ромашка',
			// A report of the same period again would be refused.
			correction: String(++reports),
		});
		const item = await binaryItem({}, { data: { content: bytes, fileName: filename } });
		return {
			run: runner('report', 'send', { senderIpAddress }, { items: [item] }),
			sent: newDocflows(),
			isDone: ({ docflowId }) => Boolean(docflowId),
		};
	},
	'Draft: Send': async () => {
		const client = await signIn(emulator);
		const made = await makeDraft(client, owner);
		await sign(client, made);
		return {
			run: runner('draft', 'send', { draftId: locator(made.path.split('/').at(-1)) }),
			sent: newDocflows(),
			isDone: ({ docflowId }) => Boolean(docflowId),
		};
	},
	'Demand: Reply': async () => {
		const { id } = await emulator.control.createIncoming(owner.id, {});
		const parameters = {
			relatedDocflowId: locator(id),
			senderIpAddress,
			additionalFields: { claimItemNumber: '1.01', timeout: 60 },
		};
		return {
			run: runner('demand', 'reply', parameters, { items: [await oneFile()] }),
			sent: newDocflows(({ type }) => type === 'fns534-inventory'),
			isDone: ({ docflowId }) => Boolean(docflowId),
		};
	},
	'Document Flow: Send Confirmations': async () => {
		const { id } = await emulator.control.createIncoming(owner.id, { type: 'fns534-cu-letter' });
		return {
			run: runner('docflow', 'answer', { answerFor: 'one', docflowId: locator(id), senderIpAddress }),
			sent: () =>
				(owner.docflows.get(id)?.documents ?? [])
					.map(({ type }) => type)
					.filter((type) => type === 'fns534-cu-letter-receipt'),
			isDone: ({ status }) => status === 'finished',
		};
	},
};

class History {
	readonly problems: string[] = [];

	private readonly log: string[] = [];

	/** The processes that this history has not killed, which know nothing of it at first. */
	private readonly alive: Process[];

	constructor(
		private readonly random: SeededRandom,
		private readonly task: Task,
	) {
		this.alive = [...processes];
	}

	private one<T>(...choices: readonly T[]): T {
		return choices[this.random.int(choices.length)];
	}

	async run(): Promise<string[]> {
		emulator.control.setOptions({
			taskMs: this.one(1, 5, 30),
			latencyMs: this.one(0, 0, 3, 10),
			docflowVisibleMs: this.one(1, 20),
		});
		for (let rounds = 1 + this.random.int(3); rounds > 0; rounds--) await this.round();
		emulator.control.setOptions({ latencyMs: 0 });
		const [last] = this.alive;
		last.gateway.reset();
		await this.execute(last, 'the last run', true);
		const { length } = this.task.sent();
		if (length !== 1) this.problems.push(`sent ${length} times`);
		return this.problems.length > 0 ? [...this.problems, 'What happened:', ...this.log] : [];
	}

	/** One run, or two at the same moment, some of them killed. */
	private async round(): Promise<void> {
		const count = Math.min(this.one(1, 2), this.alive.length - 1);
		const chosen = this.alive.slice(0, count);
		await Promise.all(
			chosen.map(async (process, index) => {
				const isKilled = this.alive.length > 2 && this.one(true, false);
				if (isKilled) this.alive.splice(this.alive.indexOf(process), 1);
				const meetings = this.meetings(isKilled);
				process.gateway.reset((number) => meetings.get(number));
				await this.execute(process, `run ${index + 1} of ${count}`, !isKilled);
			}),
		);
		const { length } = this.task.sent();
		if (length > 1) this.problems.push(`sent ${length} times after a round`);
	}

	/** What becomes of the requests of a run, by their number. */
	private meetings(isKilled: boolean): Map<number, Meeting> {
		const meetings = new Map<number, Meeting>();
		for (let troubles = this.random.int(4); troubles > 0; troubles--) {
			const from = this.random.int(this.one(...REQUESTS));
			const meeting = this.one<Meeting>(
				{ isForwarded: false },
				{ isForwarded: true },
				{ isForwarded: true, isHalved: true },
				{ isForwarded: this.one(true, false), answer: this.one(...wrongAnswers) },
			);
			for (let number = from; number < from + this.one(1, 1, 2, 40); number++) meetings.set(number, meeting);
		}
		const last = this.random.int(this.one(...REQUESTS));
		if (isKilled) meetings.set(last, { isForwarded: this.one(true, false), isLast: true });
		this.log.push(
			[...meetings]
				.map(
					([number, meeting]) =>
						`${number + 1}: ${JSON.stringify({ ...meeting, answer: meeting.answer?.name })}`,
				)
				.join('; ') || 'no trouble',
		);
		return meetings;
	}

	private async execute(process: Process, name: string, isHeard: boolean): Promise<void> {
		const { json, error } = await this.task.run(process);
		const isGreen = !error && !json.some(({ failed }) => (failed as unknown[] | undefined)?.length);
		const isDone = isGreen && json.length === 1 && this.task.isDone(json[0]);
		const sent = this.task.sent().length;
		this.log.push(
			`${name}: ${error?.message ?? JSON.stringify(json).slice(0, 300)}; sent ${sent}; asked ${process.gateway.asked.join(', ')}`,
		);
		if (isHeard && isGreen && sent === 0) this.problems.push(`${name} is green with nothing sent`);
		if (name === 'the last run' && !isDone) this.problems.push(`${name} fails: ${error?.message}`);
	}
}

const { KONTUR_MODEL_SEED: only } = process.env;

test.each(Object.entries(tasks))(
	'%s',
	async (name, begin) => {
		const seeds = Array.from({ length: HISTORIES }, (_none, index) => `${name} ${index + 1}`);
		const drawn = only ? [only] : sampleCells('Histories', name, seeds, 2);
		for (const seed of drawn) {
			const random = new SeededRandom(seed);
			const problems = await new History(random, await begin(random)).run();
			if (problems.length > 0) throw new Error([`KONTUR_MODEL_SEED='${seed}'`, ...problems].join('\n'));
		}
	},
	600_000,
);
