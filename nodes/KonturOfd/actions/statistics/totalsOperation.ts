import {
	limit,
	onPartialFailureOfTotals,
	options,
	partsOf,
	returnAll,
	runOperation,
} from '../../../shared/catalog';
import { listAll } from '../../../shared/transport';
import { daysOf, readDays } from '../../api/period';
import { cashRegisterRoute, readPermitted } from '../../api/permission';
import { originOf, registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { firstDay, lastDay } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { shapeTotals, simplifyTotals } from './shapeTotals';

interface Totals {
	name: string;
	value: string;
	action: string;
	description: string;
	path: string;
	/** Where the response lists the totals. */
	items: string;
}

/**
 * Declares an operation that reads totals of cash registers, register by register, one item per day or shift. Kontur
 * returns a period of any length in one response, so each register takes one request.
 * Source: Kontur.OFD documentation, "statistics/cash-receipt/by-days", "by-shifts".
 */
export const totalsOperation = ({ path, items, ...described }: Totals) =>
	runOperation({
		...described,
		fields: [...registerFields, firstDay, lastDay, options([onPartialFailureOfTotals]), returnAll, limit],
		calls: [`GET ${path}`, cashRegisterRoute, ...registerRoutes],
		run: async (context) => {
			const { params, client, note } = context;
			const period = readDays(params);
			const parts = partsOf(context, params.options.onPartialFailure, 'stop');
			return await readPermitted(client, await selectRegisters(client, params, parts), {
				period,
				request: ({ organizationId, kktRegId }, permitted) => {
					const [from, to] = daysOf(permitted);
					return { method: 'GET', path, pathValues: { organizationId, kktRegId }, query: { from, to } };
				},
				read: async (request, register) => {
					const { organizationId, kktRegId } = register;
					const origin = { ...originOf(register), organizationId, kktRegId };
					const found = await listAll(client, request, { style: 'whole', items });
					return found.map((row) => [{ json: { ...origin, ...shapeTotals(row) } }]);
				},
				most: params.returnAll ? Infinity : params.limit,
				note,
				parts,
			});
		},
		simplify: simplifyTotals,
	});
