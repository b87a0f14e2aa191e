import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId } from '../../fields';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document from a draft',
	description: 'Remove a document and its signatures from a draft permanently. This cannot be undone.',
	fields: [accountId, draftId, documentOfDraft],
	http: { method: 'DELETE', path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}' },
});
