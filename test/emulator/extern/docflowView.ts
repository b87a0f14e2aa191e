import { compact, type JsonObject } from '../core/values';
import { moscowLocal, utc } from './dates';
import type { Docflow, DocflowDocument } from './model';
import { renderSignature } from './signatures';

function replyLinks(document: DocflowDocument, self: string): JsonObject[] {
	return document.replyTypes.map((type) => ({
		rel: 'reply',
		href: `${self}/generate-reply?documentType=${type}`,
		name: type,
	}));
}

export function renderDescription(document: DocflowDocument): JsonObject {
	return {
		type: `urn:document:${document.type}`,
		filename: document.filename,
		'content-type': document.contentType,
		'decrypted-content-size': document.size,
		compressed: false,
		requisites: document.requisites,
		'related-docflows-count': 0,
		'support-recognition': document.type === 'fns534-demand-attachment',
		'encrypted-certificates': [],
		'support-print': /xml$/i.test(document.contentType) ? 'yes' : 'no',
	};
}

export function documentSignatures(document: DocflowDocument, docflow: Docflow, home: string): JsonObject[] {
	const flow = `${home}/docflows/${docflow.id}`;
	return document.signatures.map((item) =>
		renderSignature(item, `${flow}/documents/${document.id}`, [{ rel: 'docflow', href: flow }]),
	);
}

export function renderDocument(document: DocflowDocument, docflow: Docflow, home: string): JsonObject {
	const flow = `${home}/docflows/${docflow.id}`;
	const self = `${flow}/documents/${document.id}`;
	return {
		id: document.id,
		description: renderDescription(document),
		content: {
			'docflow-document-contents': [
				{
					'content-id': document.contentId,
					encrypted: false,
					compressed: false,
					'compression-type': 'none',
				},
			],
		},
		'send-date': utc(document.sentAt),
		signatures: documentSignatures(document, docflow, home),
		links: [{ rel: 'docflow', href: flow }, { rel: 'self', href: self }, ...replyLinks(document, self)],
	};
}

/** `home` is the address of the account. */
export function renderDocflow(docflow: Docflow, home: string, withDocuments: boolean): JsonObject {
	const self = `${home}/docflows/${docflow.id}`;
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
			...docflow.documents.flatMap((document) => replyLinks(document, `${self}/documents/${document.id}`)),
		],
		'send-date': moscowLocal(docflow.createdAt),
		'last-change-date': utc(docflow.changedAt),
	});
}
