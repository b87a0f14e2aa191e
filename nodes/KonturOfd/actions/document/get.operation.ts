import { field, requestOperation } from '../../../shared/catalog';
import { kktRegId, organizationId } from '../../descriptions/locators';
import { essentials, toItem } from './item';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a fiscal document',
	description: 'Retrieve a receipt or another fiscal document by its ID',
	fields: [
		organizationId,
		kktRegId,
		field({
			displayName: 'Document ID',
			name: 'documentId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '7d3f1c52-9a4e-5b08-8c6d-1e2f3a4b5c6d',
			description: 'The ID of the document, from Get Many or the trigger',
		}),
	],
	http: {
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/{documentId}',
	},
	transform: toItem,
	simplify: essentials,
});
