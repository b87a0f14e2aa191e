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
	shiftWallTime,
	toWallTime,
	type Period,
} from '../../receipts/wallTime';
import { findGaps, remainingGaps, splitGaps } from './gaps';
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

/** Adds a document to the caller's copy of the state. @returns whether to emit it, unless all are old */
function addDocument(state: RegisterState, document: FiscalDocument, now: number, areOld: boolean): boolean {
	const { fn, fd, kind } = document;
	if (!fn || fd === undefined) return !areOld && isNew(state, document);
	const known = ownOf(state.drives, fn);
	if (known && hasNumber(known.seen, fd)) return false;
	const emit = !areOld && isNew(state, document);
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
	return emit;
}

/** Adds documents without moving the offset. */
export function addDocuments(
	state: RegisterState,
	documents: FiscalDocument[],
	now: number,
	areOld = false,
): Step {
	const next = structuredClone(state);
	const emit = documents.filter((document) => addDocument(next, document, now, areOld));
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
	const { emit, state: next } = addDocuments(state, page.documents, now, areOld);
	const isOld = (document: FiscalDocument) => areOld || !isNew(state, document);
	if (!state.settled && page.documents.some(isOld)) next.rooted = true;
	const last = page.documents.filter(({ dateTime }) => dateTime !== undefined).at(-1);
	if (last?.dateTime !== undefined) {
		next.anchor = { fn: last.fn, dateTime: last.dateTime, readAt: toWallTime(now) };
	}
	next.offset = page.nextOffset ?? state.offset;
	next.lastReadAt = now;
	const atEnd = page.nextOffset === undefined || page.nextOffset === state.offset;
	return { emit, state: next, atEnd };
}

const toMinute = (wall: string) => wall.slice(0, 16);

/**
 * Returns whether the list shows a later document than any that was read: then the response that looked like the end
 * was none, or the document is still to appear.
 */
function isBehind({ anchor, drives }: RegisterState, { lastDocument, permissionTo }: RegisterFacts): boolean {
	if (!lastDocument || (permissionTo && permissionTo < lastDocument)) return false;
	const read = [anchor?.dateTime ?? '', ...Object.values(drives).map(({ lastDateTime }) => lastDateTime)];
	return read.every((dateTime) => toMinute(dateTime) < toMinute(lastDocument));
}

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

/**
 * Records the last document in the list after a complete read. Fiscal drives count time in minutes, so the document is
 * not recorded while another one may still share its minute: after a read that found something, or that closely followed
 * another read. A minute long past only gets documents from a backlog, which the regular check of quiet registers finds.
 * @param before the state before the read
 * @param now Unix ms by Kontur's clock
 */
export function noteLastDocument(
	state: RegisterState,
	facts: RegisterFacts,
	before: RegisterState,
	found: boolean,
	now: number,
): RegisterState {
	const { lastDocument } = facts;
	if (isBehind(state, facts)) return { ...state, lastDocument: undefined };
	const isSoon = before.settled && now - before.lastReadAt < NEARLY_A_MINUTE;
	const isLongPast = typeof lastDocument === 'string' && lastDocument < toWallTime(now - DAY);
	return { ...state, lastDocument: (found || isSoon) && !isLongPast ? undefined : lastDocument };
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
