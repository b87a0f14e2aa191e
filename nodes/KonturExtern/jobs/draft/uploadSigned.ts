import type { OperationContext } from '../../../shared/catalog';
import { downloadContent, uploadContent } from '../../../shared/transport';
import { orNothing } from '../../api/parameters';
import { contentPath, uploadRoutes } from '../../api/routes';
import { signatureBytes } from '../../api/signatureText';
import { detachedSignature } from './signDocument';

export const uploadSignedRoutes = [...uploadRoutes, `GET ${contentPath}`] as const;

/** A file and its signature as the user chose them. */
export interface UploadParams {
	accountId: string;
	source: 'binary' | 'contentId';
	binaryPropertyName: string;
	contentId: string;
	signature: 'binary' | 'none' | 'certificate';
	signatureBinaryPropertyName: string;
	additionalFields: { fileName?: string; contentType?: string };
}

export interface UploadedFile {
	contentId: string;
	fileName?: string;
	contentType?: string;
	/** Detached, in base64. */
	signature?: string;
}

/**
 * Uploads the chosen file to the account's contents, and reads or creates its signature.
 * @throws UserError when the signature is not valid, or as `openKeyPair` does
 */
export async function uploadSigned({
	params,
	client,
	readBinary,
	openKeyPair,
}: Pick<
	OperationContext<UploadParams>,
	'params' | 'client' | 'readBinary' | 'openKeyPair'
>): Promise<UploadedFile> {
	const { accountId, additionalFields: more } = params;
	// Opens the key before the upload, so that a wrong credential leaves nothing behind.
	const pair = params.signature === 'certificate' ? await openKeyPair() : undefined;
	let contentId = params.contentId.trim();
	let fileName = orNothing(more.fileName);
	let contentType = orNothing(more.contentType);
	let open = async (): Promise<AsyncIterable<Uint8Array>> =>
		(await downloadContent(client, accountId, contentId)).stream;
	if (params.source === 'binary') {
		const file = await readBinary(params.binaryPropertyName);
		fileName ??= orNothing(file.fileName);
		contentType ??= orNothing(file.mimeType);
		contentId = await uploadContent(client, accountId, file, contentType ?? 'application/octet-stream');
		open = file.open;
	}
	let signature: Buffer | undefined;
	if (pair) signature = await detachedSignature(await open(), pair);
	else if (params.signature === 'binary') {
		signature = signatureBytes(await (await readBinary(params.signatureBinaryPropertyName)).bytes());
	}
	return { contentId, fileName, contentType, signature: signature?.toString('base64') };
}
