import { UserError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { once, readWhole, type OperationContext, type Output, type Params } from '../../../shared/catalog';
import { gunzip, readArchive } from '../../../shared/formats/archive';
import { explain, failure } from '../../../shared/formats/errors';
import { baseName } from '../../../shared/formats/fileKind';
import { decryptChunks, GostError } from '../../../shared/gost';
import { downloadContent, uploadContent, type Client } from '../../../shared/transport';
import { isZip } from '../../../shared/zip';
import type { decryptedContent, newDecryptedContent } from '../../fields/docflow/content';
import type { DocumentPlace } from '../../api/documentPlaces';
import { asArray } from '../../api/read';
import type { DocflowDocument } from '../../api/types';

type Chunks = AsyncIterable<Uint8Array>;

interface StoredContent {
	id: string;
	encrypted: boolean;
	compressed: boolean;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The routes of `decryptedContentId`. */
export const decryptedContentRoutes = (place: DocumentPlace): string[] => [
	place.reads,
	'GET /v1/{accountId}/contents/{contentId}',
	'POST /v1/{accountId}/contents',
	'PUT /v1/{accountId}/contents/{contentId}',
];

/**
 * The files that Kontur has of a document: a plain one, an encrypted one, both or none.
 * Source: Kontur.Extern documentation, "Docflows" (`docflow-document-contents`).
 */
export function contentsOf({ content }: DocflowDocument): {
	plain?: StoredContent;
	encrypted?: StoredContent;
} {
	const contents = asArray(content?.['docflow-document-contents'])
		.map((one) => ({
			id: textOf(one['content-id']),
			encrypted: one.encrypted === true,
			compressed: one.compressed === true,
		}))
		.filter(({ id }) => id);
	return {
		plain: contents.find(({ encrypted }) => !encrypted),
		encrypted: contents.find(({ encrypted }) => encrypted),
	};
}

export const fileNameOf = ({ description }: DocflowDocument): string =>
	baseName(textOf(description?.filename));

/** For `.catch`: what went wrong in decrypting; names the certificates when the credential's is none of them. */
const decryptionProblem =
	({ description }: DocflowDocument, { certificate }: KeyPair) =>
	(error: unknown): never => {
		if (!(error instanceof GostError) || error.code !== 'not-a-recipient') {
			return explain('encrypted file')(error);
		}
		const serials = asArray(description?.['encrypted-certificates'])
			.map((one) => textOf(one['serial-number']))
			.filter(Boolean);
		throw failure(
			'not-a-recipient',
			'The document is not encrypted for the certificate of the credential',
			`${serials.length > 0 ? `It is encrypted for serial number ${serials.join(', ')}. ` : ''}The credential holds ${certificate.serial}. Choose the credential with the right certificate; an expired one still decrypts.`,
		);
	};

/** What was compressed, unpacked: a gzip file, or a zip archive of one file. Anything else as it is. */
async function unpacked(chunks: Chunks): Promise<{ chunks: Chunks; compressed: boolean }> {
	const packed = await readWhole(chunks, 'The compressed file');
	if (packed[0] === 0x1f && packed[1] === 0x8b) return { chunks: gunzip(packed), compressed: false };
	const files = isZip(packed) ? readArchive(packed) : [];
	if (files.length === 1) return { chunks: files[0].open(), compressed: false };
	return { chunks: once(packed), compressed: true };
}

export interface OpenedDocument {
	contentId: string;
	fileName: string;
	contentType: string;
	/** Whether it is so still. */
	encrypted: boolean;
	compressed: boolean;
	/** The open download that `chunks` are made of. */
	source: Chunks;
	chunks: Chunks;
	/** For `.catch` of what reads the chunks: puts errors of decryption into words. */
	problem: (error: unknown) => never;
}

/**
 * Opens the file of a document: the plain one if there is one, else the encrypted one.
 * @param options.openKeyPair decrypts an encrypted file; without it, it stays as it is
 * @param options.unpack takes off a compression of what is not encrypted
 * @throws UserError when the document has no file; errors of the key as `openKeyPair`
 * Source: Kontur.Extern documentation, "Docflows": decrypt CMS first, then unzip.
 */
export async function openDocument(
	client: Client,
	accountId: string,
	document: DocflowDocument,
	options: { openKeyPair?: OperationContext<unknown>['openKeyPair']; unpack: boolean },
): Promise<OpenedDocument> {
	const { plain, encrypted } = contentsOf(document);
	const chosen = plain ?? encrypted;
	if (!chosen) {
		throw new UserError(
			'The document has no file. Some documents of a document flow are only a mark that something happened.',
		);
	}
	// Before anything is downloaded; an expired certificate still opens what was encrypted for it.
	const pair = chosen.encrypted ? await options.openKeyPair?.({ anyDate: true }) : undefined;
	const { stream, contentType } = await downloadContent(client, accountId, chosen.id);
	const opened: OpenedDocument = {
		contentId: chosen.id,
		fileName: fileNameOf(document),
		contentType: textOf(document.description?.['content-type']) || contentType,
		encrypted: chosen.encrypted && !pair,
		compressed: chosen.compressed,
		source: stream,
		chunks: stream,
		problem: explain('encrypted file'),
	};
	if (pair) {
		opened.chunks = decryptChunks(stream, { key: pair.key, certificate: pair.certificate });
		opened.problem = decryptionProblem(document, pair);
	}
	if (!options.unpack || !opened.compressed || opened.encrypted) return opened;
	return { ...opened, ...(await unpacked(opened.chunks).catch(opened.problem)) };
}

/**
 * Decrypts the file of a document inside n8n and uploads it as a content of the account.
 * @throws UserError when it is not for this certificate; errors of the key as `openKeyPair`
 */
export async function uploadDecrypted(
	client: Client,
	accountId: string,
	document: DocflowDocument,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<{ contentId: string; fileName: string }> {
	const opened = await openDocument(client, accountId, document, { openKeyPair, unpack: true });
	const data = await readWhole(opened.chunks, 'The decrypted file').catch(opened.problem);
	const file = { size: data.length, open: async () => once(data) };
	const contentId = await uploadContent(client, accountId, file, opened.contentType);
	return { contentId, fileName: opened.fileName };
}

/**
 * The content ID of the decrypted file of a document, out of where the user says it is; uploads it if needed.
 * @throws UserError when there is no such file
 */
export async function decryptedContentId(
	{
		params,
		client,
		readBinary,
		openKeyPair,
	}: OperationContext<Params<typeof decryptedContent> & { accountId: string }>,
	place: DocumentPlace,
): Promise<{ contentId: string; fileName: string }> {
	const { accountId, contentFrom } = params;
	if (contentFrom === 'contentId') return { contentId: params.contentId.trim(), fileName: '' };
	if (contentFrom === 'binary') {
		const file = await readBinary(params.binaryPropertyName);
		const contentId = await uploadContent(client, accountId, file, file.mimeType);
		return { contentId, fileName: file.fileName };
	}
	const document = await place.readDocument(client, params);
	const { plain } = contentsOf(document);
	if (plain) return { contentId: plain.id, fileName: fileNameOf(document) };
	if (contentFrom === 'document') {
		throw new UserError(
			'Kontur has no decrypted file of this document. Choose Decrypt with Certificate, or give the decrypted file.',
		);
	}
	return await uploadDecrypted(client, accountId, document, openKeyPair);
}

/** The routes of `saveDecrypted`. */
export const saveDecryptedRoutes = (place: DocumentPlace): string[] => [
	...decryptedContentRoutes(place),
	`PUT ${place.document}/decrypted-content`,
];

/** Puts the decrypted file to a document. Source: Kontur.Extern documentation, "Docflows", decrypted content. */
export async function saveDecrypted(
	context: OperationContext<Params<typeof newDecryptedContent> & { accountId: string; documentId: string }>,
	place: DocumentPlace,
): Promise<Output> {
	const { contentId } = await decryptedContentId(context, place);
	const { body } = await context.client.request({
		method: 'PUT',
		path: `${place.document}/decrypted-content`,
		pathValues: context.params,
		body: { 'content-id': contentId },
	});
	return { json: { documentId: context.params.documentId, contentId, ...body } };
}
