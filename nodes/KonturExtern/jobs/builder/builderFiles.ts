import { UserError } from 'n8n-workflow';
import type { OperationContext, Output, Params } from '../../../shared/catalog';
import type { builderFileFields } from '../../fields/builder/file';
import { orNothing } from '../../api/parameters';
import { dataOfFile } from './builderData';
import { uploadSigned } from '../draft/uploadSigned';

export const builderFiles = '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files';

/**
 * Uploads a file and puts it into a document of a drafts builder.
 * Source: Kontur.Extern documentation, "Drafts builder", files: POST adds, PUT replaces with the same body.
 * @throws UserError when the file has no name
 */
export async function putBuilderFile(
	context: OperationContext<
		Params<typeof builderFileFields> & { accountId: string; draftsBuilderId: string; documentId: string }
	>,
	request: { method: 'POST' | 'PUT'; path: string },
): Promise<Output> {
	const { params, client } = context;
	const { accountId, draftsBuilderId, documentId } = params;
	if (params.source === 'contentId' && !orNothing(params.additionalFields.fileName)) {
		throw new UserError('A content has no name. Add "File Name" under Additional Fields and fill it in.');
	}
	const { contentId, fileName, signature } = await uploadSigned(context);
	const { body } = await client.request({
		...request,
		pathValues: { ...params },
		body: {
			'content-id': contentId,
			'base64-signature-content': signature,
			meta: { 'file-name': fileName, 'builder-data': dataOfFile(params) },
		},
	});
	return { json: { ...body, accountId, draftsBuilderId, documentId, contentId } };
}
