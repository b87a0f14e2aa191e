import { locator } from '../../shared/catalog';
import { organizationByInn, searchCashRegisters, searchOrganizations } from '../api/choices';

export const organizationId = locator({
	name: 'organizationId',
	displayName: 'Organization',
	description: 'An organization that the integrator key has access to',
	placeholder: '5f0b6c1e-2d3a-4b4c-8d5e-6f7a8b9c0d1e',
	listSearch: searchOrganizations,
	byInn: organizationByInn,
});

export const kktRegId = locator({
	name: 'kktRegId',
	displayName: 'Cash Register',
	description: 'A cash register of the organization. Its ID is the 16-digit registration number (РНМ).',
	placeholder: '0000000001234567',
	listSearch: searchCashRegisters,
});
