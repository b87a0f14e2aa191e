import { requestOperation } from '../../../shared/catalog';
import { docflowFilters, relatedDocument } from '../../fields';
import { docflowQuery } from '../docflow/query';
import { simplifyDocflow } from '../docflow/simplify';
import { docflowShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many inventories',
	description: 'Retrieve the inventories that were sent in reply to a demand from the tax office',
	fields: [...relatedDocument, docflowFilters],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/inventories',
		query: (params, about) => docflowQuery(params, about),
		shape: docflowShape,
	},
	paginate: { style: 'skipTake', items: 'docflows-page-item' },
	simplify: simplifyDocflow,
});
