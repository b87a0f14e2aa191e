import type { Client } from '../../shared/transport';
import { listOrganizations, readCashRegister } from '../api/cashRegisters';
import type { SelectedRegister } from '../api/selectRegisters';
import type { CashRegister } from '../api/types';
import type { RegisterNames } from './groups';

const firstOf = (...texts: unknown[]): string =>
	texts.find((text): text is string => typeof text === 'string' && text.trim() !== '')?.trim() ?? '';

/** Returns the names of all organizations by ID. */
export async function organizationNames(client: Client): Promise<Map<string, string>> {
	const organizations = await listOrganizations(client);
	return new Map(organizations.map(({ id, shortName, fullName }) => [id, firstOf(shortName, fullName, id)]));
}

/** Returns the names of a cash register as far as they are known. */
export const namesIn = (
	kktRegId: string,
	{ name, salesPointName, address }: Partial<CashRegister> = {},
): Pick<RegisterNames, 'shop' | 'cashRegister'> => ({
	shop: firstOf(salesPointName, address, name, kktRegId),
	cashRegister: firstOf(name, kktRegId),
});

/** Returns the names of a cash register. One that the user named by its ID is looked up. */
export async function namesOfRegister(
	client: Client,
	{ organizationId, kktRegId, cashbox }: SelectedRegister,
	organizations: ReadonlyMap<string, string>,
): Promise<RegisterNames> {
	const known: CashRegister = cashbox ?? (await readCashRegister(client, { organizationId, kktRegId }));
	return {
		...namesIn(kktRegId, known),
		organization: organizations.get(organizationId) ?? organizationId,
		kktRegId,
		organizationId,
	};
}
