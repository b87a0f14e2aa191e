/*
 * New fiscal documents of a cash register as a pure state machine: (state, response, now) -> (documents to emit, state).
 *
 * Time cannot be the watermark: a register may be offline for thirty days and then deliver everything at once with old
 * times, several receipts can share a minute, and times have no zone. So the state of a register is the service's own
 * offset of the last document read, and the numbers seen per fiscal drive. A number that was seen is never emitted again.
 */
import { ownOf, setOwn } from '../../../shared/foreign';
import { receivedAt, type FiscalDocument, type Page } from '../../receipts/document';
import {
	cutPeriod,
	DAY,
	HOUR,
	earlier,
	later,
	msOfWallTime,
	shiftWallTime,
	toWallTime,
	type Period,
} from '../../receipts/wallTime';
import { findGaps, remainingGaps, splitGaps, UNKNOWN_DRIVE } from './gaps';
import { addNumber, hasNumber, lastNumber } from '../../receipts/intervals';
import {
	AHEAD,
	BEHIND,
	LATEST_ARRIVAL,
	type RegisterFacts,
	type RegisterState,
	type Start,
	type Step,
} from './types';
import { remember, wasRead } from './unnumbered';

/** In polls: how often a quiet register is read at least. */
export const CHECK_EVERY = 6;

const FARTHEST_ZONE = 12 * HOUR;

/**
 * Returns the state of a register before its first reading.
 * @param late whether it was connected after the trigger started, so that everything received since the start is new
 * @param share when the first safety sweep runs, as a fraction of the first day
 */
export function startRegister(
	start: Start,
	{ lastDocument, permissionTo }: RegisterFacts,
	startedAt: number,
	late: boolean,
	share = 0,
): RegisterState {
	const started = toWallTime(startedAt);
	let floor: string;
	if (start.mode === 'date') floor = start.date;
	else if (late || lastDocument === null) floor = shiftWallTime(started, -LATEST_ARRIVAL);
	else if (lastDocument === undefined) floor = shiftWallTime(started, -DAY);
	else floor = shiftWallTime(earlier(earlier(lastDocument, started), permissionTo ?? started), -BEHIND);
	return {
		mode: start.mode,
		startedAt,
		floor,
		settled: false,
		offset: null,
		anchor: null,
		drives: {},
		gaps: [],
		lastReadAt: 0,
		sweptAt: startedAt - Math.round(share * DAY),
	};
}

/**
 * Returns whether a document was printed in the period that the first reading covered. It was not there then, so it is
 * new even if the start is wrong by hours.
 */
const wasCovered = ({ settled, covered }: RegisterState, { dateTime }: FiscalDocument) =>
	settled &&
	covered !== undefined &&
	dateTime !== undefined &&
	covered.from <= dateTime &&
	dateTime <= covered.to;

/** Returns whether to emit a document that was not read before. */
function isNew(state: RegisterState, document: FiscalDocument): boolean {
	const { dateTime } = document;
	if (state.mode === 'date') return dateTime === undefined || dateTime >= state.floor;
	const received = receivedAt(document);
	if (received !== undefined) return received >= state.startedAt - (wasCovered(state, document) ? DAY : 0);
	// This period was read before, and the document was not there.
	if (state.settled) return dateTime === undefined || dateTime >= state.floor;
	// Later than the start in every possible zone.
	return dateTime !== undefined && dateTime >= toWallTime(state.startedAt + FARTHEST_ZONE);
}

// Longer than a receipt takes from the register to Kontur.
const LATE = 2 * 60_000;
// Enough to tell how a clock is set, and few, because pages are long.
const TELLING = 20;

/** Learns from a document how far the register's clock is ahead. One that was set back, or a late document, resets it. */
function noteClock(state: RegisterState, { dateTime, body }: FiscalDocument): void {
	const received = receivedAt({ body });
	if (received === undefined || dateTime === undefined) return;
	const ahead = msOfWallTime(dateTime) - received;
	if (state.ahead === undefined || ahead > state.ahead || ahead < state.ahead - LATE) state.ahead = ahead;
}

type Numbered = Pick<FiscalDocument, 'fn' | 'kind' | 'dateTime'> & { fd: number };

/** Notes a number that was not read before, and the gaps that it reveals or fills. */
function noteNumber(state: RegisterState, document: Numbered, now: number): void {
	const { fn, fd, kind } = document;
	const known = ownOf(state.drives, fn);
	const dateTime = document.dateTime ?? known?.lastDateTime ?? toWallTime(now);
	const last = lastNumber(known?.seen ?? []);
	// Fast path: almost every document has the next number of its drive, which neither reveals nor fills a gap.
	if (!known || fd !== last + 1 || state.gaps.length > 0) {
		const found = findGaps(state, { fn, fd, dateTime }, now);
		// Gaps are below the last number.
		if (!known || fd < last) state.gaps = splitGaps(state.gaps, { fn, fd, dateTime });
		for (const gap of found) state.gaps.push(gap);
	}
	setOwn(state.drives, fn, {
		seen: addNumber(known?.seen ?? [], fd),
		closed: known?.closed || kind === 'closeArchive',
		lastDateTime: !known || fd > last ? dateTime : known.lastDateTime,
	});
}

