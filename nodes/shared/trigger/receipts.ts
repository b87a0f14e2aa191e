/*
 * New fiscal documents of cash registers as a pure state machine: (state, what was fetched, now) -> (what to
 * emit, state).
 *
 * There is no watermark in time. A register may be off line for thirty days and then hand everything over at
 * once with old times, several receipts share a minute, and times have no zone. What is remembered of a
 * register is therefore the service's own pointer to the last document read, and per fiscal drive the numbers
 * seen: a drive numbers all its documents without gaps, so a number that is missing shows that something is
 * still to come, and a number seen is never emitted again.
 */
import type { FiscalDocument } from './document';
import { addNumber, hasNumber, missingNumbers, type Intervals } from './intervals';
import { DAY, HOUR, earlier, later, msOfWall, readWall, shiftWall, wallOf } from './wallTime';

// Registers may work thirty days without a connection, then their drives lock.
const LATEST_ARRIVAL = 35 * DAY;
// Russian clocks are up to twelve hours ahead of UTC; the rest is for clocks that run ahead.
const AHEAD = 48 * HOUR;
// The document that the pointer stands on must lie in the period asked for, whichever clock the service compares.
const BEHIND = 24 * HOUR;
const FARTHEST_ZONE = 12 * HOUR;
const FORGET = 60 * DAY;
const FIRST_RECHECK = 5 * 60_000;
const RECHECK = HOUR;

/** The document that the pointer stands on. */
export interface Anchor {
	fn: string;
	fd: number | null;
	id: string;
	/** Wall time of the register. */
	dateTime: string;
	/** UTC when it was read, as a wall time: a bound for registers whose clock runs ahead. */
	readAt: string;
}

/** What is known of a fiscal drive. Moments are Unix milliseconds by Kontur's clock, here and below. */
export interface Drive {
	/** Numbers of the documents read. */
	seen: Intervals;
	/** Its last document was read. */
	closed: boolean;
	/** Wall time of the document with the highest number. */
	lastDateTime: string;
	firstSeenAt: number;
	lastSeenAt: number;
}

/** Numbers that should exist and were not there. */
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

/** What is remembered of one cash register. Plain JSON: n8n stores it. */
export interface RegisterState {
	mode: Start['mode'];
	startedAt: number;
	/** Wall time where reading without a pointer begins. */
	floor: string;
	/** Everything from `floor` on was read once; what shows up later is new. */
	settled: boolean;
	/** The service's pointer, decoded. */
	offset: string | null;
	anchor: Anchor | null;
	drives: Record<string, Drive>;
	gaps: Gap[];
	/** 0 before the first time. */
	lastReadAt: number;
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

/**
 * The facts about a cash register that its reading depends on.
 * An absent, null or empty permission is unlimited.
 * Source: Kontur.OFD documentation, "cashboxes".
 */
export function readRegister(cashbox: Readonly<Record<string, unknown>>): Register {
	const drives = Array.isArray(cashbox.fiscalDrives) ? (cashbox.fiscalDrives as unknown[]) : [];
	const first = drives.map((drive) =>
		readWall((drive as { earliestDocumentTimestamp?: unknown } | null)?.earliestDocumentTimestamp),
	);
	return {
		lastDocument:
			cashbox.lastDocumentTimestamp === undefined
				? undefined
				: (readWall(cashbox.lastDocumentTimestamp) ?? null),
		earliestDocument: first.reduce((a, b) => (a && b ? earlier(a, b) : undefined), first[0]),
		permissionFrom: readWall(cashbox.permissionFrom),
		permissionTo: readWall(cashbox.permissionTo),
	};
}

const isSame = (a: Start, b: Start) =>
	a.mode === 'date' && b.mode === 'date' ? a.written === b.written : a.mode === b.mode;

/**
 * The state to begin a poll with. Another start than the stored one begins anew; another choice of registers
 * keeps those known and lets the others begin now.
 * @param scope any text that changes with the choice of registers
 * @param now Unix milliseconds by this machine's clock
 * @param skew how far Kontur's clock is ahead of it; undefined when Kontur did not answer
 */
export function resumeReceipts(
	previous: ReceiptsState | undefined,
	start: Start,
	scope: string,
	now: number,
	skew: number | undefined,
): ReceiptsState {
	// The service tells acceptance to the second.
	const begun = (moment: number) => ({
		startedAt: Math.floor((moment + (skew ?? 0)) / 1000) * 1000,
		unchecked: skew === undefined ? (true as const) : undefined,
	});
	if (!previous || !isSame(previous.start, start)) {
		return { start, scope, ...begun(now), listed: false, registers: {} };
	}
	if (previous.scope !== scope) return { ...previous, scope, ...begun(now), listed: false };
	return previous.unchecked ? { ...previous, ...begun(previous.startedAt) } : previous;
}

/**
 * The state of a register before its first reading.
 * @param late it was not there when the trigger began: then everything accepted since the trigger began is new
 */
export function startRegister(
	start: Start,
	register: Register,
	startedAt: number,
	late: boolean,
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
	};
}

