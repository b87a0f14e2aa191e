import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationIds } from '../../fields';
import { calendarDate, listOf } from '../../api/parameters';

export const search = requestOperation({
	name: 'Search',
	value: 'search',
	action: 'Search the reports tables',
	description:
		'Find out which reports organizations have to send, by when, and which of them are sent and accepted; one item for each organization',
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
					name: 'dateFrom',
					type: 'dateTime',
					default: '',
					description:
						'Only reports due on this day or later; by default three months before the other date, or before today. A calendar day, taken as it is written.',
				}),
				field({
					displayName: 'Deadline Before',
					name: 'dateTo',
					type: 'dateTime',
					default: '',
					description:
						'Only reports due on this day or earlier; by default three months after the other date, or after today. A calendar day, taken as it is written.',
				}),
				field({
					displayName: 'Include Deleted',
					name: 'includeDeleted',
					type: 'boolean',
					default: false,
					description: 'Whether to include forms that were hidden in the web interface',
				}),
			],
		}),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/reports-tables/search',
		// The documentation names the switch and does not say where it goes.
		query: ({ filters: { includeDeleted } }) => ({ includeDeleted }),
		body: ({ organizationIds: ids, filters }) => ({
			'organization-ids': listOf(ids),
			'date-from': calendarDate(filters.dateFrom),
			'date-to': calendarDate(filters.dateTo),
			'include-deleted': filters.includeDeleted,
		}),
	},
	paginate: { style: 'search', items: 'reports-tables' },
});
