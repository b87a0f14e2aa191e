import type { BinaryInput, OperationContext } from '../../../shared/catalog';
import { checkFile } from '../../../shared/formats/contentCheck';
import { t } from '../../../shared/language';
import { downloadContent, uploadContent } from '../../../shared/transport';
import { orNothing } from '../../api/parameters';
import { about } from '../../api/refusal';
import { contentPath, uploadRoutes } from '../../api/routes';
import { readSignature } from '../../api/signatureText';
import { inWindows1251 } from './asWindows1251';
import { detachedSignature } from './signDocument';
import { requireDetached, verifyProvidedSignature } from './verifyProvidedSignature';

export const uploadSignedRoutes = [...uploadRoutes, `GET ${contentPath}`] as const;

/** A file and its signature as the user chose them. */
export interface UploadParams {
	accountId: string;
	source: 'binary' | 'contentId';
	binaryPropertyName: string;
	contentId: string;
	signature: 'binary' | 'none' | 'certificate';
	signatureBinaryPropertyName: string;
	additionalFields: { fileName?: string; contentType?: string; convertToWindows1251?: boolean };
}

export interface UploadedFile {
	contentId: string;
	fileName?: string;
	contentType?: string;
	/** Detached, in base64. */
	signature?: string;
}

type Context = Pick<OperationContext<UploadParams>, 'params' | 'client' | 'readBinary' | 'openKeyPair'>;

/** Reads the signature that the user gives and checks it over the file, if the item has the file. */
async function givenSignature(
	{ params, readBinary }: Context,
	file: Pick<BinaryInput, 'open'> | undefined,
	fileName: string | undefined,
): Promise<Buffer> {
	const field = params.signatureBinaryPropertyName;
	const given = await readBinary(field);
	const subject = fileName ?? (given.fileName || t`The file in the field "${field}"`);
	const advice = t`The signature is in the field "${field}". Provide a detached signature of the file.`;
	const read = async () => {
		const signature = await readSignature(given);
		if (file) await verifyProvidedSignature(signature, { fileName: subject, open: file.open }, advice);
		else await requireDetached(signature, subject, advice);
		return signature;
	};
	return await read().catch(about(subject));
}

/**
 * Uploads the chosen file to the account's contents, and reads or creates its signature. Checks both before any request.
 * @throws UserError when the file is not what its name says, the signature is not valid or belongs to another file, or
 * as `openKeyPair` does
 */
export async function uploadSigned(
	context: Context,
	{ mayBeEncrypted }: { mayBeEncrypted?: boolean } = {},
): Promise<UploadedFile> {
	const { params, client, readBinary, openKeyPair } = context;
	const { accountId, source, signature, additionalFields: more } = params;
	// Opens the key before the upload, so that a wrong credential leaves nothing behind.
	const pair = signature === 'certificate' ? await openKeyPair() : undefined;
	const input = source === 'binary' ? await readBinary(params.binaryPropertyName) : undefined;
	const given = orNothing(more.fileName);
	const field = params.binaryPropertyName;
	const checked = input && (await checkFile(input, { fileName: given, field, mayBeEncrypted }));
	const fileName = orNothing(checked?.fileName) ?? given;
	const isConverted = input && checked && more.convertToWindows1251;
	const file = isConverted ? await inWindows1251(input, fileName ?? field, checked.contentType) : input;
	const contentType = orNothing(more.contentType) ?? orNothing(checked?.contentType);
	const provided = signature === 'binary' ? await givenSignature(context, file, fileName) : undefined;
	const contentId = file
		? await uploadContent(client, accountId, file, contentType ?? 'application/octet-stream')
		: params.contentId.trim();
	const open = async (): Promise<AsyncIterable<Uint8Array>> =>
		file ? await file.open() : (await downloadContent(client, accountId, contentId)).stream;
	const made = pair ? await detachedSignature(await open(), pair) : provided;
	return { contentId, fileName, contentType, signature: made?.toString('base64') };
}
