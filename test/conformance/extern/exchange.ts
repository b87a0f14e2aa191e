import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { Account, DocflowDocument } from '../../emulator/extern/model';
import { seedCertificates } from '../../emulator/extern/seed/seedCertificates';
import { certificate, cms } from '../../emulator/support';
import { cachedByOpenssl } from '../../support/cached';
import type { CaseItem, World } from '../world';

interface Link {
	rel: string;
	name: string;
}

export interface ExternDocument extends IDataObject {
	id: string;
	description: IDataObject & { type: string };
	signatures: IDataObject[];
	links: Link[] & IDataObject[];
}

/** Kept in the first account's cloud. */
export const cloudCertificate = seedCertificates[3];

export const replyLinks = ({ links }: { links: Link[] }) => links.filter(({ rel }) => rel === 'reply');

/** The documents of a docflow, which has to have one that a condition holds for. */
async function documentWith(
	world: World,
	accountId: unknown,
	docflowId: unknown,
	condition: (document: ExternDocument) => boolean,
): Promise<ExternDocument> {
	const path = `/v1/${String(accountId)}/docflows/${String(docflowId)}/documents`;
	const { data } = await world.client.get(path);
	const found = (data as ExternDocument[]).find(condition);
	if (!found) throw new Error(`no such document in ${path}: ${JSON.stringify(data)}`);
	return found;
}

/** Two document flows, of two accounts, with a document that a condition holds for. */
export async function twoDocuments(
	world: World,
	condition: (document: ExternDocument) => boolean = () => true,
): Promise<[CaseItem, CaseItem]> {
	const items: CaseItem[] = [];
	for (const owner of world.owners) {
		const docflowId = await world.sentDocflow(owner);
		const document = await documentWith(world, owner.id, docflowId, condition);
		items.push({ parameters: { accountId: owner.id, docflowId, documentId: document.id } });
	}
	return [items[0], items[1]];
}

/** The address of a document that an item names, of a docflow or of an inventory. */
export function documentPath({ parameters }: CaseItem): string {
	const { accountId, docflowId, relatedDocflowId, relatedDocumentId, inventoryId, documentId } = parameters;
	const flow =
		parameters.replyTo === 'inventory' || inventoryId
			? `${String(relatedDocflowId)}/documents/${String(relatedDocumentId)}/inventories/${String(inventoryId)}`
			: String(docflowId);
	return `/v1/${String(accountId)}/docflows/${flow}/documents/${String(documentId)}`;
}

/** Makes something with a request and gives its ID. */
export async function made(world: World, path: string, body: unknown): Promise<string> {
	const { status, data } = await world.client.post(path, body);
	if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(data)}`);
	return String(data.id);
}

/** The frame of a signature. */
export const signature = Buffer.from(cms(certificate), 'base64');

/** A detached signature of a text, which the node verifies. */
export function signatureOf(text: string): Buffer {
	const base64 = cachedByOpenssl('conformance-signature', text, () => {
		const folder = mkdtempSync(join(tmpdir(), 'signature-'));
		const [key, pem, data] = ['key.pem', 'certificate.pem', 'data'].map((name) => join(folder, name));
		writeFileSync(data, text);
		const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=Test'];
		execFileSync('openssl', [...make, '-keyout', key, '-out', pem], { stdio: 'ignore' });
		const der = execFileSync('openssl', [
			...['cms', '-sign', '-binary', '-outform', 'DER', '-signer', pem, '-inkey', key, '-in', data],
		]);
		rmSync(folder, { recursive: true });
		return der.toString('base64');
	});
	return Buffer.from(base64, 'base64');
}

export const certificateText = { certificateFrom: 'text', certificate };

/** A demand that came in: the account, its docflow and the document that inventories and letters are tied to. */
export function demand(world: World, owner = world.owners[0]) {
	const { id } = world.emulator.control.receiveDocflow(owner.id);
	const document = owner.docflows.get(id)?.documents.find(({ type }) => type === 'fns534-demand-attachment');
	if (!document) throw new Error('the demand has no attachment');
	return { accountId: owner.id, relatedDocflowId: id, relatedDocumentId: document.id };
}

/** Document flows tied to a demand, as many as asked for; their IDs. */
export function relatedTo(
	world: World,
	{ accountId, relatedDocflowId, relatedDocumentId }: ReturnType<typeof demand>,
	type: string,
	count = 1,
): string[] {
	return Array.from({ length: count }, () => {
		const { id } = world.emulator.control.receiveDocflow(accountId, {
			type,
			status: 'response-arrived',
			documentType: type === 'fns534-inventory' ? `${type}-acceptance-result-positive` : type,
			description: { 'related-docflow-id': relatedDocflowId, 'related-document-id': relatedDocumentId },
		});
		return id;
	});
}

/** Two inventories, of two accounts, each with a document that wants a receipt. */
export function twoInventoryDocuments(world: World): [CaseItem, CaseItem] {
	const [first, second] = world.owners.map((owner) => {
		const answered = demand(world, owner);
		const [inventoryId] = relatedTo(world, answered, 'fns534-inventory');
		const [document] = owner.docflows.get(inventoryId)?.documents ?? [];
		document.replyTypes = ['fns534-inventory-receipt'];
		return { parameters: { ...answered, inventoryId, documentId: document.id } };
	});
	return [first, second];
}

/** A document as the emulator holds it. */
export function storedDocument(owner: Account, docflowId: unknown, documentId: unknown): DocflowDocument {
	const documents = owner.docflows.get(String(docflowId))?.documents ?? [];
	const found = documents.find(({ id }) => id === documentId);
	if (!found) throw new Error('the emulator has no such document');
	return found;
}

/** Makes a document look encrypted for the certificate in the cloud. */
export function encryptForCloud(document: DocflowDocument): void {
	document.contents = [{ ...document.contents[0], encrypted: true }];
	document.encryptedFor = [new X509Certificate(Buffer.from(cloudCertificate, 'base64')).serialNumber];
}
