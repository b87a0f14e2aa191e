import type { IDataObject } from 'n8n-workflow';
import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { detailsOf, flatMapConcurrent, listAll } from '../../../shared/transport';
import { dayOf } from '../../api/days';
import { firstDay, lastDay } from '../../fields/fields';
import { organizationFields } from '../../fields/registerFields';
import { paths } from '../../api/routes';
import { shapeTotals, simplifyTotals } from './shape';
import { chooseOrganizations } from '../../api/cashRegisters';

const path = `${paths.organization}/statistics/cash-receipt/by-days`;

export const organizationByDays = runOperation({
	name: 'Get Daily Totals of an Organization',
	value: 'organizationByDays',
	action: 'Get daily totals of an organization',
	description:
		'Retrieve what all cash registers of an organization together took in and paid out on each day. Kontur gives it only to keys that open all registers of the organization, later ones included.',
	fields: [...organizationFields, firstDay, lastDay, returnAll, limit],
	calls: [`GET ${path}`, `GET ${paths.organizations}`],
	run: async ({ params, client, note }) => {
		const query = {
			from: dayOf(params.dateFrom, firstDay.displayName),
			to: dayOf(params.dateTo, lastDay.displayName),
		};
		const refused: string[] = [];
		const rows = await flatMapConcurrent(
			await chooseOrganizations(client, params),
			async ({ organizationId, named }) => {
				const found: IDataObject[] = await listAll(
					client,
					{
						method: 'GET',
						path,
						pathValues: { organizationId },
						query,
						advice: {
							403: {
								message: 'The integrator key does not open the totals of this organization for this period',
								advice:
									'Kontur gives them only when the key opens all cash registers of the organization, later ones included, for the whole period. Use Get Daily Totals, which works for each register that is open.',
							},
						},
					},
					{ style: 'whole', items: 'items' },
				).catch((error: unknown) => {
					if (named || detailsOf(error)?.status !== 403) throw error;
					refused.push(organizationId);
					return [];
				});
				return found.map((row) => ({ organizationId, ...shapeTotals(row) }));
			},
			params.returnAll ? Infinity : params.limit,
		);
		if (refused.length > 0) {
			note(
				`Left out, because the key does not open all their cash registers for this period: ${refused.sort().join(', ')}.`,
			);
		}
		return rows.map((json) => ({ json }));
	},
	simplify: simplifyTotals,
});
