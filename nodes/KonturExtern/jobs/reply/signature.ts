import { OperationalError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { OperationContext, Params } from '../../../shared/catalog';
import { signRaw } from '../../../shared/gost';
import { signatureBytes } from '../../api/signatureText';
import type { signatureFields } from '../../fields/signing/signature';
import type { Client } from '../../../shared/transport';
import type { Ids } from '../../api/documentPlaces';
import { detachedSignature, type SigningOptions } from '../draft/signDocument';

/** What there is to sign: a document, and where a bare signature is wanted, the bytes for it; in base64. */
export interface ToSign {
	content?: unknown;
	dataToSign?: unknown;
}

const bytesOf = (base64: unknown) =>
	typeof base64 === 'string' && base64 ? Buffer.from(base64, 'base64') : undefined;

/**
 * A signature over what Kontur hands out inside an answer.
 * Source: Kontur.Extern documentation, "Replies" and "Documents requests" (`data-to-sign`): a bare signature over
 * it where it is filled, else a detached CMS signature over the content.
 * @throws OperationalError when there is nothing to sign
 */
export async function signInline(
	{ content, dataToSign }: ToSign,
	pair: KeyPair,
	{ kind, byteOrder }: SigningOptions,
): Promise<Buffer> {
	const data = bytesOf(dataToSign);
	const isRaw = kind === 'raw' || (kind === 'automatic' && data !== undefined);
	const bytes = isRaw ? data : bytesOf(content);
	if (!bytes) {
		throw new OperationalError(
			isRaw
				? 'Kontur hands out no data for a bare signature here. Set Signature Type to Automatic.'
				: 'Kontur hands out nothing to sign here.',
		);
	}
	return isRaw
		? Buffer.from(await signRaw(bytes, pair.key, { order: byteOrder }))
		: await detachedSignature(bytes, pair);
}

/**
 * The signature that the user gives or has made.
 * @param toSign asked for only when it is made here
 */
export async function chosenSignature(
	{
		params,
		readBinary,
		openKeyPair,
	}: Pick<OperationContext<Params<typeof signatureFields>>, 'params' | 'readBinary' | 'openKeyPair'>,
	toSign: (pair: KeyPair) => Promise<ToSign>,
): Promise<Buffer> {
	if (params.signatureFrom === 'text') return signatureBytes(params.signatureText, { mayBeBare: true });
	if (params.signatureFrom === 'binary') {
		const file = await readBinary(params.binaryPropertyName);
		return signatureBytes(await file.bytes(), { mayBeBare: true });
	}
	const { kind = 'automatic', byteOrder = 'big-endian' } = params.options;
	const pair = await openKeyPair();
	return await signInline(await toSign(pair), pair, { kind, byteOrder });
}

/**
 * Puts the bytes of a signature or document in place of what is there.
 * Source: Kontur.Extern documentation, "Replies": raw bytes in all samples; one SDK sends base64 in JSON.
 */
export async function putBytes(client: Client, path: string, ids: Ids, bytes: Buffer) {
	const { body } = await client.request({
		method: 'PUT',
		path,
		pathValues: ids,
		bytes,
		headers: { 'content-type': 'application/octet-stream' },
	});
	return body;
}
