import type { OperationContext, Output } from '../../../shared/catalog';
import { base64, bytesOfJsonString, type Client } from '../../../shared/transport';
import type { DocumentPlace } from '../../api/documentPlaces';
import type { Ids } from '../../api/read';

/** The media type of a detached signature. */
export const SIGNATURE_TYPE = 'application/pkcs7-signature';

type Place = Pick<DocumentPlace, 'document'>;

const pathOf = ({ document }: Place) => `${document}/signatures/{signatureId}/content`;

export const signatureRoute = (place: Place): string => `GET ${pathOf(place)}`;

export async function readSignature(client: Client, place: Place, ids: Ids): Promise<Buffer> {
	const { body } = await client.request({
		method: 'GET',
		path: pathOf(place),
		pathValues: ids,
		shape: base64,
	});
	return bytesOfJsonString(body);
}

/** Returns a signature of a document as a file. */
export async function downloadSignature(
	{
		params,
		client,
		writeBinary,
	}: OperationContext<{ documentId: string; signatureId: string; binaryPropertyName: string }>,
	place: Place,
): Promise<Output> {
	const { documentId, signatureId, binaryPropertyName } = params;
	const bytes = await readSignature(client, place, params);
	const file = await writeBinary(bytes, `${signatureId.trim()}.sig`, SIGNATURE_TYPE);
	return {
		json: { id: signatureId, documentId, fileName: file.fileName, size: bytes.length },
		binary: { [binaryPropertyName]: file },
	};
}
