import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { dayOf, wholeDays } from '../../api/days';
import { documentsOptions } from '../../fields/documentFields';
import { date, types } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { cashboxRoute } from '../../api/permission';
import { readDocuments } from '../../api/documents';
import { chooseRegisters, registerRoutes } from '../../api/cashRegisters';

const path = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents';

export const getByDay = runOperation({
	name: 'Get Many of a Day',
	value: 'getByDay',
	action: 'Get many fiscal documents of a day',
	description: 'Retrieve the receipts and other fiscal documents of cash registers for one day',
	fields: [...registerFields, date, types, documentsOptions, returnAll, limit],
	calls: [`GET ${path}`, cashboxRoute, ...registerRoutes],
	run: async ({ params, client, simplify, note }) => {
		const day = dayOf(params.date, date.displayName);
		const wanted = params.types.join(',');
		const registers = await chooseRegisters(client, params);
		return await readDocuments(
			client,
			{
				request: ({ organizationId, kktRegId }) => ({
					method: 'GET',
					path,
					pathValues: { organizationId, kktRegId },
					query: { date: day, types: wanted },
				}),
				paging: { style: 'whole' },
			},
			registers,
			wholeDays(day, day),
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
