import { field, runOperation } from '../../../shared/catalog';
import { documentOptions } from '../../fields/documentFields';
import { fiscalDriveNumber } from '../../fields/fields';
import { kktRegId, organizationId } from '../../fields/locators';
import { paths } from '../../api/routes';
import { itemsOfAnswer } from '../../api/documents';
import { organizationRoute, ticketPlaces } from '../../api/tickets';

const path = `${paths.tickets}/{documentNumber}`;

export const getByNumber = runOperation({
	name: 'Get by Fiscal Number',
	value: 'getByNumber',
	action: 'Get a fiscal document by its number',
	description:
		'Retrieve a receipt or another fiscal document by the numbers printed on it. Kontur has this in version 1 of its API only.',
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
			description: 'Number of the document on its drive (ФД), as it is printed on the receipt',
		}),
		documentOptions,
	],
	calls: [`GET ${path}`, organizationRoute],
	run: async ({ params, client, simplify }) => {
		const places = await ticketPlaces(client, params);
		const { body } = await client.request({
			method: 'GET',
			path,
			pathValues: { ...places, documentNumber: params.fiscalDocumentNumber },
		});
		return itemsOfAnswer(body, params.options, simplify);
	},
	simplify: true,
});
