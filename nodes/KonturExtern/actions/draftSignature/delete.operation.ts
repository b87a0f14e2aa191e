import { requestOperation } from '../../../shared/catalog';
import { signatureId } from '../../descriptions/documentFields';
import { documentId } from '../../descriptions/fields';
import { accountId, draftId } from '../../descriptions/locators';

export const deleteSignature = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete a signature of a draft document',
	description: 'Take a signature off a document of a draft permanently',
	fields: [accountId, draftId, documentId, signatureId],
	http: {
		method: 'DELETE',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}',
	},
	deletes: true,
});
