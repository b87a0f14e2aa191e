import type { IDataObject } from 'n8n-workflow';
import { flatMapConcurrent, type Client } from '../../../../shared/transport';
import { DAY, HOUR, readWall, wallOf } from '../../../receipts/wallTime';
import { RUSSIA, silenceSince, silentBefore, type Silence, type Zones } from './silence';
import { FARTHEST_BACK, lastBefore, receivedAt } from './lastDocument';
import { permittedPart } from '../../../api/permission';
import { isRefused, type Chosen } from '../../../api/cashRegisters';

export interface SilenceQuestion {
	/** Hours without a document. */
	hours: number;
	/** What counts as a document. */
	of: 'documents' | 'receipts';
	/** Hours ahead of UTC of all the registers; unknown when undefined. */
	utcOffset?: number;
	/** Days after which a silent register is taken for one out of use; 0 for never. */
	ignoreAfterDays: number;
	/** Unix milliseconds by Kontur's clock. */
	now: number;
}

export interface SilentRegister {
	register: Chosen;
	/** Wall time; null when there is no document. */
	last: string | null;
	silence: Silence | null;
}

const RECEIPTS = 'receipt,receiptCorrection,bso,bsoCorrection';

const FIELDS = { documents: 'lastDocumentTimestamp', receipts: 'lastCashReceiptTimestamp' } as const;

async function judge(
	client: Client,
	register: Chosen,
	{ hours, of, utcOffset, now }: SilenceQuestion,
): Promise<SilentRegister | undefined> {
	const zones: Zones = utcOffset === undefined ? RUSSIA : { least: utcOffset, most: utcOffset };
	const types = of === 'receipts' ? RECEIPTS : '';
	const told: unknown = (register.cashbox as IDataObject)[FIELDS[of]];
	if (told === undefined) {
		// Answers of before 2026 do not tell: the documents do.
		const before = silentBefore(now, hours, zones);
		const last = await lastBefore(client, register, before, wallOf(now + 2 * DAY), types);
		if (last === 'later') return undefined;
		const silence =
			last === null ? { atLeast: FARTHEST_BACK / HOUR, atMost: null } : silenceSince(last, now, zones);
		return { register, last, silence };
	}
	const last = readWall(told);
	if (last === undefined) return { register, last: null, silence: null };
	let silence = silenceSince(last, now, zones);
	if (silence.atLeast < hours && (silence.atMost ?? Infinity) >= hours) {
		silence = silenceSince(last, now, zones, await receivedAt(client, register, last, types));
	}
	return silence.atLeast >= hours ? { register, last, silence } : undefined;
}

/**
 * The registers without a document for so many hours whatever their zone, in the order given, and those about which
 * nothing can be said, because they may not be read for that time.
 */
export async function findSilent(
	client: Client,
	registers: readonly Chosen[],
	question: SilenceQuestion,
): Promise<{ silent: SilentRegister[]; unknown: Chosen[] }> {
	const { now, hours, ignoreAfterDays } = question;
	const time = { from: silentBefore(now, hours, RUSSIA), to: wallOf(now + RUSSIA.least * HOUR) };
	const isOpen = ({ cashbox = {} }: Chosen) => {
		const permitted = permittedPart(time, cashbox);
		return permitted?.from === time.from && permitted.to === time.to;
	};
	const unknown = registers.filter((register) => !isOpen(register));
	const silent = await flatMapConcurrent(registers.filter(isOpen), async (register) => {
		const found = await judge(client, register, question).catch((error: unknown) => {
			// Its owner took the consent back since it was listed.
			if (!isRefused(error)) throw error;
			unknown.push(register);
			return undefined;
		});
		return found ? [found] : [];
	});
	const isInUse = ({ silence }: SilentRegister) =>
		ignoreAfterDays <= 0 || (silence !== null && silence.atLeast < ignoreAfterDays * 24);
	return { silent: silent.filter(isInUse), unknown };
}
