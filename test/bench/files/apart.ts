// Measurements that need a separate process: apart.js <facts as JSON> prints { ms, mb } of one transfer.
import { execFileSync } from 'child_process';
import { createReadStream, createWriteStream, statSync } from 'fs';
import { pipeline } from 'stream/promises';
import { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Container, readBinary, startBinaryData } from '../../host/engine/engine';
import { EXTERN, externCredential } from '../../host/engine/kontur';
import { bareExtern, benchEngine } from '../engine';
import { growthOf } from '../memory';
import { milliseconds } from '../timing';

export interface Transfer {
	url: string;
	accountId: string;
	who: 'ours' | 'bare';
	way: 'up' | 'down';
	/** Of the file to upload, or where a bare download puts it. */
	path: string;
	/** Of the content to download. */
	contentId?: string;
}

export interface Measured {
	ms: number;
	mb: number;
	/** Of the content that was uploaded. */
	contentId: string;
}

const MB = 1024 * 1024;
const PART = 16 * MB;
const RANGE = 64 * MB;

async function inputOf(path: string): Promise<INodeExecutionData> {
	const stored = await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: 'bench', executionId: 'bench' },
		createReadStream(path),
		{ data: '', fileName: 'file.bin', mimeType: 'application/octet-stream' },
	);
	return { json: {}, binary: { data: stored } };
}

async function ours({ url, accountId, way, path, contentId }: Transfer): Promise<() => Promise<string>> {
	await startBinaryData('filesystem');
	const engine = benchEngine(url);
	const run = async (parameters: IDataObject, items?: INodeExecutionData[]) => {
		const result = await engine.run(
			EXTERN,
			{ resource: 'content', accountId, ...parameters },
			{ credentials: externCredential, items },
		);
		if (result.error) throw result.error;
		return result.items[0];
	};
	const upload = async (item: INodeExecutionData) =>
		String((await run({ operation: 'upload', binaryPropertyName: 'data' }, [item])).json.id);
	const download = async (id: string) =>
		await run({ operation: 'download', contentId: id, fileName: 'file.bin' });
	// Once with a small file: what loads on first use is not part of the transfer's cost.
	const small = await upload(await inputOf(__filename));
	await readBinary((await download(small)).binary?.data);
	if (way === 'down') {
		return async () => {
			await download(String(contentId));
			return String(contentId);
		};
	}
	const item = await inputOf(path);
	return async () => await upload(item);
}

async function bare({ url, accountId, way, path, contentId }: Transfer): Promise<() => Promise<string>> {
	const client = await bareExtern(url);
	const contents = `/v1/${accountId}/contents`;
	const up = async () => {
		const { size } = statSync(path);
		let [sent, id] = [0, ''];
		while (sent < size) {
			const end = Math.min(sent + PART, size);
			const { data } = await client.request<{ id: string }>({
				method: id ? 'PUT' : 'POST',
				url: id ? `${contents}/${id}` : contents,
				data: createReadStream(path, { start: sent, end: end - 1, highWaterMark: MB }),
				// Else the client keeps what it sends, for a redirect.
				maxRedirects: 0,
				headers: {
					'content-type': 'application/octet-stream',
					'content-length': end - sent,
					'content-range': `bytes ${sent}-${end - 1}/${size}`,
				},
			});
			sent = end;
			id ||= data.id;
		}
		return id;
	};
	const down = async () => {
		await pipeline(async function* () {
			let [received, total] = [0, Infinity];
			while (received < total) {
				const answer = await client.get<AsyncIterable<Buffer>>(`${contents}/${contentId}`, {
					responseType: 'stream',
					headers: { range: `bytes=${received}-${received + RANGE - 1}` },
				});
				total = Number(String(answer.headers['content-range']).split('/')[1]);
				for await (const chunk of answer.data) {
					received += chunk.length;
					yield chunk;
				}
			}
		}, createWriteStream(path));
		return String(contentId);
	};
	return way === 'up' ? up : down;
}

async function main(): Promise<void> {
	const transfer = JSON.parse(process.argv[2]) as Transfer;
	const work = await (transfer.who === 'ours' ? ours(transfer) : bare(transfer));
	// What this process and the one before it have written is on its way to the disk, and would take from what is measured.
	execFileSync('sync');
	const growth = growthOf(process.pid);
	let contentId = '';
	const ms = await milliseconds(async () => {
		contentId = await work();
	});
	const measured: Measured = { ms, mb: growth(), contentId };
	console.log(JSON.stringify(measured));
	process.exit(0);
}

void main();
