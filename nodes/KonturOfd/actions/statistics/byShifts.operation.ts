import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { firstDay, lastDay } from '../../descriptions/fields';
import { registerFields } from '../../descriptions/registerFields';
import { paths } from '../../paths';
import { simplifyTotals } from '../../statisticsShape';
import { cashboxRoute } from '../../steps/permission';
import { readTotals } from '../../steps/readTotals';
import { registerRoutes } from '../../steps/registers';

const path = `${paths.cashbox}/statistics/cash-receipt/by-shifts`;

export const byShifts = runOperation({
	name: 'Get Shift Totals',
	value: 'byShifts',
	action: 'Get shift totals of cash registers',
	description:
		'Retrieve what cash registers took in and paid out in each shift. Of a shift that began before the period or ended after it only the part inside is counted.',
	fields: [...registerFields, firstDay, lastDay, returnAll, limit],
	calls: [`GET ${path}`, cashboxRoute, ...registerRoutes],
	run: async ({ params, client, note }) => await readTotals(client, path, 'shifts', params, note),
	simplify: simplifyTotals,
});
