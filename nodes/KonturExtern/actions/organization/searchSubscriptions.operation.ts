import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { orNothing } from '../../api/parameters';

export const searchSubscriptions = requestOperation({
	name: 'Search Subscriptions',
	value: 'searchSubscriptions',
	action: 'Search the subscriptions of an organization',
	description:
		"Find out for which registration numbers an organization receives the social fund's messages (SEDO)",
	fields: [
		accountId,
		organizationId,
		field({
			displayName: 'Registration Number',
			name: 'registrationNumber',
			type: 'string',
			default: '',
			placeholder: '1234567890',
			description: 'Only this registration number with the fund. Empty means all of them.',
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations/{organizationId}/control-unit-subscriptions',
		body: ({ registrationNumber }) => ({
			'control-unit-subscription-type': 'fss-sedo',
			'registration-number': orNothing(registrationNumber),
		}),
	},
	paginate: { style: 'search', items: 'items' },
});
