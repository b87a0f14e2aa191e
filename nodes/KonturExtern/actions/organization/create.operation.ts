import { field, requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { orNothing } from '../../api/parameters';

export const create = requestOperation({
	name: 'Create',
	value: 'create',
	action: 'Create an organization',
	description: 'Add an organization to an account. The tariff limits their number.',
	fields: [
		accountId,
		field({
			displayName: 'INN',
			name: 'inn',
			type: 'string',
			default: '',
			required: true,
			placeholder: '7811223344',
			description: 'Taxpayer number: 10 digits for a company, 12 for an entrepreneur or a person',
		}),
		field({
			displayName: 'KPP',
			name: 'kpp',
			type: 'string',
			default: '',
			placeholder: '781101001',
			description: 'Nine digits; leave empty for an entrepreneur',
		}),
		field({
			displayName: 'Name',
			name: 'organizationName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'ООО Ромашка',
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations',
		body: ({ inn, kpp, organizationName }) => ({
			inn: inn.trim(),
			kpp: orNothing(kpp),
			name: organizationName.trim(),
		}),
	},
});
