import { requestOperation } from '../../../shared/catalog';
import { accountId, organizationFields } from '../../fields';
import { orNothing } from '../../api/parameters';
import { organizationShape } from '../../api/types';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create an organization',
	description: 'Add an organization to an account. The tariff limits their number.',
	fields: [accountId, ...organizationFields],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations',
		body: ({ inn, kpp, organizationName }) => ({
			inn: inn.trim(),
			kpp: orNothing(kpp),
			name: organizationName.trim(),
		}),
		shape: organizationShape,
	},
});
