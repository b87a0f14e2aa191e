/*
 * How long a cash register has been silent. It prints local time in an unknown zone, so the result is a range: the
 * shortest and the longest silence that its last printed time allows.
 * Source: Kontur.OFD documentation, "cashboxes" (lastDocumentTimestamp), "Structures" (dateTime, receiveDateTimeUtc).
 */
import { HOUR, msOfWallTime, toWallTime } from '../../../receipts/wallTime';

/** Possible UTC offsets of a register's clock, in hours. */
export interface Zones {
	least: number;
	most: number;
}

/** From Kaliningrad to Kamchatka. */
export const RUSSIA: Zones = { least: 2, most: 12 };

/** Hours. */
export interface Silence {
	atLeast: number;
	/** null if the age of the last document is unknown. */
	atMost: number | null;
}

const toHours = (ms: number) => Math.max(0, Math.floor(ms / (HOUR / 10)) / 10);

/**
 * @param last wall time of the last document
 * @param now Unix milliseconds by Kontur's clock
 * @param receivedAt when Kontur received that document, in Unix milliseconds; it was printed earlier, whatever the zone
 */
export function silenceSince(last: string, now: number, zones: Zones, receivedAt = -Infinity): Silence {
	const printed = msOfWallTime(last);
	const earliest = printed - zones.most * HOUR;
	const latest = printed - zones.least * HOUR;
	return {
		atLeast: toHours(Math.max(now - latest, Number.isFinite(receivedAt) ? now - receivedAt : 0)),
		atMost: toHours(now - earliest),
	};
}

/** Returns the latest wall time that is at least the given number of hours ago in every zone. */
export const silentBefore = (now: number, hours: number, zones: Zones) =>
	toWallTime(now + (zones.least - hours) * HOUR);
