import { requestOperation } from '../../../shared/catalog';
import { accountId, docflowFilters } from '../../fields';
import { docflowQuery } from './query';
import { simplifyDocflow } from './simplify';
import { docflowShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many document flows',
	description: 'Retrieve document flows, newest first by default',
	fields: [accountId, docflowFilters],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/docflows',
		query: (params, about) => docflowQuery(params, about),
		shape: docflowShape,
	},
	paginate: { style: 'skipTake', items: 'docflows-page-item' },
	simplify: simplifyDocflow,
});
