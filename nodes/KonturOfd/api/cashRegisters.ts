import { flatMapConcurrent, isRefusedWith, listAll, type Client } from '../../shared/transport';
import { routes } from './routes';
import {
	cashRegisterShape,
	organizationShape,
	type CashRegister,
	type FiscalDrive,
	type Organization,
} from './types';

export interface RegisterId {
	organizationId: string;
	/** Registration number (РНМ). */
	kktRegId: string;
}

export const registerKey = ({ organizationId, kktRegId }: RegisterId) => `${organizationId} ${kktRegId}`;

export interface ListedRegister extends RegisterId {
	cashbox: CashRegister;
}

/** Lists that come whole, and without a body when there is no data (Kontur.OFD documentation, "Responses"). */
export const whole = { style: 'whole', noData: true } as const;

/** Returns whether Kontur refused access or has no such object. */
export const isRefused = (error: unknown) => isRefusedWith(error, 403, 404);

export const listOrganizations = async (client: Client): Promise<Organization[]> =>
	await listAll(client, { method: 'GET', path: routes.organizations, element: organizationShape }, whole);

export async function listOrganizationIds(client: Client): Promise<string[]> {
	const organizations = await listOrganizations(client);
	return organizations.map(({ id }) => String(id ?? '').trim()).filter(Boolean);
}

export async function registersOf(client: Client, organizationId: string): Promise<ListedRegister[]> {
	const cashboxes = await listAll(
		client,
		{
			method: 'GET',
			path: routes.cashRegisters,
			pathValues: { organizationId },
			element: cashRegisterShape,
		},
		whole,
	);
	return cashboxes.map((cashbox) => ({
		organizationId,
		kktRegId: String(cashbox.regNumber ?? '').trim(),
		cashbox,
	}));
}

/**
 * Lists the cash registers of several organizations in Kontur's order, with one request per organization.
 * @param onFailure called with the error of an organization that cannot be listed; may throw
 * @param most maximum number of registers to return
 */
export const listCashRegisters = async (
	client: Client,
	organizationIds: readonly string[],
	onFailure: (error: unknown, organizationId: string) => void,
	most = Infinity,
): Promise<ListedRegister[]> =>
	await flatMapConcurrent(
		organizationIds,
		async (organizationId) =>
			await registersOf(client, organizationId).catch((error: unknown) => {
				onFailure(error, organizationId);
				return [];
			}),
		most,
	);

/** Rereads a cash register to get its current permission. */
export async function readCashRegister(
	client: Client,
	{ organizationId, kktRegId }: RegisterId,
): Promise<CashRegister> {
	const { body } = await client.request({
		method: 'GET',
		path: routes.cashRegister,
		pathValues: { organizationId, kktRegId },
		shape: cashRegisterShape,
	});
	return body;
}

/** Returns the serial number of a fiscal drive. Reads both spellings of the field, because Kontur changed it in 2019. */
export const driveNumber = ({ fiscalDriverNumber, fiscalDriveNumber }: Partial<FiscalDrive>) =>
	fiscalDriverNumber ?? fiscalDriveNumber;
