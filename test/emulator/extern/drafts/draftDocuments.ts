import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { compact, isObject, type JsonObject } from '../../core/values';
import { accountRoute, created, isGuid, ok, pick, type AccountCall } from '../call';
import { findContent, storeContent, wholeContent } from '../files/contentStore';
import { changeableDraft, draftOf } from './drafts';
import { bodyObject, optionalFlag, optionalText, requiredBytes } from '../fields';
import { metaText, senderCertificate } from './meta';
import type { Content, Draft, DraftDocument, DocumentDescription, Signature } from '../model';
import { formName, monthFirst, readReportFile } from '../handbooks/reportFile';
import { newSignature, renderSignature } from '../signing/signatures';
import { requireIdle } from '../tasks';

const largestRecognized = 32 * 1024 * 1024;

function withUrn(type: string): string {
	return type.startsWith('urn:') ? type : `urn:document:${type}`;
}

function contentTypeOf(filename: string, stored: string): string {
	if (/\.xml$/i.test(filename)) return 'application/xml';
	return stored;
}

interface GivenDescription {
	type?: string;
	filename?: string;
	contentType?: string;
	originalFilename?: string;
	svdregCode?: string;
}

/** Values that the service detects; those in the request take precedence. */
export function describeDocument(
	bytes: Buffer,
	stored: string,
	given: GivenDescription,
): DocumentDescription {
	const file = bytes.length <= largestRecognized ? readReportFile(bytes) : undefined;
	const formal = file !== undefined && file.fileId !== '';
	const filename = given.filename ?? (formal ? `${file.fileId}.xml` : undefined);
	const warrant = /^ON_DOV_/i.test(filename ?? '');
	const recognized = formal && file.knd !== '' ? 'fns534-report' : 'fns534-report-attachment';
	const type = given.type ?? (warrant ? 'fns534-report-warrant' : recognized);
	const properties: JsonObject = formal
		? compact({
				Encoding: file.declaredEncoding,
				FormName: file.knd === '' ? undefined : formName(file.knd),
				КНД: file.knd === '' ? undefined : file.knd,
				CorrectionNumber: file.correction,
				IsPrintable: 'True',
				Period: file.period?.name,
				OriginalFilename: given.originalFilename ?? null,
				SvdregCode: given.svdregCode ?? null,
				contentType: 'Xml',
				AccountingPeriodBegin: file.period && monthFirst(file.period.begin),
				AccountingPeriodEnd: file.period && monthFirst(file.period.end),
			})
		: unrecognized(given);
	return {
		type: withUrn(type),
		...(filename === undefined ? {} : { filename }),
		contentType: given.contentType ?? contentTypeOf(filename ?? '', stored),
		properties,
	};
}

/** All properties are there even if nothing is recognized, as Kontur's C# SDK asserts. */
function unrecognized(given: GivenDescription): JsonObject {
	return {
		Encoding: null,
		FormName: null,
		КНД: null,
		CorrectionNumber: '0',
		IsPrintable: 'False',
		Period: null,
		OriginalFilename: given.originalFilename ?? null,
		SvdregCode: given.svdregCode ?? null,
	};
}

function describeEmpty(given: GivenDescription): DocumentDescription {
	const { type, filename, contentType } = given;
	return {
		type: withUrn(type ?? 'fns534-report-attachment'),
		...compactTexts({ filename, contentType }),
		properties: unrecognized(given),
	};
}

function documentHome(call: AccountCall, draft: Draft, documentId: string): string {
	return `${call.home}/drafts/${draft.id}/documents/${documentId}`;
}

function signatureLinks(call: AccountCall, draft: Draft, documentId: string): JsonObject[] {
	return [
		{ rel: 'document', href: documentHome(call, draft, documentId) },
		{ rel: 'draft', href: `${call.home}/drafts/${draft.id}` },
	];
}

function renderOne(call: AccountCall, draft: Draft, document: DraftDocument, item: Signature) {
	const home = documentHome(call, draft, document.id);
	return renderSignature(item, home, signatureLinks(call, draft, document.id));
}

