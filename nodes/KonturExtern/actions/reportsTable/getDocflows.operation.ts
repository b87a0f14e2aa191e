import { dateField, field, requestOperation, textField } from '../../../shared/catalog';
import { accountId, formId, organizationId } from '../../fields';
import { calendarDate } from '../../api/parameters';
import { anyObject } from '../../../shared/transport';

export const getDocflows = requestOperation({
	name: 'Get Document Flows',
	value: 'getDocflows',
	action: 'Get the document flows of a report',
	description:
		'Retrieve the document flows of a report in the reports table. The list is empty if the report was not sent.',
	fields: [
		accountId,
		organizationId,
		formId,
		dateField({
			displayName: 'Deadline',
			name: 'deadline',
			required: true,
			description: 'Deadline of the report, from Reports Table: Search. A calendar date, sent as entered.',
		}),
		textField({
			displayName: 'Year',
			name: 'periodYear',
			required: true,
			placeholder: '2024',
			description: 'Year of the reporting period',
		}),
		field({
			displayName: 'Period',
			name: 'periodNumber',
			type: 'number',
			default: 1,
			required: true,
			description: 'Number of the month, quarter or half-year within the year',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/reports-tables/{organizationId}/report-docflows',
		query: (params) => ({
			formId: params.formId,
			deadline: calendarDate(params.deadline),
			periodYear: params.periodYear,
			periodNumber: params.periodNumber,
		}),
		shape: anyObject,
	},
	paginate: { style: 'whole', items: 'docflows' },
});
