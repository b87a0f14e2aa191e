import { requestOperation } from '../../../shared/catalog';
import { documentInDocflow } from '../../fields';
import { docflowDocumentPath } from '../../api/routes';
import { simplifyDocument } from './simplify';
import { docflowDocumentShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document in a document flow',
	description: 'Retrieve a document: its type, files, signatures and the replies that it requires',
	fields: documentInDocflow,
	http: { method: 'GET', path: docflowDocumentPath, shape: docflowDocumentShape },
	simplify: simplifyDocument,
});
