import { UserError } from 'n8n-workflow';
import { once, readWhole, type OperationContext, type Output } from '../../../shared/catalog';
import { checkFile } from '../../../shared/formats/contentCheck';
import { t } from '../../../shared/language';
import { uploadContent, type Client } from '../../../shared/transport';
import { contentsOf, fileNameOf } from '../../api/docflowDocument';
import type { DocumentPlace } from '../../api/documentPlaces';
import { contentPath, uploadRoutes } from '../../api/routes';
import { decryptedContentShape, type DocflowDocument } from '../../api/types';
import { openDocument } from './openDocument';

/**
 * Decrypts the file of a document inside n8n and uploads it to the contents of the account.
 * @throws UserError when it is encrypted for another certificate, or as `openKeyPair` does
 */
export async function uploadDecrypted(
	client: Client,
	accountId: string,
	document: DocflowDocument,
	openKeyPair: OperationContext<unknown>['openKeyPair'],
): Promise<{ contentId: string; fileName: string }> {
	const opened = await openDocument(client, accountId, document, { openKeyPair, unpack: true });
	const data = await readWhole(opened.chunks, t`The decrypted file`).catch(opened.problem);
	const file = { size: data.length, open: async () => once(data) };
	const contentId = await uploadContent(client, accountId, file, opened.contentType);
	return { contentId, fileName: opened.fileName };
}

/** Where the decrypted file of a document comes from. */
export interface DecryptedFileParams {
	accountId: string;
	documentId: string;
	contentFrom: 'binary' | 'certificate' | 'contentId' | 'document';
	binaryPropertyName: string;
	contentId: string;
}

export const decryptedContentRoutes = ({ reads }: DocumentPlace): string[] => [
	reads,
	`GET ${contentPath}`,
	...uploadRoutes,
];

/**
 * Returns the content ID of the decrypted file of a document; decrypts and uploads the file if needed.
 * @throws UserError when there is no such file
 */
export async function decryptedContentId(
	{ params, client, readBinary, openKeyPair }: OperationContext<DecryptedFileParams>,
	place: DocumentPlace,
): Promise<{ contentId: string; fileName: string }> {
	const { accountId, contentFrom } = params;
	if (contentFrom === 'contentId') return { contentId: params.contentId.trim(), fileName: '' };
	if (contentFrom === 'binary') {
		const file = await readBinary(params.binaryPropertyName);
		const checked = await checkFile(file, { field: params.binaryPropertyName });
		const contentId = await uploadContent(client, accountId, file, checked.contentType);
		return { contentId, fileName: checked.fileName };
	}
	const document = await place.readDocument(client, { ...params });
	const { plain } = contentsOf(document);
	if (plain) return { contentId: plain.id, fileName: fileNameOf(document) };
	if (contentFrom === 'document') {
		throw new UserError(
			t`Kontur has no decrypted file for this document. Choose Decrypt with Certificate, or provide the decrypted file.`,
		);
	}
	return await uploadDecrypted(client, accountId, document, openKeyPair);
}

export const saveDecryptedRoutes = (place: DocumentPlace): string[] => [
	...decryptedContentRoutes(place),
	`PUT ${place.document}/decrypted-content`,
];

/** Adds the decrypted file to a document. Source: Kontur.Extern documentation, "Docflows", decrypted content. */
export async function saveDecrypted(
	context: OperationContext<DecryptedFileParams>,
	place: DocumentPlace,
): Promise<Output> {
	const { contentId } = await decryptedContentId(context, place);
	const { body } = await context.client.request({
		method: 'PUT',
		path: `${place.document}/decrypted-content`,
		pathValues: { ...context.params },
		body: { 'content-id': contentId },
		shape: decryptedContentShape,
	});
	return { json: { documentId: context.params.documentId, contentId, ...body } };
}
