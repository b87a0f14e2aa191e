import { field, runOperation } from '../../../shared/catalog';
import { documentWhere } from '../../api/documents';
import { routes } from '../../api/routes';
import { documentOptions, viewFields } from '../../fields/documentFields';
import { fiscalDriveNumber } from '../../fields/fields';
import { kktRegId, organizationId } from '../../fields/locators';
import { drivePath, organizationRoute } from './drivePath';
import { itemsOf } from './readItems';

export const getByNumber = runOperation({
	name: 'Get by Fiscal Number',
	value: 'getByNumber',
	action: 'Get a fiscal document by its number',
	description:
		"Retrieve a receipt or another fiscal document by the numbers printed on it. Uses version 1 of Kontur's API, because version 2 has no such method.",
	fields: [
		organizationId,
		kktRegId,
		fiscalDriveNumber,
		field({
			displayName: 'Fiscal Document Number',
			name: 'fiscalDocumentNumber',
			type: 'string',
			default: '',
			required: true,
			placeholder: '3251',
			description: 'Number of the document on the fiscal drive (ФД), as printed on the receipt',
		}),
		...viewFields,
		documentOptions,
	],
	calls: () => [`GET ${routes.driveDocument}`, organizationRoute],
	run: async ({ params, client }) => {
		const { body } = await client.request({
			method: 'GET',
			path: routes.driveDocument,
			pathValues: {
				...(await drivePath(client, params)),
				documentNumber: params.fiscalDocumentNumber,
			},
			shape: documentWhere(({ fd }) => fd === undefined || fd === Number(params.fiscalDocumentNumber)),
		});
		return await itemsOf(body, params);
	},
	simplify: true,
});
