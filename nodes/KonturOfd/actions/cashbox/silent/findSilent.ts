import type { Parts } from '../../../../shared/catalog';
import { t } from '../../../../shared/language';
import { flatMapConcurrent, type Client } from '../../../../shared/transport';
import { isRefused, type ListedRegister } from '../../../api/cashRegisters';
import { readDocuments } from '../../../api/documents';
import { isSamePeriod, namesOf, permittedPart } from '../../../api/permission';
import { DAY, HOUR, parseWallTime, toWallTime } from '../../../receipts/wallTime';
import { FARTHEST_BACK, lastBefore, lastReceivedAt, type ReadDocuments } from './lastDocument';
import { lastUnsent, UNSENT_TYPES, type Unsent } from './unsent';
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
	/** How many unsent documents make a register count although it is not silent; 0 for none. */
	minUnsent: number;
	/** Unix milliseconds by Kontur's clock. */
	now: number;
}

interface FoundRegister {
	register: ListedRegister;
	isSilent: boolean;
	/** Wall time; null when there is no document. */
	last: string | null;
	silence: Silence | null;
	/** What the last shift report says; null without one, undefined if it was not asked for. */
	unsent?: Unsent | null;
}

const TYPES = { documents: '', receipts: 'receipt,receiptCorrection,bso,bsoCorrection' };

const FIELDS = { documents: 'lastDocumentTimestamp', receipts: 'lastCashReceiptTimestamp' } as const;

async function checkRegister(
	client: Client,
	register: ListedRegister,
	{ hours, of, utcOffset, now }: SilenceQuery,
): Promise<FoundRegister> {
	const zones: Zones = utcOffset === undefined ? RUSSIA : { least: utcOffset, most: utcOffset };
	const read: ReadDocuments = (from, to) => readDocuments(client, register, { from, to }, TYPES[of]);
	const listed = register.cashbox[FIELDS[of]];
	if (listed === undefined) {
		// Responses from before 2026 lack the field, so read the documents instead.
		const before = silentBefore(now, hours, zones);
		const last = await lastBefore(read, before, toWallTime(now + 2 * DAY));
		if (last === 'later') return { register, isSilent: false, last: null, silence: null };
		const silence =
			last === null ? { atLeast: FARTHEST_BACK / HOUR, atMost: null } : silenceSince(last, now, zones);
		return { register, isSilent: true, last, silence };
	}
	const last = parseWallTime(listed);
	if (last === undefined) return { register, isSilent: true, last: null, silence: null };
	let silence = silenceSince(last, now, zones);
	if (silence.atLeast < hours && (silence.atMost ?? Infinity) >= hours) {
		silence = silenceSince(last, now, zones, await lastReceivedAt(read, last));
	}
	return { register, isSilent: silence.atLeast >= hours, last, silence };
}

/** Adds what the last shift report says of unsent documents, if that is asked for. */
async function withUnsent(
	client: Client,
	found: FoundRegister,
	{ minUnsent, now }: SilenceQuery,
): Promise<FoundRegister> {
	if (minUnsent <= 0) return found;
	const { register } = found;
	const read: ReadDocuments = (from, to) => readDocuments(client, register, { from, to }, UNSENT_TYPES);
	const end = parseWallTime(register.cashbox.lastDocumentTimestamp) ?? toWallTime(now + 2 * DAY);
	return { ...found, unsent: await lastUnsent(read, end) };
}

/**
 * Finds registers that have been silent for the given hours in every possible zone or, if that is asked for, had documents
 * to send at their last shift report, in the given order. Registers whose permission does not cover that time are `unknown`.
 */
export async function findSilent(
	client: Client,
	registers: readonly ListedRegister[],
	parts: Parts,
	query: SilenceQuery,
): Promise<{ silent: FoundRegister[]; unknown: ListedRegister[]; judged: number }> {
	const { now, hours, ignoreAfterDays, minUnsent } = query;
	const time = { from: silentBefore(now, hours, RUSSIA), to: toWallTime(now + RUSSIA.least * HOUR) };
	const isReadable = ({ cashbox }: ListedRegister) => isSamePeriod(permittedPart(time, cashbox), time);
	const unknown = registers.filter((register) => !isReadable(register));
	let judged = 0;
	const silent = await flatMapConcurrent(registers.filter(isReadable), async (register) => {
		return await checkRegister(client, register, query)
			.then(async (found) => await withUnsent(client, found, query))
			.then((found) => {
				judged += 1;
				const isBehind = minUnsent > 0 && (found.unsent?.documents ?? 0) >= minUnsent;
				return found.isSilent || isBehind ? [found] : [];
			})
			.catch((error: unknown) => {
				// The owner withdrew the consent after the register was listed.
				if (isRefused(error)) unknown.push(register);
				else {
					const { organizationId, kktRegId } = register;
					const name = t`Cash register ${namesOf([register])}`;
					parts.fail({ name, ids: { organizationId, kktRegId }, error });
				}
				return [];
			});
	});
	const isInUse = ({ isSilent, silence }: FoundRegister) =>
		!isSilent || ignoreAfterDays <= 0 || (silence !== null && silence.atLeast < ignoreAfterDays * 24);
	return { silent: silent.filter(isInUse), unknown, judged };
}
