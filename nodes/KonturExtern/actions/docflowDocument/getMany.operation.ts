import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId } from '../../fields';
import { docflowPath } from '../../api/routes';
import { simplifyDocument } from './simplify';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many documents of a document flow',
	description: 'Retrieve the documents of a document flow: those sent and those received from the authority',
	fields: [accountId, docflowId],
	http: { method: 'GET', path: `${docflowPath}/documents` },
	paginate: { style: 'whole' },
	simplify: simplifyDocument,
});
