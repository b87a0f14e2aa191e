import { field, runOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields/locators/locators';
import { orNothing } from '../../api/parameters';
import { listFields, mostOf, searchAll } from '../../api/unwrapList';

export const searchSubscriptions = runOperation({
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
		...listFields,
	],
	calls: ['POST /v1/{accountId}/organizations/{organizationId}/control-unit-subscriptions'],
	run: async ({ params, client }) => {
		const request = {
			method: 'POST',
			path: '/v1/{accountId}/organizations/{organizationId}/control-unit-subscriptions',
			pathValues: params,
			body: {
				'control-unit-subscription-type': 'fss-sedo',
				'registration-number': orNothing(params.registrationNumber),
			},
		} as const;
		const found = await searchAll(client, request, 'items', mostOf(params));
		return found.map((json) => ({ json }));
	},
});
