import { randomUUID, X509Certificate } from 'crypto';
import type { AxiosInstance } from 'axios';
import type { TestSigner } from '../../e2e/support/certificate';
import { withOpenssl, type OpensslRun } from '../../support/openssl';
import { SENDER_ADDRESS } from '../../support/senderAddress';
import type { Account } from '../emulator';
import { bareLoop } from '../engine';

/** A report and the account that sends it. */
export interface Report extends Account {
	filename: string;
	bytes: Buffer;
}

// As the node waits for a task, milliseconds.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 5000;

const sleep = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What somebody writes who needs exactly this and knows Kontur's documentation: the requests of docs/jobs.md with
 * axios, signatures by openssl. It reads nothing out of the files and verifies no answer.
 */
class Program {
	constructor(
		private readonly client: AxiosInstance,
		private readonly openssl: OpensslRun,
		private readonly sign: readonly string[],
		private readonly certificate: string,
	) {}

	private async runTask(draft: string, name: string): Promise<Record<string, unknown>> {
		const { data: started } = await this.client.post<{ id: string }>(`${draft}/${name}?deferred=true`);
		for (let wait = FIRST_WAIT; ; wait = Math.min(1.6 * wait, LONGEST_WAIT)) {
			await sleep(wait);
			const { data: task } = await this.client.get<Record<string, unknown>>(`${draft}/tasks/${started.id}`);
			if (task['task-state'] !== 'running') return task['task-result'] as Record<string, unknown>;
		}
	}

	async send({ accountId, inn, kpp, filename, bytes }: Report): Promise<string> {
		const account = `/v1/${accountId}`;
		const draft = `${account}/drafts/${randomUUID()}`;
		const document = `${draft}/documents/${randomUUID()}`;
		const sentBefore = async () =>
			await this.client.get(`${account}/docflows`, { params: { innKpp: `${inn}-${kpp}` } });
		await sentBefore();
		await this.client.put(draft, {
			payer: { inn, organization: { kpp } },
			sender: { inn, kpp, certificate: { content: this.certificate }, ipaddress: SENDER_ADDRESS },
			recipient: { 'ifns-code': '0087' },
		});
		const { data: content } = await this.client.post<{ id: string }>(`${account}/contents`, bytes, {
			headers: {
				'Content-Type': 'application/octet-stream',
				'Content-Range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
			},
		});
		await this.client.put(document, { 'content-id': content.id, description: { filename } });
		const path = await this.openssl.file(filename, bytes);
		const signature = await this.openssl.run(...this.sign, '-in', path);
		await this.client.put(`${document}/signatures/${randomUUID()}`, {
			'base64-content': signature.toString('base64'),
		});
		await this.runTask(draft, 'check');
		await this.runTask(draft, 'prepare');
		await sentBefore();
		const { id } = await this.runTask(draft, 'send');
		await this.client.get(`${account}/docflows/${String(id)}`);
		return String(id);
	}
}

/** Sends the reports, as many at once as the node does. */
export async function sendByProgram(
	client: AxiosInstance,
	reports: readonly Report[],
	{ certificate, privateKey }: TestSigner,
	atOnce: number,
): Promise<void> {
	await withOpenssl(async (openssl) => {
		const signer = await openssl.file('signer.pem', certificate);
		const key = await openssl.file('key.pem', privateKey);
		const sign = ['cms', '-sign', '-cades', '-binary', '-outform', 'DER', '-signer', signer, '-inkey', key];
		const content = new X509Certificate(certificate).raw.toString('base64');
		const program = new Program(client, openssl, sign, content);
		await bareLoop(reports, atOnce, async (report) => await program.send(report));
	});
}
