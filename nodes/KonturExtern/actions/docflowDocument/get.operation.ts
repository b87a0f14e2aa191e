import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow } from '../../fields';
import { simplifyDocument } from './simplify';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document of a document flow',
	description: 'Retrieve a document: its type, files, signatures and the replies that it requires',
	fields: [accountId, docflowId, documentOfDocflow],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/{docflowId}/documents/{documentId}' },
	simplify: simplifyDocument,
});
