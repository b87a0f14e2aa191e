import { asText, compact, type JsonObject } from '../../core/values';
import { moscowLocal, utc } from '../dates';
import { familyOf } from '../flows';
import { suffixOf } from '../flows/family';
import type { Docflow, DocflowDocument } from '../model';
import { renderSignature } from '../signing/signatures';

/** The address for replies to a docflow; replies to an inventory are created under the demand it answers. */
export function replyHome(docflow: Docflow, home: string): string {
	const related = asText(docflow.description['related-docflow-id']);
	const document = asText(docflow.description['related-document-id']);
	if (docflow.type !== 'fns534-inventory' || !related || !document) return `${home}/docflows/${docflow.id}`;
	return `${home}/docflows/${related}/documents/${document}/inventories/${docflow.id}`;
}

export function isSignedTogether(docflow: Docflow, document: DocflowDocument): boolean {
	const family = familyOf(docflow.type);
	return family?.signedTogether?.includes(suffixOf(family, document.type)) ?? false;
}

/** What the link to a reply of the pension fund is named; the Java SDK sends the name back. */
export const pensionReplyType = ({ type }: DocflowDocument): string => `${type}-receipt`;

function replyLinks(document: DocflowDocument, docflow: Docflow, home: string): JsonObject[] {
	const self = `${replyHome(docflow, home)}/documents/${document.id}`;
	const links: JsonObject[] = document.replyTypes.map((type) => ({
		rel: 'reply',
		href: `${self}/generate-reply?documentType=${type}`,
		name: type,
	}));
	if (!isSignedTogether(docflow, document) || docflow.status === 'finished') return links;
	const name = pensionReplyType(document);
	return [...links, { rel: 'reply', href: `${self}/pfr-generate-reply?documentType=${name}`, name }];
}

function hasPlain(document: DocflowDocument): boolean {
	return document.contents.some(({ encrypted }) => !encrypted);
}

export function renderDescription(document: DocflowDocument): JsonObject {
	return compact({
		type: `urn:document:${document.type}`,
		filename: document.filename,
		'content-type': document.contentType,
		'decrypted-content-size': document.size,
		'encrypted-content-size': document.encryptedSize,
		compressed: document.contents.some(({ compression }) => compression !== 'none'),
		requisites: document.requisites,
		'related-docflows-count': document.relatedCount,
		'support-recognition': document.type === 'fns534-demand-attachment',
		'encrypted-certificates': document.encryptedFor.map((serial) => ({ 'serial-number': serial })),
		'support-print': isPrintable(document) ? 'yes' : 'no',
	});
}

export function isPrintable(document: DocflowDocument): boolean {
	return /xml$/i.test(document.contentType);
}

export function documentSignatures(document: DocflowDocument, docflow: Docflow, home: string): JsonObject[] {
	const flow = `${home}/docflows/${docflow.id}`;
	return document.signatures.map((item) =>
		renderSignature(item, `${flow}/documents/${document.id}`, [{ rel: 'docflow', href: flow }]),
	);
}

function documentLinks(document: DocflowDocument, docflow: Docflow, home: string): JsonObject[] {
	const flow = `${home}/docflows/${docflow.id}`;
	const self = `${flow}/documents/${document.id}`;
	const own = `${replyHome(docflow, home)}/documents/${document.id}`;
	return [
		{ rel: 'docflow', href: flow },
		{ rel: 'self', href: self },
		...replyLinks(document, docflow, home),
		...(hasPlain(document) ? [] : [{ rel: 'decrypt-content', href: `${own}/decrypt-content` }]),
		...(document.type === 'fns534-demand-attachment'
			? [{ rel: 'inventories', href: `${self}/inventories` }]
			: []),
	];
}

export function renderDocument(document: DocflowDocument, docflow: Docflow, home: string): JsonObject {
	return {
		id: document.id,
		description: renderDescription(document),
		content: {
			'docflow-document-contents': document.contents.map((content) => ({
				'content-id': content.contentId,
				encrypted: content.encrypted,
				compressed: content.compression !== 'none',
				'compression-type': content.compression,
			})),
		},
		'send-date': utc(document.sentAt),
		signatures: documentSignatures(document, docflow, home),
		links: documentLinks(document, docflow, home),
	};
}

/** Not for the social insurance fund, as the Java SDK asserts. */
function webLinks(docflow: Docflow, home: string): JsonObject[] {
	if (docflow.type.startsWith('fss-')) return [];
	return [{ rel: 'web-docflow', href: `${home.replace(/\/v1\/.*$/, '')}/web/docflows/${docflow.id}` }];
}

function relatedLinks(docflow: Docflow, home: string): JsonObject[] {
	const related = asText(docflow.description['related-docflow-id']);
	if (!related) return [];
	const href = `${home}/docflows/${related}`;
	const document = asText(docflow.description['related-document-id']);
	return [
		{ rel: 'related-docflow', href },
		...(document ? [{ rel: 'related-document', href: `${href}/documents/${document}` }] : []),
	];
}

/** Documents that arrive only on request and have not been requested. */
export function wantsDocumentsRequest(docflow: Docflow): boolean {
	const { onRequest = false, incoming = false } = familyOf(docflow.type) ?? {};
	return onRequest && !docflow.requested && docflow.status === (incoming ? 'received' : 'response-arrived');
}

/** `home` is the address of the account. */
export function renderDocflow(docflow: Docflow, home: string, withDocuments: boolean): JsonObject {
	const self = `${home}/docflows/${docflow.id}`;
	const request = { rel: 'documents-request', href: `${self}/generate-documents-request` };
	return compact({
		id: docflow.id,
		'organization-id': docflow.organizationId,
		type: `urn:docflow:${docflow.type}`,
		status: `urn:docflow-common-status:${docflow.status}`,
		'success-state': `urn:docflow-state:${docflow.successState}`,
		description: docflow.description,
		documents: withDocuments
			? docflow.documents.map((document) => renderDocument(document, docflow, home))
			: undefined,
		links: [
			{ rel: 'self', href: self },
			{ rel: 'organization', href: `${home}/organizations/${docflow.organizationId}` },
			...webLinks(docflow, home),
			...relatedLinks(docflow, home),
			...(wantsDocumentsRequest(docflow) ? [request] : []),
			...docflow.documents.flatMap((document) => replyLinks(document, docflow, home)),
		],
		'send-date': moscowLocal(docflow.createdAt),
		'last-change-date': utc(docflow.changedAt),
	});
}
