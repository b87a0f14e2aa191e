import { UserError } from 'n8n-workflow';
import type { OperationContext, Output } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { orNothing } from '../../api/parameters';
import { builderFileShape } from '../../api/types';
import { uploadSigned, type UploadParams } from '../draft';
import { dataOfFile, type FileParams } from './builderData';

type BuilderFileParams = UploadParams & FileParams & { draftsBuilderId: string; documentId: string };

/**
 * Uploads a file and puts it into a document in a drafts builder.
 * Source: Kontur.Extern documentation, "Drafts builder", files: POST adds, PUT replaces with the same body.
 * @throws UserError when the file has no name
 */
export async function putBuilderFile(
	context: OperationContext<BuilderFileParams>,
	request: { method: 'POST' | 'PUT'; path: string },
): Promise<Output> {
	const { params, client } = context;
	const { accountId, draftsBuilderId, documentId } = params;
	if (params.source === 'contentId' && !orNothing(params.additionalFields.fileName)) {
		throw new UserError(t`Uploaded content has no file name. Add "File Name" under Additional Fields.`);
	}
	const { contentId, fileName, signature } = await uploadSigned(context, {
		mayBeEncrypted: params.additionalFields.isEncrypted,
	});
	const { body } = await client.request({
		...request,
		pathValues: { ...params },
		body: {
			'content-id': contentId,
			'base64-signature-content': signature,
			meta: { 'file-name': fileName, 'builder-data': dataOfFile(params) },
		},
		shape: builderFileShape,
	});
	return { json: { ...body, accountId, draftsBuilderId, documentId, contentId } };
}
