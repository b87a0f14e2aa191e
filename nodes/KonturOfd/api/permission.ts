import type { IDataObject } from 'n8n-workflow';
import type { Output, Parts } from '../../shared/catalog';
import { t } from '../../shared/language';
import {
	detailsOf,
	flatMapConcurrent,
	type Client,
	type ListRequest,
	type Shape,
} from '../../shared/transport';
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
	return `${names.slice(0, NAMES_SHOWN).join('; ')}${more > 0 ? t`; and ${more} more` : ''}`;
}

const written = (moment: unknown) => (typeof moment === 'string' && moment ? moment : t`not limited`);

/** For a repeated request whose response is not read. */
const unread: Shape<unknown> = { missing: () => [] };

/**
 * Adds the dates of the permission to a refusal, because the response does not include them.
 * @throws the error with that advice, or unchanged
 */
async function explainRefusal(
	client: Client,
	register: SelectedRegister,
	period: Period,
	request: ListRequest<IDataObject>,
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
		shape: unread,
		advice: {
			403: {
				message: t`The integrator key has no access to this cash register or period`,
				advice: t`Permission From of this cash register: ${written(cashbox.permissionFrom)}. Permission To: ${written(cashbox.permissionTo)}. Choose a period between them, or ask Kontur.OFD to extend the permission.`,
			},
		},
	});
	throw error;
}

/** The route that `readPermitted` calls in addition to that of its request. */
export const cashRegisterRoute = `GET ${routes.cashRegister}`;

interface PermittedRead {
	period: Period;
	/** The period of a register, where it differs: the same hours by another clock. */
	periodOf?: (register: SelectedRegister) => Period;
	request: (register: SelectedRegister, period: Period) => ListRequest<IDataObject>;
	/** Makes the items of a register; they count as one if they belong together. */
	read: (request: ListRequest<IDataObject>, register: SelectedRegister) => Promise<Output[][]>;
	most: number;
	note: (message: string) => void;
	parts: Parts;
}

/**
 * Reads cash registers concurrently and returns the results in the order of the registers. For a register that the user
 * named, the whole period is requested, so that the user sees Kontur's refusal. For the others, only the permitted part
 * is requested, and a note names the registers that were read in part or skipped.
 * @throws the error of a register if it is the only one, or as `parts` decides
 */
export async function readPermitted(
	client: Client,
	registers: readonly SelectedRegister[],
	{ period: usual, periodOf = () => usual, request: requestOf, read, most, note, parts }: PermittedRead,
): Promise<Output[]> {
	const skipped: SelectedRegister[] = [];
	const cut: SelectedRegister[] = [];
	let succeeded = 0;
	const results = await flatMapConcurrent(
		registers,
		async (register) => {
			const { isNamed, cashbox } = register;
			const period = periodOf(register);
			const permitted = isNamed || !cashbox ? period : permittedPart(period, cashbox);
			if (!permitted) {
				skipped.push(register);
				return [];
			}
			if (!isSamePeriod(permitted, period)) cut.push(register);
			const request = requestOf(register, permitted);
			return await read(request, register)
				.then((found) => {
					succeeded += 1;
					return found;
				})
				.catch(async (error: unknown) => await explainRefusal(client, register, permitted, request, error))
				.catch((error: unknown) => {
					const isMistake = isNamed && isRefused(error);
					if (isRefused(error) && !isMistake) {
						// The owner withdrew the consent after the register was listed.
						skipped.push(register);
						return [];
					}
					// Of one register the error needs no name.
					if (isNamed && registers.length === 1 && !parts.hasFailed) throw error;
					const { organizationId, kktRegId } = register;
					const name = t`Cash register ${namesOf([register])}`;
					parts.fail({ name, ids: { organizationId, kktRegId }, error, isMistake });
					return [];
				});
		},
		most,
	);
	if (skipped.length > 0) {
		note(t`Cash registers skipped because the key has no permission for this period: ${namesOf(skipped)}.`);
	}
	if (cut.length > 0) {
		note(t`Cash registers read only for the permitted part of this period: ${namesOf(cut)}.`);
	}
	return parts.finish(results.flat(), succeeded);
}
