import { dateField, filters, requestOperation } from '../../../shared/catalog';
import { accountId, organizationIds } from '../../fields';
import { calendarDate, listOf } from '../../api/parameters';
import { reportsOfOrganizationShape } from '../../api/types';

export const searchPayments = requestOperation({
	name: 'Search Payments',
	value: 'searchPayments',
	action: 'Search the payments of organizations',
	description: 'Find the taxes and contributions that organizations have to pay, with deadlines',
	fields: [
		accountId,
		organizationIds,
		filters([
			dateField({
				displayName: 'Deadline After',
				name: 'deadlineFrom',
				description: 'Only payments due on this date or later. A calendar date, sent as entered.',
			}),
			dateField({
				displayName: 'Deadline Before',
				name: 'deadlineTo',
				description: 'Only payments due on this date or earlier. A calendar date, sent as entered.',
			}),
		]),
	],
	http: {
		method: 'POST',
		path: '/v1/{accountId}/reports-tables/search-payments',
		body: ({ organizationIds: ids, filters }) => ({
			'organization-ids': listOf(ids),
			'deadline-from': calendarDate(filters.deadlineFrom),
			'deadline-to': calendarDate(filters.deadlineTo),
		}),
		shape: reportsOfOrganizationShape,
	},
	paginate: { style: 'search', items: 'organization-payments' },
});
