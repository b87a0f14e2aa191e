/*
 * JSON.parse of a long text keeps n8n from everything else until it ends. Here such a text is parsed in pieces, with
 * turns of the event loop in between. A piece is a run of whole elements of one list or object.
 */
import { yieldToEventLoop } from '../gost';

/** Characters at a time; a text of this length is parsed in a few milliseconds, whatever is in it. */
export const PIECE = 256 * 1024;

export class TooDeep extends Error {}
export class TooMany extends Error {}

// V8 takes seconds to build an object of a million names, and no response of Kontur has one of a thousand.
const MOST_NAMES = 20_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

const isOpening = (code: number) => code === 0x5b || code === 0x7b;
const isClosing = (code: number) => code === 0x5d || code === 0x7d;
const isBlank = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const broken = (): never => {
	throw new SyntaxError('truncated JSON');
};

/** Returns where the text in quotes that begins at a position ends, exclusively. */
function endOfText(json: string, at: number): number {
	for (let quote = json.indexOf('"', at + 1); quote >= 0; quote = json.indexOf('"', quote + 1)) {
		let escapes = 0;
		while (json.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes += 1;
		if (escapes % 2 === 0) return quote + 1;
	}
	return broken();
}

function skipBlanks(json: string, at: number): number {
	while (isBlank(json.charCodeAt(at))) at += 1;
	return at;
}

/** Looks through one piece of a list or object: its last comma, and where the list or object ends, if it does. */
function lookThrough(json: string, from: number): { comma: number; close: number } {
	let comma = -1;
	let depth = 0;
	const until = Math.min(from + PIECE, json.length);
	for (let at = from; at < until; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) at = endOfText(json, at) - 1;
		else if (code === COMMA) {
			if (depth === 0) comma = at;
		} else if (isOpening(code)) depth += 1;
		else if (isClosing(code)) {
			if (depth === 0) return { comma, close: at };
			depth -= 1;
		}
	}
	return { comma, close: -1 };
}

interface Read {
	value: unknown;
	/** Where the text goes on. */
	next: number;
}

/** Adds to a list or object what a piece of it holds. */
function add(whole: object, piece: object): void {
	if (Array.isArray(whole)) {
		for (const element of piece as unknown[]) whole.push(element);
		return;
	}
	for (const [name, value] of Object.entries(piece)) {
		// An assignment to __proto__ would not make a field.
		Object.defineProperty(whole, name, { value, writable: true, enumerable: true, configurable: true });
	}
}

/** Parses texts in pieces. `isTooDeep` judges a piece, whose levels begin below those around it. */
export function pieceParser(
	json: string,
	levels: number,
	isTooDeep: (piece: unknown, levels: number) => boolean,
) {
	async function container(open: number, level: number): Promise<Read> {
		if (level >= levels) throw new TooDeep();
		const isList = json[open] === '[';
		const whole: object = isList ? [] : {};
		let names = 0;
		const take = (from: number, to: number) => {
			const run = json.slice(from, to);
			const piece = JSON.parse(isList ? `[${run}]` : `{${run}}`) as object;
			if (isTooDeep(piece, levels - level)) throw new TooDeep();
			if (!isList && (names += Object.keys(piece).length) > MOST_NAMES) throw new TooMany();
			add(whole, piece);
		};
		for (let at = open + 1; ;) {
			await yieldToEventLoop();
			const { comma, close } = lookThrough(json, at);
			const end = close >= 0 ? close : comma;
			if (end >= 0) {
				// JSON.parse would not see that nothing is beside a comma.
				if ((at > open + 1 || close < 0) && skipBlanks(json, at) === end) broken();
				take(at, end);
				if (close >= 0) {
					if (isList !== (json[close] === ']')) broken();
					return { value: whole, next: close + 1 };
				}
				at = end + 1;
				continue;
			}
			// One element that is longer than a piece.
			let begin = skipBlanks(json, at);
			let name = '';
			if (!isList) {
				if (json[begin] !== '"') broken();
				const colon = skipBlanks(json, endOfText(json, begin));
				if (json[colon] !== ':') broken();
				name = JSON.parse(json.slice(begin, colon)) as string;
				begin = colon + 1;
			}
			const { value, next } = await element(begin, level + 1);
			add(whole, isList ? [value] : Object.fromEntries([[name, value]]));
			const after = skipBlanks(json, next);
			if (json[after] === ',') at = after + 1;
			else if (json[after] === (isList ? ']' : '}')) return { value: whole, next: after + 1 };
			else broken();
		}
	}

	async function element(from: number, level: number): Promise<Read> {
		const at = skipBlanks(json, from);
		if (isOpening(json.charCodeAt(at))) return await container(at, level);
		if (json[at] !== '"') return broken();
		const next = endOfText(json, at);
		return { value: JSON.parse(json.slice(at, next)), next };
	}

	return async (): Promise<unknown> => {
		const { value, next } = await element(0, 0);
		return skipBlanks(json, next) === json.length ? value : broken();
	};
}
