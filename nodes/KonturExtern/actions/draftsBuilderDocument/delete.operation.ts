import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfBuilder, draftsBuilderId } from '../../fields';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document of a drafts builder',
	description: 'Take a document out of a drafts builder permanently, with its files. This cannot be undone.',
	fields: [accountId, draftsBuilderId, documentOfBuilder],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/builders/{draftsBuilderId}/documents/{documentId}',
	},
});
