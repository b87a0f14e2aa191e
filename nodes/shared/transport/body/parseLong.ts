/*
 * JSON.parse of a long text keeps n8n from everything else until it ends. Here such a text is parsed in pieces, with
 * turns of the event loop in between. A piece is a run of whole elements of one list or object. The text is looked
 * through once, however it is nested, and never joined: it comes in the parts in which it was received.
 */
import { hasMethodNames, type Gate } from '../../foreign';
import { Turn, yieldToEventLoop } from '../../gost';
import { parseJson } from './parseJson';

/**
 * Characters at a time. With the part that comes next they stay below the length of a string for which V8 asks the
 * system for memory, which takes ten times as long as parsing it.
 */
export const PIECE = 24 * 1024;
const STEP = PIECE / 2;

export class TooDeep extends Error {}
export class TooMany extends Error {}
export class Foreign extends Error {}

// V8 takes seconds for a million different names, and no response of Kontur has a thousand.
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

function skipBlanks(json: string, at: number): number {
	while (isBlank(json.charCodeAt(at))) at += 1;
	return at;
}

/** Returns how many backslashes stand before a position, counted back to another one at most. */
function backslashesBefore(json: string, at: number, from: number): number {
	let count = 0;
	while (at - count > from && json.charCodeAt(at - 1 - count) === BACKSLASH) count += 1;
	return count;
}

/** Returns the last place at or before a position where a text can be cut, which is not inside of an escape. */
function outsideEscape(json: string, from: number, at: number): number {
	const last = json.lastIndexOf('\\', at - 1);
	// The longest escape is \uXXXX.
	if (last < from || last < at - 6) return at;
	return backslashesBefore(json, last + 1, from) % 2 === 0 ? last + 1 : last;
}

/** Adds the elements of a piece to a list or object. */
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

/** A list or object that is longer than a piece. */
interface Container {
	whole: object;
	isList: boolean;
	isEmpty: boolean;
}

class LongParser {
	/** What the piece is in, the outermost first. */
	private readonly around: Container[] = [];

	private readonly names = new Set<string>();

	private readonly turn = new Turn();

	/** Where the piece begins. */
	private start = 0;

	/** Where the search through the text continues. */
	private at = 0;

	/** The brackets that are open in the piece. */
	private readonly opens: number[] = [];

	/** The last comma at each level of the piece; -1 if there is none. */
	private readonly commas: number[] = [-1];

	private isInText = false;

	/** Where the text begins that was looked at last. */
	private textAt = 0;

	/** An element that was longer than a piece has ended. */
	private isAfter = false;

	/** Nothing follows that element in the innermost container. */
	private isAfterLast = false;

	/** What comes next decides about what is there. */
	private needsMore = false;

	/** What is left of the text, from the piece on, as far as it was taken in; all positions are in it. */
	private json: string;

	private taken = 1;

	constructor(
		private readonly parts: readonly string[],
		private readonly levels: number,
		private readonly gate: Gate,
	) {
		[this.json] = parts;
	}

	async parse(): Promise<unknown> {
		this.enter(skipBlanks(this.json, 0));
		const [{ whole }] = this.around;
		while (this.around.length > 0) {
			if (this.turn.isOver) await this.turn.end();
			const until = this.at + STEP;
			while (this.around.length > 0 && this.look(until)) this.leave();
			if (this.around.length === 0) break;
			await this.cut();
			this.takeIn();
		}
		const rest = [this.json.slice(this.at), ...this.parts.slice(this.taken)];
		return rest.every((part) => skipBlanks(part, 0) === part.length) ? whole : broken();
	}

	/** Takes the next part in if this one was looked through. */
	private takeIn(): void {
		if (this.at < this.json.length && !this.needsMore) return;
		if (this.taken === this.parts.length) broken();
		const { start } = this;
		this.json = this.json.slice(start) + this.parts[this.taken++];
		this.at -= start;
		this.textAt -= start;
		for (const [index, at] of this.opens.entries()) this.opens[index] = at - start;
		for (const [index, at] of this.commas.entries()) this.commas[index] = at < start ? -1 : at - start;
		this.start = 0;
		this.needsMore = false;
	}

