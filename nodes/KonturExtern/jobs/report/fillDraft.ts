import { t } from '../../../shared/language';
import { mapConcurrent, uploadContent, UPLOADS_AT_ONCE, type Client } from '../../../shared/transport';
import { requireId } from '../../api/deterministicUuid';
import type { DraftIds } from '../../api/draft/draft';
import { about, refusal } from '../../api/refusal';
import { draftDocumentPath } from '../../api/routes';
import { draftDocumentShape, type DraftDocument } from '../../api/types';
import { detachedSignature, hasDataToSign, putSignature, readDraftDocument, signDocument } from '../draft';
import type { ReportFile } from './reportFiles';
import type { Signing } from './reportSigning';

export interface ReportDocument {
	documentId: string;
	file: ReportFile;
}

/** Which data is signed: the file, or data that Kontur provides at once or only after the check. */
export type Signed = 'file' | 'data' | 'dataAfterCheck';

export interface Filling {
	client: Client;
	ids: DraftIds;
	documents: readonly ReportDocument[];
	signing: Signing;
	signed: Signed;
	log: (message: string) => void;
}

/** The alternative when Kontur ignores the requested IDs. */
export const INSTEAD = t`Send this report with the Draft operations`;

/** Uploads a file and adds it as a document of the draft. */
async function addDocument(
	{ client, ids }: Filling,
	{ documentId, file }: ReportDocument,
): Promise<DraftDocument> {
	const { fileName, contentType, type } = file;
	const contentId = await uploadContent(client, ids.accountId, file, contentType);
	const { body } = await client.request({
		method: 'PUT',
		path: draftDocumentPath,
		pathValues: { ...ids, documentId },
		body: {
			'content-id': contentId,
			description: { type, filename: fileName, 'content-type': contentType },
		},
		shape: draftDocumentShape,
		echo: false,
	});
	requireId(body.id, documentId, 'draft', INSTEAD);
	return body;
}

/** Tells whether a document of an earlier run has the name and the type that are wanted now. */
async function isAsWanted({ client, ids }: Filling, { documentId, file }: ReportDocument): Promise<boolean> {
	const { description } = await readDraftDocument(client, ids, documentId);
	const { filename, type } = (description ?? {}) as { filename?: unknown; type?: unknown };
	if (typeof filename === 'string' && filename !== file.fileName) return false;
	return file.type === undefined || String(type).endsWith(file.type);
}

/** Signs the data that Kontur provides for a document, unless the file carries its own signature. */
async function signData({ client, ids, signing }: Filling, document: DraftDocument) {
	if (!hasDataToSign(document)) return undefined;
	if ('given' in signing.source) {
		throw refusal(
			t`This authority requires a signature over data that Kontur provides`,
			t`Set Signature to Sign with Certificate.`,
		);
	}
	const { pair, byteOrder } = signing.source;
	return await signDocument(client, ids.accountId, document, pair, { kind: 'raw', byteOrder });
}

async function signFile({ signing: { source } }: Filling, file: ReportFile) {
	return 'given' in source ? source.given.get(file) : await detachedSignature(await file.open(), source.pair);
}

/** Replaces the signature that an earlier run may have made with another certificate. */
async function put({ client, ids }: Filling, documentId: string, signature: Buffer | undefined) {
	if (signature) await putSignature(client, { ...ids, documentId }, 'signature', signature);
}

const forEach = async (
	{ documents }: Filling,
	work: (document: ReportDocument) => Promise<void>,
): Promise<void> => {
	await mapConcurrent(documents, UPLOADS_AT_ONCE, async (document) => {
		await work(document).catch(about(document.file.fileName));
	});
};

/**
 * Adds documents and signatures, several files at a time.
 * @param present IDs of documents that an earlier run added; they stay
 */
export async function fillDraft(filling: Filling, present: ReadonlySet<string>): Promise<void> {
	const { client, ids, documents, signed, log } = filling;
	log(`uploading ${documents.length - present.size} of ${documents.length} files`);
	await forEach(filling, async (document) => {
		const { documentId, file } = document;
		const stays = present.has(documentId) && (await isAsWanted(filling, document));
		const added = stays ? undefined : await addDocument(filling, document);
		if (signed === 'dataAfterCheck') return;
		const signature =
			signed === 'data'
				? await signData(filling, added ?? (await readDraftDocument(client, ids, documentId)))
				: await signFile(filling, file);
		await put(filling, documentId, signature);
	});
}

/** Signs the data that Kontur provides only after the check. */
export async function signAfterCheck(filling: Filling): Promise<void> {
	const { client, ids } = filling;
	await forEach(filling, async ({ documentId }) => {
		const document = await readDraftDocument(client, ids, documentId);
		await put(filling, documentId, await signData(filling, document));
	});
}
