import { requestOperation } from '../../../shared/catalog';
import { signatureId } from '../../descriptions/documentFields';
import { documentId } from '../../descriptions/fields';
import { accountId, draftId } from '../../descriptions/locators';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a draft document',
	description: 'Retrieve whose a signature is and of which certificate',
	fields: [accountId, draftId, documentId, signatureId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures/{signatureId}',
	},
});
