import { requestOperation } from '../../../shared/catalog';
import { dateFrom, dateTo, types } from '../../descriptions/fields';
import { kktRegId, organizationId } from '../../descriptions/locators';
import { endOfPeriod, startOfPeriod } from '../../period';
import { essentials, toItem } from './item';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many fiscal documents',
	description: 'Retrieve the receipts and other fiscal documents of a cash register for a period',
	fields: [organizationId, kktRegId, dateFrom, dateTo, types],
	http: {
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period',
		query: (params) => ({
			dateFrom: startOfPeriod(params.dateFrom, dateFrom.displayName),
			dateTo: endOfPeriod(params.dateTo, dateTo.displayName),
			types: params.types.join(','),
		}),
	},
	paginate: { style: 'offset', items: 'documents' },
	transform: toItem,
	simplify: essentials,
});
