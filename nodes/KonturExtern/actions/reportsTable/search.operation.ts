import { dateField, filters, requestOperation } from '../../../shared/catalog';
import { accountId, includeHiddenForms, organizationIds } from '../../fields';
import { calendarDate, listOf } from '../../api/parameters';
import { reportsOfOrganizationShape } from '../../api/types';

export const search = requestOperation({
	name: 'Search',
	value: 'search',
	action: 'Search the reports tables',
	description:
		'Find the reports that organizations have to send, with deadlines and whether they were sent and accepted; one item per organization',
	fields: [
		accountId,
		organizationIds,
		filters([
			dateField({
				displayName: 'Deadline After',
				name: 'dateFrom',
				description:
					'Only reports due on this date or later. Defaults to three months before the other date or today. A calendar date, sent as entered.',
			}),
			dateField({
				displayName: 'Deadline Before',
				name: 'dateTo',
				description:
					'Only reports due on this date or earlier. Defaults to three months after the other date or today. A calendar date, sent as entered.',
			}),
			includeHiddenForms,
		]),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/reports-tables/search',
		// The documentation does not say where this flag belongs, so both the query and the body carry it.
		query: ({ filters: { includeDeleted } }) => ({ includeDeleted }),
		body: ({ organizationIds: ids, filters }) => ({
			'organization-ids': listOf(ids),
			'date-from': calendarDate(filters.dateFrom),
			'date-to': calendarDate(filters.dateTo),
			'include-deleted': filters.includeDeleted,
		}),
		shape: reportsOfOrganizationShape,
	},
	paginate: { style: 'search', items: 'reports-tables', total: 'unsaid' },
});
