import { requestOperation, textField } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { orNothing } from '../../api/parameters';
import { anyObject } from '../../../shared/transport';

export const searchSubscriptions = requestOperation({
	name: 'Search Subscriptions',
	value: 'searchSubscriptions',
	action: 'Search the subscriptions of an organization',
	description:
		'Find the registration numbers for which an organization receives messages from the social fund (SEDO)',
	fields: [
		accountId,
		organizationId,
		textField({
			displayName: 'Registration Number',
			name: 'registrationNumber',
			placeholder: '1234567890',
			description: 'Only this registration number with the fund. Leave empty for all.',
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/organizations/{organizationId}/control-unit-subscriptions',
		body: ({ registrationNumber }) => ({
			'control-unit-subscription-type': 'fss-sedo',
			'registration-number': orNothing(registrationNumber),
		}),
		shape: anyObject,
	},
	paginate: { style: 'search', items: 'items' },
});
