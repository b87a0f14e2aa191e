import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { searchWhole, type InnLookup, type ListSearch } from '../../shared/catalog';
import { t } from '../../shared/language';
import { createClient, mapInTurns, ofdService, type Client } from '../../shared/transport';
import { listCashRegisters, listOrganizations, registersOf, type ListedRegister } from './cashRegisters';
import type { CashRegister, Organization } from './types';

// Bytes; the editor shows a line of it.
const LONGEST_NAME = 512;

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

const shown = async ({ gate }: Client, options: INodePropertyOptions[]): Promise<INodePropertyOptions[]> =>
	await mapInTurns(options, (option) => ({ ...option, name: gate.text(option.name, LONGEST_NAME) }));

/** For n8n's `methods.loadOptions`. */
export async function getOrganizations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const client = createClient(this, ofdService);
	return await shown(client, (await listOrganizations(client)).map(organizationChoice));
}

/**
 * Lists cash registers as options. An organization that cannot be listed does not hide the registers of the others: an
 * option without a value names it.
 * @param organizationIds undefined means all that the integrator key has access to
 */
export async function cashRegisterOptions(
	context: ILoadOptionsFunctions,
	organizationIds?: readonly string[],
): Promise<INodePropertyOptions[]> {
	const client = createClient(context, ofdService);
	const organizations = organizationIds ? [] : await listOrganizations(client);
	const names = new Map(organizations.map(organizationChoice).map(({ name, value }) => [value, name]));
	const ids = organizationIds ?? [...names.keys()].filter(Boolean);
	const failures: Array<{ place: number; name: string; error: unknown }> = [];
	const registers = await listCashRegisters(client, ids, (error, id) =>
		failures.push({ place: ids.indexOf(id), name: names.get(id) ?? id, error }),
	);
	if (failures.length === 0) return await shown(client, registers.map(registerChoice));
	// Organizations fail in any order, but the same list must come out each time.
	failures.sort((a, b) => a.place - b.place);
	const [{ error }] = failures;
	if (registers.length === 0) throw error;
	const notListed = {
		name: t`Not listed: ${failures.map(({ name }) => name).join('; ')}`,
		value: '',
		description: error instanceof Error ? error.message : undefined,
	};
	return await shown(client, [notListed, ...registers.map(registerChoice)]);
}
