import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import { signDetached, signRaw, type ByteOrder, type Content } from '../../../shared/gost';
import { downloadContent, type Client } from '../../../shared/transport';
import type { DraftIds } from '../../api/draftTasks';

export interface SigningOptions {
	/** `automatic`: bare where Kontur hands out the bytes to sign, a detached CMS signature otherwise. */
	kind: 'automatic' | 'cms' | 'raw';
	byteOrder: ByteOrder;
}

/** The routes of `signDraftDocument`. */
export const signingRoutes = [
	'GET /v1/{accountId}/drafts/{draftId}/documents/{documentId}',
	'GET /v1/{accountId}/contents/{contentId}',
] as const;

/** The detached CMS signature that the tax and statistics offices take. */
export const detachedSignature = async (content: Content, { key, certificate, chain }: KeyPair) =>
	Buffer.from(await signDetached(content, { key, certificate, chain }));

/**
 * Signs a document of a draft as Kontur holds it, which may differ from what was uploaded. The content is
 * streamed and never held whole.
 * Source: Kontur.Extern documentation, "Draft documents" (`data-to-sign-content-id`) and "Draft signatures": a
 * bare signature for the Social Fund's XML and SEDO documents, a detached CMS signature for all others.
 * @throws OperationalError when the document has no content to sign
 */
export async function signDraftDocument(
	client: Client,
	ids: DraftIds & { documentId: string },
	pair: KeyPair,
	{ kind, byteOrder }: SigningOptions,
): Promise<Buffer> {
	const { body: document } = await client.request({
		method: 'GET',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}',
		pathValues: { ...ids },
	});
	return await signHeldDocument(client, ids.accountId, document, pair, { kind, byteOrder });
}

/** The same for a document that was read already. */
export async function signHeldDocument(
	client: Client,
	accountId: string,
	document: IDataObject,
	pair: KeyPair,
	{ kind, byteOrder }: SigningOptions,
): Promise<Buffer> {
	const dataToSign = textOf(document['data-to-sign-content-id']);
	const isRaw = kind === 'raw' || (kind === 'automatic' && dataToSign !== '');
	const contentId = isRaw ? dataToSign : plainContent(document);
	if (!contentId) {
		throw new OperationalError(
			isRaw
				? 'Kontur has not prepared the data to sign for this document. Run Draft: Check first.'
				: 'Kontur holds no open content of this document that could be signed.',
		);
	}
	const { stream } = await downloadContent(client, accountId, contentId);
	return isRaw
		? Buffer.from(await signRaw(stream, pair.key, { order: byteOrder }))
		: await detachedSignature(stream, pair);
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function plainContent({ contents }: IDataObject): string {
	const list = (contents ?? []) as IDataObject[];
	return textOf(list.find(({ encrypted }) => encrypted !== true)?.['content-id']);
}
