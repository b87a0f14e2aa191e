import type { IDataObject } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatorOptions } from '../../emulator/core/options';
import type { Account, Docflow } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account as accountOf, signIn } from '../../emulator/support';
import { sampleCells } from '../../support/sampling';
import { gostKinds, testedKinds, type KeyKind, type TestCertificate } from '../../support/testCertificates';
import type { Engine, RunOptions, RunResult } from '../engine/engine';
import {
	certificateCredential,
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
} from '../engine/kontur';
import { settingsOf } from '../signing/signature.fixture';

export const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

// The emulator names the parameters of its routes differently.
const anonymous = (route: string) => route.replace(/\{\w+\}/g, '{}');

// Sign-ins are cached per process; a separate password keeps one test's session out of the next.
let number = 0;

/** A fresh emulator with the first account, and the node with a certificate to sign and decrypt with. */
export class Job {
	private constructor(
		readonly emulator: Emulator,
		readonly engine: Engine,
		readonly account: Account,
	) {}

	static async start(certificate: TestCertificate, options: Partial<EmulatorOptions> = {}): Promise<Job> {
		const emulator = await startEmulator({ options: { taskMs: 1, docflowVisibleMs: 1, ...options } });
		const password = `Job-${process.pid}-${++number}`;
		for (const user of emulator.state.auth.users.values()) user.password = password;
		const engine = konturEngine(emulator);
		engine.credentials.set('extern', { ...externSettings(emulator), password });
		const job = new Job(emulator, engine, accountOf(emulator));
		job.useCertificate(certificate);
		return job;
	}

	async close(): Promise<void> {
		await this.emulator.close();
	}

	/** A separate client to prepare data with. */
	async client() {
		const [user] = this.emulator.state.auth.users.values();
		return await signIn(this.emulator, user);
	}

	useCertificate(certificate: TestCertificate): void {
		this.engine.store.put('certificate', {
			name: 'Certificate',
			type: 'konturCertificateApi',
			data: settingsOf(certificate),
		});
	}

	async run(resource: string, operation: string, parameters: IDataObject, options: RunOptions = {}) {
		return await this.engine.run(
			EXTERN,
			{ resource, operation, accountId: locator(this.account.id), simplify: false, ...parameters },
			{ credentials: { ...externCredential, ...certificateCredential }, ...options },
		);
	}

	/** The requests to Kontur.Extern, without the sign-in and without repeated polls. */
	requests(): string[] {
		const all = this.emulator.control.log({ service: 'extern' });
		return all
			.filter(({ method, path }, index) => method !== 'GET' || path !== all[index - 1]?.path)
			.map(({ method, route }) => anonymous(`${method} ${route}`));
	}

	/** How often a method with an effect at Kontur was called. */
	count(method: string, route: string): number {
		return this.emulator.control.log({ service: 'extern', method, route }).length;
	}

	docflow(id: unknown): Docflow {
		const found = this.account.docflows.get(String(id));
		if (!found) throw new Error(`the emulator has no docflow ${String(id)}`);
		return found;
	}

	logged(): string {
		return this.engine.log.map(({ message }) => message).join('\n');
	}
}

const page = join(__dirname, '../../../docs/jobs.md');

/** The requests that docs/jobs.md lists for a job, under its name. */
export function documentedRequests(name: string): string[] {
	const [, section] = readFileSync(page, 'utf8').split(new RegExp(`^## ${name}\n`, 'm'));
	const block = /```text\n([^`]*)```/.exec(section?.split(/^## /m)[0] ?? '')?.[1];
	if (block === undefined) throw new Error(`docs/jobs.md lists no requests of "${name}"`);
	return block
		.trim()
		.split('\n')
		.map((line) => anonymous(line.replace(/\s+#.*/, '').trim()));
}

export interface CutScenario<T> {
	start: () => Promise<Job>;
	/** What the job works on. */
	prepare: (job: Job) => Promise<T>;
	run: (job: Job, on: T) => Promise<RunResult>;
	/** After the run that follows the interrupted one. */
	check: (job: Job, on: T, again: RunResult) => void;
}

const [rsa, ...testedGostKinds] = testedKinds;

/** RSA, and one kind of GOST. */
export const drawnKinds = (name: string): KeyKind[] => [
	rsa,
	...sampleCells('Kinds of keys', name, testedGostKinds, 1),
];

/** One kind of GOST. */
export const drawnGostKinds = (name: string): KeyKind[] => sampleCells('Kinds of keys', name, gostKinds, 1);

/** How many requests a scenario makes that nothing disturbs. */
const counted = new WeakMap<object, number>();

async function countRequests<T>(scenario: CutScenario<T>): Promise<number> {
	const known = counted.get(scenario);
	if (known !== undefined) return known;
	const clean = await scenario.start();
	const cleanly = await scenario.run(clean, await scenario.prepare(clean));
	expect(cleanly.error).toBeUndefined();
	const count = clean.emulator.control.log({ service: 'extern' }).length;
	await clean.close();
	counted.set(scenario, count);
	return count;
}

/**
 * Interrupts a job at each of its requests, before or after the server acted on it, lets all later requests fail, and
 * runs the job again. Returns the number of its requests, and how many of them were interrupted.
 */
export async function interruptEverywhere<T>(
	scenario: CutScenario<T>,
	cut: 'before' | 'after',
): Promise<{ requests: number; drawn: number }> {
	const { start, prepare, run, check } = scenario;
	const count = await countRequests(scenario);
	const points = Array.from({ length: count }, (_none, skip) => skip);
	const drawn = sampleCells('Cut points', expect.getState().currentTestName ?? '', points, 2);
	for (const skip of drawn) {
		const job = await start();
		try {
			const on = await prepare(job);
			const { control } = job.emulator;
			control.addFault({ service: 'extern', skip, cut });
			control.addFault({ service: 'extern', skip, status: 403, times: 1000 });
			const { error } = await run(job, on);
			expect([skip, control.faults()[0].hits, error === undefined]).toEqual([skip, 1, false]);
			control.clearFaults();
			const again = await run(job, on);
			expect([skip, again.error]).toEqual([skip, undefined]);
			check(job, on, again);
		} finally {
			await job.close();
		}
	}
	return { requests: count, drawn: drawn.length };
}
