import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findContent, wholeContent } from '../../../emulator/extern/files/contentStore';
import type { Account, Docflow } from '../../../emulator/extern/model';
import { errorOf, type Execution, type Json } from '../execution';
import type { WorkflowFile } from '../n8n';
import { byId, konturNode, type Stand } from '../stand';
import { accountSettings, example } from '../workflows';
import { SENDER_ADDRESS } from '../../../support/senderAddress';

export const ip = SENDER_ADDRESS;

/** Returns an empty account of the stand; scenarios with different accounts do not interfere. */
export function accountOf({ emulator }: Stand, number: number): Account {
	const accounts = [...emulator.state.extern.accounts.values()];
	// The first ones are seeded.
	return accounts[5 + number];
}

/** Writes a file where n8n may read it, and returns its path. */
export function putFile({ files }: Stand, name: string, content: string | Buffer): string {
	mkdirSync(files, { recursive: true });
	const path = join(files, name);
	writeFileSync(path, content);
	return path;
}

/** An example as a person would import it for an account. */
export function exampleFor(
	{ credentials }: Stand,
	file: string,
	account: Account,
	settings: Json = {},
): WorkflowFile {
	return example(file, credentials, { ...accountSettings(file, account), ...settings });
}

const withCertificate = ({ credentials: { konturExternApi, konturCertificateApi } }: Stand): Json => ({
	konturExternApi: { id: konturExternApi.id, name: konturExternApi.name },
	konturCertificateApi: { id: konturCertificateApi.id, name: konturCertificateApi.name },
});

/** A node of Kontur.Extern that works in an account and may sign. */
export const extern = (
	stand: Stand,
	account: Account,
	[name, resource, operation]: [name: string, resource: string, operation: string],
	parameters: Json = {},
): Json =>
	konturNode(
		stand.credentials,
		'konturExternApi',
		name,
		{ resource, operation, accountId: byId(account.id), ...parameters },
		{ credentials: withCertificate(stand) },
	);

/** Puts an XML signature into the file of an item. */
export const signXml = (stand: Stand): Json => ({
	name: 'Sign XML',
	type: 'n8n-nodes-kontur.konturSignature',
	typeVersion: 1,
	parameters: { resource: 'document', operation: 'sign', kind: 'xml' },
	credentials: withCertificate(stand),
});

export const readFile = (name: string, path: string): Json => ({
	name,
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1.1,
	parameters: { fileSelector: path, options: {} },
});

/** Runs a workflow to its end, successful or not. */
export async function run({ n8n }: Stand, workflow: WorkflowFile, trigger = 'Start'): Promise<Execution> {
	return await n8n.run(await n8n.createWorkflow(workflow), trigger, 180);
}

/** Runs a workflow that must succeed. */
export async function succeed(stand: Stand, workflow: WorkflowFile, trigger = 'Start'): Promise<Execution> {
	const execution = await run(stand, workflow, trigger);
	const problem = errorOf(execution);
	expect(problem && `${problem.node?.name}: ${problem.message} ${problem.description ?? ''}`).toBeUndefined();
	return execution;
}

export const typesOf = ({ documents }: Docflow): string[] => documents.map(({ type }) => type);

/** The document flows of an account of one type. */
export const docflowsOf = (account: Account, type: string): Docflow[] =>
	[...account.docflows.values()].filter((docflow) => docflow.type === type);

/** The only document flow of a type: what was sent once. */
export function onlyDocflow(account: Account, type: string): Docflow {
	const found = docflowsOf(account, type);
	expect(found.map((docflow) => docflow.type)).toEqual([type]);
	return found[0];
}

/** The newest document of a type in a document flow, with its signatures, as Kontur has them. */
export function documentIn({ emulator }: Stand, account: Account, docflow: Docflow, type: string) {
	const found = docflow.documents.find((document) => document.type === type);
	if (!found) throw new Error(`No ${type} among ${typesOf(docflow).join(', ')}`);
	const content = wholeContent(findContent(emulator.state.extern, account, found.contentId));
	return { ...found, content, signatures: found.signatures.map((signature) => signature.content) };
}

/** The content that Kontur provided for signing, for a document of the draft behind a document flow. */
export function dataToSign({ emulator }: Stand, account: Account, docflow: Docflow): Buffer {
	const draft = [...account.drafts.values()].find(({ docflowId }) => docflowId === docflow.id);
	const [document] = draft?.documents.values() ?? [];
	const contentId = document?.dataToSignContentId;
	if (!contentId) throw new Error('Nothing was handed out to sign');
	return wholeContent(findContent(emulator.state.extern, account, contentId));
}
