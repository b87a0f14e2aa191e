import {
	limit,
	onPartialFailureOfTotals,
	options,
	partsOf,
	returnAll,
	runOperation,
} from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { flatMapConcurrent, listAll, mapInTurns } from '../../../shared/transport';
import { isRefused, whole } from '../../api/cashRegisters';
import { readNamedPeriod } from '../../api/namedPeriod';
import { daysOf } from '../../api/period';
import { routes } from '../../api/routes';
import { selectOrganizations } from '../../api/selectRegisters';
import { namedDaysFields, timeZone } from '../../fields/periodFields';
import { organizationFieldsAllNow } from '../../fields/registerFields';
import { shapeTotals, simplifyTotals } from './shapeTotals';
import { dailyTotalsShape } from '../../api/types';

const path = routes.organizationDailyTotals;

export const organizationByDays = runOperation({
	name: 'Get Daily Totals of an Organization',
	value: 'organizationByDays',
	action: 'Get daily totals of an organization',
	description:
		'Retrieve what all cash registers of an organization together took in and paid out per day. Requires an integrator key with access to all its registers, including future ones.',
	fields: [
		...organizationFieldsAllNow,
		...namedDaysFields,
		options([onPartialFailureOfTotals, timeZone]),
		returnAll,
		limit,
	],
	calls: () => [`GET ${path}`, `GET ${routes.organizations}`],
	run: async (context) => {
		const { params, client, note, gather } = context;
		const parts = partsOf(context, params.options.onPartialFailure, 'stop');
		const { timeZone: zone = 'Europe/Moscow' } = params.options;
		const [from, to] = daysOf(readNamedPeriod(params, Date.now(), zone));
		const { ids, isNamed } = await selectOrganizations(client, params);
		const skipped: string[] = [];
		let succeeded = 0;
		const rows = await flatMapConcurrent(
			ids,
			async (organizationId) => {
				return await listAll(
					client,
					{
						method: 'GET',
						path,
						pathValues: { organizationId },
						query: { from, to },
						element: dailyTotalsShape,
						advice: {
							403: {
								message: t`The integrator key has no access to the totals of this organization for this period`,
								advice: t`Kontur returns them only to keys with access to all cash registers of the organization, including future ones, for the whole period. Use Get Daily Totals, which works for each register that the key has access to.`,
							},
						},
					},
					{ ...whole, items: 'items' },
				)
					.then(async (found) => {
						const rows = await mapInTurns(found, (row) => ({
							json: { organizationId, ...shapeTotals(row) },
						}));
						gather(rows);
						succeeded += 1;
						return rows;
					})
					.catch((error: unknown) => {
						if (isNamed && ids.length === 1) throw error;
						const isMistake = isNamed && isRefused(error);
						if (isRefused(error) && !isMistake) skipped.push(organizationId);
						else {
							const name = t`Organization ${organizationId}`;
							parts.fail({ name, ids: { organizationId }, error, isMistake });
						}
						return [];
					});
			},
			params.returnAll ? Infinity : params.limit,
		);
		if (skipped.length > 0) {
			note(
				t`Organizations skipped because the integrator key does not have access to all their cash registers for this period: ${skipped.sort().join(', ')}.`,
			);
		}
		return parts.finish(rows, succeeded);
	},
	simplify: simplifyTotals,
});
