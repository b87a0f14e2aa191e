import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId, signatureInDraft } from '../../fields';

export const deleteSignature = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a signature of a draft document',
	description: 'Remove a signature from a document of a draft. This cannot be undone.',
	fields: [accountId, draftId, documentOfDraft, signatureInDraft],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}',
	},
});
