import { X509Certificate } from 'node:crypto';

import { readCertificate, type Certificate } from '../../auth/certificate';
import { envelop } from '../../auth/cms';
import { HttpError } from '../../core/errors';
import type { ChallengeCipher } from '../../core/options';
import { storeBytes } from '../files/contentStore';
import {
	addDocument,
	authoritySignature,
	emitEvent,
	makeDocument,
	newDocflow,
	operatorSignature,
} from '../docflows/docflowStore';
import { familyOf } from '../flows';
import { documentType, replyTypesFor, type Family } from '../flows/family';
import { incomingDescription, incomingFiles, type IncomingFile } from './incomingFiles';
import type { Account, Docflow, DocflowDocument, Organization } from '../model';
import { advanceRobot, scheduleRobot } from '../exchange/robots';
import type { ExternState } from '../state';
import { zipOne } from '../files/zip';
import type { JsonObject } from '../../core/values';

export interface IncomingAttachment {
	filename?: string;
	contentType?: string;
	bytes?: Buffer;
	/** Of a demand. */
	knd?: string;
	number?: string;
}

export interface IncomingFacts {
	/** Without 'urn:docflow:'; a demand when left out. */
	type?: string;
	organizationId?: string;
	ownerLogin?: string;
	/** Code of the authority. */
	cu?: string;
	subject?: string;
	text?: string;
	/** Members that override generated ones. */
	description?: JsonObject;
	/** Their number or contents; a demand has one by default. */
	attachments?: number | IncomingAttachment[];
	/** Replaces the generated main file. */
	main?: Buffer;
	/** Certificate (DER, PEM or base64) whose key opens main file and attachments. */
	encryptFor?: string | Buffer;
	cipher?: ChallengeCipher;
	/** Main file and attachments are packed, before they are encrypted. */
	compressed?: boolean;
	relatedDocflowId?: string;
	relatedDocumentId?: string;
	/** Social Fund: the documents arrive without a request. */
	automatic?: boolean;
	/** Social Fund: an error arrives instead of the documents. */
	fails?: boolean;
	/** How long it is missing from lists and reads; its event appears immediately. */
	visibleInMs?: number;
}

function recipientOf(facts: IncomingFacts): Certificate | undefined {
	if (facts.encryptFor === undefined) return undefined;
	const certificate = readCertificate(Buffer.from(facts.encryptFor));
	if (!certificate) throw new HttpError(400, 'encryptFor is not a certificate');
	return certificate;
}

interface Covered {
	file: IncomingFile;
	/** The format that clients receive, if not the file itself. */
	cover?: Buffer;
	encrypted: boolean;
}

async function covered(
	extern: ExternState,
	file: IncomingFile,
	facts: IncomingFacts,
	recipient: Certificate | undefined,
): Promise<Covered> {
	const packed = facts.compressed ? zipOne(file.filename, file.bytes) : file.bytes;
	if (recipient) {
		const options = { ...extern.options, challengeCipher: facts.cipher ?? 'kuznyechik-ctr-acpkm' };
		return { file, cover: await envelop(packed, recipient, options), encrypted: true };
	}
	return { file, encrypted: false, ...(facts.compressed ? { cover: packed } : {}) };
}

function putCover(
	extern: ExternState,
	account: Account,
	document: DocflowDocument,
	item: Covered,
	facts: IncomingFacts,
	recipient: Certificate | undefined,
): void {
	if (!item.cover) return;
	const content = storeBytes(extern, account, 'application/octet-stream', item.cover);
	const compression = facts.compressed ? 'zip' : 'none';
	document.contents = [{ contentId: content.id, encrypted: item.encrypted, compression }];
	if (recipient) {
		document.encryptedSize = item.cover.length;
		document.encryptedFor = [new X509Certificate(recipient.der).serialNumber];
	}
}

function organizationOf(account: Account, facts: IncomingFacts): Organization {
	const found = facts.organizationId
		? account.organizations.get(facts.organizationId)
		: [...account.organizations.values()][0];
	if (!found) throw new HttpError(404, 'No such organization');
	return found;
}

function addService(extern: ExternState, account: Account, docflow: Docflow, family: Family): void {
	for (const suffix of family.service) {
		const description = suffix.endsWith('description');
		addDocument(extern, account, docflow, {
			type: documentType(family, suffix),
			filename: description ? 'TR_DEKL.xml' : `PD_${docflow.id.slice(0, 8)}.xml`,
			at: docflow.createdAt,
			signatures: description ? [] : [operatorSignature(extern)],
		});
	}
}

/** Puts a docflow into an account as if an authority had sent it, with all documents of its family. */
export async function createIncoming(
	extern: ExternState,
	account: Account,
	facts: IncomingFacts,
): Promise<Docflow> {
	const family = familyOf(facts.type ?? 'fns534-demand');
	if (!family?.incoming) throw new HttpError(400, `'${facts.type ?? ''}' is not a known incoming docflow`);
	const organization = organizationOf(account, facts);
	const recipient = recipientOf(facts);
	const files = incomingFiles(extern, family, organization, facts);
	const all = await Promise.all(files.map((file) => covered(extern, file, facts, recipient)));

	const now = extern.clock.now().getTime();
	const docflow = newDocflow(extern, account, {
		type: family.type,
		status: family.first ?? 'received',
		organization,
		description: incomingDescription(extern, family, organization, facts, files.length - 1),
		ownerLogin: facts.ownerLogin ?? [...account.members.keys()][0],
		at: now,
		visibleAt: now + (facts.visibleInMs ?? 0),
	});
	for (const item of all) {
		const { type, filename, contentType, bytes } = item.file;
		const document = makeDocument(extern, account, {
			type,
			filename,
			contentType,
			bytes,
			at: now,
			signatures: [authoritySignature(extern, family.type)],
			replyTypes: replyTypesFor(family, type),
		});
		putCover(extern, account, document, item, facts, recipient);
		if (family.onRequest) docflow.prepared.push(document);
		else docflow.documents.unshift(document);
	}
	addService(extern, account, docflow, family);
	emitEvent(extern, account, docflow, `urn:transaction:${family.event}`, now);
	const outcome = facts.fails ? 'reject' : 'accept';
	if (family.plans[outcome]) docflow.robot = { outcome, done: 0 };
	if (facts.automatic && family.onRequest) {
		docflow.requested = true;
		advanceRobot(extern, account, docflow, now);
	}
	scheduleRobot(extern, account, docflow);
	return docflow;
}
