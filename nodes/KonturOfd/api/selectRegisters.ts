import { UserError, type IDataObject } from 'n8n-workflow';
import { pick, toList, type Parts } from '../../shared/catalog';
import { label, t } from '../../shared/language';
import type { Client } from '../../shared/transport';
import {
	isRefused,
	listCashRegisters,
	listOrganizationIds,
	type ListedRegister,
	type RegisterId,
} from './cashRegisters';
import { routes } from './routes';
import type { CashRegister } from './types';

export interface SelectedRegister extends RegisterId {
	/** Absent when the user named the register and nothing was listed. */
	cashbox?: CashRegister;
	/** The user named it, so a refusal is an error. Other registers are skipped with a note. */
	isNamed: boolean;
}

export interface OrganizationParams {
	organizations: 'one' | 'selected' | 'all';
	organizationId: string;
	organizationIds: unknown;
}

export interface RegisterParams extends Omit<OrganizationParams, 'organizations'> {
	cashRegisters: 'one' | 'selected' | 'organizations' | 'all';
	kktRegId: string;
	kktRegIds: unknown;
}

export const registerRoutes = [`GET ${routes.organizations}`, `GET ${routes.cashRegisters}`];

function required(value: unknown, displayName: string): string[] {
	const list = [...new Set(toList(value))];
	if (list.length > 0) return list;
	throw new UserError(t`"${displayName}" is empty`, {
		description: t`Fill in "${displayName}" in the node.`,
	});
}

/** The organizations that an operation reads; `isNamed` as for a register. */
export interface SelectedOrganizations {
	ids: string[];
	isNamed: boolean;
}

export async function selectOrganizations(
	client: Client,
	{ organizations, organizationId, organizationIds }: OrganizationParams,
): Promise<SelectedOrganizations> {
	if (organizations === 'all') return { ids: await listOrganizationIds(client), isNamed: false };
	const ids =
		organizations === 'one'
			? [organizationId]
			: required(organizationIds, label('Organization Names or IDs', 'organizationIds'));
	return { ids, isNamed: true };
}

/**
 * Lists the cash registers of organizations in Kontur's order.
 * @param parts takes the organizations that cannot be listed
 * @param most maximum number to return
 */
export const listSelected = async (
	client: Client,
	{ ids, isNamed }: SelectedOrganizations,
	parts: Parts,
	most?: number,
): Promise<ListedRegister[]> =>
	await listCashRegisters(
		client,
		ids,
		(error, organizationId) => {
			const isMistake = isNamed && isRefused(error);
			// Of one organization the error needs no name.
			if (ids.length === 1 && isNamed) throw error;
			const name = t`Cash registers of organization ${organizationId}`;
			// The owner withdrew the consent after the organizations were listed.
			if (isRefused(error) && !isMistake) parts.skip(name);
			else parts.fail({ name, ids: { organizationId }, error, isMistake });
		},
		most,
	);

/**
 * Returns the cash registers that an operation reads, in a stable order: as the user selected them, or as Kontur lists them.
 * @param parts takes what cannot be listed
 * @throws UserError when the key has no access to a named register
 */
export async function selectRegisters(
	client: Client,
	params: RegisterParams,
	parts: Parts,
): Promise<SelectedRegister[]> {
	const { cashRegisters, organizationId, kktRegId, kktRegIds } = params;
	if (cashRegisters === 'one') return [{ organizationId, kktRegId, isNamed: true }];
	const named =
		cashRegisters === 'selected'
			? required(kktRegIds, label('Cash Register Names or IDs', 'kktRegIds'))
			: undefined;
	const organizations = cashRegisters === 'organizations' ? 'selected' : 'all';
	const chosen = await selectOrganizations(client, { ...params, organizations });
	const listed = await listSelected(client, chosen, parts);
	if (!named) return listed.map((register) => ({ ...register, isNamed: false }));
	return named.flatMap((id) => {
		const found = listed.find((register) => register.kktRegId === id);
		if (found) return [{ ...found, isNamed: true }];
		// It may belong to an organization whose list is missing.
		const isMistake = !parts.hasFailed;
		const error = isMistake
			? new UserError(t`The integrator key has no access to the cash register ${id}`, {
					description: t`Choose the cash registers from the list again. The owner may have withdrawn their consent.`,
				})
			: new UserError(t`It was not found, because not all organizations could be listed`);
		parts.fail({ name: t`Cash register ${id}`, ids: { kktRegId: id }, error, isMistake });
		return [];
	});
}

/** Returns the fields that identify the register of an item, for operations that read several. */
export const originOf = ({ organizationId, cashbox }: Omit<SelectedRegister, 'isNamed'>): IDataObject =>
	cashbox ? { organizationId, cashbox: pick(cashbox, ['regNumber', 'name', 'salesPointName']) } : {};
