import type { IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { Client } from '../../../shared/transport';
import { inDraft } from './draftDocuments';
import type { DraftIds } from '../../api/draftTasks';
import { nameUuid } from '../../api/deterministicUuid';
import { docflowIdOf } from './sendDraft';
import { signHeldDocument, signingRoutes, type SigningOptions } from './signDocument';

const draftPath = '/v1/{accountId}/drafts/{draftId}';
const signaturePath = `${inDraft.document}/signatures/{signatureId}`;

/** The routes of `signDraft`. */
export const signDraftRoutes = [`GET ${draftPath}`, ...signingRoutes, `PUT ${signaturePath}`];

/** The IDs in the links that a draft has to its documents. */
const documentIdsOf = ({ documents }: IDataObject): string[] =>
	((documents ?? []) as IDataObject[]).flatMap(({ href }) => {
		const id = /\/documents\/([^/?]+)/.exec(String(href))?.[1];
		return id ? [id] : [];
	});

/**
 * Signs every document of a draft with the key, as Kontur holds it. Done again it replaces what it has made before:
 * the ID of a signature follows from its document and certificate, those of others stay.
 * Source: Kontur.Extern documentation, "Drafts" (links to documents), "Draft signatures": PUT creates what is not there.
 * @returns nothing when the draft was sent already
 */
export async function signDraft(
	client: Client,
	ids: DraftIds,
	openKeyPair: () => Promise<KeyPair>,
	options: SigningOptions,
): Promise<IDataObject[] | undefined> {
	const read = async (path: string, pathValues: IDataObject) =>
		(await client.request({ method: 'GET', path, pathValues })).body;
	const draft = await read(draftPath, { ...ids });
	if (docflowIdOf(draft) !== undefined) return undefined;
	const pair = await openKeyPair();
	const signed: IDataObject[] = [];
	for (const documentId of documentIdsOf(draft)) {
		const document = await read(inDraft.document, { ...ids, documentId });
		const signature = await signHeldDocument(client, ids.accountId, document, pair, options);
		const { body } = await client.request({
			method: 'PUT',
			path: signaturePath,
			pathValues: { ...ids, documentId, signatureId: nameUuid(documentId, pair.certificate.thumbprint) },
			body: { 'base64-content': signature.toString('base64'), 'is-third-party-signature': false },
		});
		const { filename, type } = (document.description ?? {}) as IDataObject;
		signed.push({ documentId, fileName: filename, type, signatureId: body.id });
	}
	return signed;
}
