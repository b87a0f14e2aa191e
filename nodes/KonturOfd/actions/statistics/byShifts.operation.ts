import { routes } from '../../api/routes';
import { totalsOperation } from './totalsOperation';
import { shiftTotalsShape } from '../../api/types';

export const byShifts = totalsOperation({
	name: 'Get Shift Totals',
	value: 'byShifts',
	action: 'Get shift totals of cash registers',
	description:
		'Retrieve what cash registers took in and paid out per shift. A shift that is partly outside the period counts only for the part inside.',
	path: routes.shiftTotals,
	items: 'shifts',
	element: shiftTotalsShape,
});
