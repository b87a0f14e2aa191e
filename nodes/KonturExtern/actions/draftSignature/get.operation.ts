import { requestOperation } from '../../../shared/catalog';
import { accountId, documentOfDraft, draftId, signatureInDraft } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a draft document',
	description: 'Retrieve the owner and certificate of a signature',
	fields: [accountId, draftId, documentOfDraft, signatureInDraft],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}',
	},
});
