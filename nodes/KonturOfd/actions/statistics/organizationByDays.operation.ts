import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { detailsOf, flatMapConcurrent, listAll } from '../../../shared/transport';
import { daysOf, readDays } from '../../api/period';
import { routes } from '../../api/routes';
import { selectOrganizations } from '../../api/selectRegisters';
import { firstDay, lastDay } from '../../fields/fields';
import { organizationFields } from '../../fields/registerFields';
import { shapeTotals, simplifyTotals } from './shapeTotals';

const path = routes.organizationDailyTotals;

export const organizationByDays = runOperation({
	name: 'Get Daily Totals of an Organization',
	value: 'organizationByDays',
	action: 'Get daily totals of an organization',
	description:
		'Retrieve what all cash registers of an organization together took in and paid out per day. Requires an integrator key with access to all its registers, including future ones.',
	fields: [...organizationFields, firstDay, lastDay, returnAll, limit],
	calls: [`GET ${path}`, `GET ${routes.organizations}`],
	run: async ({ params, client, note }) => {
		const [from, to] = daysOf(readDays(params));
		const { ids, isNamed } = await selectOrganizations(client, params);
		const skipped: string[] = [];
		const rows = await flatMapConcurrent(
			ids,
			async (organizationId) => {
				const found = await listAll(
					client,
					{
						method: 'GET',
						path,
						pathValues: { organizationId },
						query: { from, to },
						advice: {
							403: {
								message:
									'The integrator key has no access to the totals of this organization for this period',
								advice:
									'Kontur returns them only to keys with access to all cash registers of the organization, including future ones, for the whole period. Use Get Daily Totals, which works for each register that the key has access to.',
							},
						},
					},
					{ style: 'whole', items: 'items' },
				).catch((error: unknown) => {
					if (isNamed || detailsOf(error)?.status !== 403) throw error;
					skipped.push(organizationId);
					return [];
				});
				return found.map((row) => ({ json: { organizationId, ...shapeTotals(row) } }));
			},
			params.returnAll ? Infinity : params.limit,
		);
		if (skipped.length > 0) {
			note(
				`Organizations skipped because the integrator key does not have access to all their cash registers for this period: ${skipped.sort().join(', ')}.`,
			);
		}
		return rows;
	},
	simplify: simplifyTotals,
});
