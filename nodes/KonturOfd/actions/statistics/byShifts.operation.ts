import { routes } from '../../api/routes';
import { totalsOperation } from './totalsOperation';

export const byShifts = totalsOperation({
	name: 'Get Shift Totals',
	value: 'byShifts',
	action: 'Get shift totals of cash registers',
	description:
		'Retrieve what cash registers took in and paid out in each shift. For a shift that began before the period or ended after it, only the part inside counts.',
	path: routes.shiftTotals,
	items: 'shifts',
});
