import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { documentsOptions } from '../../fields/documentFields';
import { dateFrom, dateTo, types } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { paths } from '../../api/routes';
import { endOfPeriod, startOfPeriod } from '../../api/period';
import { cashboxRoute } from '../../api/permission';
import { readDocuments } from '../../api/documents';
import { chooseRegisters, registerRoutes } from '../../api/cashRegisters';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many fiscal documents',
	description: 'Retrieve the receipts and other fiscal documents of cash registers for a period',
	fields: [...registerFields, dateFrom, dateTo, types, documentsOptions, returnAll, limit],
	calls: [`GET ${paths.byPeriod}`, cashboxRoute, ...registerRoutes],
	run: async ({ params, client, simplify, note }) => {
		const period = {
			from: startOfPeriod(params.dateFrom, dateFrom.displayName),
			to: endOfPeriod(params.dateTo, dateTo.displayName),
		};
		const wanted = params.types.join(',');
		const registers = await chooseRegisters(client, params);
		return await readDocuments(
			client,
			{
				request: ({ organizationId, kktRegId }, { from, to }) => ({
					method: 'GET',
					path: paths.byPeriod,
					pathValues: { organizationId, kktRegId },
					query: { dateFrom: from, dateTo: to, types: wanted },
				}),
				paging: { style: 'offset', items: 'documents' },
			},
			registers,
			period,
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
