import type { IDataObject } from 'n8n-workflow';
import {
	limit,
	onPartialFailureOfTotals,
	options,
	partsOf,
	returnAll,
	runOperation,
} from '../../../shared/catalog';
import { listAll, mapInTurns, type Shape } from '../../../shared/transport';
import { readNamedPeriod } from '../../api/namedPeriod';
import { daysOf } from '../../api/period';
import { cashRegisterRoute, readPermitted } from '../../api/permission';
import { originOf, registerRoutes, selectRegisters } from '../../api/selectRegisters';
import { namedDaysFields, timeZone } from '../../fields/periodFields';
import { registerFieldsAllNow } from '../../fields/registerFields';
import { shapeTotals, simplifyTotals } from './shapeTotals';
import { whole } from '../../api/cashRegisters';

interface Totals {
	name: string;
	value: string;
	action: string;
	description: string;
	path: string;
	/** Where the response lists the totals. */
	items: string;
	/** What it says of each day or shift. */
	element: Shape<IDataObject>;
}

/**
 * Declares an operation that reads totals of cash registers, register by register, one item per day or shift. Kontur
 * returns a period of any length in one response, so each register takes one request.
 * Source: Kontur.OFD documentation, "statistics/cash-receipt/by-days", "by-shifts".
 */
export const totalsOperation = ({ path, items, element, ...described }: Totals) =>
	runOperation({
		...described,
		fields: [
			...registerFieldsAllNow,
			...namedDaysFields,
			options([onPartialFailureOfTotals, timeZone]),
			returnAll,
			limit,
		],
		calls: () => [`GET ${path}`, cashRegisterRoute, ...registerRoutes],
		run: async (context) => {
			const { params, client, note, gather } = context;
			const period = readNamedPeriod(params, Date.now(), params.options.timeZone ?? 'Europe/Moscow');
			const parts = partsOf(context, params.options.onPartialFailure, 'stop');
			return await readPermitted(client, await selectRegisters(client, params, parts), {
				period,
				request: ({ organizationId, kktRegId }, permitted) => {
					const [from, to] = daysOf(permitted);
					return {
						method: 'GET',
						path,
						pathValues: { organizationId, kktRegId },
						query: { from, to },
						element,
					};
				},
				read: async (request, register) => {
					const { organizationId, kktRegId } = register;
					const origin = { ...originOf(register), organizationId, kktRegId };
					const found = await listAll(client, request, { ...whole, items });
					const rows = await mapInTurns(found, (row) => ({ json: { ...origin, ...shapeTotals(row) } }));
					gather(rows);
					return rows.map((row) => [row]);
				},
				most: params.returnAll ? Infinity : params.limit,
				note,
				parts,
			});
		},
		simplify: simplifyTotals,
	});
