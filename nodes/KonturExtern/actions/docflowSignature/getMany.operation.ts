import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow } from '../../fields';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many signatures of a document of a document flow',
	description: 'Retrieve the signatures of a document with their owners and types',
	fields: [accountId, docflowId, documentOfDocflow],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/signatures' },
	paginate: { style: 'whole' },
});
