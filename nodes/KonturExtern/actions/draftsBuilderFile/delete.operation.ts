import { requestOperation } from '../../../shared/catalog';
import { draftsBuilderId, fileId } from '../../descriptions/builderFields';
import { documentId } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';

export const deleteFile = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a file of a drafts builder',
	description: 'Take a file out of a drafts builder permanently',
	fields: [accountId, draftsBuilderId, documentId, fileId],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}',
	},
	deletes: true,
});
