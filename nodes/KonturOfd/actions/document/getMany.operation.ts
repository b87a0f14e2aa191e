import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { documentsPaging, documentsRequest } from '../../api/documents';
import { readPeriod } from '../../api/period';
import { cashRegisterRoute } from '../../api/permission';
import { routes } from '../../api/routes';
import { registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { documentsOrFileOptions } from '../../fields/documentFields';
import { dateFrom, dateTo, types } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { readItems, type DocumentList } from './readItems';
import { writeItems } from './writeItems';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many fiscal documents',
	description: 'Retrieve receipts and other fiscal documents of cash registers for a period',
	fields: [...registerFields, dateFrom, dateTo, types, documentsOrFileOptions, returnAll, limit],
	calls: [`GET ${routes.documents}`, cashRegisterRoute, ...registerRoutes],
	run: async (context) => {
		const { params, client } = context;
		const period = readPeriod(params);
		const kinds = params.types.join(',');
		const { output = 'items' } = params.options;
		const list: DocumentList = {
			registers: async (parts) => await selectRegisters(client, params, parts),
			period,
			request: (register, permitted) => documentsRequest(register, permitted, kinds),
			paging: documentsPaging,
		};
		return output === 'items' ? await readItems(context, list) : await writeItems(context, list, output);
	},
	simplify: true,
});
