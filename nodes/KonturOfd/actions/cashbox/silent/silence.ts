import { HOUR, msOfWall, wallOf } from '../../../receipts/wallTime';

/*
 * How long a cash register has printed nothing. Its clock shows local time and nothing tells the zone, so there are two
 * answers: the shortest and the longest silence that its last time can mean.
 * Source: Kontur.OFD documentation, "cashboxes" (lastDocumentTimestamp), "Structures" (dateTime, receiveDateTimeUtc).
 */

/** Hours ahead of UTC that the clock of a register may be. */
export interface Zones {
	least: number;
	most: number;
}

/** From Kaliningrad to Kamchatka. */
export const RUSSIA: Zones = { least: 2, most: 12 };

/** Hours. */
export interface Silence {
	atLeast: number;
	/** null when it is not known how far back the last document is. */
	atMost: number | null;
}

const hours = (ms: number) => Math.max(0, Math.floor(ms / (HOUR / 10)) / 10);

/**
 * @param last wall time of the last document
 * @param now Unix milliseconds by Kontur's clock
 * @param receivedAt when Kontur accepted it, Unix milliseconds: it was printed before that, whatever the zone
 */
export function silenceSince(last: string, now: number, zones: Zones, receivedAt = -Infinity): Silence {
	const printed = msOfWall(last);
	const earliest = printed - zones.most * HOUR;
	const latest = printed - zones.least * HOUR;
	return {
		atLeast: hours(Math.max(now - latest, Number.isFinite(receivedAt) ? now - receivedAt : 0)),
		atMost: hours(now - earliest),
	};
}

/** The latest wall time of a last document that means so many hours of silence in every zone. */
export const silentBefore = (now: number, wanted: number, zones: Zones) =>
	wallOf(now + (zones.least - wanted) * HOUR);
