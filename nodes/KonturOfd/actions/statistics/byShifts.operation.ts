import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { firstDay, lastDay } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { paths } from '../../api/routes';
import { simplifyTotals } from './shape';
import { cashboxRoute } from '../../api/permission';
import { readTotals } from './readTotals';
import { registerRoutes } from '../../api/cashRegisters';

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
