import { requestOperation } from '../../../shared/catalog';
import { docflowFilters, relatedDocument } from '../../fields';
import { docflowQuery } from './query';
import { simplifyDocflow } from './simplify';
import { docflowShape } from '../../api/types';

export const getRelated = requestOperation({
	name: 'Get Related',
	value: 'getRelated',
	action: 'Get document flows related to a document',
	description: 'Retrieve the replies and letters related to a document, such as a demand',
	fields: [...relatedDocument, docflowFilters],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/related',
		query: (params, about) => docflowQuery(params, about),
		shape: docflowShape,
	},
	paginate: { style: 'skipTake', items: 'docflows-page-item' },
	simplify: simplifyDocflow,
});
