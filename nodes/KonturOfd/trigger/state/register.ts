/*
 * New fiscal documents of a cash register as a pure state machine: (state, what was fetched, now) -> (what to
 * emit, state).
 *
 * There is no watermark in time. A register may be off line for thirty days and then hand everything over at
 * once with old times, several receipts share a minute, and times have no zone. What is remembered of a
 * register is therefore the service's own pointer to the last document read, and per fiscal drive the numbers
 * seen: a number seen is never emitted again.
 */
import { acceptedAt, type FiscalDocument } from '../../receipts/document';
import { gapsAround, gapsShownBy, stillOpen } from './gaps';
import { addNumber, hasNumber } from './intervals';
import {
	BEHIND,
	LATEST_ARRIVAL,
	type Drive,
	type Page,
	type Register,
	type RegisterState,
	type Start,
	type Step,
} from './types';
import { DAY, HOUR, earlier, readWall, shiftWall, wallOf } from '../../receipts/wallTime';

const FARTHEST_ZONE = 12 * HOUR;

/**
 * The facts about a cash register that its reading depends on.
 * An absent, null or empty permission is unlimited. The number of a drive had another name until 2019.
 * Source: Kontur.OFD documentation, "cashboxes".
 */
export function readRegister(cashbox: Readonly<Record<string, unknown>>): Register {
	const drives = Array.isArray(cashbox.fiscalDrives) ? (cashbox.fiscalDrives as unknown[]) : [];
	const first = drives.map((drive) =>
		readWall((drive as { earliestDocumentTimestamp?: unknown } | null)?.earliestDocumentTimestamp),
	);
	const drive = cashbox.fiscalDrive as Readonly<Record<string, unknown>> | null | undefined;
	const number = drive?.fiscalDriverNumber ?? drive?.fiscalDriveNumber;
	return {
		lastDocument:
			cashbox.lastDocumentTimestamp === undefined
				? undefined
				: (readWall(cashbox.lastDocumentTimestamp) ?? null),
		drive: typeof number === 'string' && number.trim() !== '' ? number.trim() : undefined,
		earliestDocument: first.reduce((a, b) => (a && b ? earlier(a, b) : undefined), first[0]),
		permissionFrom: readWall(cashbox.permissionFrom),
		permissionTo: readWall(cashbox.permissionTo),
	};
}

/**
 * The state of a register before its first reading.
 * @param late it was not there when the trigger began: then everything accepted since the trigger began is new
 * @param share from 0 to 1: when in the first day its first safety sweep comes
 */
