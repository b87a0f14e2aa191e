import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId, fileId } from '../../fields';

export const deleteFile = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a file of a drafts builder',
	description: 'Remove a file from a drafts builder. This cannot be undone.',
	fields: [accountId, draftsBuilderId, documentOfBuilder, fileId],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}/files/{fileId}',
	},
});
