import { storeFile, type OperationContext, type Output } from '../../../shared/catalog';
import type { DocumentPlace } from '../../api/documentPlaces';
import { contentPath } from '../../api/routes';
import { shownName } from '../../api/urns';
import { openDocument } from './openDocument';

interface DownloadParams {
	accountId: string;
	documentId: string;
	decrypt: boolean;
	unzip: boolean;
	binaryPropertyName: string;
}

export const downloadRoutes = ({ reads }: DocumentPlace): string[] => [reads, `GET ${contentPath}`];

/** Downloads the file of a document, decrypted and unpacked as the user wants it. */
export async function downloadDocument(
	{ params, client, writeBinary, openKeyPair }: OperationContext<DownloadParams>,
	place: DocumentPlace,
): Promise<Output> {
	const document = await place.readDocument(client, { ...params });
	const { source, chunks, contentId, contentType, encrypted, compressed, problem, ...opened } =
		await openDocument(client, params.accountId, document, {
			openKeyPair: params.decrypt ? openKeyPair : undefined,
			unpack: params.unzip,
		});
	const fileName = opened.fileName || params.documentId;
	const file = await storeFile(writeBinary, source, chunks, fileName, contentType).catch(problem);
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
