import type { FiscalDocument } from '../../receipts/document';
import { DAY, HOUR, type Period } from '../../receipts/wallTime';
import type { Intervals } from '../../receipts/intervals';

/** A drive locks after thirty days without a connection, so no document arrives later than this. */
export const LATEST_ARRIVAL = 35 * DAY;
/** Russian clocks are up to twelve hours ahead of UTC; the rest is for register clocks that run fast. */
export const AHEAD = 48 * HOUR;
/** The document at the offset must be within the requested period, whichever clock the service uses. */
export const BEHIND = DAY;

/** The document that the service's offset points at. */
interface Anchor {
	fn: string;
	/** Wall time of the register. */
	dateTime: string;
	/** UTC when it was read, as a wall time: a bound for registers whose clock runs fast. */
	readAt: string;
}

export interface Drive {
	/** Numbers of the documents read. */
	seen: Intervals;
	/** Its last document was read. */
	closed: boolean;
	/** Wall time of the document with the highest number. */
	lastDateTime: string;
}

/** Missing document numbers. Moments are Unix milliseconds by Kontur's clock, here and below. */
export interface Gap {
	fn: string;
	from: number;
	/** Inclusive; null for the open end of a drive that was replaced before it was closed. */
	to: number | null;
	/** Wall times of the neighbours; `before` is null for an open end. */
	after: string;
	before: string | null;
	sinceAt: number;
	/** When to check again. */
	nextAt: number;
	/** How often it was checked. */
	looks?: number;
	/** How many pages the last wide check took, if more than one. */
	pages?: number;
}

/**
 * The documents without drive and number that were read lately, as marks of equal length in a row: those before and
 * since `begunAt`.
 */
export interface Unnumbered {
	old: string;
	recent: string;
	begunAt: number;
	/** All that Kontur received from this moment on are remembered. */
	since: number;
}

/** A period that is reread without the cursor, possibly over several polls. */
export interface Backfill extends Period {
	/** Where to continue; null at its beginning. */
	offset: string | null;
	/** The daily safety sweep. */
	isSweep: boolean;
	/** Reads the surroundings of missing numbers. */
	isCheck?: boolean;
	/** Pages read so far. */
	pages?: number;
}

/** The cursor of a cash register. */
export interface RegisterState {
	mode: Start['mode'];
	startedAt: number;
	/** Wall time where reading without an offset begins. */
	floor: string;
	/** The first reading is over. */
	settled: boolean;
	/** What the first reading of a trigger that starts now covered for certain: what appears there later is new. */
	covered?: Period;
	/** Before `settled`: a document from before the start was read, so none between it and the start is missed. */
	rooted?: true;
	/** The service's offset, without percent-encoding. */
	offset: string | null;
	anchor: Anchor | null;
	drives: Record<string, Drive>;
	gaps: Gap[];
	/** 0 before the first read. */
	lastReadAt: number;
	/** When the last safety sweep began. */
	sweptAt: number;
	/** The last document in the list when a complete read found nothing new; undefined while there may be more. */
	lastDocument?: string | null;
	/** Start of the permission when the register was read, '' for none; undefined before the first read. */
	permissionFrom?: string;
	backfill?: Backfill;
	unnumbered?: Unnumbered;
	/**
	 * How far the register's clock is ahead of Kontur's, zone included: at least so much, by the documents read. In
	 * milliseconds.
	 */
	ahead?: number;
	/** Number of the poll that reads it even if it is quiet; undefined where its place among the registers decides. */
	turn?: number;
}

/** The state of a trigger. Everything but `registers` is stored under these names. */
export interface ReceiptsState {
	/** The settings that the state was created for. */
	start: Start;
	scope: string;
	startedAt: number;
	/** `startedAt` is for `elapsedSince`, because Kontur did not answer. */
	unchecked?: true;
	/** All selected registers were listed once, so those that appear later were connected after the start. */
	listed: boolean;
	/** Number of polls, by which registers take turns. */
	polls: number;
	/** The organizations that the key has access to, listed once an hour; `listedAt` is for `elapsedSince`. */
	organizations?: { ids: string[]; listedAt: number };
	/** How many documents the longest page had: a shorter one was not cut to a size. */
	longestPage?: number;
	registers: Record<string, RegisterState>;
}

/**
 * Where a trigger starts. `date` is a wall time. `written` is the field's own text, which stays the same when an
 * expression returns another date at every poll.
 */
export type Start = { mode: 'now' } | { mode: 'date'; date: string; written: string };

/** The facts about a cash register in the list. Times are wall times. */
export interface RegisterFacts {
	/** null without a document, undefined in responses from before 2026. */
	lastDocument?: string | null;
	earliestDocument?: string;
	/** Serial number of its current fiscal drive. */
	drive?: string;
	permissionFrom?: string;
	permissionTo?: string;
}

export interface QueryWindow extends Period {
	offset?: string;
}

export interface Step {
	emit: FiscalDocument[];
	state: RegisterState;
}
