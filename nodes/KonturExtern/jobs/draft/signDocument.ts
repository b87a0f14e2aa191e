import { OperationalError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { signDetached, signRaw, type ByteOrder, type Content } from '../../../shared/gost';
import { t } from '../../../shared/language';
import { downloadContent, type Client } from '../../../shared/transport';
import type { DraftDocument } from '../../api/types';

export interface SigningOptions {
	/** `automatic`: raw where Kontur provides the data to sign, detached CMS otherwise. */
	kind?: 'automatic' | 'cms' | 'raw';
	byteOrder?: ByteOrder;
}

/** Creates the detached CMS signature that the tax and statistics offices accept. */
export const detachedSignature = async (content: Content, { key, certificate, chain }: KeyPair) =>
	Buffer.from(await signDetached(content, { key, certificate, chain }));

/** Creates a raw signature: the value alone, over the data that Kontur provides. */
export const rawSignature = async (
	data: Content,
	{ key }: KeyPair,
	byteOrder: ByteOrder = 'big-endian',
): Promise<Buffer> => Buffer.from(await signRaw(data, key, { order: byteOrder }));

const dataToSignOf = ({ 'data-to-sign-content-id': id }: DraftDocument) => (typeof id === 'string' ? id : '');

function plainContentOf({ contents }: DraftDocument): string {
	const id = (contents ?? []).find(({ encrypted }) => encrypted !== true)?.['content-id'];
	return typeof id === 'string' ? id : '';
}

/**
 * Signs a document in a draft as Kontur holds it, which can differ from the uploaded file. Streams the content.
 * Source: Kontur.Extern documentation, "Draft documents" (`data-to-sign-content-id`) and "Draft signatures": a
 * raw signature for the Social Fund's XML and SEDO documents, a detached CMS signature for all others.
 * @throws OperationalError when the document has no content to sign
 */
export async function signDocument(
	client: Client,
	accountId: string,
	document: DraftDocument,
	pair: KeyPair,
	{ kind = 'automatic', byteOrder }: SigningOptions = {},
): Promise<Buffer> {
	const isRaw = kind === 'raw' || (kind === 'automatic' && dataToSignOf(document) !== '');
	const contentId = isRaw ? dataToSignOf(document) : plainContentOf(document);
	if (!contentId) {
		throw new OperationalError(
			isRaw
				? t`Kontur has not prepared the data to sign for this document. Run Draft: Check first.`
				: t`Kontur has no unencrypted content of this document to sign.`,
		);
	}
	const { stream } = await downloadContent(client, accountId, contentId);
	return isRaw ? await rawSignature(stream, pair, byteOrder) : await detachedSignature(stream, pair);
}

/** Tells whether a document has anything to sign. A subscription that was added by its type alone has no file. */
export const hasSomethingToSign = (document: DraftDocument): boolean =>
	dataToSignOf(document) !== '' || (document.contents ?? []).length > 0;

/** Tells whether Kontur provides data for a raw signature; it does not where the file carries its own signature. */
export const hasDataToSign = (document: DraftDocument): boolean => dataToSignOf(document) !== '';
