import { routes } from '../../api/routes';
import { totalsOperation } from './totalsOperation';
import { dailyTotalsShape } from '../../api/types';

export const byDays = totalsOperation({
	name: 'Get Daily Totals',
	value: 'byDays',
	action: 'Get daily totals of cash registers',
	description:
		'Retrieve what cash registers took in and paid out per day. Days without shifts and receipts are omitted.',
	path: routes.dailyTotals,
	items: 'items',
	element: dailyTotalsShape,
});
