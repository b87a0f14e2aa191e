import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { documentsPaging, documentsRequest } from '../../api/documents';
import { readPeriod } from '../../api/period';
import { cashRegisterRoute } from '../../api/permission';
import { routes } from '../../api/routes';
import { registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { documentsOptions } from '../../fields/documentFields';
import { dateFrom, dateTo, types } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { readItems } from './readItems';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many fiscal documents',
	description: 'Retrieve receipts and other fiscal documents of cash registers for a period',
	fields: [...registerFields, dateFrom, dateTo, types, documentsOptions, returnAll, limit],
	calls: [`GET ${routes.documents}`, cashRegisterRoute, ...registerRoutes],
	run: async (context) => {
		const { params, client } = context;
		const period = readPeriod(params);
		const kinds = params.types.join(',');
		return await readItems(context, {
			registers: async (parts) => await selectRegisters(client, params, parts),
			period,
			request: (register, permitted) => documentsRequest(register, permitted, kinds),
			paging: documentsPaging,
		});
	},
	simplify: true,
});
