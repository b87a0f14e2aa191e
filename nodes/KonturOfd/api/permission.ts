import { detailsOf, flatMapConcurrent, type Client, type KonturRequest } from '../../shared/transport';
import { cutPeriod, parseWallTime, type Period } from '../receipts/wallTime';
import { isRefused, readCashRegister } from './cashRegisters';
import { cashRegisterLabel } from './choices';
import { routes } from './routes';
import type { SelectedRegister } from './selectRegisters';
import type { CashRegister } from './types';

/** Returns the part of a period that the permission for a cash register covers, or undefined. */
export const permittedPart = (
	period: Period,
	{ permissionFrom, permissionTo }: Pick<CashRegister, 'permissionFrom' | 'permissionTo'>,
): Period | undefined => cutPeriod(period, parseWallTime(permissionFrom), parseWallTime(permissionTo));

export const isSamePeriod = (a: Period | undefined, b: Period) => a?.from === b.from && a.to === b.to;

const NAMES_SHOWN = 5;

export function namesOf(registers: ReadonlyArray<Omit<SelectedRegister, 'isNamed'>>): string {
	const names = registers
		.map(({ cashbox, kktRegId }) => (cashbox && cashRegisterLabel(cashbox)) || kktRegId)
		.sort();
	const more = names.length - NAMES_SHOWN;
	return `${names.slice(0, NAMES_SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

const written = (moment: unknown) => (typeof moment === 'string' && moment ? moment : 'not limited');

/**
 * Adds the dates of the permission to a refusal, because the response does not include them.
 * @throws the error with that advice, or unchanged
 */
async function explainRefusal(
	client: Client,
	register: SelectedRegister,
	period: Period,
	request: KonturRequest,
	error: unknown,
): Promise<never> {
	const { status, code } = detailsOf(error) ?? {};
	if (status !== 403 || !code || !/(cashbox|organization)documents/.test(code)) throw error;
	const cashbox = await readCashRegister(client, register).catch(() => {
		throw error;
	});
	if (isSamePeriod(permittedPart(period, cashbox), period)) throw error;
	// Only the transport creates errors with advice, so repeat the request.
	await client.request({
		...request,
		advice: {
			403: {
				message: 'The integrator key has no access to this cash register or period',
				advice: `Permission From of this cash register: ${written(cashbox.permissionFrom)}. Permission To: ${written(cashbox.permissionTo)}. Choose a period between them, or ask Kontur.OFD to extend the permission.`,
			},
		},
	});
	throw error;
}

/** The route that `readPermitted` calls in addition to that of its request. */
export const cashRegisterRoute = `GET ${routes.cashRegister}`;

interface PermittedRead<R> {
	period: Period;
	request: (register: SelectedRegister, period: Period) => KonturRequest;
	read: (request: KonturRequest, register: SelectedRegister) => Promise<R[]>;
	most: number;
	note: (message: string) => void;
}

/**
 * Reads cash registers concurrently and returns the results in the order of the registers. For a register that the user
 * named, the whole period is requested, so that the user sees Kontur's refusal. For the others, only the permitted part
 * is requested, and a note names the registers that were read in part or skipped.
 */
export async function readPermitted<R>(
	client: Client,
	registers: readonly SelectedRegister[],
	{ period, request: requestOf, read, most, note }: PermittedRead<R>,
): Promise<R[]> {
	const skipped: SelectedRegister[] = [];
	const cut: SelectedRegister[] = [];
	const results = await flatMapConcurrent(
		registers,
		async (register) => {
			const { isNamed, cashbox } = register;
			const permitted = isNamed || !cashbox ? period : permittedPart(period, cashbox);
			if (!permitted) {
				skipped.push(register);
				return [];
			}
			if (!isSamePeriod(permitted, period)) cut.push(register);
			const request = requestOf(register, permitted);
			return await read(request, register)
				.catch(async (error: unknown) => await explainRefusal(client, register, permitted, request, error))
				.catch((error: unknown) => {
					// The owner withdrew the consent after the register was listed.
					if (isNamed || !isRefused(error)) throw error;
					skipped.push(register);
					return [];
				});
		},
		most,
	);
	if (skipped.length > 0) {
		note(`Cash registers skipped because the key has no permission for this period: ${namesOf(skipped)}.`);
	}
	if (cut.length > 0) {
		note(`Cash registers read only for the permitted part of this period: ${namesOf(cut)}.`);
	}
	return results;
}
