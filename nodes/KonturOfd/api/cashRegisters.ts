import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { pick, toList } from '../../shared/catalog';
import {
	detailsOf,
	flatMapConcurrent,
	listAll,
	type Client,
	type ShapedRequest,
} from '../../shared/transport';
import { paths } from './routes';

/** A cash register that an operation works on. */
export interface Chosen {
	organizationId: string;
	kktRegId: string;
	/** What Kontur lists of it; absent when the user named the register and nothing was listed. */
	cashbox?: IDataObject;
	/** Named by the user: a refusal is an error. Registers taken along with others are left out with a note. */
	named: boolean;
}

export interface RegisterParams {
	cashRegisters: 'one' | 'selected' | 'organizations' | 'all';
	organizationId: string;
	kktRegId: string;
	organizationIds: unknown;
	kktRegIds: unknown;
}

export interface OrganizationParams {
	organizations: 'one' | 'selected' | 'all';
	organizationId: string;
	organizationIds: unknown;
}

export const registerRoutes = [`GET ${paths.organizations}`, `GET ${paths.cashboxes}`];

const whole = { style: 'whole' } as const;

async function organizationIds(client: Client): Promise<string[]> {
	const all = await listAll(client, { method: 'GET', path: paths.organizations }, whole);
	return all.map(({ id }) => String(id ?? '').trim()).filter(Boolean);
}

/** Whether Kontur says that this may not be read, or that there is no such thing. */
export const isRefused = (error: unknown) => [403, 404].includes(detailsOf(error)?.status ?? 0);

function required(value: unknown, displayName: string): string[] {
	const list = [...new Set(toList(value))];
	if (list.length > 0) return list;
	throw new UserError(`"${displayName}" is empty`, { description: `Fill in "${displayName}" in the node.` });
}

/** The organizations of an operation; `named` as for a register. */
export async function chooseOrganizations(
	client: Client,
	params: OrganizationParams,
): Promise<Array<{ organizationId: string; named: boolean }>> {
	const { organizations } = params;
	if (organizations === 'one') return [{ organizationId: params.organizationId, named: true }];
	const ids =
		organizations === 'all'
			? await organizationIds(client)
			: required(params.organizationIds, 'Organization Names or IDs');
	return ids.map((organizationId) => ({ organizationId, named: organizations !== 'all' }));
}

/** All cash registers of organizations, in the order in which Kontur lists them. */
export async function listRegisters(
	client: Client,
	organizations: ReadonlyArray<{ organizationId: string; named: boolean }>,
	most = Infinity,
): Promise<Chosen[]> {
	const list = async ({ organizationId, named }: (typeof organizations)[number]) => {
		const request = { method: 'GET', path: paths.cashboxes, pathValues: { organizationId } } as const;
		const cashboxes = await listAll(client, request, whole).catch((error: unknown) => {
			// Its owner took the consent back since the organizations were listed.
			if (!named && isRefused(error)) return [];
			throw error;
		});
		return cashboxes.map((cashbox) => ({
			organizationId,
			kktRegId: String(cashbox.regNumber ?? '').trim(),
			cashbox,
			named: false,
		}));
	};
	return await flatMapConcurrent(organizations, list, most);
}

/**
 * The cash registers that an operation works on, in a stable order: those the user names as named, others as listed.
 * @throws UserError when a named register is not among those that the key opens
 */
export async function chooseRegisters(client: Client, params: RegisterParams): Promise<Chosen[]> {
	const { cashRegisters, organizationId, kktRegId } = params;
	if (cashRegisters === 'one') return [{ organizationId, kktRegId, named: true }];
	if (cashRegisters !== 'selected') {
		const organizations = cashRegisters === 'all' ? 'all' : 'selected';
		return await listRegisters(client, await chooseOrganizations(client, { ...params, organizations }));
	}
	const wanted = required(params.kktRegIds, 'Cash Register Names or IDs');
	const all = await listRegisters(
		client,
		await chooseOrganizations(client, { ...params, organizations: 'all' }),
	);
	return wanted.map((id) => {
		const found = all.find((register) => register.kktRegId === id);
		if (found) return { ...found, named: true };
		throw new UserError(`Kontur.OFD lists no cash register ${id} for this integrator key`, {
			description:
				'Choose the cash registers from the list again; the owner may have taken the consent back.',
		});
	});
}

/** A client that notices by the answers how late it is for Kontur. */
export function clockOf(client: Client): { client: Client; now: () => number } {
	let ahead = 0;
	const request: Client['request'] = async <T>(what: ShapedRequest<T>) => {
		const answer = await client.request<T>(what);
		const told = Date.parse(String(answer.headers.date ?? ''));
		if (!Number.isNaN(told)) ahead = told - Date.now();
		return answer;
	};
	return { client: { ...client, request }, now: () => Date.now() + ahead };
}

/** Where a result is from, for items of several registers. */
export const originOf = ({ organizationId, cashbox }: Chosen): IDataObject =>
	cashbox ? { organizationId, cashbox: pick(cashbox, ['regNumber', 'name', 'salesPointName']) } : {};