	/** Looks on through the text. @returns whether the innermost container ends at `at` */
	private look(until: number): boolean {
		const { json, opens, commas } = this;
		const end = Math.min(until, json.length);
		let at = this.at;
		let isInText = this.isInText;
		let ends = false;
		for (; at < end; at++) {
			if (isInText) {
				const quote = json.indexOf('"', at);
				if (quote < 0) {
					// The next part may begin with what the backslashes escape.
					at = json.length - backslashesBefore(json, json.length, at);
					this.needsMore = true;
					break;
				}
				isInText = backslashesBefore(json, quote, at) % 2 === 1;
				at = quote;
				continue;
			}
			const code = json.charCodeAt(at);
			if (this.isAfter) {
				if (isBlank(code)) continue;
				this.isAfter = false;
				this.isAfterLast = isClosing(code);
				if (code !== COMMA && !this.isAfterLast) broken();
				this.start = code === COMMA ? at + 1 : at;
				ends = this.isAfterLast;
				if (ends) break;
			} else if (code === QUOTE) {
				isInText = true;
				this.textAt = at;
			} else if (code === COMMA) commas[opens.length] = at;
			else if (isOpening(code)) {
				if (this.around.length + opens.length >= this.levels) throw new TooDeep();
				opens.push(at);
				commas[opens.length] = -1;
			} else if (isClosing(code)) {
				ends = opens.length === 0;
				if (ends) break;
				opens.pop();
			}
		}
		this.at = at;
		this.isInText = isInText;
		return ends;
	}

	/** Parses the piece up to a position. */
	private take(to: number): void {
		const container = this.around[this.around.length - 1];
		const run = this.json.slice(this.start, to);
		const piece = parseJson(container.isList ? `[${run}]` : `{${run}}`) as object;
		// Nothing next to a comma would be an empty list for JSON.parse.
		if (Object.keys(piece).length === 0) broken();
		if (hasMethodNames(run, piece)) throw new Foreign();
		this.count(piece);
		container.isEmpty = false;
		add(container.whole, this.gate.data(run, piece));
	}

	/** Counts the different names in a value. */
	private count(value: object): void {
		if (Array.isArray(value)) {
			for (const one of value as unknown[]) if (typeof one === 'object' && one !== null) this.count(one);
			return;
		}
		for (const name in value) {
			this.names.add(name);
			const one = (value as Record<string, unknown>)[name];
			if (typeof one === 'object' && one !== null) this.count(one);
		}
		if (this.names.size > MOST_NAMES) throw new TooMany();
	}

	/**
	 * Reads what is before an element that is longer than a piece. @param at where its value begins
	 * @returns what adds it to the innermost container
	 */
	private placeOf(at: number): (value: unknown) => void {
		const container = this.around.at(-1);
		if (!container) return () => undefined;
		const { json, start } = this;
		container.isEmpty = false;
		if (container.isList) {
			if (skipBlanks(json, start) !== at) broken();
			return (value) => (container.whole as unknown[]).push(value);
		}
		const before = json.slice(start, at);
		const named = parseJson(`{${before}null}`) as object;
		if (hasMethodNames(before, named)) throw new Foreign();
		this.count(named);
		const [name] = Object.keys(this.gate.data(before, named));
		return (value) => add(container.whole, { [name]: value });
	}

	/** Enters the container at a bracket. */
	private enter(bracket: number): void {
		const isList = this.json[bracket] === '[';
		const whole = isList ? [] : {};
		this.placeOf(bracket)(whole);
		this.around.push({ whole, isList, isEmpty: true });
		this.start = bracket + 1;
		this.at = Math.max(this.at, this.start);
	}

	/** Leaves the innermost container, which ends at `at`. */
	private leave(): void {
		const { json, at } = this;
		const { isList, isEmpty } = this.around[this.around.length - 1];
		if (isList !== (json[at] === ']')) broken();
		const isNothing = skipBlanks(json, this.start) === at;
		if (!isNothing) this.take(at);
		else if (!isEmpty && !this.isAfterLast) broken();
		this.around.pop();
		this.continueAt(at + 1);
	}