/**
 * Notes the number of a document whose drive is not known, for a register whose documents name none: a missing number still
 * shows that a document is to come. A number that comes again is that of a new drive.
 */
function noteNumberAlone(state: RegisterState, document: Numbered, now: number): void {
	if (Object.keys(state.drives).some((fn) => fn !== UNKNOWN_DRIVE)) return;
	if (hasNumber(ownOf(state.drives, UNKNOWN_DRIVE)?.seen ?? [], document.fd)) {
		state.drives = {};
		state.gaps = state.gaps.filter(({ fn }) => fn !== UNKNOWN_DRIVE);
	}
	noteNumber(state, { ...document, fn: UNKNOWN_DRIVE }, now);
}

/** How documents are read. */
export interface Reading {
	/** All of them are from before the start, whatever the clocks say. */
	areOld?: boolean;
	/** The period was read before. */
	isAgain?: boolean;
}

/** Adds a document to the caller's copy of the state. @returns whether to emit it, unless all are old */
function addDocument(
	state: RegisterState,
	document: FiscalDocument,
	now: number,
	{ areOld = false, isAgain = false }: Reading,
): boolean {
	const { fn, fd, kind } = document;
	if (!fn || fd === undefined) {
		if (wasRead(state.unnumbered, document, isAgain)) return false;
		state.unnumbered = remember(state.unnumbered, document, now);
		if (!fn && fd !== undefined) noteNumberAlone(state, { ...document, fd }, now);
		return !areOld && isNew(state, document);
	}
	if (hasNumber(ownOf(state.drives, fn)?.seen ?? [], fd)) return false;
	const emit = !areOld && isNew(state, document);
	noteNumber(state, { fn, fd, kind, dateTime: document.dateTime }, now);
	return emit;
}

/** Adds documents without moving the offset. */
export function addDocuments(
	state: RegisterState,
	documents: FiscalDocument[],
	now: number,
	how: Reading = {},
): Step {
	const next = structuredClone(state);
	const emit = documents.filter((document) => addDocument(next, document, now, how));
	next.gaps = remainingGaps(next, now);
	return { emit, state: next };
}

/**
 * Adds a page that was requested with the window of this state. `atEnd` means that the period was read to its end: the
 * service returned no offset, or the one that was sent. A short or empty page is not the end.
 * Source: Kontur.OFD documentation, "documents/by-period" (paging).
 * @param areOld all documents are from before the start, whatever the clocks say
 */
export function addPage(
	state: RegisterState,
	page: Page,
	now: number,
	areOld = false,
): Step & { atEnd: boolean } {
	const { emit, state: next } = addDocuments(state, page.documents, now, { areOld });
	const isOld = (document: FiscalDocument) => areOld || !isNew(state, document);
	if (!state.settled && page.documents.some(isOld)) next.rooted = true;
	for (const document of page.documents.slice(-TELLING)) noteClock(next, document);
	const last = page.documents.filter(({ dateTime }) => dateTime !== undefined).at(-1);
	if (last?.dateTime !== undefined) {
		next.anchor = { fn: last.fn, dateTime: last.dateTime, readAt: toWallTime(now) };
	}
	next.offset = page.nextOffset ?? state.offset;
	next.lastReadAt = now;
	const atEnd = page.nextOffset === undefined || page.nextOffset === state.offset;
	return { emit, state: next, atEnd };
}

/** Returns the latest wall times that were read: at the offset, and of each drive. */
export const timesRead = ({ anchor, drives }: Pick<RegisterState, 'anchor' | 'drives'>): string[] => [
	anchor?.dateTime ?? '',
	...Object.values(drives).map(({ lastDateTime }) => lastDateTime),
];

const toMinute = (wall: string) => wall.slice(0, 16);

/**
 * Returns whether the list shows a later document than any that was read: then the response that looked like the end
 * was not the end, or the document has yet to appear.
 */
function isBehind(
	state: RegisterState,
	{ lastDocument, permissionFrom, permissionTo }: RegisterFacts,
): boolean {
	if (!lastDocument) return false;
	// It is not permitted to read that document.
	if ((permissionTo && permissionTo < lastDocument) || (permissionFrom && permissionFrom > lastDocument)) {
		return false;
	}
	return timesRead(state).every((dateTime) => toMinute(dateTime) < toMinute(lastDocument));
}

/**
 * Returns whether a page ends its period although the service does not say so. Without a filter of types a page is short
 * only at the end, or if the service cuts pages to its own size, which a longer page rules out. The documents of the
 * list must have come up to the last one.
 * Source: Kontur.OFD documentation, "documents/by-period" (paging).
 * @param longest how many documents another page of the same service had
 */
