/*
 * The stored form of the state. n8n writes it as JSON to the workflow's row after every poll that emits, so it is compact:
 * about 200 characters per register. Times are in seconds, and numbers inside strings are in base 36.
 */
import { recordOf } from '../../../shared/foreign';
import type { Stored } from '../../../shared/polling';
import { DAY, msOfWallTime, toWallTime } from '../../receipts/wallTime';
import type { Interval, Intervals } from '../../receipts/intervals';
import { applyDiff, diffTrees, type Tree, type TreeDiff } from './treeDiff';
import { shareOf } from './triggerState';
import type { Backfill, Drive, Gap, ReceiptsState, RegisterState, Unnumbered } from './types';

/** `registers` is a tree by address, organization and registration number. */
export interface PackedReceipts extends Omit<ReceiptsState, 'registers'> {
	registers: Tree;
}

export type StoredReceipts = Stored<PackedReceipts, TreeDiff>;

const seconds = (ms: number) => Math.floor(ms / 1000);
const secondsOf = (wall: string) => seconds(msOfWallTime(wall));
const wallFrom = (count: number) => toWallTime(count * 1000);
const text = (number: number) => number.toString(36);
const number = (digits: string) => parseInt(digits, 36);
const wallText = (wall: string) => text(secondsOf(wall));
const wallFromText = (digits: string) => wallFrom(number(digits));

/** Writes each interval as its distance from the previous one, plus its length if it has more than one number. */
function packIntervals(intervals: Intervals): string {
	let end = 0;
	return intervals
		.map(([first, last]) => {
			const distance = text(first - end);
			end = last;
			return last > first ? `${distance}-${text(last - first)}` : distance;
		})
		.join(',');
}

function unpackIntervals(packed: string): Intervals {
	let end = 0;
	return packed.split(',').map((one): Interval => {
		const [distance, length = '0'] = one.split('-');
		const first = end + number(distance);
		end = first + number(length);
		return [first, end];
	});
}

const packDrive = ({ seen, closed, lastDateTime }: Drive) =>
	`${packIntervals(seen)} ${wallText(lastDateTime)}${closed ? ' c' : ''}`;

function unpackDrive(packed: string): Drive {
	const [seen, last, closed] = packed.split(' ');
	return { seen: unpackIntervals(seen), closed: closed === 'c', lastDateTime: wallFromText(last) };
}

const packGap = ({ from, to, after, before, sinceAt, nextAt, looks = 0, pages = 0 }: Gap) =>
	[
		text(from),
		to === null ? '' : text(to - from),
		wallText(after),
		before === null ? '' : wallText(before),
		text(seconds(sinceAt)),
		text(seconds(nextAt)),
		...(looks > 0 || pages > 0 ? [text(looks), text(pages)] : []),
	].join(' ');

function unpackGap(fn: string, packed: string): Gap {
	const [from, length, after, before, since, next, looks, pages] = packed.split(' ');
	return {
		fn,
		from: number(from),
		to: length === '' ? null : number(from) + number(length),
		after: wallFromText(after),
		before: before === '' ? null : wallFromText(before),
		sinceAt: number(since) * 1000,
		nextAt: number(next) * 1000,
		...(looks === undefined ? {} : { looks: number(looks), pages: number(pages) }),
	};
}

function packGaps(gaps: Gap[]): Tree | undefined {
	const packed = recordOf<string>();
	for (const gap of gaps) packed[gap.fn] = [packed[gap.fn], packGap(gap)].filter(Boolean).join(',');
	return gaps.length > 0 ? packed : undefined;
}

/** The kind of a backfill, and how many pages of it were read. */
const packKind = ({ isSweep, isCheck, pages = 0 }: Backfill) =>
	`${isSweep ? 's' : isCheck ? 'c' : ''}${isCheck && pages > 0 ? text(pages) : ''}`;

const packBackfill = (backfill: Backfill) =>
	`${wallText(backfill.from)} ${wallText(backfill.to)} ${packKind(backfill)} ${backfill.offset ?? ''}`;

function unpackBackfill(packed: string): Backfill {
	const [from, to, kind, ...offset] = packed.split(' ');
	const isCheck = kind.startsWith('c');
	return {
		from: wallFromText(from),
		to: wallFromText(to),
		offset: offset.join(' ') || null,
		isSweep: kind === 's',
		...(isCheck ? { isCheck, pages: number(kind.slice(1) || '0') } : {}),
	};
}

const packUnnumbered = ({ old, recent, begunAt, since }: Unnumbered) =>
	`${text(seconds(begunAt))} ${text(seconds(since))} ${old} ${recent}`;

function unpackUnnumbered(packed: string): Unnumbered {
	const [begun, since, old, recent] = packed.split(' ');
	return { old, recent, begunAt: number(begun) * 1000, since: number(since) * 1000 };
}

const packOptional = (wall: string | null | undefined) =>
	wall ? secondsOf(wall) : wall === undefined ? undefined : 0;

function packRegister(state: RegisterState, startedAt: number): Tree {
	const { anchor } = state;
	return {
		o: state.offset ?? undefined,
		a: anchor ? `${wallText(anchor.dateTime)} ${wallText(anchor.readAt)} ${anchor.fn}` : undefined,
		d: Object.fromEntries(Object.entries(state.drives).map(([fn, drive]) => [fn, packDrive(drive)])),
		g: packGaps(state.gaps),
		s: state.settled ? 1 : state.rooted ? 0 : undefined,
		c: state.covered && `${wallText(state.covered.from)} ${wallText(state.covered.to)}`,
		f: secondsOf(state.floor),
		b: state.startedAt === startedAt ? undefined : seconds(state.startedAt),
		r: seconds(state.lastReadAt),
		w: seconds(state.sweptAt),
		l: packOptional(state.lastDocument),
		p: packOptional(state.permissionFrom),
		j: state.backfill && packBackfill(state.backfill),
		u: state.unnumbered && packUnnumbered(state.unnumbered),
		z: state.ahead === undefined ? undefined : seconds(state.ahead),
		t: state.turn,
	};
}

