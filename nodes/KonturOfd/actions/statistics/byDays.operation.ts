import { limit, returnAll, runOperation } from '../../../shared/catalog';
import { firstDay, lastDay } from '../../descriptions/fields';
import { registerFields } from '../../descriptions/registerFields';
import { paths } from '../../paths';
import { simplifyTotals } from '../../statisticsShape';
import { cashboxRoute } from '../../steps/permission';
import { readTotals } from '../../steps/readTotals';
import { registerRoutes } from '../../steps/registers';

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
