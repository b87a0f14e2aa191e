import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { firstDay, lastDay } from '../../fields/fields';
import { registerFields } from '../../fields/registerFields';
import { paths } from '../../api/routes';
import { simplifyTotals } from './shape';
import { cashboxRoute } from '../../api/permission';
import { readTotals } from './readTotals';
import { registerRoutes } from '../../api/cashRegisters';

const path = `${paths.cashbox}/statistics/cash-receipt/by-days`;

export const byDays = runOperation({
	name: 'Get Daily Totals',
	value: 'byDays',
	action: 'Get daily totals of cash registers',
	description:
		'Retrieve what cash registers took in and paid out on each day. Days without a shift and without receipts are not listed.',
	fields: [...registerFields, firstDay, lastDay, returnAll, limit],
	calls: [`GET ${path}`, cashboxRoute, ...registerRoutes],
	run: async ({ params, client, note }) => await readTotals(client, path, 'items', params, note),
	simplify: simplifyTotals,
});
