import { field, runOperation } from '../../../shared/catalog';
import { accountId } from '../../fields/locators/locators';
import { organizationIds } from '../../fields/reportsTableFields';
import { calendarDate, listOf } from '../../api/parameters';
import { listFields, mostOf, searchAll } from '../../api/unwrapList';

export const searchPayments = runOperation({
	name: 'Search Payments',
	value: 'searchPayments',
	action: 'Search the payments of organizations',
	description: 'Find out which taxes and contributions organizations have to pay, and by when',
	fields: [
		accountId,
		organizationIds,
		field({
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				field({
					displayName: 'Deadline After',
					name: 'deadlineFrom',
					type: 'dateTime',
					default: '',
					description: 'Only payments due on this day or later. A calendar day, taken as it is written.',
				}),
				field({
					displayName: 'Deadline Before',
					name: 'deadlineTo',
					type: 'dateTime',
					default: '',
					description: 'Only payments due on this day or earlier. A calendar day, taken as it is written.',
				}),
			],
		}),
		...listFields,
	],
	calls: ['POST /v1/{accountId}/reports-tables/search-payments'],
	run: async ({ params, client }) => {
		const request = {
			method: 'POST',
			path: '/v1/{accountId}/reports-tables/search-payments',
			pathValues: params,
			body: {
				'organization-ids': listOf(params.organizationIds),
				'deadline-from': calendarDate(params.filters.deadlineFrom),
				'deadline-to': calendarDate(params.filters.deadlineTo),
			},
		} as const;
		return (await searchAll(client, request, 'organization-payments', mostOf(params))).map((json) => ({
			json,
		}));
	},
});
