import { requestOperation } from '../../../shared/catalog';
import { signatureId } from '../../descriptions/documentFields';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a document of a document flow',
	description: 'Retrieve whose a signature is and of what kind',
	fields: [accountId, docflowId, documentId, signatureId],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/signatures/{signatureId}',
	},
});
