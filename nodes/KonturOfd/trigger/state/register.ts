/*
 * New fiscal documents of a cash register as a pure state machine: (state, response, now) -> (documents to emit, state).
 *
 * There is no watermark in time: a register may be offline for thirty days and then deliver everything at once with old
 * times, several receipts share a minute, and times have no zone. The state of a register is therefore the service's own
 * offset of the last document read, and the numbers seen per fiscal drive: a number seen is never emitted again.
 */
import { receivedAt, type FiscalDocument, type Page } from '../../receipts/document';
import { DAY, HOUR, earlier, shiftWallTime, toWallTime } from '../../receipts/wallTime';
import { findGaps, remainingGaps, splitGaps } from './gaps';
import { addNumber, hasNumber, lastNumber } from './intervals';
import {
	BEHIND,
	LATEST_ARRIVAL,
	type Drive,
	type RegisterFacts,
	type RegisterState,
	type Start,
	type Step,
} from './types';

const FARTHEST_ZONE = 12 * HOUR;

/**
 * Returns the state of a register before its first reading.
 * @param late it was connected after the trigger started: everything received since that start is new
 * @param share from 0 to 1: when in the first day its first safety sweep comes
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

/** Returns whether a document that was not read before is to be emitted. */
function isNew(state: RegisterState, document: FiscalDocument): boolean {
	const { dateTime } = document;
	if (state.mode === 'date') return dateTime === undefined || dateTime >= state.floor;
	const received = receivedAt(document);
	if (received !== undefined) return received >= state.startedAt;
	// It was not there when this period was read.
	if (state.settled) return dateTime === undefined || dateTime >= state.floor;
	// Later than the start in every possible zone.
	return dateTime !== undefined && dateTime >= toWallTime(state.startedAt + FARTHEST_ZONE);
}

/** Adds a document to a state of the caller's own. @returns whether to emit it */
function addDocument(state: RegisterState, document: FiscalDocument, now: number): boolean {
	const { fn, fd, kind } = document;
	if (!fn || fd === undefined) return isNew(state, document);
	const known = state.drives[fn] as Drive | undefined;
	if (known && hasNumber(known.seen, fd)) return false;
	const emit = isNew(state, document);
	const dateTime = document.dateTime ?? known?.lastDateTime ?? toWallTime(now);
	const last = lastNumber(known?.seen ?? []);
	// Nearly every document is the next of its drive: it reveals no gap and lies in none.
	if (!known || fd !== last + 1 || state.gaps.length > 0) {
		const found = findGaps(state, { fn, fd, dateTime }, now);
		state.gaps = [...splitGaps(state.gaps, { fn, fd, dateTime }), ...found];
	}
	state.drives[fn] = {
		seen: addNumber(known?.seen ?? [], fd),
		closed: known?.closed || kind === 'closeArchive',
		lastDateTime: !known || fd > last ? dateTime : known.lastDateTime,
	};
	return emit;
}

/** Adds documents without moving the offset. */
export function addDocuments(state: RegisterState, documents: FiscalDocument[], now: number): Step {
	const next = structuredClone(state);
	const emit = documents.filter((document) => addDocument(next, document, now));
	next.gaps = remainingGaps(next, now);
	return { emit, state: next };
}

/**
 * Adds a page that was requested with the window of this state. `atEnd` tells that the period was read to its end: the
 * service returned no offset, or the one that was sent. A short or an empty page does not tell.
 * Source: Kontur.OFD documentation, "documents/by-period" (paging).
 */
export function addPage(state: RegisterState, page: Page, now: number): Step & { atEnd: boolean } {
	const { emit, state: next } = addDocuments(state, page.documents, now);
	if (!state.settled && page.documents.some((document) => !isNew(state, document))) next.rooted = true;
	const last = page.documents.filter(({ dateTime }) => dateTime !== undefined).at(-1);
	if (last?.dateTime !== undefined) {
		next.anchor = { fn: last.fn, dateTime: last.dateTime, readAt: toWallTime(now) };
	}
	next.offset = page.nextOffset ?? state.offset;
	next.lastReadAt = now;
	const atEnd = page.nextOffset === undefined || page.nextOffset === state.offset;
	return { emit, state: next, atEnd };
}

/**
 * Finishes a complete reading. When the first reading "from now" found nothing from before the start, it is repeated from
 * farther back (`readFurther`), so that a backlog of the register is found after its last known document.
 */
export function finishReading(
	state: RegisterState,
	now: number,
): { state: RegisterState; readFurther: boolean } {
	if (!state.settled && state.mode === 'now' && !state.rooted) {
		const started = toWallTime(state.startedAt);
		const floor = [7 * DAY, LATEST_ARRIVAL]
			.map((back) => shiftWallTime(started, -back))
			.find((farther) => farther < state.floor);
		if (floor) return { state: { ...state, floor, offset: null, anchor: null }, readFurther: true };
	}
	return {
		state: { ...state, settled: true, rooted: undefined, lastReadAt: now },
		readFurther: false,
	};
}

// Less than the shortest poll interval. A workflow that is published again polls sooner.
const NEARLY_A_MINUTE = 45_000;

/**
 * Notes the last document in the list after a complete reading, unless another document may still share its minute, to
 * which fiscal drives count: after a reading that found something, or that followed another one closely. To a minute long
 * past only a backlog adds documents, and the regular check of quiet registers finds those.
 * @param before the state that the reading began with
 * @param now Unix ms by Kontur's clock
 */
export function noteLastDocument(
	state: RegisterState,
	{ lastDocument }: RegisterFacts,
	before: RegisterState,
	found: boolean,
	now: number,
): RegisterState {
	const isSoon = before.settled && now - before.lastReadAt < NEARLY_A_MINUTE;
	const isLongPast = typeof lastDocument === 'string' && lastDocument < toWallTime(now - DAY);
	return { ...state, lastDocument: (found || isSoon) && !isLongPast ? undefined : lastDocument };
}

/**
 * Returns whether the list shows nothing new since the last reading. It may miss a document of the same minute, one of an
 * old drive, or one after a clock was set back, so quiet registers are read now and then.
 * Source: Kontur.OFD documentation, "cashboxes" (lastDocumentTimestamp).
 */
export const isQuiet = ({ settled, lastDocument }: RegisterState, facts: RegisterFacts) =>
	settled && lastDocument !== undefined && lastDocument === facts.lastDocument;

/** Returns whether the permission now starts earlier than when the register was read. */
export const isPermissionExtended = (state: RegisterState, { permissionFrom = '' }: RegisterFacts) =>
	state.permissionFrom !== undefined && permissionFrom < state.permissionFrom;

/** Notes the permission. An extended one is noted only when its documents are reread. */
export const notePermission = (state: RegisterState, facts: RegisterFacts): RegisterState =>
	isPermissionExtended(state, facts) ? state : { ...state, permissionFrom: facts.permissionFrom ?? '' };