function unpackRegister(
	packed: Tree,
	{ start, startedAt }: Pick<ReceiptsState, 'start' | 'startedAt'>,
): RegisterState {
	const textOf = (name: string) => (typeof packed[name] === 'string' ? packed[name] : undefined);
	const numberOf = (name: string) => (typeof packed[name] === 'number' ? packed[name] : undefined);
	const entriesOf = (name: string) => Object.entries((packed[name] ?? {}) as Record<string, string>);
	const [dateTime, readAt, ...fn] = textOf('a')?.split(' ') ?? [];
	const wallAt = (name: string, none: string | null) => {
		const count = numberOf(name);
		return count === undefined ? undefined : count === 0 ? none : wallFrom(count);
	};
	const begun = numberOf('b');
	const backfill = textOf('j');
	const unnumbered = textOf('u');
	const ahead = numberOf('z');
	const covered = textOf('c')?.split(' ').map(wallFromText);
	return {
		mode: start.mode,
		startedAt: begun === undefined ? startedAt : begun * 1000,
		floor: wallFrom(numberOf('f') ?? 0),
		settled: numberOf('s') === 1,
		rooted: numberOf('s') === 0 ? true : undefined,
		covered: covered && { from: covered[0], to: covered[1] },
		offset: textOf('o') ?? null,
		anchor: dateTime
			? { dateTime: wallFromText(dateTime), readAt: wallFromText(readAt), fn: fn.join(' ') }
			: null,
		drives: Object.fromEntries(entriesOf('d').map(([name, drive]) => [name, unpackDrive(drive)])),
		gaps: entriesOf('g').flatMap(([name, gaps]) => gaps.split(',').map((gap) => unpackGap(name, gap))),
		lastReadAt: (numberOf('r') ?? 0) * 1000,
		sweptAt: (numberOf('w') ?? 0) * 1000,
		lastDocument: wallAt('l', null),
		permissionFrom: wallAt('p', '') ?? undefined,
		backfill: backfill === undefined ? undefined : unpackBackfill(backfill),
		unnumbered: unnumbered === undefined ? undefined : unpackUnnumbered(unnumbered),
		ahead: ahead === undefined ? undefined : ahead * 1000,
		turn: numberOf('t'),
	};
}

function packRegisters(registers: Readonly<Record<string, RegisterState>>, startedAt: number): Tree {
	const tree = recordOf<Record<string, Record<string, Tree>>>();
	for (const [key, state] of Object.entries(registers)) {
		const [address, organization = '', ...register] = key.split('|');
		((tree[address] ??= recordOf())[organization] ??= recordOf())[register.join('|')] = packRegister(
			state,
			startedAt,
		);
	}
	return tree;
}

export const pack = (state: ReceiptsState): PackedReceipts => ({
	...state,
	registers: packRegisters(state.registers, state.startedAt),
});

type PackedRegisters = Record<string, Record<string, Record<string, Tree>>>;

export function unpack(packed: PackedReceipts): ReceiptsState {
	const registers: Record<string, RegisterState> = {};
	for (const [address, organizations] of Object.entries(packed.registers as PackedRegisters)) {
		for (const [organization, states] of Object.entries(organizations)) {
			for (const [register, state] of Object.entries(states)) {
				registers[[address, organization, register].join('|')] = unpackRegister(state, packed);
			}
		}
	}
	return { ...packed, registers };
}

/** Returns the changes from the state after a poll back to the state before it, for the registers that emitted. */
export function undoOf(before: ReceiptsState, after: ReceiptsState, emitted: Iterable<string>): TreeDiff {
	const keys = [...emitted];
	const only = ({ registers }: ReceiptsState) =>
		packRegisters(Object.fromEntries(keys.map((key) => [key, registers[key]])), after.startedAt);
	return diffTrees(only(after), only(before));
}

/** Undoes what a poll did to the registers that emitted. */
export const undo = (packed: PackedReceipts, changes: TreeDiff): PackedReceipts => ({
	...packed,
	registers: applyDiff(packed.registers, changes),
});

/** Early versions of the package stored the state unpacked, with the backfill under its former name. */
interface UnpackedReceipts extends ReceiptsState {
	registers: Record<string, RegisterState & { again?: Backfill }>;
}

/**
 * Reads the stored state, and converts it from early versions of the package.
 * @param now Unix milliseconds; the safety sweeps of the registers are spread over the following day
 * @returns undefined if nothing is stored, 'unknown' if a later version stored it
 */
export function readStored(stored: unknown, now: number): StoredReceipts | 'unknown' | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	if ('version' in stored) return stored.version === 1 ? (stored as StoredReceipts) : 'unknown';
	if (!('registers' in stored)) return 'unknown';
	const old = stored as UnpackedReceipts;
	const registers = Object.fromEntries(
		Object.entries(old.registers).map(([key, { again, ...state }]) => [
			key,
			{ ...state, backfill: again, sweptAt: now - Math.round(shareOf(key) * DAY) },
		]),
	);
	return { version: 1, state: pack({ ...old, polls: 0, registers }) };
}
