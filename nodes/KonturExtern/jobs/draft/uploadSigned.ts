import { downloadContent, uploadContent } from '../../../shared/transport';
import type { OperationContext } from '../../../shared/catalog';
import { signatureBytes } from '../../api/signatureText';
import { orNothing } from '../../api/parameters';
import { detachedSignature } from './signDocument';

/** The routes of `uploadSigned`. */
export const uploadRoutes = [
	'POST /v1/{accountId}/contents',
	'PUT /v1/{accountId}/contents/{contentId}',
	'GET /v1/{accountId}/contents/{contentId}',
] as const;

interface FileParams {
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
 * The file that the user chose as a content of the account, with the signature given or made for it.
 * @throws UserError when the signature is none; errors of the key as `openKeyPair`
 */
export async function uploadSigned({
	params,
	client,
	readBinary,
	openKeyPair,
}: Pick<
	OperationContext<FileParams>,
	'params' | 'client' | 'readBinary' | 'openKeyPair'
>): Promise<UploadedFile> {
	const { accountId, additionalFields: more } = params;
	// Before anything is uploaded: a key that does not open should leave nothing behind.
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
