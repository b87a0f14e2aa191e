import { resource } from '../../../shared/catalog';
import { byDays } from './byDays.operation';
import { byShifts } from './byShifts.operation';
import { organizationByDays } from './organizationByDays.operation';

export const statistics = resource({
	name: 'Total',
	value: 'statistics',
	operations: [byDays, byShifts, organizationByDays],
});
