// apart.js <facts as JSON> <minutes> prints what this process held after its first tenth of the time and at the end.
import type { IDataObject } from 'n8n-workflow';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import { binaryItem } from '../../host/engine/binary';
import type { Engine, RunOptions } from '../../host/engine/engine';
import { logged } from '../../host/engine/environment';
import {
	certificateCredential,
	EXTERN,
	EXTERN_TRIGGER,
	externCredential,
	OFD,
	OFD_TRIGGER,
	ofdCredential,
} from '../../host/engine/kontur';
import { TestCertificates } from '../../support/testCertificates';
import type { Facts } from '../emulator';
import { benchEngine } from '../engine';
import { SENDER_ADDRESS } from '../../support/senderAddress';

export interface Held {
	rounds: number;
	/** MB after a collection. */
	heap: number;
	/** MB. */
	rss: number;
	/** Timers, sockets and the like. */
	handles: number;
}

export interface Soaked {
	early: Held;
	late: Held;
	reports: number;
	receipts: number;
	events: number;
}

const MINUTE = 60_000;

async function run(engine: Engine, type: string, parameters: object, options: RunOptions): Promise<number> {
	const { items, error } = await engine.run(type, parameters, options);
	if (error) throw error;
	return items.length;
}

async function soak(facts: Facts, minutes: number): Promise<Soaked> {
	const engine = benchEngine(facts.url);
	const certificates = await TestCertificates.create();
	const { keyPem, pem } = await certificates.make('rsa');
	await certificates.remove();
	engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: { keyFrom: 'file', privateKey: keyPem, certificate: pem },
	});
	const places: Record<string, IDataObject> = { receipts: {}, events: {} };
	const poll = async (trigger: string, name: 'receipts' | 'events', credentials: Record<string, string>) => {
		const parameters = { organizations: 'all', cashRegisters: 'all', types: [], startFrom: 'now' };
		const { items, staticData } = await engine.poll(trigger, parameters, {
			credentials,
			staticData: places[name],
		});
		places[name] = staticData;
		return items?.length ?? 0;
	};
	const report = async (number: number) => {
		const { bytes, filename } = sampleReport({
			...facts,
			guid: `soak-${number}`,
			correction: String(number),
		});
		const item = await binaryItem({}, { data: { content: bytes, fileName: filename } });
		return await run(
			engine,
			EXTERN,
			{
				resource: 'report',
				operation: 'send',
				accountId: facts.accountId,
				binaryPropertyName: 'data',
				senderIpAddress: SENDER_ADDRESS,
				options: {},
			},
			{ credentials: { ...externCredential, ...certificateCredential }, items: [item] },
		);
	};
	const total = { reports: 0, receipts: 0, events: 0 };
	let rounds = 0;
	const held = async (): Promise<Held> => {
		// What was let go a moment ago is still counted otherwise.
		await new Promise((resolve) => setTimeout(resolve, 5000));
		global.gc?.();
		const { heapUsed, rss } = process.memoryUsage();
		return { rounds, heap: heapUsed / 1e6, rss: rss / 1e6, handles: process.getActiveResourcesInfo().length };
	};
	const started = Date.now();
	const workUntil = async (end: number) => {
		while (Date.now() - started < end) {
			process.send?.({ print: 20 });
			total.reports += await report(rounds);
			total.receipts += await poll(OFD_TRIGGER, 'receipts', ofdCredential);
			total.events += await poll(EXTERN_TRIGGER, 'events', externCredential);
			const accounts = Array.from({ length: 8 }, () => ({ json: {} }));
			await run(
				engine,
				EXTERN,
				{ resource: 'account', operation: 'get', accountId: facts.accountId },
				{ credentials: externCredential, items: accounts },
			);
			await run(
				engine,
				OFD,
				{ resource: 'cashbox', operation: 'getAll', organizationId: facts.organizationId, returnAll: true },
				{ credentials: ofdCredential },
			);
			rounds += 1;
			// The harness keeps what is logged.
			logged.length = 0;
		}
	};
	await workUntil((minutes * MINUTE) / 10);
	const early = await held();
	await workUntil(minutes * MINUTE);
	return { early, late: await held(), ...total };
}

async function main(): Promise<void> {
	// Keeps the process running while all that it does is to wait, as the server of n8n does.
	process.once('disconnect', () => process.exit());
	const soaked = await soak(JSON.parse(process.argv[2]) as Facts, Number(process.argv[3]));
	process.send?.({ soaked });
}

void main();
