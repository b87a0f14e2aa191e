import {
	inAsciiJson,
	inJson,
	isOrdinary,
	needlesOf,
	partsOf,
	percentEncoded,
	SHORTEST,
	WINDOW,
	windowsOf,
	type Needle,
	type Windows,
} from './secretForms';
import { decodings, numbersOf, withoutSpace } from './decoded';
import { capped, visible, visibleLines } from './visible';

/** The most that an error quotes, in bytes of UTF-8. */
export const LONGEST_ERROR_TEXT = 4096;
/** A code or a trace ID. */
const LONGEST_ID = 200;
// Longer texts are cut before they are searched.
const SEARCHED = 16 * 1024;
const MASK = '***';

const NAMES =
	/(?:pass(?:word|wd)?|pwd|secret|token|api[-_ ]?key|key|sid|session|authorization|basic|bearer|cookie|пароль|ключ)[^\p{L}\p{N}]{0,8}$/iu;
const BEFORE = 48;

type Range = [start: number, end: number];

const isOfToken = (character: string) => /[\w+-]/.test(character);

const isPartOfWord = (character: string | undefined) =>
	character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Lower case with the same length, which a few letters of other alphabets would change. */
function folded(text: string): string {
	const lower = text.toLowerCase();
	if (lower.length === text.length) return lower;
	return text.replace(/[A-ZА-ЯЁ]/g, (letter) => letter.toLowerCase());
}

/** The forms in which data are likely to hold a secret: responses can be long, and errors search for more. */
const likelyForms = (secret: string): string[] => {
	const cases = [secret, secret.toLowerCase(), secret.toUpperCase()];
	return [
		...cases,
		// Of JSON within JSON.
		...cases.map(inJson),
		...cases.map((text) => inJson(text).replaceAll('/', '\\/')),
		percentEncoded(secret),
		Buffer.from(secret, 'utf8').toString('base64'),
	];
};

