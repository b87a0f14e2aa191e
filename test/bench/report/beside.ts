import { makeSigner, type TestSigner } from '../../e2e/support/certificate';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import { binaryItem, startBinaryData, type Engine } from '../../host/engine/engine';
import { certificateCredential, EXTERN, externCredential } from '../../host/engine/kontur';
import { SENDER_ADDRESS } from '../../support/senderAddress';
import type { Line } from '../area';
import type { Account, BenchEmulator } from '../emulator';
import { bareExtern, benchEngine } from '../engine';
import { growthOf } from '../memory';
import { sized } from '../size';
import { medianOf, milliseconds } from '../timing';
import { sendByProgram, type Report } from './program';

const REPORTS = sized(100, 16);
const ROUNDS = sized(3, 1);
// As many items as the node works on.
const AT_ONCE = 8;
const MANY = { reports: sized(1000, 40), accounts: sized(200, 20) };

/** Reports made of each account. */
const made = new Map<string, number>();

/** New reports of these accounts in turn, each with the next correction number: one sent before would be refused. */
export function makeReports(accounts: readonly Account[], count: number): Report[] {
	return Array.from({ length: count }, (_none, i) => {
		const account = accounts[i % accounts.length];
		const number = made.get(account.accountId) ?? 0;
		made.set(account.accountId, number + 1);
		const facts = { ...account, guid: `bench-${i}-${number}`, correction: String(number) };
		return { ...account, ...sampleReport(facts) };
	});
}

export async function sendByNode(engine: Engine, reports: readonly Report[]): Promise<void> {
	const items = await Promise.all(
		reports.map(
			async ({ accountId, filename, bytes }) =>
				await binaryItem({ accountId }, { data: { content: bytes, fileName: filename } }),
		),
	);
	const { json, error } = await engine.run(
		EXTERN,
		{
			resource: 'report',
			operation: 'send',
			accountId: { __rl: true, mode: 'id', value: '={{ $json.accountId }}' },
			senderIpAddress: SENDER_ADDRESS,
		},
		{ credentials: { ...externCredential, ...certificateCredential }, items },
	);
	if (error ?? json.length !== reports.length)
		throw new Error(`Not all reports were sent: ${error?.message}`);
}

/** The engine with the certificate in a credential. */
export async function engineWith(
	emulator: BenchEmulator,
	{ certificate, privateKey }: TestSigner,
): Promise<Engine> {
	await startBinaryData('filesystem');
	const engine = benchEngine(emulator.url);
	engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: { keyFrom: 'file', privateKey, certificate },
	});
	return engine;
}

/** Report: Send beside a program that somebody writes for nothing else. */
export async function* besideProgram(emulator: BenchEmulator): AsyncGenerator<Line> {
	const signer = await makeSigner();
	const engine = await engineWith(emulator, signer);
	const client = await bareExtern(emulator.url);
	const accounts = await emulator.accounts(REPORTS);
	const times = { ours: [] as number[], theirs: [] as number[] };
	const requests = { ours: 0, theirs: 0 };
	for (let round = 0; round < ROUNDS; round++) {
		const [mine, others] = [makeReports(accounts, REPORTS), makeReports(accounts, REPORTS)];
		await emulator.requests();
		times.ours.push(await milliseconds(async () => await sendByNode(engine, mine)));
		requests.ours = await emulator.requests();
		times.theirs.push(await milliseconds(async () => await sendByProgram(client, others, signer, AT_ONCE)));
		requests.theirs = await emulator.requests();
	}
	yield {
		what: `${REPORTS} reports, ${AT_ONCE} at once`,
		ours: medianOf(times.ours) / 1000,
		theirs: medianOf(times.theirs) / 1000,
		unit: 's',
		bound: { ratio: 1.15 },
	};
	yield { what: '  requests to Kontur', ...requests, unit: '', bound: { ratio: 1 } };
}

/** A month's end of many clients in one execution. */
export async function* manyAccounts(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = await engineWith(emulator, await makeSigner());
	const accounts = await emulator.accounts(MANY.accounts);
	await sendByNode(engine, makeReports(accounts, AT_ONCE));
	const reports = makeReports(accounts, MANY.reports);
	const growth = growthOf(process.pid);
	await sendByNode(engine, reports);
	yield {
		what: `${MANY.reports} reports of ${MANY.accounts} accounts, growth of memory`,
		ours: growth(),
		unit: 'MB',
		bound: { most: 150 },
	};
}