export function renderDraftDocument(call: AccountCall, draft: Draft, document: DraftDocument): JsonObject {
	const { description } = document;
	return {
		id: document.id,
		description: {
			type: description.type,
			filename: description.filename ?? null,
			'content-type': description.contentType ?? null,
			properties: description.properties,
			...(document.origin
				? {
						'original-drafts-builder': {
							'file-id': document.origin.fileId,
							'document-id': document.origin.documentId,
						},
					}
				: {}),
		},
		...(document.dataToSignContentId ? { 'data-to-sign-content-id': document.dataToSignContentId } : {}),
		contents:
			document.contentId === undefined
				? []
				: [{ 'content-id': document.contentId, encrypted: document.encrypted }],
		signatures: [...document.signatures.values()].map((item) => renderOne(call, draft, document, item)),
		links: [
			{ rel: 'self', href: documentHome(call, draft, document.id) },
			{ rel: 'draft', href: `${call.home}/drafts/${draft.id}` },
		],
	};
}

export function signatureOf(
	call: AccountCall,
	draft: Draft,
	content: Buffer,
	thirdParty: boolean,
	id?: string,
) {
	const certificate = senderCertificate(draft.meta);
	const title = call.account.name || metaText(draft.meta.sender, 'inn');
	return newSignature(call.extern, { content, thirdParty, certificate, title }, id);
}

/** Provides the data for a bare signature; here, bytes that differ for every document. */
export function handOutDataToSign(
	call: Pick<AccountCall, 'extern' | 'account'>,
	document: DraftDocument,
): void {
	const data = Buffer.concat([Buffer.from(`${document.id}\r\n`), call.extern.random.bytes(96)]);
	document.dataToSignContentId = storeContent(call.extern, call.account, 'application/octet-stream', [
		{ from: 0, data },
	]).id;
}

/** The content of the request, or else the one that the document already has (a guess). */
function contentOf(call: AccountCall, body: JsonObject, known?: DraftDocument): Content | undefined {
	const contentId = optionalText(body, 'content-id');
	if (contentId === undefined) {
		return known?.contentId === undefined
			? undefined
			: findContent(call.extern, call.account, known.contentId);
	}
	if (!isGuid(contentId)) throw new HttpError(400, "Field 'content-id' must be a GUID");
	const uploaded = findContent(call.extern, call.account, contentId);
	if (!uploaded.complete) throw new HttpError(400, 'The content is not uploaded to its end');
	return uploaded;
}

function buildDocument(call: AccountCall, draft: Draft, id: string, known?: DraftDocument): DraftDocument {
	const body = bodyObject(call);
	const signature = optionalText(body, 'signature') && requiredBytes(body, 'signature');
	const content = contentOf(call, body, known);
	if (!content && !isObject(body.description)) {
		throw new HttpError(400, "Field 'content-id' or 'description' is required");
	}
	const given = compactTexts({
		type: optionalText(body, 'description', 'type'),
		filename: optionalText(body, 'description', 'filename'),
		contentType: optionalText(body, 'description', 'content-type'),
		originalFilename: optionalText(body, 'description', 'original-filename'),
		svdregCode: optionalText(body, 'description', 'svdreg-code'),
	});
	const document: DraftDocument = {
		id,
		// The document gets its own content, so that clients cannot rely on the ID that they uploaded.
		...(content && { contentId: storeContent(call.extern, call.account, content.type, content.parts).id }),
		description: content
			? describeDocument(wholeContent(content), content.type, given)
			: describeEmpty(given),
		encrypted: optionalFlag(body, 'description', 'is-document-encrypted') ?? false,
		signatures: new Map(),
	};
	// Known immediately in the electronic sick-leave exchange. For reports to the fund, the check detects it.
	if (content && metaText(draft.meta.recipient, 'fss-code')) handOutDataToSign(call, document);
	if (signature) {
		const made = signatureOf(call, draft, signature, false);
		document.signatures.set(made.id, made);
	}
	return document;
}

