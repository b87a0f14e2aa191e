import { requestOperation } from '../../../shared/catalog';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';

export const getDescription = requestOperation({
	name: 'Get Description',
	value: 'getDescription',
	action: 'Get the description of a document of a document flow',
	description:
		'Retrieve the type, file name, size and requisites of a document, without files and signatures',
	fields: [accountId, docflowId, documentId],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}/description' },
});