export function startRegister(
	start: Start,
	register: Register,
	startedAt: number,
	late: boolean,
	share = 0,
): RegisterState {
	const started = wallOf(startedAt);
	const { lastDocument, permissionTo } = register;
	let floor: string;
	if (start.mode === 'date') floor = start.date;
	else if (late || lastDocument === null) floor = shiftWall(started, -LATEST_ARRIVAL);
	else if (lastDocument === undefined) floor = shiftWall(started, -DAY);
	else floor = shiftWall(earlier(earlier(lastDocument, started), permissionTo ?? started), -BEHIND);
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

/** After a refused pointer: reads again from before the last document; what was seen is not emitted again. */
export const withoutOffset = (state: RegisterState): RegisterState => ({ ...state, offset: null });

/** Whether a document that was not read before is to be emitted. */
function isNew(state: RegisterState, document: FiscalDocument): boolean {
	const { dateTime } = document;
	if (state.mode === 'date') return dateTime === undefined || dateTime >= state.floor;
	const accepted = acceptedAt(document);
	if (accepted !== undefined) return accepted >= state.startedAt;
	// It was not there when this place was read.
	if (state.settled) return dateTime === undefined || dateTime >= state.floor;
	// The zone is not known: later than the start in any of them.
	return dateTime !== undefined && dateTime >= wallOf(state.startedAt + FARTHEST_ZONE);
}

/** Notes a document in the (own, changeable) state. @returns whether to emit it */
function take(state: RegisterState, document: FiscalDocument, now: number): boolean {
	const { fn, fd, kind } = document;
	if (!fn || fd === undefined) return isNew(state, document);
	const known = state.drives[fn] as Drive | undefined;
	if (known && hasNumber(known.seen, fd)) return false;
	const emit = isNew(state, document);
	const dateTime = document.dateTime ?? known?.lastDateTime ?? wallOf(now);
	const last = known?.seen.at(-1)?.[1];
	// The next number of a drive, as nearly all are: it shows no gap, and lies in none.
	if (last === undefined || fd !== last + 1 || state.gaps.length > 0) {
		const shown = gapsShownBy(state, { fn, fd, dateTime }, now);
		state.gaps = [...gapsAround(state.gaps, { fn, fd, dateTime }), ...shown];
	}
	const drive = known ?? { seen: [], closed: false, lastDateTime: dateTime };
	state.drives[fn] = drive;
	drive.seen = addNumber(drive.seen, fd);
	if (last === undefined || fd > last) drive.lastDateTime = dateTime;
	if (kind === 'closeArchive') drive.closed = true;
	return emit;
}

/** Takes in documents; the pointer stays where it is. */
export function takeAll(state: RegisterState, documents: FiscalDocument[], now: number): Step {
	const next = structuredClone(state);
	const emit = documents.filter((document) => take(next, document, now));
	next.gaps = stillOpen(next, now);
	return { emit, state: next };
}

/**
 * Takes in a page that was asked for with the window of this state.
 * `atEnd` says that everything known for the period was read: the pointer that came is the one that was sent,
 * or none. Neither a short nor an empty page says so.
 * Source: Kontur.OFD documentation, "documents/by-period" (paging).
 */
export function takePage(state: RegisterState, page: Page, now: number): Step & { atEnd: boolean } {
	const { emit, state: next } = takeAll(state, page.documents, now);
	if (!state.settled && page.documents.some((document) => !isNew(state, document))) next.rooted = true;
	const last = page.documents.filter(({ dateTime }) => dateTime !== undefined).at(-1);
	if (last?.dateTime !== undefined) {
		next.anchor = { fn: last.fn, dateTime: last.dateTime, readAt: wallOf(now) };
	}
	next.offset = page.nextOffset ?? state.offset;
	next.lastReadAt = now;
	const atEnd = page.nextOffset === undefined || page.nextOffset === state.offset;
	return { emit, state: next, atEnd };
}

/**
 * What the end of a reading means for the state. When the first reading "from now" found nothing from before the
 * start, it goes farther back (`again`), so that what a register held back so long is found after its last known
 * document.
 */
export function endReading(state: RegisterState, now: number): { state: RegisterState; again: boolean } {
	if (!state.settled && state.mode === 'now' && !state.rooted) {
		const started = wallOf(state.startedAt);
		const floor = [7 * DAY, LATEST_ARRIVAL]
			.map((back) => shiftWall(started, -back))
			.find((farther) => farther < state.floor);
		if (floor) return { state: { ...state, floor, offset: null, anchor: null }, again: true };
	}
	const settled = { ...state, settled: true, rooted: undefined, lastReadAt: now };
	return { state: settled, again: false };
}

// Less than the shortest interval of polls; shorter ones come of a workflow that is published again.
const NEARLY_A_MINUTE = 45_000;

/**
 * Notes what the list said of the last document before a reading that came to its end. Not after one that found
 * something, or soon after another: fiscal drives count in minutes, so a document that is still to come may share
 * the minute of the last one. To a minute that is long past comes only what a register held back, and is found by its turn.
 * @param before the state that the reading began with
 * @param now Unix ms by Kontur's clock
 */
export function noteReading(
	state: RegisterState,
	register: Register,
	before: RegisterState,
	found: boolean,
	now: number,
): RegisterState {
	const isSoon = before.settled && now - before.lastReadAt < NEARLY_A_MINUTE;
	const { lastDocument } = register;
	const isLongPast = typeof lastDocument === 'string' && lastDocument < wallOf(now - DAY);
	return { ...state, lastDocument: (found || isSoon) && !isLongPast ? undefined : lastDocument };
}

/**
 * Whether the list shows that nothing came in since the last reading. It may be wrong about a document of the same
 * minute, one of an old drive, or one after a clock was put back, so that quiet registers are read now and then.
 * Source: Kontur.OFD documentation, "cashboxes" (lastDocumentTimestamp).
 */
export const isQuiet = ({ settled, lastDocument }: RegisterState, register: Register) =>
	settled && lastDocument !== undefined && lastDocument === register.lastDocument;

/** Whether the permission begins earlier than the one that the register was read with. */
export const isWidened = (state: RegisterState, register: Register) =>
	state.permissionFrom !== undefined && (register.permissionFrom ?? '') < state.permissionFrom;

/** Notes the permission; not when it is wider: then there is something to read again first. */
export const notePermission = (state: RegisterState, register: Register): RegisterState =>
	isWidened(state, register) ? state : { ...state, permissionFrom: register.permissionFrom ?? '' };
