import type { AxiosInstance } from 'axios';

import type { Account } from '../model';
import { account, draftMeta, signIn } from '../../support';
import type { Emulator } from '../../server';

export type Row = Record<string, unknown>;

export interface BuiltDocument {
	id: string;
	description: Row & { type: string; filename: string };
	contents: Row[];
	signatures: Row[];
}

/** A client that works with drafts builders of the first account; the clock stands still. */
export class Builders {
	private constructor(
		readonly emulator: Emulator,
		readonly client: AxiosInstance,
		readonly owner: Account,
	) {}

	static async start(emulator: Emulator): Promise<Builders> {
		emulator.control.reset();
		emulator.state.clock.freeze();
		return new Builders(emulator, await signIn(emulator), account(emulator));
	}

	get home(): string {
		return `/v1/${this.owner.id}`;
	}

	/** A demand of the account and its file. */
	related(): Row {
		const demand = [...this.owner.docflows.values()].find(({ type }) => type === 'fns534-demand');
		return {
			'related-docflow-id': demand?.id,
			'related-document-id': demand?.documents[0].id,
		};
	}

	meta(type: string, data: unknown, recipient: Row = { 'ifns-code': '0087' }): Row {
		return {
			...draftMeta(this.owner),
			recipient,
			'builder-type': `urn:drafts-builder:${type}`,
			'builder-data': data,
		};
	}

	inventory(more: Row = {}): Row {
		return this.meta('fns534-inventory', { 'related-document': this.related(), ...more });
	}

	/** Creates a builder and returns its path. */
	async make(meta: Row): Promise<string> {
		const { status, data } = await this.client.post(`${this.home}/drafts/builders`, meta);
		if (status !== 201 || data.status !== 'new') throw new Error(`the builder answered ${status}`);
		return `${this.home}/drafts/builders/${String(data.id)}`;
	}

	/** Adds a document and returns its path. */
	async addDocument(builder: string, data: Row | null = {}): Promise<string> {
		const answer = await this.client.post(`${builder}/documents`, { 'builder-data': data });
		if (answer.status !== 201) throw new Error(`the document answered ${answer.status}`);
		return `${builder}/documents/${String(answer.data.id)}`;
	}

	async upload(content: string | Buffer): Promise<string> {
		const { data } = await this.client.post(`${this.home}/contents`, content, {
			headers: { 'Content-Type': 'application/octet-stream' },
		});
		return String(data.id);
	}

	async addFile(document: string, name: string, content: string | Buffer = name, more: Row = {}) {
		const body = { 'content-id': await this.upload(content), meta: { 'file-name': name, ...more } };
		return await this.client.post(`${document}/files`, body);
	}

	async build(builder: string): Promise<Row> {
		const started = await this.client.post(`${builder}/build?deferred=true`);
		if (started.status !== 202) throw new Error(`the build answered ${started.status}`);
		this.passTime();
		return (await this.client.get(`${builder}/tasks/${String(started.data.id)}`)).data;
	}

	/** Builds and reads the drafts that came of it. */
	async drafts(builder: string): Promise<{ draft: Row; documents: BuiltDocument[] }[]> {
		const result = (await this.build(builder))['task-result'] as { 'draft-ids': string[] };
		return await Promise.all(
			result['draft-ids'].map(async (id) => {
				const { data } = await this.client.get(`${this.home}/drafts/${id}`);
				const links: { href: string }[] = data.documents;
				const documents = await Promise.all(
					links.map(async ({ href }) => (await this.client.get(href)).data),
				);
				return { draft: data, documents };
			}),
		);
	}

	passTime(): void {
		this.emulator.state.clock.advance(this.emulator.state.options.taskMs);
	}
}
