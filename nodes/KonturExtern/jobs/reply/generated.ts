import { OperationalError, type IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { t } from '../../../shared/language';
import type { Client, KonturRequest, ShapedRequest } from '../../../shared/transport';
import type { Ids } from '../../api/read';
import { replyShape, type Docflow, type Reply } from '../../api/types';
import { rawSignature, detachedSignature, type SigningOptions } from '../draft';
import { sendOnce, type SentOnce } from './sendOnce';

/** A message that Kontur generates, and sends once it is signed: a reply, a pension fund reply, a documents request. */
export interface GeneratedKind {
	/** Path that generates it. */
	generate: string;
	/** Path of the message; its signature and its sending are below. */
	message: string;
}

/** @param body contains the certificate of the signer */
export async function generate(
	client: Client,
	kind: Pick<GeneratedKind, 'generate'>,
	ids: Ids,
	body: IDataObject,
	more: Pick<KonturRequest, 'query' | 'advice'> = {},
): Promise<Reply> {
	const request = { method: 'POST', path: kind.generate, pathValues: ids, body, shape: replyShape } as const;
	// An unsent duplicate does no harm.
	return (await client.request({ ...request, repeat: 'harmless', ...more })).body;
}

const decode = (base64: string | null | undefined) =>
	typeof base64 === 'string' && base64 ? Buffer.from(base64, 'base64') : undefined;

/**
 * Signs what Kontur provides inside a response.
 * Source: Kontur.Extern documentation, "Replies" and "Documents requests": a raw signature over `data-to-sign` if it is
 * filled, otherwise a detached CMS signature over `content`.
 * @throws OperationalError when there is nothing to sign
 */
export async function signGenerated(
	{ content, 'data-to-sign': dataToSign }: Pick<Reply, 'content' | 'data-to-sign'>,
	pair: KeyPair,
	{ kind = 'automatic', byteOrder }: SigningOptions = {},
): Promise<Buffer> {
	const data = decode(dataToSign);
	const isRaw = kind === 'raw' || (kind === 'automatic' && data !== undefined);
	const bytes = isRaw ? data : decode(content);
	if (!bytes) {
		throw new OperationalError(
			isRaw
				? t`Kontur provides no data for a raw signature here. Set Signature Type to Automatic.`
				: t`Kontur provides nothing to sign here.`,
		);
	}
	return isRaw ? await rawSignature(bytes, pair, byteOrder) : await detachedSignature(bytes, pair);
}

/**
 * Replaces a signature or file of a message.
 * Source: Kontur.Extern documentation, "Replies": raw bytes in all samples; one SDK sends base64 in JSON.
 */
export async function putBytes<T>(
	client: Client,
	{ path, shape, echo }: Pick<ShapedRequest<T>, 'path' | 'shape' | 'echo'>,
	ids: Ids,
	bytes: Buffer,
): Promise<T> {
	const { body } = await client.request({
		method: 'PUT',
		path,
		pathValues: ids,
		bytes,
		headers: { 'content-type': 'application/octet-stream' },
		shape,
		echo,
	});
	return body;
}

/** Sends a message once. */
export const sendGenerated = async (
	client: Client,
	{ message }: Pick<GeneratedKind, 'message'>,
	ids: Ids,
	{
		body,
		docflowId,
		findSent,
		log,
	}: {
		body?: IDataObject;
		/** Of the document flow that the message becomes part of. */
		docflowId: unknown;
		/** Returns the document flow if it shows that the message was sent. */
		findSent: () => Promise<Docflow | undefined>;
		log: (message: string) => void;
	},
): Promise<SentOnce> =>
	await sendOnce(
		client,
		{ method: 'POST', path: `${message}/send`, pathValues: ids, body, echo: String(docflowId) },
		findSent,
		log,
	);
