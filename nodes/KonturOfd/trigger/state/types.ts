import type { FiscalDocument } from '../../receipts/document';
import type { Intervals } from './intervals';
import { DAY, HOUR } from '../../receipts/wallTime';

/** Registers may work thirty days without a connection, then their drives lock. */
export const LATEST_ARRIVAL = 35 * DAY;
/** Russian clocks are up to twelve hours ahead of UTC; the rest is for clocks that run ahead. */
export const AHEAD = 48 * HOUR;
/** The document that the pointer stands on must lie in the period asked for, whichever clock the service compares. */
export const BEHIND = DAY;

/** The document that the pointer stands on. */
interface Anchor {
	fn: string;
	/** Wall time of the register. */
	dateTime: string;
	/** UTC when it was read, as a wall time: a bound for registers whose clock runs ahead. */
	readAt: string;
}

/** What is known of a fiscal drive. */
export interface Drive {
	/** Numbers of the documents read. */
	seen: Intervals;
	/** Its last document was read. */
	closed: boolean;
	/** Wall time of the document with the highest number. */
	lastDateTime: string;
}

/** Numbers that should exist and were not there. Moments are Unix milliseconds by Kontur's clock, here and below. */
export interface Gap {
	fn: string;
	from: number;
	/** Included; null for the open end of a drive that was replaced before it was closed. */
	to: number | null;
	/** Wall times of the neighbours; `before` is null for an open end. */
	after: string;
	before: string | null;
	sinceAt: number;
	/** When to look again. */
	nextAt: number;
}

/** A period that is being read again, without the pointer, possibly over several polls. */
export interface Again {
	from: string;
	to: string;
	/** Where it goes on; null at its beginning. */
	offset: string | null;
	/** It is the daily safety sweep. */
	isSweep: boolean;
}

/** What is remembered of one cash register. */
export interface RegisterState {
	mode: Start['mode'];
	startedAt: number;
	/** Wall time where reading without a pointer begins. */
	floor: string;
	/** Everything from `floor` on was read once; what shows up later is new. */
	settled: boolean;
	/** Until then: a document from before the start was read, so that what follows it follows without a hole. */
	rooted?: true;
	/** The service's pointer, decoded. */
	offset: string | null;
	anchor: Anchor | null;
	drives: Record<string, Drive>;
	gaps: Gap[];
	/** 0 before the first time. */
	lastReadAt: number;
	/** When the last safety sweep began. */
	sweptAt: number;
	/** The last document by the list when a reading to the end found nothing new; undefined while there may be more. */
	lastDocument?: string | null;
	/** Beginning of the permission that was read with, '' without one; undefined before the first reading. */
	permissionFrom?: string;
	again?: Again;
}

/** What is remembered of a trigger. */
export interface ReceiptsState {
	/** The start and the choice of registers that the state was made for. */
	start: Start;
	scope: string;
	startedAt: number;
	/** `startedAt` is of this machine's clock, because Kontur could not be asked. */
	unchecked?: true;
	/** All registers of the scope were listed once; those that show up later are late. */
	listed: boolean;
	/** How many polls there were: takes turns among registers. */
	polls: number;
	/** The organizations that the key opens, listed once an hour. */
	organizations?: { ids: string[]; listedAt: number };
	registers: Record<string, RegisterState>;
}

/**
 * Where a trigger begins. `date` is a wall time; `written` is what the user wrote for it, which stays the same
 * where an expression gives another date at every poll.
 */
export type Start = { mode: 'now' } | { mode: 'date'; date: string; written: string };

/** What the list of cash registers says about one of them; wall times. */
export interface Register {
	/** null when it has no document, undefined in answers of before 2026. */
	lastDocument?: string | null;
	earliestDocument?: string;
	/** Serial number of the fiscal drive that is in it. */
	drive?: string;
	permissionFrom?: string;
	permissionTo?: string;
}

/** A period to ask for, both ends included. */
export interface Window {
	from: string;
	to: string;
	offset?: string;
}

export interface Page {
	documents: FiscalDocument[];
	/** Decoded; undefined when the service gave none. */
	nextOffset?: string;
}

export interface Step {
	emit: FiscalDocument[];
	state: RegisterState;
}