/** Returns how the JSON of data writes a form. */
const written = (form: string): string[] => {
	const ascii = inAsciiJson(form);
	const upper = ascii.replace(/\\u[\da-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
	return [inJson(form), inJson(form).replaceAll('/', '\\/'), ascii, upper];
};

/** What to look for of a secret in data, and in the text that they are parsed from. */
interface FormsInData {
	forms: string[];
	inText: string[];
}

function formsInDataOf(secret: string): FormsInData {
	const forms = [...new Set(likelyForms(secret))];
	return { forms, inText: [...new Set([...forms, ...forms.flatMap(written)])] };
}

// The items of an execution carry the same session and key, and each has its own gate.
const remembered = new Map<string, FormsInData>();
const MOST_REMEMBERED = 32;

/** Returns the forms of a secret; those of the latest secrets are made once. */
function formsRemembered(secret: string): FormsInData {
	const made = remembered.get(secret) ?? formsInDataOf(secret);
	remembered.delete(secret);
	remembered.set(secret, made);
	if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
	return made;
}

/** Masks values in all texts of parsed JSON, and in its names. */
function maskedData(value: unknown, secrets: readonly string[]): unknown {
	if (typeof value === 'string') {
		if (value.length < SHORTEST) return value;
		return secrets.reduce((text, secret) => text.replaceAll(secret, MASK), value);
	}
	if (Array.isArray(value)) return value.map((one) => maskedData(one, secrets));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value);
	return Object.fromEntries(
		entries.map(([name, one]) => [maskedData(name, secrets), maskedData(one, secrets)]),
	);
}

/** Finds needles in a text. Both are in lower case. */
function* wholeValues(lower: string, needles: readonly Needle[]): Generator<Range> {
	for (const { text, isWhole } of needles) {
		for (let at = lower.indexOf(text); at >= 0; at = lower.indexOf(text, at + text.length)) {
			const end = at + text.length;
			if (isWhole && (isPartOfWord(lower[at - 1]) || isPartOfWord(lower[end]))) continue;
			yield [at, end];
		}
	}
}

/**
 * Secrets that no credential holds, such as the password of a proxy: in front of the host of an address, and behind the
 * scheme of a header (RFC 3986, section 3.2.1; RFC 9110, section 11.4).
 */
const OF_OTHERS =
	/(?<=:\/\/)[^\s/?#@"'<>]{1,200}:[^\s/?#@"'<>]{1,200}(?=@)|(?<=authorization["']{0,1}[:=] {0,4}["']{0,1}(?:basic|bearer|digest|negotiate|ntlm|token|apikey|auth\.sid) )[^\s"'<>]{4,1000}/gi;

/** Finds parts of tokens, each with the run of characters that it stands in. */
function* tokenParts(lower: string, { telling, all }: Windows): Generator<Range> {
	if (telling.size === 0) return;
	for (let at = 0; at + WINDOW <= lower.length; at++) {
		if (!telling.has(lower.slice(at, at + WINDOW))) continue;
		let start = at;
		let end = at + WINDOW;
		while (start > 0 && all.has(lower.slice(start - 1, start - 1 + WINDOW))) start -= 1;
		while (end < lower.length && all.has(lower.slice(end + 1 - WINDOW, end + 1))) end += 1;
		while (start > 0 && isOfToken(lower[start - 1])) start -= 1;
		while (end < lower.length && isOfToken(lower[end])) end += 1;
		yield [start, end];
		at = end - 1;
	}
}

/**
 * Cleans text from outside before anybody sees it: masks the secrets that requests carried, removes invisible characters, and
 * cuts it to the length that an error may have.
 */
export class Gate {
	private readonly secrets = new Set<string>();

	private readonly carried = new Set<string>();

	/** Values that were added, as they came: each request of an execution adds the same ones. */
	private readonly known = { added: new Set<unknown>(), carried: new Set<unknown>() };

	/** What to look for; made when it is first needed. */
	private search?: { needles: Needle[]; windows: Windows };

	private inData?: readonly FormsInData[];

	constructor(secrets: Iterable<unknown> = []) {
		this.add(secrets);
	}

	/** Adds secrets to mask. Values that are not text are ignored. */
	add(values: Iterable<unknown>): void {
		for (const value of values) {
			if (typeof value !== 'string' || this.known.added.has(value)) continue;
			this.known.added.add(value);
			for (const part of partsOf(value)) {
				this.secrets.add(part);
				this.search = undefined;
			}
		}
	}

	/** Adds secrets that requests carry, which are masked in the data of responses too. */
	addCarried(values: Iterable<unknown>): void {
		for (const value of values) {
			if (typeof value !== 'string' || this.known.carried.has(value)) continue;
			this.known.carried.add(value);
			this.add([value]);
			for (const part of partsOf(value)) {
				// Kontur's data hold words and numbers that somebody may use as a password.
				if (part.length < SHORTEST || isOrdinary(part)) continue;
				this.carried.add(part);
				this.inData = undefined;
			}
		}
	}

	/** Returns a text in one line. Numbers are taken as text, other values are not shown. */
	text(value: unknown, bytes = LONGEST_ERROR_TEXT): string {
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text !== 'string') return '';
		return capped(this.masked(visible(text.slice(0, SEARCHED))).trim(), bytes);
	}

	/** Returns a text with its line breaks. */
	lines(text: string, bytes = LONGEST_ERROR_TEXT): string {
		return capped(this.masked(visibleLines(text.slice(0, SEARCHED))).trim(), bytes);
	}

	/**
	 * Returns a text of our own that quotes others, such as an error of several steps. A secret that is an ordinary word or
	 * number is masked by its position only, so that our own words stay.
	 */
	composed(text: string, bytes = LONGEST_ERROR_TEXT): string {
		return capped(this.masked(visibleLines(text.slice(0, SEARCHED)), true), bytes);
	}

	/** Returns a code or a trace ID. */
	id(value: unknown): string {
		return this.text(value, LONGEST_ID);
	}

	/**
	 * Masks what requests carried in the data of a response. Data without any of it are returned as they are.
	 * @param raw the text that the data were parsed from
	 */
	data<T>(raw: string, parsed: T): T {
		const all = this.formsInData();
		if (all.length === 0) return parsed;
		// Escaped letters hide a value in the text, but not in the data.
		const text = raw.includes('\\u00') ? raw + JSON.stringify(parsed) : raw;
		const found = all.filter(({ inText }) => inText.some((form) => text.includes(form)));
		return found.length > 0
			? (maskedData(
					parsed,
					found.flatMap(({ forms }) => forms),
				) as T)
			: parsed;
	}

	/** Masks what requests carried in a text of any length. @param turn lets the event loop run in between */
	async longText(text: string, turn: () => Promise<void>): Promise<string> {
		let clean = text;
		for (const form of this.formsInData().flatMap(({ inText }) => inText)) {
			await turn();
			if (clean.includes(form)) clean = clean.replaceAll(form, MASK);
		}
		return clean;
	}

	private formsInData(): readonly FormsInData[] {
		this.inData ??= [...this.carried].map(formsRemembered);
		return this.inData;
	}

	private masked(text: string, isComposed = false): string {
		this.search ??= { needles: needlesOf(this.secrets), windows: windowsOf(this.secrets) };
		const { needles, windows } = this.search;
		const wanted = isComposed ? needles.filter(({ isWhole }) => !isWhole) : needles;
		const found = (lower: string): Range[] => [...wholeValues(lower, wanted), ...tokenParts(lower, windows)];
		const hidden: Range[] = [...found(folded(text)), ...this.valuesByPosition(text, isComposed)];
		if (needles.length > 0) {
			for (const { text: decoded, from, to } of decodings(text)) {
				for (const [start, end] of found(folded(decoded))) hidden.push([from[start], to[end - 1]]);
			}
			// Without its spaces a text is one long word, so that parts of words say nothing there.
			const { text: dense, from, to } = withoutSpace(text);
			for (const [start, end] of wholeValues(folded(dense), wanted)) hidden.push([from[start], to[end - 1]]);
			for (const { start, end, texts } of numbersOf(text)) {
				const isSecret = texts.some((one) => found(folded(one)).length > 0);
				if (isSecret) hidden.push([start, end]);
			}
		}
		for (const { 0: other, index } of text.matchAll(OF_OTHERS)) hidden.push([index, index + other.length]);
		if (hidden.length === 0) return text;
		hidden.sort(([a], [b]) => a - b);
		let clean = '';
		let at = 0;
		for (const [start, end] of hidden) {
			// Ranges that touch become one mask.
			if (start > at || at === 0) clean += text.slice(at, Math.max(at, start)) + MASK;
			at = Math.max(at, end);
		}
		return clean + text.slice(at);
	}

	/** Finds secrets by their position: after a name such as `password=`, or as the whole text. */
	private *valuesByPosition(text: string, isComposed: boolean): Generator<Range> {
		for (const secret of this.secrets) {
			if (secret.length >= SHORTEST && !(isComposed && isOrdinary(secret))) continue;
			for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
				const end = at + secret.length;
				if (isPartOfWord(text[at - 1]) || isPartOfWord(text[end])) continue;
				const before = text.slice(Math.max(0, at - BEFORE), at);
				const isAlone = before.trim() === '' && text.slice(end).trim() === '';
				if (isAlone || NAMES.test(before)) yield [at, end];
			}
		}
	}
}