	/** Continues after an element that was longer than a piece. */
	private continueAt(position: number): void {
		this.at = position;
		this.start = position;
		this.commas.length = 1;
		this.commas[0] = -1;
		this.isAfter = true;
		this.isAfterLast = false;
	}

	/** Parses what the piece has of whole elements. The rest is less than a piece. */
	private async cut(): Promise<void> {
		while (this.at - this.start >= PIECE) {
			const [comma] = this.commas;
			if (comma >= 0) {
				this.take(comma);
				this.start = comma + 1;
				this.commas[0] = -1;
			} else if (this.opens.length > 0) {
				const [bracket] = this.opens;
				this.opens.shift();
				this.commas.shift();
				this.enter(bracket);
			} else {
				const isBlankSoFar = this.isAfter || skipBlanks(this.json, this.start) >= this.at;
				if (this.isInText) await this.longText();
				else if (isBlankSoFar) this.start = this.at;
				// The search for its end has passed over it at once.
				else if (this.textAt >= this.start) {
					this.at = this.textAt + 1;
					await this.longText();
				}
				// A number that is longer than any, or blanks after it.
				else broken();
				return;
			}
		}
	}

	private async longText(): Promise<void> {
		const { textAt } = this;
		const isName =
			!this.around[this.around.length - 1].isList && skipBlanks(this.json, this.start) === textAt;
		if (isName) throw new TooMany();
		const addText = this.placeOf(textAt);
		this.start = textAt + 1;
		const parts: string[] = [];
		let end = -1;
		while (end < 0 || this.start < end) {
			if (this.turn.isOver) await this.turn.end();
			if (end < 0) end = this.endOfText(this.at + STEP);
			const { json, start } = this;
			const known = end < 0 ? this.at : end;
			const to = start + PIECE < known || end < 0 ? Math.min(known, start + PIECE) : end;
			const until = to === end ? end : outsideEscape(json, start, to);
			if (until - start >= STEP || to === end) {
				parts.push(parseJson(`"${json.slice(start, until)}"`) as string);
				this.start = until;
			}
			// What waits to be parsed must not grow with the text.
			if (end < 0 && this.at - this.start < PIECE) this.takeIn();
		}
		await yieldToEventLoop();
		addText(await this.gate.longText(parts.join(''), yieldToEventLoop));
		this.isInText = false;
		this.continueAt(end + 1);
	}

	/** Looks on for the end of a text. @returns the position of the quote, or -1 if it is farther */
	private endOfText(until: number): number {
		const { json } = this;
		while (this.at < until) {
			const quote = json.indexOf('"', this.at);
			if (quote < 0) {
				this.at = json.length - backslashesBefore(json, json.length, this.at);
				this.needsMore = true;
				return -1;
			}
			const isEnd = backslashesBefore(json, quote, this.at) % 2 === 0;
			this.at = isEnd ? quote : quote + 1;
			if (isEnd) return quote;
		}
		return -1;
	}
}

/**
 * Parses a long text as JSON, and masks in it what the requests carried.
 * @param text in the parts in which it was received
 * @param levels how deep it may be nested
 * @throws SyntaxError; TooDeep; TooMany for more names than any response of Kontur has, Foreign for such as it never has
 */
export async function parseLong(text: readonly string[], levels: number, gate: Gate): Promise<unknown> {
	const begin = text.findIndex((part) => skipBlanks(part, 0) < part.length);
	const parts = text.slice(Math.max(0, begin));
	const first = parts[0].charCodeAt(skipBlanks(parts[0], 0));
	if (isOpening(first)) return await new LongParser(parts, levels, gate).parse();
	if (first !== QUOTE) return broken();
	const inList = ['[', ...parts, ']'];
	const [value, ...more] = (await new LongParser(inList, levels + 1, gate).parse()) as unknown[];
	return more.length === 0 ? value : broken();
}
