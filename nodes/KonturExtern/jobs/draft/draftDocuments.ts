import type { OperationContext, Output, Params } from '../../../shared/catalog';
import type { draftDocumentFields } from '../../fields/draft/document';
import { orNothing } from '../../api/parameters';
import { uploadSigned } from './uploadSigned';

/** Where the documents of drafts are. */
export const inDraft = { document: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}' } as const;

/**
 * Uploads the file of a draft document and puts the document into the draft.
 * Source: Kontur.Extern documentation, "Draft documents": POST adds, PUT replaces with the same body.
 */
export async function putDraftDocument(
	context: OperationContext<Params<typeof draftDocumentFields> & { accountId: string; draftId: string }>,
	request: { method: 'POST' | 'PUT'; path: string },
): Promise<Output> {
	const { params, client } = context;
	const { accountId, draftId, additionalFields: more } = params;
	const { contentId, fileName, contentType, signature } = await uploadSigned(context);
	const { body } = await client.request({
		...request,
		pathValues: { ...params },
		body: {
			'content-id': contentId,
			signature,
			description: {
				type: orNothing(more.type),
				filename: fileName,
				'content-type': contentType,
				'original-filename': orNothing(more.originalFileName),
				'svdreg-code': orNothing(more.svdregCode),
				'is-document-encrypted': more.isEncrypted,
			},
		},
	});
	return { json: { ...body, accountId, draftId, contentId } };
}