function compactTexts<T extends Record<string, string | undefined>>(texts: T): { [K in keyof T]?: string } {
	const result: { [K in keyof T]?: string } = {};
	for (const name of Object.keys(texts) as (keyof T)[]) {
		const value = texts[name];
		if (value !== undefined) result[name] = value;
	}
	return result;
}

function addDocument(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	const document = buildDocument(call, draft, call.extern.random.guid());
	draft.documents.set(document.id, document);
	draft.status = 'new';
	return created(renderDraftDocument(call, draft, document));
}

function putDocument(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	const id = call.request.params.documentId.toLowerCase();
	const known = draft.documents.has(id) ? changeableDocument(call, draft) : undefined;
	const document = buildDocument(call, draft, id, known);
	draft.documents.set(id, document);
	draft.status = 'new';
	const json = renderDraftDocument(call, draft, document);
	return known ? ok(json) : created(json);
}

export function documentOf(call: AccountCall, draft: Draft): DraftDocument {
	return pick(draft.documents, call, 'documentId', 'Document');
}

/** Returns the document of the path, unless it or its draft is locked by a job. */
export function changeableDocument(call: AccountCall, draft = changeableDraft(call)): DraftDocument {
	const document = documentOf(call, draft);
	requireIdle(document.prints?.values() ?? []);
	return document;
}

function getDocument(call: AccountCall): Reply {
	const draft = draftOf(call);
	return ok(renderDraftDocument(call, draft, documentOf(call, draft)));
}

function deleteDocument(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	draft.documents.delete(changeableDocument(call, draft).id);
	draft.status = 'new';
	return ok();
}

function putSignature(call: AccountCall, id?: string): Reply {
	const draft = changeableDraft(call);
	const document = changeableDocument(call, draft);
	const body = bodyObject(call);
	const content = requiredBytes(body, 'base64-content');
	const thirdParty = optionalFlag(body, 'is-third-party-signature') ?? false;
	const known = id !== undefined && document.signatures.has(id);
	const signature = signatureOf(call, draft, content, thirdParty, id);
	document.signatures.set(signature.id, signature);
	// A prepared package contains the old signatures; a checked one contains none.
	if (draft.status === 'ready-to-send') draft.status = 'checked';
	const json = renderOne(call, draft, document, signature);
	return known ? ok(json) : created(json);
}

function signatureIn(call: AccountCall, draft: Draft): [DraftDocument, Signature] {
	const document = documentOf(call, draft);
	return [document, pick(document.signatures, call, 'signatureId', 'Signature')];
}

function getSignature(call: AccountCall): Reply {
	const draft = draftOf(call);
	const [document, signature] = signatureIn(call, draft);
	return ok(renderOne(call, draft, document, signature));
}

function deleteSignature(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	changeableDocument(call, draft);
	const [document, signature] = signatureIn(call, draft);
	document.signatures.delete(signature.id);
	if (draft.status === 'ready-to-send') draft.status = 'checked';
	return ok();
}

const documents = '/drafts/{draftId}/documents';
const signatures = `${documents}/{documentId}/signatures`;

export const draftDocumentRoutes: Route[] = [
	accountRoute('POST', documents, addDocument),
	accountRoute('GET', `${documents}/{documentId}`, getDocument),
	accountRoute('PUT', `${documents}/{documentId}`, putDocument),
	accountRoute('DELETE', `${documents}/{documentId}`, deleteDocument),
	accountRoute('POST', signatures, (call) => putSignature(call)),
	accountRoute('GET', `${signatures}/{signatureId}`, getSignature),
	accountRoute('PUT', `${signatures}/{signatureId}`, (call) =>
		putSignature(call, call.request.params.signatureId.toLowerCase()),
	),
	accountRoute('DELETE', `${signatures}/{signatureId}`, deleteSignature),
	accountRoute('GET', `${signatures}/{signatureId}/content`, (call) =>
		ok(signatureIn(call, draftOf(call))[1].content.toString('base64')),
	),
];
