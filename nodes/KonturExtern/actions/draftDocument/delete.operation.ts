import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId } from '../../fields';

export const deleteDocument = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a document from a draft',
	description: 'Take a document out of a draft permanently, with its signatures. This cannot be undone.',
	fields: [accountId, draftId, documentOfDraft],
	http: { method: 'DELETE', path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}' },
});
