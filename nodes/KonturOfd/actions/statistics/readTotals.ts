import type { IDataObject } from 'n8n-workflow';
import type { Output } from '../../../shared/catalog';
import { flatMapConcurrent, listAll, type Client } from '../../../shared/transport';
import { dayOf, wholeDays } from '../../api/days';
import { firstDay, lastDay } from '../../fields/fields';
import { shapeTotals } from './shape';
import { LeftOut, withPermission } from '../../api/permission';
import { chooseRegisters, originOf, type RegisterParams } from '../../api/cashRegisters';

export interface TotalsParams extends RegisterParams {
	dateFrom: unknown;
	dateTo: unknown;
	returnAll: boolean;
	limit: number;
}

/**
 * Totals of cash registers, one item per day or shift, register after register. Kontur answers a period whole, however
 * long it is, so it is asked once for each register.
 * @param path of the method, whose answer lists the totals under `items`
 * Source: Kontur.OFD documentation, "statistics/cash-receipt/by-days", "by-shifts".
 */
export async function readTotals(
	client: Client,
	path: string,
	items: string,
	params: TotalsParams,
	note: (message: string) => void,
): Promise<Output[]> {
	const period = wholeDays(
		dayOf(params.dateFrom, firstDay.displayName),
		dayOf(params.dateTo, lastDay.displayName),
	);
	const leftOut = new LeftOut();
	const rows = await flatMapConcurrent(
		await chooseRegisters(client, params),
		async (register) => {
			const permitted = leftOut.periodOf(register, period);
			if (!permitted) return [];
			const { organizationId, kktRegId } = register;
			const request = {
				method: 'GET',
				path,
				pathValues: { organizationId, kktRegId },
				query: { from: permitted.from.slice(0, 10), to: permitted.to.slice(0, 10) },
			} as const;
			const found: IDataObject[] = await listAll(client, request, { style: 'whole', items })
				.catch(withPermission(client, register, permitted, request))
				.catch(leftOut.skip(register));
			return found.map((row) => ({
				...originOf(register),
				organizationId,
				kktRegId,
				...shapeTotals(row),
			}));
		},
		params.returnAll ? Infinity : params.limit,
	);
	leftOut.tell(note);
	return rows.map((json) => ({ json }));
}
