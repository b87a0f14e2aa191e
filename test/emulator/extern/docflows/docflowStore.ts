import { innKpp } from '../organizations/inn';
import { storeBytes } from '../files/contentStore';
import type { Account, Docflow, DocflowDocument, Organization, Signature, StoredEvent } from '../model';
import type { ExternState } from '../state';
import { asText, at, type JsonObject } from '../../core/values';
import { encodeWindows1251 } from '../files/text';

export interface NewDocflow {
	type: string;
	status: string;
	organization: Organization;
	description: JsonObject;
	ownerLogin: string;
	at: number;
	visibleAt?: number;
	id?: string;
}

/** Counts the new docflow at the document that it answers. */
function countRelation(account: Account, docflow: Docflow): void {
	const related = account.docflows.get(asText(docflow.description['related-docflow-id']) ?? '');
	const id = asText(docflow.description['related-document-id']);
	for (const document of related?.documents ?? []) if (document.id === id) document.relatedCount += 1;
}

export function newDocflow(extern: ExternState, account: Account, facts: NewDocflow): Docflow {
	const docflow: Docflow = {
		id: facts.id ?? extern.random.guid(),
		organizationId: facts.organization.id,
		type: facts.type,
		status: facts.status,
		successState: 'neutral',
		description: facts.description,
		documents: [],
		ownerLogin: facts.ownerLogin,
		createdAt: facts.at,
		changedAt: facts.at,
		visibleAt: facts.visibleAt ?? facts.at,
		requested: false,
		prepared: [],
		replies: new Map(),
		pfrReplies: new Map(),
		documentsRequests: new Map(),
		tasks: new Map(),
	};
	account.docflows.set(docflow.id, docflow);
	countRelation(account, docflow);
	return docflow;
}

export interface NewDocument {
	type: string;
	filename: string;
	at: number;
	/** A stored content or bytes; an XML file is generated if neither is given. */
	contentId?: string;
	bytes?: Buffer;
	contentType?: string;
	size?: number;
	signatures?: Signature[];
	requisites?: JsonObject;
	replyTypes?: string[];
}

/** A short XML in the authority's encoding, so that every document has something to download. */
export function madeUpXml(filename: string, type: string): Buffer {
	const id = filename.replace(/\.[^.]*$/, '');
	return encodeWindows1251(
		`<?xml version="1.0" encoding="windows-1251"?>\n<Файл ИдФайл="${id}" ВерсФорм="5.01"><Документ Вид="${type}"/></Файл>\n`,
	);
}

export function makeDocument(extern: ExternState, account: Account, facts: NewDocument): DocflowDocument {
	const contentType = facts.contentType ?? 'application/xml';
	let { contentId, size } = facts;
	if (contentId === undefined) {
		const bytes = facts.bytes ?? madeUpXml(facts.filename, facts.type);
		contentId = storeBytes(extern, account, contentType, bytes).id;
		size = bytes.length;
	}
	return {
		id: extern.random.guid(),
		type: facts.type,
		filename: facts.filename,
		contentType,
		contentId,
		size: size ?? 0,
		contents: [{ contentId, encrypted: false, compression: 'none' }],
		encryptedFor: [],
		relatedCount: 0,
		sentAt: facts.at,
		signatures: facts.signatures ?? [],
		requisites: facts.requisites ?? {},
		replyTypes: facts.replyTypes ?? [],
	};
}

export function addDocument(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	facts: NewDocument,
): DocflowDocument {
	const document = makeDocument(extern, account, facts);
	docflow.documents.unshift(document);
	return document;
}

function machineSignature(extern: ExternState, title: string, signerType: string): Signature {
	return {
		id: extern.random.guid(),
		content: extern.random.bytes(96),
		thirdParty: false,
		thumbprint: extern.random.hex(40).toUpperCase(),
		title,
		signerType,
	};
}

export function operatorSignature(extern: ExternState): Signature {
	return machineSignature(extern, 'Оператор электронного документооборота', 'provider-representative');
}

const authorities: [prefix: string, title: string][] = [
	['fns534', 'Налоговый орган'],
	['business', 'Регистрирующий орган'],
	['stat', 'Росстат'],
	['mvd', 'МВД'],
	['cbrf', 'Банк России'],
];

export function authoritySignature(extern: ExternState, docflowType = 'fns534'): Signature {
	const title = authorities.find(([prefix]) => docflowType.startsWith(prefix))?.[1] ?? 'Социальный фонд';
	return machineSignature(extern, title, 'cu-representative');
}

/** Appends to the feed, after the feed's delay if there is one. */
export function emitEvent(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	newState: string,
	moment: number,
): void {
	const append = (): void => appendEvent(extern, account, docflow, newState, moment);
	const { feedDelayMs } = extern.options;
	if (feedDelayMs > 0) extern.clock.schedule(feedDelayMs, append);
	else append();
}

/** The ID of an event is its offset and length in an imaginary byte log. */
function appendEvent(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	newState: string,
	moment: number,
): void {
	const organization = account.organizations.get(docflow.organizationId) ?? account;
	const length = 0x120 + extern.random.int(0x30);
	const knd = asText(at(docflow.description, 'form-version', 'knd'));
	const event: StoredEvent = {
		id: `${extern.eventBytes.toString(16)}_${length.toString(16)}`,
		offset: extern.eventBytes,
		length,
		accountId: account.id,
		docflowId: docflow.id,
		docflowType: docflow.type,
		inn: organization.inn,
		...(organization.kpp ? { kpp: organization.kpp } : {}),
		...(knd ? { knd } : {}),
		relatedDocflowId: asText(docflow.description['related-docflow-id']),
		relatedDocumentId: asText(docflow.description['related-document-id']),
		newState,
		at: moment,
	};
	extern.events.push(event);
	extern.eventBytes += length;
}

export function payerText(organization: Organization): string {
	return innKpp(organization);
}
