import { storeFile, type OperationContext, type Output, type Params } from '../../../shared/catalog';
import type { downloadFields } from '../../fields/docflow/content';
import { shownName } from '../../api/urns';
import { openDocument } from './documentContent';
import type { DocumentPlace } from '../../api/documentPlaces';

/** The routes of `downloadDocument`. */
export const downloadRoutes = (place: DocumentPlace): string[] => [
	place.reads,
	'GET /v1/{accountId}/contents/{contentId}',
];

/** The file of a document, decrypted and unpacked as the user wants it. */
export async function downloadDocument(
	{
		params,
		client,
		writeBinary,
		openKeyPair,
	}: OperationContext<Params<typeof downloadFields> & { accountId: string; documentId: string }>,
	place: DocumentPlace,
): Promise<Output> {
	const document = await place.readDocument(client, params);
	const opened = await openDocument(client, params.accountId, document, {
		openKeyPair: params.decrypt ? openKeyPair : undefined,
		unpack: params.unzip,
	});
	const { source, chunks, contentId, contentType, encrypted, compressed } = opened;
	const fileName = opened.fileName || params.documentId;
	const file = await storeFile(writeBinary, source, chunks, fileName, contentType).catch(opened.problem);
	const type = document.description?.type;
	return {
		json: {
			id: document.id,
			type,
			typeName: shownName(type, 'document'),
			contentId,
			fileName,
			contentType,
			size: file.bytes,
			encrypted,
			compressed,
		},
		binary: { [params.binaryPropertyName]: file },
	};
}