/** Adds what is new in the list of registers and forgets what is gone for sixty days. */
export function withRegisters(
	state: ReceiptsState,
	listed: Readonly<Record<string, Register>>,
	now: number,
): ReceiptsState {
	const registers: Record<string, RegisterState> = {};
	for (const [key, known] of Object.entries(state.registers)) {
		if (key in listed || now - known.lastReadAt < FORGET) registers[key] = known;
	}
	for (const [key, register] of Object.entries(listed)) {
		registers[key] ??= startRegister(state.start, register, state.startedAt, state.listed);
	}
	return { ...state, registers };
}

function permitted(from: string, to: string, { permissionFrom, permissionTo }: Register): Window | undefined {
	const window = {
		from: permissionFrom ? later(from, permissionFrom) : from,
		to: permissionTo ? earlier(to, permissionTo) : to,
	};
	return window.from <= window.to ? window : undefined;
}

const openEnd = (register: Register, now: number) => later(wallOf(now + AHEAD), register.lastDocument ?? '');

/**
 * What to ask for next; undefined when there is nothing to ask for. The period always holds the document that
 * the pointer stands on, so the service can go on from it also after the drive was replaced, and reaches
 * beyond now, because the clocks of registers are ahead of UTC.
 * Source: Kontur.OFD documentation, "documents/by-period" (offset), "cashboxes" (permissionFrom, permissionTo).
 */
export function windowOf(state: RegisterState, register: Register, now: number): Window | undefined {
	const { permissionTo } = register;
	if (permissionTo && msOfWall(permissionTo) + LATEST_ARRIVAL < now) return undefined;
	const { anchor, floor, offset } = state;
	const from = anchor
		? shiftWall(earlier(anchor.dateTime, anchor.readAt), -BEHIND)
		: later(floor, register.earliestDocument ?? floor);
	const window = permitted(from, openEnd(register, now), register);
	return window && offset !== null ? { ...window, offset } : window;
}

/** After a refused pointer: reads again from before the last document; what was seen is not emitted again. */
export const withoutOffset = (state: RegisterState): RegisterState => ({ ...state, offset: null });

/** Whether a document that was not read before is to be emitted. */
function isNew(state: RegisterState, document: FiscalDocument): boolean {
	const { dateTime, receivedAt } = document;
	if (state.mode === 'date') return dateTime === undefined || dateTime >= state.floor;
	if (receivedAt !== undefined && receivedAt >= state.startedAt) return true;
	// It was not there when this place was read.
	if (state.settled) return dateTime === undefined || dateTime >= state.floor;
	if (receivedAt !== undefined || dateTime === undefined) return false;
	// The zone is not known: later than the start in any of them.
	return dateTime >= wallOf(state.startedAt + FARTHEST_ZONE);
}

