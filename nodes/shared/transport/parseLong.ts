/*
 * JSON.parse of a long text keeps n8n from everything else until it ends. Here such a text is parsed in pieces, with
 * turns of the event loop in between. A piece is a run of whole elements of one list or object. The text is looked
 * through once, however it is nested.
 */
import { hasMethodNames, type Gate } from '../foreign';
import { yieldToEventLoop } from '../gost';

/** Characters at a time; a text of this length is parsed in a few milliseconds, whatever is in it. */
export const PIECE = 256 * 1024;
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

	/** Where the piece begins. */
	private start = 0;

	/** Where looking through the text goes on. */
	private at = 0;

	/** The brackets that are open in the piece. */
	private readonly opens: number[] = [];

	/** The last comma at each level of the piece; -1 if there is none. */
	private readonly commas: number[] = [-1];

	private isInText = false;

	/** Where the text begins that was looked at last. */
	private textAt = 0;

	/** The last element of the innermost container was longer than a piece, and nothing follows. */
	private isAfterLast = false;

	constructor(
		private readonly json: string,
		private readonly levels: number,
		private readonly gate: Gate,
	) {}

	async parse(): Promise<unknown> {
		const { json } = this;
		this.enter(skipBlanks(json, 0));
		const [{ whole }] = this.around;
		while (this.around.length > 0) {
			await yieldToEventLoop();
			const until = this.at + STEP;
			while (this.around.length > 0 && this.look(until)) this.leave();
			if (this.around.length === 0) break;
			if (this.at >= json.length) broken();
			await this.cut();
		}
		return skipBlanks(json, this.at) === json.length ? whole : broken();
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
				if (quote < 0) broken();
				isInText = backslashesBefore(json, quote, at) % 2 === 1;
				at = quote;
				continue;
			}
			const code = json.charCodeAt(at);
			if (code === QUOTE) {
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
		const piece = JSON.parse(container.isList ? `[${run}]` : `{${run}}`) as object;
		// JSON.parse would not see that nothing is beside a comma.
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

	/** Adds an element that is longer than a piece to the innermost container. @param at where its value begins */
	private addLong(at: number, value: unknown): void {
		const container = this.around.at(-1);
		if (!container) return;
		const { json, start } = this;
		container.isEmpty = false;
		if (container.isList) {
			if (skipBlanks(json, start) !== at) broken();
			(container.whole as unknown[]).push(value);
			return;
		}
		const before = json.slice(start, at);
		const named = JSON.parse(`{${before}null}`) as object;
		if (hasMethodNames(before, named)) throw new Foreign();
		this.count(named);
		const [name] = Object.keys(this.gate.data(before, named));
		add(container.whole, { [name]: value });
	}

	/** Enters the container at a bracket. */
	private enter(bracket: number): void {
		const isList = this.json[bracket] === '[';
		const whole = isList ? [] : {};
		this.addLong(bracket, whole);
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
		this.goOn(at + 1);
	}

	/** Goes on behind an element that was longer than a piece. */
	private goOn(behind: number): void {
		const { json } = this;
		this.at = skipBlanks(json, behind);
		this.commas.length = 1;
		this.commas[0] = -1;
		this.isAfterLast = isClosing(json.charCodeAt(this.at));
		if (this.around.length === 0) return;
		if (json[this.at] === ',') this.at += 1;
		else if (!this.isAfterLast) broken();
		this.start = this.at;
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
				// A long text, or a number or blanks, which cost nothing.
				if (this.isInText) await this.longText();
				return;
			}
		}
	}

	private async longText(): Promise<void> {
		const { json, textAt } = this;
		const isName = !this.around[this.around.length - 1].isList && skipBlanks(json, this.start) === textAt;
		if (isName) throw new TooMany();
		for (let end = -1; end < 0;) {
			await yieldToEventLoop();
			end = this.endOfText(this.at + STEP);
		}
		const end = this.at;
		const parts: string[] = [];
		for (let from = textAt + 1; from < end;) {
			await yieldToEventLoop();
			const to = from + PIECE < end ? outsideEscape(json, from, from + PIECE) : end;
			parts.push(JSON.parse(`"${json.slice(from, to)}"`) as string);
			from = to;
		}
		await yieldToEventLoop();
		this.addLong(textAt, await this.gate.longText(parts.join(''), yieldToEventLoop));
		this.isInText = false;
		this.goOn(end + 1);
	}

	/** Looks on for the end of a text. @returns the position of the quote, or -1 if it is farther */
	private endOfText(until: number): number {
		const { json } = this;
		while (this.at < until) {
			const quote = json.indexOf('"', this.at);
			if (quote < 0) broken();
			const isEnd = backslashesBefore(json, quote, this.at) % 2 === 0;
			this.at = isEnd ? quote : quote + 1;
			if (isEnd) return quote;
		}
		return -1;
	}
}

/**
 * Parses a long text as JSON, and masks in it what the requests carried.
 * @param levels how deep it may be nested
 * @throws SyntaxError; TooDeep; TooMany for more names than any response of Kontur has, Foreign for such as it never has
 */
export async function parseLong(json: string, levels: number, gate: Gate): Promise<unknown> {
	const first = json.charCodeAt(skipBlanks(json, 0));
	if (isOpening(first)) return await new LongParser(json, levels, gate).parse();
	if (first !== QUOTE) return broken();
	const [value, ...more] = (await new LongParser(`[${json}]`, levels + 1, gate).parse()) as unknown[];
	return more.length === 0 ? value : broken();
}
