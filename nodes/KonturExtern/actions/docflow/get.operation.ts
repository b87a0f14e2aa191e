import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowId } from '../../fields';
import { docflowPath } from '../../api/routes';
import { simplifyDocflow } from './simplify';
import { wholeDocflowShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a document flow',
	description: 'Retrieve a document flow: its status and the response of the authority',
	fields: [accountId, docflowId],
	http: { method: 'GET', path: docflowPath, shape: wholeDocflowShape },
	simplify: simplifyDocflow,
});
