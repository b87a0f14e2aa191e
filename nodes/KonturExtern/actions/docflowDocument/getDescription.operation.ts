import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow } from '../../fields';

export const getDescription = requestOperation({
	name: 'Get Description',
	value: 'getDescription',
	action: 'Get the description of a document of a document flow',
	description:
		'Retrieve the type, file name, size and details (requisites) of a document, without files and signatures',
	fields: [accountId, docflowId, documentOfDocflow],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/description' },
});
