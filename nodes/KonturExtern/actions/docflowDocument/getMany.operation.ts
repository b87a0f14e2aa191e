import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId } from '../../fields';
import { docflowPath } from '../../api/routes';
import { simplifyDocument } from './simplify';
import { docflowDocumentShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many documents in a document flow',
	description: 'Retrieve the documents in a document flow, both sent and received',
	fields: [accountId, docflowId],
	http: { method: 'GET', path: `${docflowPath}/documents`, shape: docflowDocumentShape },
	paginate: { style: 'whole' },
	simplify: simplifyDocument,
});
