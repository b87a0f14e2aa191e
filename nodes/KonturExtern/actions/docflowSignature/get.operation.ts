import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, signatureInDocflow } from '../../fields';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a signature of a document of a document flow',
	description: 'Retrieve the owner and type of a signature',
	fields: [accountId, docflowId, documentOfDocflow, signatureInDocflow],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/signatures/{signatureId}',
	},
});