/** Notes a document in the (own, changeable) state. @returns whether to emit it */
function take(state: RegisterState, document: FiscalDocument, now: number): boolean {
	const { fn, fd, kind } = document;
	if (!fn || fd === undefined) return isNew(state, document);
	const known = state.drives[fn] as Drive | undefined;
	if (known && hasNumber(known.seen, fd)) return false;
	const emit = isNew(state, document);
	const dateTime = document.dateTime ?? known?.lastDateTime ?? wallOf(now);
	const gap = { sinceAt: now, nextAt: now + FIRST_RECHECK };
	const drive = known ?? {
		seen: [],
		closed: false,
		lastDateTime: dateTime,
		firstSeenAt: now,
		lastSeenAt: now,
	};
	state.drives[fn] = drive;
	const last = drive.seen.at(-1)?.[1];
	if (last === undefined) {
		for (const [old, { seen, closed, lastDateTime }] of Object.entries(state.drives)) {
			const end = seen.at(-1)?.[1];
			if (old === fn || closed || end === undefined || lastDateTime > dateTime) continue;
			state.gaps.push({ ...gap, fn: old, from: end + 1, to: null, after: lastDateTime, before: null });
		}
		const { anchor } = state;
		if (state.settled && anchor && anchor.dateTime <= dateTime && fd > 1) {
			state.gaps.push({ ...gap, fn, from: 1, to: fd - 1, after: anchor.dateTime, before: dateTime });
		}
	} else if (fd > last + 1) {
		state.gaps.push({ ...gap, fn, from: last + 1, to: fd - 1, after: drive.lastDateTime, before: dateTime });
	}
	drive.seen = addNumber(drive.seen, fd);
	drive.lastSeenAt = now;
	if (last === undefined || fd > last) drive.lastDateTime = dateTime;
	if (kind === 'closeArchive') drive.closed = true;
	return emit;
}

/** What is still missing of the gaps after new numbers came in; gives up when nothing can arrive any more. */
const stillOpen = (state: RegisterState, now: number): Gap[] =>
	state.gaps.flatMap((gap) => {
		const drive = state.drives[gap.fn] as Drive | undefined;
		if (!drive || now - gap.sinceAt > LATEST_ARRIVAL) return [];
		if (gap.to === null) return drive.closed ? [] : [gap];
		return missingNumbers(drive.seen, gap.from, gap.to).map(([from, to]) => ({ ...gap, from, to }));
	});

function takeAll(state: RegisterState, documents: FiscalDocument[], now: number): Step {
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
	const last = page.documents.filter(({ dateTime }) => dateTime !== undefined).at(-1);
	if (last?.dateTime !== undefined) {
		const { fn, fd, id, dateTime } = last;
		next.anchor = { fn, fd: fd ?? null, id, dateTime, readAt: wallOf(now) };
	}
	next.offset = page.nextOffset ?? state.offset;
	next.lastReadAt = now;
	const atEnd = page.nextOffset === undefined || page.nextOffset === state.offset;
	return { emit, state: next, atEnd };
}

/**
 * What the end of a reading means for the state. When the first reading "from now" found nothing, it goes
 * farther back (`again`), so that what a register held back so long is found after its last known document.
 */
export function endReading(state: RegisterState, now: number): { state: RegisterState; again: boolean } {
	if (!state.settled && state.mode === 'now' && state.anchor === null) {
		const started = wallOf(state.startedAt);
		const floor = [7 * DAY, LATEST_ARRIVAL]
			.map((back) => shiftWall(started, -back))
			.find((farther) => farther < state.floor);
		if (floor) return { state: { ...state, floor, offset: null }, again: true };
	}
	const drives = Object.fromEntries(
		Object.entries(state.drives).filter(
			([fn, { lastSeenAt }]) => fn === state.anchor?.fn || now - lastSeenAt < FORGET,
		),
	);
	return { state: { ...state, drives, settled: true, lastReadAt: now }, again: false };
}

/**
 * The periods to read again, without a pointer, because numbers are missing there: five minutes after a gap was
 * seen, then every hour, for thirty-five days.
 */
export function recheckWindows(state: RegisterState, register: Register, now: number): Window[] {
	const windows = new Map<string, Window>();
	for (const { after, before, nextAt } of state.gaps) {
		if (nextAt > now) continue;
		const end = before ?? earlier(openEnd(register, now), shiftWall(after, LATEST_ARRIVAL));
		const window = permitted(earlier(after, end), later(after, end), register);
		if (window) windows.set(`${window.from} ${window.to}`, window);
	}
	return [...windows.values()];
}

/** Takes in documents that were read again; the pointer stays where it is. */
export const takeAgain = takeAll;

/** Puts the next look at the gaps that were due off by an hour. */
export const rechecked = (state: RegisterState, now: number): RegisterState => ({
	...state,
	gaps: state.gaps.map((gap) => (gap.nextAt > now ? gap : { ...gap, nextAt: now + RECHECK })),
});