export const isShort = (
	state: RegisterState,
	{ documents }: Page,
	facts: RegisterFacts,
	longest: number,
): boolean => documents.length > 0 && documents.length < longest && !isBehind(state, facts);

/** Returns what a first reading covered; undefined if it is not certain that it covered anything. */
function coveredBy(state: RegisterState, facts: RegisterFacts): Period | undefined {
	if (state.mode !== 'now' || facts.lastDocument === undefined || isBehind(state, facts)) return undefined;
	const { floor, startedAt } = state;
	const period = { from: later(floor, facts.earliestDocument ?? floor), to: toWallTime(startedAt + AHEAD) };
	return cutPeriod(period, facts.permissionFrom, facts.permissionTo);
}

/**
 * Finishes a complete read. If the first read of a trigger that starts now found no document from before the start, it is
 * repeated from further back (`readFurther`): the register may have a backlog after its last known document.
 */
export function finishReading(
	state: RegisterState,
	now: number,
	facts: RegisterFacts = {},
): { state: RegisterState; readFurther: boolean } {
	if (!state.settled && state.mode === 'now' && !state.rooted) {
		const started = toWallTime(state.startedAt);
		const floor = [7 * DAY, LATEST_ARRIVAL]
			.map((back) => shiftWallTime(started, -back))
			.find((farther) => farther < state.floor);
		if (floor) return { state: { ...state, floor, offset: null, anchor: null }, readFurther: true };
	}
	const covered = state.settled ? state.covered : coveredBy(state, facts);
	return {
		state: { ...state, settled: true, covered, rooted: undefined, lastReadAt: now },
		readFurther: false,
	};
}

// Less than the shortest poll interval. A workflow that is published again polls sooner.
const NEARLY_A_MINUTE = 45_000;
const MINUTE = 60_000;
// What a register prints at the end of a minute takes its time.
const ON_ITS_WAY = 15_000;
// In polls.
const SOON = 3;

/**
 * Returns when the minute of a document is over, by Kontur's clock, or rather later. Undefined if nothing was read that
 * tells how the register's clock is set.
 */
const endOfMinute = ({ ahead }: RegisterState, lastDocument: string): number | undefined =>
	ahead === undefined ? undefined : msOfWallTime(`${toMinute(lastDocument)}:00`) + MINUTE - ahead;

/** What a complete read has shown. */
export interface Seen {
	/** The state before it. */
	before: RegisterState;
	/** It found a new document. */
	found: boolean;
	/** Unix milliseconds by Kontur's clock. */
	now: number;
	/** Number of the poll. */
	polls: number;
}

/**
 * Records the last document in the list after a complete read, and when to read the register even if the list stays the
 * same. Fiscal drives count time in minutes, so another document may share the minute of the last one: until that minute is
 * over, the document is not recorded and the next poll reads again; shortly after it, the third poll.
 * A minute long past only gets documents from a backlog, which the regular check of quiet registers finds.
 */
export function noteLastDocument(
	state: RegisterState,
	facts: RegisterFacts,
	{ before, found, now, polls }: Seen,
): RegisterState {
	const { lastDocument } = facts;
	if (isBehind(state, facts)) return { ...state, lastDocument: undefined, turn: undefined };
	const isRecent = found || (before.settled && now - before.lastReadAt < NEARLY_A_MINUTE);
	const end = typeof lastDocument === 'string' ? endOfMinute(state, lastDocument) : -Infinity;
	const isLongPast = typeof lastDocument === 'string' && lastDocument < toWallTime(now - DAY);
	const isOpen = (later: number) => isRecent && !isLongPast && (end === undefined || now < end + later);
	if (isOpen(0)) return { ...state, lastDocument: undefined, turn: undefined };
	let turn: number | undefined;
	if (isOpen(ON_ITS_WAY)) turn = polls + SOON;
	// The read was not a turn, so the count starts over.
	else if (before.settled && (found || before.lastDocument !== lastDocument)) turn = polls + CHECK_EVERY;
	return { ...state, lastDocument, turn };
}

/**
 * Returns whether the list shows nothing new since the last read. The list can miss a document of the same minute, of an
 * old drive, or printed after a clock was set back, so quiet registers are read regularly, too.
 * Source: Kontur.OFD documentation, "cashboxes" (lastDocumentTimestamp).
 */
export const isQuiet = ({ settled, lastDocument }: RegisterState, facts: RegisterFacts) =>
	settled && lastDocument !== undefined && lastDocument === facts.lastDocument;

/** Returns whether the permission now starts earlier than when the register was read. */
export const isPermissionExtended = (state: RegisterState, { permissionFrom = '' }: RegisterFacts) =>
	state.permissionFrom !== undefined && permissionFrom < state.permissionFrom;

/** Records the permission. An extension is recorded only when its documents are reread. */
export const notePermission = (state: RegisterState, facts: RegisterFacts): RegisterState =>
	isPermissionExtended(state, facts) ? state : { ...state, permissionFrom: facts.permissionFrom ?? '' };
