import type { OperationContext, Output } from '../../../shared/catalog';
import { orNothing } from '../../api/parameters';
import { draftDocumentShape } from '../../api/types';
import { uploadSigned, type UploadedFile, type UploadParams } from './uploadSigned';

type DraftDocumentParams = Omit<UploadParams, 'source'> & {
	/** `none` for a document without a file. */
	source: UploadParams['source'] | 'none';
	draftId: string;
	additionalFields: {
		type?: string;
		originalFileName?: string;
		svdregCode?: string;
		isEncrypted?: boolean;
	};
};

/**
 * Uploads the file of a draft document and adds or replaces the document.
 * Source: Kontur.Extern documentation, "Draft documents": POST adds, PUT replaces with the same body.
 */
export async function putDraftDocument(
	context: OperationContext<DraftDocumentParams>,
	request: { method: 'POST' | 'PUT'; path: string },
): Promise<Output> {
	const { params, client } = context;
	const { accountId, draftId, source, additionalFields: more } = params;
	const file: Partial<UploadedFile> =
		source === 'none'
			? { fileName: orNothing(more.fileName), contentType: orNothing(more.contentType) }
			: await uploadSigned(
					{ ...context, params: { ...params, source } },
					{ mayBeEncrypted: more.isEncrypted },
				);
	const { contentId, fileName, contentType, signature } = file;
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
		shape: draftDocumentShape,
	});
	return { json: { ...body, accountId, draftId, ...(contentId ? { contentId } : {}) } };
}
