import { field, filters, requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { organizationShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many organizations',
	description: 'Retrieve the organizations of an account',
	fields: [
		accountId,
		filters([
			field({ displayName: 'INN', name: 'inn', type: 'string', default: '', placeholder: '7811223344' }),
			field({ displayName: 'KPP', name: 'kpp', type: 'string', default: '', placeholder: '781101001' }),
		]),
	],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/organizations',
		query: ({ filters }) => ({ inn: filters.inn, kpp: filters.kpp }),
		shape: organizationShape,
	},
	paginate: { style: 'skipTake', items: 'organizations' },
});
