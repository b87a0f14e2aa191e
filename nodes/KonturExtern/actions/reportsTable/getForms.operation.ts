import { requestOperation } from '../../../shared/catalog';
import { accountId, includeHiddenForms, organizationId } from '../../fields';
import { reportFormShape } from '../../api/types';

export const getForms = requestOperation({
	name: 'Get Forms',
	value: 'getForms',
	action: 'Get the report forms of an organization',
	description: 'Retrieve the forms that an organization files',
	fields: [accountId, organizationId, includeHiddenForms],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/reports-tables/{organizationId}/forms',
		query: ({ includeDeleted }) => ({ includeDeleted }),
		shape: reportFormShape,
	},
	paginate: { style: 'whole', items: 'forms' },
});
