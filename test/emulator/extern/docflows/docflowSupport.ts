import type { AxiosInstance } from 'axios';

import type { Account } from '../model';
import { sampleReport } from '../seed/sampleReport';
import type { Emulator } from '../../server';
import { account, certificate, cms, draftMeta, makeDraft, runTask, sign, signIn } from '../../support';

export interface Link {
	rel: string;
	href: string;
	name?: string;
}

export interface ShownDocument {
	id: string;
	description: { type: string; filename: string; requisites: Record<string, unknown> };
	content: {
		'docflow-document-contents': {
			'content-id': string;
			encrypted: boolean;
			compressed: boolean;
			'compression-type': string;
		}[];
	};
	signatures: { id: string; 'signer-type': string }[];
	links: Link[];
}

export interface ShownDocflow {
	id: string;
	type: string;
	status: string;
	'success-state': string;
	description: Record<string, unknown>;
	documents: ShownDocument[];
	links: Link[];
}

/** What a draft is sent with. */
export interface Sent {
	recipient: Record<string, string>;
	types?: string[];
	payer?: Record<string, string>;
	info?: Record<string, unknown>;
	related?: Record<string, string>;
	knd?: string;
}

export const body = { 'certificate-base64': certificate };
export const ip = { 'sender-ip': '8.8.8.8' };
export const octets = { headers: { 'Content-Type': 'application/octet-stream' } };
export const bareSignature = Buffer.alloc(64, 5);

export const statusOf = ({ status }: { status: string }) => status.replace('urn:docflow-common-status:', '');
export const stateOf = (docflow: ShownDocflow) => docflow['success-state'].replace('urn:docflow-state:', '');
export const replyLinks = ({ links }: { links: Link[] }) => links.filter(({ rel }) => rel === 'reply');
export const linkTo = ({ links }: { links: Link[] }, rel: string) =>
	links.find((link) => link.rel === rel)?.href ?? `no link ${rel}`;
export const typesOf = ({ documents }: ShownDocflow) =>
	documents.map(({ description }) => description.type.replace('urn:document:', ''));
export const documentOf = (docflow: ShownDocflow, type: string): ShownDocument => {
	const found = docflow.documents.find((item) => item.description.type === `urn:document:${type}`);
	if (!found) throw new Error(`no document ${type} among ${typesOf(docflow).join(', ')}`);
	return found;
};

/** A signed-in client in the first account, and the steps tests of docflows have in common. */
export class Stand {
	constructor(
		readonly emulator: Emulator,
		readonly client: AxiosInstance,
		readonly owner: Account,
	) {}

	static async begin(emulator: Emulator): Promise<Stand> {
		emulator.control.reset();
		return new Stand(emulator, await signIn(emulator), account(emulator));
	}

	get home(): string {
		return `/v1/${this.owner.id}`;
	}

	async docflow(id: string): Promise<ShownDocflow> {
		return (await this.client.get(`${this.home}/docflows/${id}`)).data;
	}

	async download(contentId: string): Promise<Buffer> {
		const { data } = await this.client.get(`${this.home}/contents/${contentId}`, {
			responseType: 'arraybuffer',
		});
		return Buffer.from(data);
	}

	async upload(bytes: Buffer): Promise<string> {
		return String((await this.client.post(`${this.home}/contents`, bytes, octets)).data.id);
	}

	/** Answers by a reply link: generate, sign where it is wanted, send. */
	async answer(href: string, signature: 'cms' | 'bare' | 'none' = 'cms') {
		const made = await this.client.post(href, body);
		if (made.status !== 201) return made;
		const self = linkTo(made.data, 'self');
		const bytes = signature === 'cms' ? Buffer.from(cms(certificate), 'base64') : bareSignature;
		if (signature !== 'none') {
			const signed = await this.client.put(`${self}/signature`, bytes, octets);
			if (signed.status !== 200) return signed;
		}
		return await this.client.post(`${self}/send`, ip);
	}

	/** Events of one docflow, oldest first. */
	events(id: string): string[] {
		return this.emulator.state.extern.events
			.filter(({ docflowId }) => docflowId === id)
			.map(({ newState }) => newState.replace('urn:transaction:', ''));
	}

	async sendReport(office = '0087'): Promise<string> {
		const draft = await makeDraft(this.client, this.owner, { office });
		await sign(this.client, draft);
		const { data } = await runTask(this.emulator, this.client, draft, 'send');
		this.emulator.state.clock.advance(1000);
		return String(data['task-result'].id);
	}

	/** A draft with signed documents, sent. */
	async send({ recipient, types = [''], payer, info, related, knd }: Sent): Promise<ShownDocflow> {
		const { client, owner, home } = this;
		const meta = draftMeta(owner);
		const made = await client.post(`${home}/drafts`, {
			...meta,
			recipient,
			payer: { ...(meta.payer as object), ...payer },
			...(info ? { 'additional-info': info } : {}),
			...(related ? { 'related-document': related } : {}),
		});
		const path = `${home}/drafts/${String(made.data.id)}`;
		for (const [index, type] of types.entries()) {
			const office = recipient['ifns-code'];
			const report = sampleReport({ inn: owner.inn, kpp: owner.kpp, guid: String(index), knd, office });
			const { data } = await client.post(`${path}/documents`, {
				'content-id': await this.upload(report.bytes),
				description: { filename: report.filename, ...(type ? { type: `urn:document:${type}` } : {}) },
			});
			await client.post(`${path}/documents/${String(data.id)}/signatures`, {
				// Documents for the Social Fund's exchange want a bare signature.
				'base64-content': data['data-to-sign-content-id']
					? bareSignature.toString('base64')
					: cms(certificate),
				'is-third-party-signature': false,
			});
		}
		const task = await client.post(`${path}/send?deferred=true`);
		const done = await this.poll(`${path}/tasks/${String(task.data.id)}`);
		this.emulator.state.clock.advance(1000);
		const id = String(done['task-result']?.id ?? '');
		if (!id) throw new Error(JSON.stringify(done));
		return await this.docflow(id);
	}

	/** Statuses and states the robot leads a docflow through. */
	lead({ id }: ShownDocflow): string[] {
		const seen: string[] = [];
		for (;;) {
			const { made, status, successState } = this.emulator.control.advanceDocflow(id);
			if (made === 0) return seen;
			seen.push(`${status} ${successState}`);
		}
	}

	/** Lets a task run and polls it. */
	async poll(path: string) {
		this.emulator.state.clock.advance(this.emulator.state.options.taskMs);
		return (await this.client.get(path)).data;
	}
}
