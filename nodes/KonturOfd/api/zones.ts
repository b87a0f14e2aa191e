import { zoneOffset } from '../../shared/catalog';
import { t } from '../../shared/language';
import { flatMapConcurrent, mapInTurns, paginate, type Client } from '../../shared/transport';
import { openDocument, receivedAt } from '../receipts/document';
import { HOUR, msOfWallTime, parseWallTime, shiftWallTime, type Period } from '../receipts/wallTime';
import { readCashRegister, registerKey } from './cashRegisters';
import { documentsPaging, documentsRequest } from './documents';
import { namesOf, permittedPart } from './permission';
import type { SelectedRegister } from './selectRegisters';

/*
 * Kontur.OFD does not state the time zone of an organization or a cash register. It follows from the documents: a register
 * prints local time, and Kontur records in UTC when each document arrived, usually within seconds.
 * Source: Kontur.OFD documentation, "Structures" (dateTime, receiveDateTimeUtc).
 */

/** Russia has the zones from UTC+2 to UTC+12. */
const [FIRST, LAST] = [2, 12];
// A document of a clock that is wrong by more, or one that was sent later, shows no zone.
const TOLERANCE = HOUR / 6;
const SAMPLE = 200;

/** Printing and arrival of a document, Unix milliseconds; the former by the register's clock, read as UTC. */
export interface Times {
	printed: number;
	received: number;
}

/**
 * Returns the offset of a register's clock from UTC in whole hours: the one that at least twice as many documents show as any
 * other. Undefined if there is none.
 */
export function offsetOf(documents: readonly Times[]): number | undefined {
	const counts = new Map<number, number>();
	for (const { printed, received } of documents) {
		const hours = Math.round((printed - received) / HOUR);
		const isExact = Math.abs(printed - received - hours * HOUR) <= TOLERANCE;
		if (isExact && hours >= FIRST && hours <= LAST) counts.set(hours, (counts.get(hours) ?? 0) + 1);
	}
	const [best, second] = [...counts].sort(([, a], [, b]) => b - a);
	return best && best[1] >= 2 * (second?.[1] ?? 0) ? best[0] : undefined;
}

/** How the clocks of cash registers differ from that of a chosen zone. */
export interface Zones {
	/** Milliseconds that the clock of a register is ahead; 0 if that is not known. */
	aheadOf: (register: SelectedRegister) => number;
	/** Names the registers whose zone is not known, if any. */
	notes: string[];
}

async function sampleOf(client: Client, register: SelectedRegister, period: Period): Promise<Times[]> {
	const cashbox = register.cashbox ?? (await readCashRegister(client, register));
	const around = {
		from: shiftWallTime(period.from, -LAST * HOUR),
		to: shiftWallTime(period.to, LAST * HOUR),
	};
	const permitted = permittedPart(around, cashbox);
	if (!permitted) return [];
	const times: Times[] = [];
	for await (const page of paginate(client, documentsRequest(register, permitted), documentsPaging, SAMPLE)) {
		await mapInTurns(page, (envelope) => {
			const document = openDocument(envelope);
			const wall = parseWallTime(document.body.dateTime);
			const received = receivedAt(document);
			if (wall && received !== undefined) times.push({ printed: msOfWallTime(wall), received });
		});
	}
	return times;
}

/** Finds the zones of cash registers by some of their documents, with one request for each. */
export async function findZones(
	client: Client,
	registers: readonly SelectedRegister[],
	period: Period,
	timeZone: string,
	now: number,
): Promise<Zones> {
	const chosen = zoneOffset(now, timeZone);
	const ahead = new Map<string, number>();
	const unknown: SelectedRegister[] = [];
	await flatMapConcurrent(
		registers,
		async (register) => {
			// A register that cannot be read fails again where its documents are read, which reports it.
			const times = await sampleOf(client, register, period).catch((error: unknown) => {
				if (client.signal?.aborted) throw error;
				return undefined;
			});
			const hours = times && offsetOf(times);
			if (hours !== undefined) ahead.set(registerKey(register), hours * HOUR - chosen);
			else if (!times || times.length > 0) unknown.push(register);
			return [];
		},
		Infinity,
	);
	return {
		aheadOf: (register) => ahead.get(registerKey(register)) ?? 0,
		notes:
			unknown.length > 0
				? [
						t`Days of these cash registers are by their own clock, because their documents do not tell the time zone: ${namesOf(unknown)}.`,
					]
				: [],
	};
}

/** Returns the same moments by a clock that is ahead. */
export const byClock = ({ from, to }: Period, ahead: number): Period =>
	ahead === 0 ? { from, to } : { from: shiftWallTime(from, ahead), to: shiftWallTime(to, ahead) };
