import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId } from '../../fields';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document of a drafts builder',
	description: 'Remove a document and its files from a drafts builder permanently. This cannot be undone.',
	fields: [accountId, draftsBuilderId, documentOfBuilder],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}',
	},
});
