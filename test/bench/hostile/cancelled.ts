import type { IDataObject } from 'n8n-workflow';
import { startEmulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import { EXTERN, externCredential, konturEngine, OFD, ofdCredential } from '../../host/engine/kontur';
import type { Line } from '../area';

/** From the moment that an execution is cancelled until its node has ended, in milliseconds. */
const MOST_TO_END = 500;

// Longer than anything here, so that a response does not end the wait.
const NEVER = 20_000;

// As many as n8n users leave it at.
const AT_ONCE = 8;

const id = (value: string) => ({ __rl: true, mode: 'id', value });

interface Work {
	node: string;
	credentials: Record<string, string>;
	parameters: IDataObject;
	/** The requests that get no response, and how many of them to wait for. */
	path: string;
	atOnce: number;
}

/** Cancels work that has more requests than may run at once, while none of them ends. */
export async function* cancelled(): AsyncGenerator<Line> {
	const emulator = await startEmulator({ options: { taskMs: 1, docflowVisibleMs: 0 } });
	const engine = konturEngine(emulator);
	const accountId = account(emulator).id;
	const docflow = await emulator.control.createIncoming(accountId, {
		attachments: [{ filename: 'a.pdf', bytes: Buffer.alloc(100_000, '%PDF') }],
	});
	const documents = {
		...{ resource: 'document', operation: 'getAll', cashRegisters: 'all', returnAll: true, simplify: true },
		...{ dateFrom: '2026-01-01', dateTo: '2026-03-01' },
	};
	const ofd = { node: OFD, credentials: ofdCredential, path: '/documents/', atOnce: AT_ONCE };
	const extern = { node: EXTERN, credentials: externCredential };
	const docflowId = id(docflow.id);
	const works: Record<string, Work> = {
		'receipts as items': { ...ofd, parameters: documents },
		'receipts as a CSV file': { ...ofd, parameters: { ...documents, options: { output: 'csv' } } },
		'receipts as an NDJSON file': { ...ofd, parameters: { ...documents, options: { output: 'ndjson' } } },
		'revenue as a CSV file': {
			...ofd,
			parameters: {
				...{ resource: 'revenue', operation: 'get', cashRegisters: 'all', period: 'custom' },
				...{ dateFrom: '2026-01-01', dateTo: '2026-03-01', options: { output: 'csv' } },
			},
		},
		'Save Archive': {
			...extern,
			path: '/contents/',
			// It may ask Kontur to print, so its items take turns.
			atOnce: 1,
			parameters: {
				...{ resource: 'docflow', operation: 'saveArchive', accountId: id(accountId), docflowId },
				decrypt: false,
			},
		},
	};
	for (const [what, { node, credentials, parameters, path, atOnce }] of Object.entries(works)) {
		emulator.control.clearLog();
		emulator.control.addFault({ method: 'GET', path, delayMs: NEVER, times: 1000 });
		const waiting = () => emulator.control.log().filter((entry) => entry.path.includes(path)).length;
		let at = 0;
		const { error } = await engine.run(node, parameters, {
			credentials,
			items: Array.from({ length: 10 }, () => ({ json: {} })),
			cancelAfter: async () => {
				while (waiting() < atOnce) await new Promise((resolve) => setTimeout(resolve, 5));
				at = performance.now();
			},
		});
		const isOurs = error?.message.includes('canceled') === true;
		yield {
			what: `${what}, 10 items: end after a cancellation`,
			ours: isOurs ? performance.now() - at : Infinity,
			unit: 'ms',
			bound: { most: MOST_TO_END },
			note: `${waiting()} requests without a response`,
		};
		emulator.control.clearFaults();
	}
	await emulator.close();
}
