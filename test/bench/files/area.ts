import { execFileSync } from 'child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { makeServerCertificate } from '../../support/tls';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator } from '../emulator';
import { isQuick } from '../size';
import { medianOf } from '../timing';
import type { Measured, Transfer } from './apart';
import { recognition } from './recognition';

const MB = 1024 * 1024;
// What is over soon is measured more often.
const ROUNDS = isQuick
	? new Map([[64, 3]])
	: new Map([
			[64, 11],
			[512, 5],
			[2048, 5],
		]);

function write(path: string, megabytes: number): void {
	const file = openSync(path, 'w');
	const block = Buffer.alloc(MB, 'Контур ');
	for (let i = 0; i < megabytes; i++) writeSync(file, block);
	closeSync(file);
}

function measure(transfer: Transfer, certificate: string): Measured {
	const answer = execFileSync(process.execPath, [join(__dirname, 'apart.js'), JSON.stringify(transfer)], {
		encoding: 'utf8',
		env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: certificate },
	});
	return JSON.parse(answer.trim().split('\n').at(-1) ?? '') as Measured;
}

async function* lines(emulator: BenchEmulator, folder: string, certificate: string): AsyncGenerator<Line> {
	const { url, accountId } = emulator;
	for (const [size, rounds] of ROUNDS) {
		const path = join(folder, `${size}.bin`);
		write(path, size);
		let contentId = '';
		for (const way of ['up', 'down'] as const) {
			const all = { ours: [] as number[], theirs: [] as number[], memory: [] as number[] };
			for (let round = 0; round < rounds; round++) {
				const to = way === 'up' ? path : join(folder, 'down.bin');
				const transfer = { url, accountId, way, path: to };
				const bare = measure({ ...transfer, who: 'bare', contentId }, certificate);
				// n8n puts each file into a new one; one that is written over has its memory already.
				if (way === 'down') rmSync(to);
				// Nor does the emulator hold the one while it takes in the other.
				await emulator.keepOnly(contentId);
				const ours = measure({ ...transfer, who: 'ours', contentId }, certificate);
				if (way === 'up') contentId = ours.contentId;
				await emulator.keepOnly(contentId);
				all.ours.push(ours.ms);
				all.theirs.push(bare.ms);
				all.memory.push(ours.mb);
			}
			const what = `${way === 'up' ? 'upload' : 'download'} of ${size} MB`;
			const times = { ours: medianOf(all.ours), theirs: medianOf(all.theirs) };
			yield { what, ...times, unit: 'ms', bound: { ratio: 1 / 0.9 } };
			yield {
				what: '  memory over the one before it',
				ours: medianOf(all.memory),
				unit: 'MB',
				bound: { most: 100 },
			};
		}
		rmSync(path);
	}
}

/** Large files, which n8n keeps in its folder. */
export const files: Area = {
	title: 'Files, in the engine of n8n',
	missing: () =>
		process.platform === 'linux'
			? undefined
			: 'The memory of a process is read in a way that only Linux has.',
	tables: () => [
		{
			title: 'time and memory, over TLS as to Kontur',
			other: 'axios',
			lines: async function* () {
				const folder = mkdtempSync(join(tmpdir(), 'kontur-bench-'));
				const tls = await makeServerCertificate();
				const certificate = join(folder, 'test-certificate.pem');
				writeFileSync(certificate, tls.cert);
				const emulator = await startBenchEmulator({ tls });
				try {
					yield* lines(emulator, folder, certificate);
				} finally {
					emulator.stop();
					rmSync(folder, { recursive: true, force: true });
				}
			},
		},
		{ title: 'recognition of a report', lines: recognition },
	],
};
