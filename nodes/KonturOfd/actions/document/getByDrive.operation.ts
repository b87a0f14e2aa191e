import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { dayOf, wholeDays } from '../../api/days';
import { documentsOptions } from '../../fields/documentFields';
import { firstDay, fiscalDriveNumber, lastDay } from '../../fields/fields';
import { kktRegId, organizationId } from '../../fields/locators';
import { paths } from '../../api/routes';
import { cashboxRoute } from '../../api/permission';
import { readDocuments } from '../../api/documents';
import { organizationRoute, ticketPlaces } from '../../api/tickets';

export const getByDrive = runOperation({
	name: 'Get Many of a Fiscal Drive (Deprecated)',
	value: 'getByDrive',
	action: 'Get many fiscal documents of a drive',
	description:
		'Retrieve all documents of one fiscal drive for some days. Kontur calls this method deprecated and may switch it off: use Get Many, which knows the drive of each document.',
	fields: [
		organizationId,
		kktRegId,
		fiscalDriveNumber,
		firstDay,
		lastDay,
		documentsOptions,
		returnAll,
		limit,
	],
	calls: [`GET ${paths.tickets}`, organizationRoute, cashboxRoute],
	run: async ({ params, client, simplify, note }) => {
		const first = dayOf(params.dateFrom, firstDay.displayName);
		const last = dayOf(params.dateTo, lastDay.displayName);
		const { organizationId, kktRegId } = params;
		const pathValues = await ticketPlaces(client, params);
		return await readDocuments(
			client,
			{
				request: () => ({
					method: 'GET',
					path: paths.tickets,
					pathValues,
					query: { dateFrom: first, dateTo: last },
				}),
				paging: { style: 'whole' },
			},
			[{ organizationId, kktRegId, named: true }],
			wholeDays(first, last),
			{
				most: params.returnAll ? Infinity : params.limit,
				options: params.options,
				simplify,
				note,
			},
		);
	},
	simplify: true,
});
