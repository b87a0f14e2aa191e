import { field, runOperation } from '../../../shared/catalog';
import { documentWhere } from '../../api/documents';
import { routes } from '../../api/routes';
import { documentIdOf } from '../../receipts/document';
import { documentOptions, viewFields } from '../../fields/documentFields';
import { kktRegId, organizationId } from '../../fields/locators';
import { itemsOf } from './readItems';

export const get = runOperation({
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
			description: 'The ID of the document, as returned by Get Many or the trigger',
		}),
		...viewFields,
		documentOptions,
	],
	calls: () => [`GET ${routes.document}`],
	run: async ({ params, client }) => {
		const { organizationId, kktRegId, documentId } = params;
		const { body } = await client.request({
			method: 'GET',
			path: routes.document,
			pathValues: { organizationId, kktRegId, documentId },
			shape: documentWhere(({ body }) =>
				['', documentId.trim().toLowerCase()].includes(documentIdOf(body).toLowerCase()),
			),
		});
		return await itemsOf(body, params);
	},
	simplify: true,
});
