import { HttpError } from '../core/errors';
import { wholeContent } from './files/contentStore';
import { addDocument, authoritySignature, emitEvent, newDocflow } from './docflows/docflowStore';
import { familyOf } from './flows';
import { replyTypesFor } from './flows/family';
import { createIncoming as makeIncoming, type IncomingFacts } from './incoming/incoming';
import { isInn } from './organizations/inn';
import type { Account, Docflow, Organization } from './model';
import { acknowledgeAll, advanceRobot, scheduleRobot } from './exchange/robots';
import type { ExternState } from './state';
import type { JsonObject } from '../core/values';

export interface DocflowFacts {
	id: string;
	accountId: string;
	type: string;
	status: string;
	successState: string;
}

export interface IncomingDocflow {
	/** Without 'urn:docflow:'; a demand when left out. */
	type?: string;
	status?: string;
	/** Event state without 'urn:transaction:'. */
	event?: string;
	description?: JsonObject;
	documentType?: string;
	filename?: string;
	organizationId?: string;
	ownerLogin?: string;
	/** How long it is missing from lists and reads; its event appears immediately. */
	visibleInMs?: number;
}

function facts(account: Account, docflow: Docflow): DocflowFacts {
	const { id, type, status, successState } = docflow;
	return { id, accountId: account.id, type, status, successState };
}

export function findDocflow(extern: ExternState, id: string): [Account, Docflow] {
	for (const account of extern.accounts.values()) {
		const docflow = account.docflows.get(id);
		if (docflow) return [account, docflow];
	}
	throw new HttpError(404, 'No such docflow');
}

function findAccount(extern: ExternState, id: string): Account {
	const account = extern.accounts.get(id);
	if (!account) throw new HttpError(404, 'No such account');
	return account;
}

/** Runs up to a number of steps of the docflow's robot; returns how many ran. */
export function advanceDocflow(
	extern: ExternState,
	id: string,
	steps: number,
): DocflowFacts & { made: number } {
	const [account, docflow] = findDocflow(extern, id);
	let made = 0;
	while (made < steps && advanceRobot(extern, account, docflow, extern.clock.now().getTime())) made += 1;
	return { ...facts(account, docflow), made };
}

/** Lets the subscriber send all required receipts, outside the API. */
export function sendReceipts(extern: ExternState, id: string): DocflowFacts & { made: number } {
	const [account, docflow] = findDocflow(extern, id);
	const made = acknowledgeAll(extern, account, docflow, extern.clock.now().getTime());
	return { ...facts(account, docflow), made };
}

/** Starts the robots of all waiting docflows; needed after a switch from manual to timed. */
export function restartRobots(extern: ExternState): void {
	for (const account of extern.accounts.values()) {
		for (const docflow of account.docflows.values()) {
			if (docflow.visibleAt > 0) scheduleRobot(extern, account, docflow);
		}
	}
}

export function contentOf(extern: ExternState, id: string): { type: string; bytes: Buffer } {
	for (const account of extern.accounts.values()) {
		const content = account.contents.get(id);
		if (content) return { type: content.type, bytes: wholeContent(content) };
	}
	throw new HttpError(404, 'No such content');
}

export function addOrganization(
	extern: ExternState,
	accountId: string,
	given: { inn: string; kpp?: string; name: string },
): Organization {
	const account = findAccount(extern, accountId);
	if (!isInn(given.inn)) throw new HttpError(400, 'inn is not a valid INN');
	const organization: Organization = { id: extern.random.guid(), ...given, isMain: false };
	account.organizations.set(organization.id, organization);
	return organization;
}

/** Puts a docflow into an account as if an authority had sent it. */
export function receiveDocflow(extern: ExternState, accountId: string, given: IncomingDocflow): DocflowFacts {
	const account = findAccount(extern, accountId);
	const organizations = [...account.organizations.values()];
	const organization = given.organizationId
		? account.organizations.get(given.organizationId)
		: organizations[0];
	if (!organization) throw new HttpError(404, 'No such organization');
	const now = extern.clock.now().getTime();
	const type = given.type ?? 'fns534-demand';
	const docflow = newDocflow(extern, account, {
		type,
		status: given.status ?? 'received',
		organization,
		description: given.description ?? { cu: '0087' },
		ownerLogin: given.ownerLogin ?? [...account.members.keys()][0],
		at: now,
		visibleAt: now + (given.visibleInMs ?? 0),
	});
	const documentType = given.documentType ?? (type === 'fns534-demand' ? 'fns534-demand-attachment' : type);
	const family = familyOf(type);
	addDocument(extern, account, docflow, {
		type: documentType,
		filename: given.filename ?? `${type}.xml`,
		at: now,
		signatures: [authoritySignature(extern, type)],
		replyTypes: family ? replyTypesFor(family, documentType) : [],
	});
	emitEvent(extern, account, docflow, `urn:transaction:${given.event ?? 'document'}`, now);
	return facts(account, docflow);
}

export interface IncomingMade extends DocflowFacts {
	/** Newest first; empty while they must be requested. */
	documents: { id: string; type: string; filename: string }[];
}

/** Like receiveDocflow, with all documents of the family, encrypted if requested. */
export async function createIncoming(
	extern: ExternState,
	accountId: string,
	given: IncomingFacts,
): Promise<IncomingMade> {
	const account = findAccount(extern, accountId);
	const docflow = await makeIncoming(extern, account, given);
	const documents = docflow.documents.map(({ id, type, filename }) => ({ id, type, filename }));
	return { ...facts(account, docflow), documents };
}

export function accountList(extern: ExternState): JsonObject[] {
	return [...extern.accounts.values()].map((account) => ({
		id: account.id,
		inn: account.inn,
		kpp: account.kpp,
		name: account.name,
		members: Object.fromEntries(account.members),
		organizations: account.organizations.size,
		drafts: account.drafts.size,
		docflows: account.docflows.size,
	}));
}
