import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { searchWhole, type InnLookup, type ListSearch } from '../../shared/catalog';
import { createClient, ofdService } from '../../shared/transport';
import {
	listCashRegisters,
	listOrganizationIds,
	listOrganizations,
	registersOf,
	type ListedRegister,
} from './cashRegisters';
import type { CashRegister, Organization } from './types';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const label = (...parts: unknown[]) => [...new Set(parts.map(text).filter(Boolean))].join(' · ');

export const cashRegisterLabel = ({ salesPointName, name, address, regNumber }: CashRegister) =>
	label(salesPointName, name, address, regNumber);

const registerChoice = ({ cashbox, kktRegId }: ListedRegister) => ({
	name: cashRegisterLabel(cashbox),
	value: kktRegId,
});

const organizationChoice = ({ id, shortName, fullName, inn, kpp }: Organization) => ({
	name: label(shortName || fullName, inn, kpp) || text(id),
	value: text(id),
});

export const searchOrganizations: ListSearch = {
	method: 'searchOrganizations',
	search: async (client, _parameter, filter) =>
		searchWhole(await listOrganizations(client), organizationChoice, filter),
};

export const organizationByInn: InnLookup = {
	noun: 'organization',
	list: async (client) =>
		(await listOrganizations(client)).map(({ id, shortName, fullName, inn, kpp }) => ({
			id: text(id),
			name: text(shortName || fullName),
			inn: text(inn),
			kpp: text(kpp),
		})),
};

export const searchCashRegisters: ListSearch = {
	method: 'searchCashRegisters',
	search: async (client, parameter, filter) =>
		searchWhole(await registersOf(client, parameter('organizationId')), registerChoice, filter),
};

/** For n8n's `methods.loadOptions`. */
export async function getOrganizations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await listOrganizations(createClient(this, ofdService))).map(organizationChoice);
}

/**
 * Lists cash registers as options. An organization that cannot be listed does not hide the registers of the others.
 * @param organizationIds undefined means all that the integrator key has access to
 */
export async function cashRegisterOptions(
	context: ILoadOptionsFunctions,
	organizationIds?: readonly string[],
): Promise<INodePropertyOptions[]> {
	const client = createClient(context, ofdService);
	const failures: unknown[] = [];
	const registers = await listCashRegisters(
		client,
		organizationIds ?? (await listOrganizationIds(client)),
		(error) => failures.push(error),
	);
	if (registers.length === 0 && failures.length > 0) throw failures[0];
	return registers.map(registerChoice);
}
