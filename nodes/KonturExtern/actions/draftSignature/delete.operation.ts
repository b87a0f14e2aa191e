import { requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../fields/locators/locators';
import { documentOfDraft, signatureInDraft } from '../../fields/locators/partLocators';

export const deleteSignature = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a signature of a draft document',
	description: 'Take a signature off a document of a draft. This cannot be undone.',
	fields: [accountId, draftId, documentOfDraft, signatureInDraft],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}',
	},
});
