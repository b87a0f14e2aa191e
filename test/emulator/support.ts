import axios, { type AxiosInstance } from 'axios';

import { seedClients, seedUsers } from './auth/state';
import type { Account } from './extern/model';
import { sampleReport, type SampleReportFacts } from './extern/seed/sampleReport';
import { seedCertificates } from './extern/seed/seedCertificates';
import type { Emulator } from './server';

export const demo = seedClients[0];
export const otherClient = seedClients[1];
export const [partnerUser, accountantUser, blockedUser] = seedUsers;
export const certificate = seedCertificates[0];
export const otherCertificate = seedCertificates[1];

/** A client that answers every status instead of throwing. */
export function http(emulator: Emulator, headers: Record<string, string> = {}): AxiosInstance {
	return axios.create({
		baseURL: emulator.url,
		headers,
		validateStatus: () => true,
		maxBodyLength: Infinity,
		maxRedirects: 0,
		proxy: false,
	});
}

export async function requestToken(
	emulator: Emulator,
	fields: Record<string, string>,
): Promise<{ status: number; data: Record<string, unknown> }> {
	return await http(emulator).post(
		'/connect/token',
		new URLSearchParams({
			client_id: demo.clientId,
			client_secret: demo.apiKey,
			scope: 'extern.api',
			...fields,
		}),
	);
}

export async function signIn(emulator: Emulator, user = partnerUser): Promise<AxiosInstance> {
	const { status, data } = await requestToken(emulator, {
		grant_type: 'password',
		username: user.login,
		password: user.password,
	});
	if (status !== 200) throw new Error(`sign-in answered ${status}`);
	return http(emulator, { Authorization: `Bearer ${String(data.access_token)}` });
}

export function account(emulator: Emulator, index = 0): Account {
	const { accounts } = emulator.state.extern;
	// By its key, because values are copied when they are read.
	return accounts.get([...accounts.keys()][index]) as Account;
}

function der(tag: number, ...content: Buffer[]): Buffer {
	const body = Buffer.concat(content);
	if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
	const length = Buffer.alloc(2);
	length.writeUInt16BE(body.length);
	return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
}

/** The frame of a detached CMS signature, with a certificate when one is given. */
export function cms(withCertificate?: string): string {
	const signedDataType = Buffer.from('06092a864886f70d010702', 'hex');
	const dataType = Buffer.from('06092a864886f70d010701', 'hex');
	const certificates = withCertificate ? [der(0xa0, Buffer.from(withCertificate, 'base64'))] : [];
	const one = der(0x02, Buffer.from([1]));
	const sha256 = Buffer.from('0609608648016503040201', 'hex');
	const rsa = Buffer.from('06092a864886f70d010101', 'hex');
	const issuer = der(0x30, der(0x30), one);
	const signer = der(0x30, one, issuer, der(0x30, sha256), der(0x30, rsa), der(0x04, Buffer.alloc(64, 7)));
	const signedData = der(
		0x30,
		der(0x02, Buffer.from([1])),
		der(0x31),
		der(0x30, dataType),
		...certificates,
		der(0x31, signer),
	);
	return der(0x30, signedDataType, der(0xa0, signedData)).toString('base64');
}

export function draftMeta(owner: Account, office = '0087'): Record<string, unknown> {
	return {
		sender: {
			inn: owner.inn,
			kpp: owner.kpp,
			certificate: { content: certificate },
			'is-representative': 'false',
			ipaddress: '8.8.8.8',
		},
		recipient: { 'ifns-code': office },
		payer: { inn: owner.inn, organization: { kpp: owner.kpp } },
	};
}

export interface MadeDraft {
	/** Path of the draft. */
	path: string;
	documentId: string;
	/** The content the draft document points to. */
	contentId: string;
	uploadedId: string;
	bytes: Buffer;
	filename: string;
}

/** Creates a draft with one report, unsigned. */
export async function makeDraft(
	client: AxiosInstance,
	owner: Account,
	facts: Partial<SampleReportFacts> & { bytes?: Buffer } = {},
): Promise<MadeDraft> {
	const home = `/v1/${owner.id}`;
	const report = sampleReport({
		inn: owner.inn,
		kpp: owner.kpp,
		name: owner.name.replace(/"/g, ''),
		guid: 'd6d369c3-2cbc-4090-b3ad-ea69ce62f74d',
		...facts,
	});
	const bytes = facts.bytes ?? report.bytes;
	const draft = await client.post(`${home}/drafts`, draftMeta(owner, facts.office));
	const path = `${home}/drafts/${String(draft.data.id)}`;
	const upload = await client.post(`${home}/contents`, bytes, {
		headers: { 'Content-Type': 'application/octet-stream' },
	});
	const document = await client.post(`${path}/documents`, {
		'content-id': upload.data.id,
		description: { filename: report.filename },
	});
	return {
		path,
		documentId: String(document.data.id),
		contentId: String(document.data.contents[0]['content-id']),
		uploadedId: String(upload.data.id),
		bytes,
		filename: report.filename,
	};
}

export async function sign(
	client: AxiosInstance,
	draft: MadeDraft,
	signature = cms(certificate),
): Promise<{ status: number; data: Record<string, unknown> }> {
	return await client.post(`${draft.path}/documents/${draft.documentId}/signatures`, {
		'base64-content': signature,
		'is-third-party-signature': 'false',
	});
}

/** Starts a deferred job, lets its time pass and polls once. */
export async function runTask(
	emulator: Emulator,
	client: AxiosInstance,
	draft: MadeDraft,
	kind: 'check' | 'prepare' | 'send',
) {
	const started = await client.post(`${draft.path}/${kind}?deferred=true`);
	if (started.status !== 200) throw new Error(`${kind} answered ${started.status}`);
	emulator.state.clock.advance(emulator.state.options.taskMs);
	return await client.get(`${draft.path}/tasks/${String(started.data.id)}`);
}
