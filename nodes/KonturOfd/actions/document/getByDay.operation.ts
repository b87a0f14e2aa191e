import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { daysOf, readDay } from '../../api/period';
import { cashRegisterRoute } from '../../api/permission';
import { routes } from '../../api/routes';
import { registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { documentsOptions, kindsOf, typesOfVersion1, viewFields } from '../../fields/documentFields';
import { date as day } from '../../fields/fields';
import { registerFieldsAllNow } from '../../fields/registerFields';
import { Proof, showsNumbers } from './proof';
import { mostOf, readItems } from './readItems';
import { documentShape } from '../../api/types';
import { whole } from '../../api/cashRegisters';

export const getByDay = runOperation({
	name: 'Get Many by Day',
	value: 'getByDay',
	action: 'Get many fiscal documents by day',
	description: 'Retrieve receipts and other fiscal documents of cash registers for one day',
	fields: [...registerFieldsAllNow, day, typesOfVersion1, ...viewFields, documentsOptions, returnAll, limit],
	calls: () => [`GET ${routes.documentsOfDay}`, cashRegisterRoute, ...registerRoutes],
	run: async (context) => {
		const { params, client } = context;
		const period = readDay(params.date);
		const [date] = daysOf(period);
		const kinds = kindsOf(params);
		const proof = params.returnAll && showsNumbers(kinds) ? new Proof() : undefined;
		return await readItems(context, {
			registers: async (parts) => await selectRegisters(client, params, parts),
			period,
			request: ({ organizationId, kktRegId }) => ({
				method: 'GET',
				path: routes.documentsOfDay,
				pathValues: { organizationId, kktRegId },
				query: { date, types: proof ? undefined : kinds.join(',') },
				element: documentShape,
			}),
			paging: whole,
			kinds: proof ? kinds : [],
			most: mostOf(params),
			proof,
		});
	},
	simplify: true,
});
