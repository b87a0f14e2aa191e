import type { Parts } from '../../../../shared/catalog';
import { flatMapConcurrent, type Client } from '../../../../shared/transport';
import { isRefused, type ListedRegister } from '../../../api/cashRegisters';
import { readDocuments } from '../../../api/documents';
import { isSamePeriod, namesOf, permittedPart } from '../../../api/permission';
import { DAY, HOUR, parseWallTime, toWallTime } from '../../../receipts/wallTime';
import { FARTHEST_BACK, lastBefore, lastReceivedAt, type ReadDocuments } from './lastDocument';
import { RUSSIA, silenceSince, silentBefore, type Silence, type Zones } from './silence';

interface SilenceQuery {
	/** Hours without a document. */
	hours: number;
	/** What counts as a document. */
	of: 'documents' | 'receipts';
	/** Offset of all registers, in hours; undefined if unknown. */
	utcOffset?: number;
	/** Days after which a silent register counts as out of use; 0 for never. */
	ignoreAfterDays: number;
	/** Unix milliseconds by Kontur's clock. */
	now: number;
}

interface SilentRegister {
	register: ListedRegister;
	/** Wall time; null when there is no document. */
	last: string | null;
	silence: Silence | null;
}

const TYPES = { documents: '', receipts: 'receipt,receiptCorrection,bso,bsoCorrection' };

const FIELDS = { documents: 'lastDocumentTimestamp', receipts: 'lastCashReceiptTimestamp' } as const;

async function checkRegister(
	client: Client,
	register: ListedRegister,
	{ hours, of, utcOffset, now }: SilenceQuery,
): Promise<SilentRegister | undefined> {
	const zones: Zones = utcOffset === undefined ? RUSSIA : { least: utcOffset, most: utcOffset };
	const read: ReadDocuments = (from, to) => readDocuments(client, register, { from, to }, TYPES[of]);
	const listed = register.cashbox[FIELDS[of]];
	if (listed === undefined) {
		// Responses from before 2026 lack the field, so read the documents instead.
		const before = silentBefore(now, hours, zones);
		const last = await lastBefore(read, before, toWallTime(now + 2 * DAY));
		if (last === 'later') return undefined;
		const silence =
			last === null ? { atLeast: FARTHEST_BACK / HOUR, atMost: null } : silenceSince(last, now, zones);
		return { register, last, silence };
	}
	const last = parseWallTime(listed);
	if (last === undefined) return { register, last: null, silence: null };
	let silence = silenceSince(last, now, zones);
	if (silence.atLeast < hours && (silence.atMost ?? Infinity) >= hours) {
		silence = silenceSince(last, now, zones, await lastReceivedAt(read, last));
	}
	return silence.atLeast >= hours ? { register, last, silence } : undefined;
}

/**
 * Finds registers that have been silent for the given hours in every possible zone, in the given order. Registers whose
 * permission does not cover that time are `unknown`.
 */
export async function findSilent(
	client: Client,
	registers: readonly ListedRegister[],
	parts: Parts,
	query: SilenceQuery,
): Promise<{ silent: SilentRegister[]; unknown: ListedRegister[]; judged: number }> {
	const { now, hours, ignoreAfterDays } = query;
	const time = { from: silentBefore(now, hours, RUSSIA), to: toWallTime(now + RUSSIA.least * HOUR) };
	const isReadable = ({ cashbox }: ListedRegister) => isSamePeriod(permittedPart(time, cashbox), time);
	const unknown = registers.filter((register) => !isReadable(register));
	let judged = 0;
	const silent = await flatMapConcurrent(registers.filter(isReadable), async (register) => {
		return await checkRegister(client, register, query)
			.then((found) => {
				judged += 1;
				return found ? [found] : [];
			})
			.catch((error: unknown) => {
				// The owner withdrew the consent after the register was listed.
				if (isRefused(error)) unknown.push(register);
				else {
					const { organizationId, kktRegId } = register;
					const name = `Cash register ${namesOf([register])}`;
					parts.fail({ name, ids: { organizationId, kktRegId }, error });
				}
				return [];
			});
	});
	const isInUse = ({ silence }: SilentRegister) =>
		ignoreAfterDays <= 0 || (silence !== null && silence.atLeast < ignoreAfterDays * 24);
	return { silent: silent.filter(isInUse), unknown, judged };
}
