import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationIds } from '../../fields';
import { calendarDate, listOf } from '../../api/parameters';

export const search = requestOperation({
	name: 'Search',
	value: 'search',
	action: 'Search the reports tables',
	description:
		'Find the reports that organizations have to send, with deadlines and whether they were sent and accepted; one item per organization',
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
						'Only reports due on this date or later. Defaults to three months before the other date or today. A calendar date, sent as entered.',
				}),
				field({
					displayName: 'Deadline Before',
					name: 'dateTo',
					type: 'dateTime',
					default: '',
					description:
						'Only reports due on this date or earlier. Defaults to three months after the other date or today. A calendar date, sent as entered.',
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
		// The documentation names this flag but not where it belongs, so it is sent in both places.
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
