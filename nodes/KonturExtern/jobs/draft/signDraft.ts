import type { IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { OperationContext } from '../../../shared/catalog';
import type { Client } from '../../../shared/transport';
import { deterministicUuid } from '../../api/deterministicUuid';
import { docflowIdOf, documentIdsOf, type DraftIds } from '../../api/draft/draft';
import { readObject } from '../../api/read';
import { contentPath, draftDocumentPath, draftPath, draftSignaturePath } from '../../api/routes';
import { draftDocumentShape, draftShape, signatureShape, type DraftDocument } from '../../api/types';
import { runDraft } from './runDraft';
import { hasSomethingToSign, signDocument, type SigningOptions } from './signDocument';

export const signingRoutes = [`GET ${draftDocumentPath}`, `GET ${contentPath}`] as const;

export const signDraftRoutes = [`GET ${draftPath}`, ...signingRoutes, `PUT ${draftSignaturePath}`];

export const readDraftDocument = async (
	client: Client,
	ids: DraftIds,
	documentId: string,
): Promise<DraftDocument> =>
	await readObject(client, draftDocumentPath, { ...ids, documentId }, draftDocumentShape);

/**
 * Puts a signature under a derived ID, so that a second run replaces it.
 * Source: Kontur.Extern documentation, "Draft signatures": PUT creates what does not exist.
 * @param signer distinguishes the signature from others of the document
 */
export async function putSignature(
	client: Client,
	ids: DraftIds & { documentId: string },
	signer: string,
	signature: Buffer,
) {
	const { body } = await client.request({
		method: 'PUT',
		path: draftSignaturePath,
		pathValues: { ...ids, signatureId: deterministicUuid(ids.documentId, signer) },
		body: { 'base64-content': signature.toString('base64'), 'is-third-party-signature': false },
		shape: signatureShape,
	});
	return body;
}

/**
 * Signs every document in a draft as Kontur holds it, except those without a file: provider subscriptions are sent
 * unsigned (C# SDK, end-to-end test `Should_send_a_correct_draft_without_content`). A second run replaces the signatures of the first; those of other
 * certificates stay.
 * @returns undefined when the draft was already sent
 */
export async function signDraft(
	{ client, openKeyPair, log }: Pick<OperationContext<unknown>, 'client' | 'openKeyPair' | 'log'>,
	ids: DraftIds,
	options: SigningOptions,
): Promise<IDataObject[] | undefined> {
	let documentIds: string[] = [];
	const signed: IDataObject[] = [];
	const sign = async (documentId: string, pair: KeyPair) => {
		const document = await readDraftDocument(client, ids, documentId);
		if (!hasSomethingToSign(document)) return;
		const signature = await signDocument(client, ids.accountId, document, pair, options);
		const { id } = await putSignature(client, { ...ids, documentId }, pair.certificate.thumbprint, signature);
		const { filename, type } = document.description ?? {};
		signed.push({ documentId, fileName: filename, type, signatureId: id });
	};
	const { sending } = await runDraft({
		client,
		ids,
		plan: ['open', 'sign'],
		stages: {
			open: async () => {
				const draft = await readObject(client, draftPath, { ...ids }, draftShape);
				documentIds = documentIdsOf(draft);
				return { sent: docflowIdOf(draft) };
			},
			sign: async () => {
				const pair = await openKeyPair();
				for (const documentId of documentIds) await sign(documentId, pair);
			},
		},
		left: () => Infinity,
		log,
	});
	return sending && 'sent' in sending ? undefined : signed;
}
