import type { OperationContext, Output } from '../../../shared/catalog';
import { bytesOfJsonString } from '../../../shared/transport';
import type { DocumentPlace } from '../../api/documentPlaces';

type Place = Pick<DocumentPlace, 'document'>;

const pathOf = ({ document }: Place) => `${document}/signatures/{signatureId}/content`;

/** The route of `downloadSignature`. */
export const signatureRoute = (place: Place): string => `GET ${pathOf(place)}`;

/** A signature of a document as a file. */
export async function downloadSignature(
	{
		params,
		client,
		writeBinary,
	}: OperationContext<{ documentId: string; signatureId: string; binaryPropertyName: string }>,
	place: Place,
): Promise<Output> {
	const { body } = await client.request({ method: 'GET', path: pathOf(place), pathValues: params });
	const bytes = bytesOfJsonString(body);
	const file = await writeBinary(bytes, `${params.signatureId.trim()}.sig`, 'application/pkcs7-signature');
	return {
		json: {
			id: params.signatureId,
			documentId: params.documentId,
			fileName: file.fileName,
			size: bytes.length,
		},
		binary: { [params.binaryPropertyName]: file },
	};
}
