import type { IDataObject } from 'n8n-workflow';
import { locator, searchWhole } from '../../shared/catalog';
import { listAll } from '../../shared/transport';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const label = (...parts: unknown[]) => [...new Set(parts.map(text).filter(Boolean))].join(' · ');

/** Label of a cash register in lists. */
export const cashboxLabel = (cashbox: IDataObject) =>
	label(cashbox.salesPointName, cashbox.name, cashbox.address, cashbox.regNumber);

/** Label of an organization in lists. */
export const organizationLabel = (organization: IDataObject) =>
	label(organization.shortName || organization.fullName, organization.inn, organization.kpp) ||
	text(organization.id);

export const organizationId = locator({
	name: 'organizationId',
	displayName: 'Organization',
	description: 'An organization that the integrator key opens',
	placeholder: '5f0b6c1e-2d3a-4b4c-8d5e-6f7a8b9c0d1e',
	listSearch: {
		method: 'searchOrganizations',
		search: async (client, _parameter, filter) =>
			searchWhole(
				await listAll(client, { method: 'GET', path: '/v2/organizations' }, { style: 'whole' }),
				(organization) => ({ name: organizationLabel(organization), value: text(organization.id) }),
				filter,
			),
	},
});

export const kktRegId = locator({
	name: 'kktRegId',
	displayName: 'Cash Register',
	description: 'A cash register of the organization. Its ID is the registration number (РНМ) of 16 digits.',
	placeholder: '0000000001234567',
	listSearch: {
		method: 'searchCashRegisters',
		search: async (client, parameter, filter) =>
			searchWhole(
				await listAll(
					client,
					{
						method: 'GET',
						path: '/v2/organizations/{organizationId}/cashboxes',
						pathValues: { organizationId: parameter('organizationId') },
					},
					{ style: 'whole' },
				),
				(cashbox) => ({ name: cashboxLabel(cashbox), value: text(cashbox.regNumber) }),
				filter,
			),
	},
});
