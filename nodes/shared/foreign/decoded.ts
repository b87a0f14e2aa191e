/** A text whose escapes are decoded. */
export interface Decoded {
	text: string;
	/** Where each unit of the text stands in the original. */
	from: number[];
	to: number[];
}

/** Of an address, of HTML, of a string in JSON or JavaScript. */
const ESCAPES =
	/(?:%[\da-f]{2})+|&#(\d{1,7});?|&#x([\da-f]{1,6});?|&(amp|lt|gt|quot|apos);|\\u([\da-f]{4})|\\x([\da-f]{2})|\\(["'\\/])/gi;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const characterOf = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');

/** Decodes the bytes of an address. @returns each character with the number of its bytes */
function charactersOf(percentEncoded: string): Array<[character: string, bytes: number]> {
	const bytes = Buffer.from(percentEncoded.replaceAll('%', ''), 'hex');
	const text = bytes.toString('utf8');
	if (text.includes('\ufffd')) return [[text, bytes.length]];
	return [...text].map((character) => [character, Buffer.byteLength(character)]);
}

function decodeOnce(text: string): Decoded | undefined {
	const decoded: Decoded = { text: '', from: [], to: [] };
	const add = (part: string, from: number, to: number) => {
		decoded.text += part;
		for (let unit = 0; unit < part.length; unit++) {
			decoded.from.push(from);
			decoded.to.push(to);
		}
	};
	let at = 0;
	const copyUntil = (end: number) => {
		for (; at < end; at++) add(text[at], at, at + 1);
	};
	for (const match of text.matchAll(ESCAPES)) {
		const [escape, decimal, hex, name, unicode, byte, quoted] = match;
		copyUntil(match.index);
		if (escape.startsWith('%')) {
			for (const [character, bytes] of charactersOf(escape)) {
				add(character, at, at + 3 * bytes);
				at += 3 * bytes;
			}
			continue;
		}
		const digits = hex ?? unicode ?? byte;
		const code = decimal === undefined ? Number.parseInt(digits, 16) : Number(decimal);
		const isCode = decimal !== undefined || digits !== undefined;
		at += escape.length;
		add(isCode ? characterOf(code) : (quoted ?? NAMED[name.toLowerCase()]), match.index, at);
	}
	if (at === 0) return undefined;
	copyUntil(text.length);
	return decoded;
}

/** Leaves out white space, which long values are broken with, from base64 of 76 characters a line to folded headers. */
export function withoutSpace(text: string): Decoded {
	const decoded: Decoded = { text: '', from: [], to: [] };
	for (const { 0: word, index } of text.matchAll(/\S+/g)) {
		decoded.text += word;
		for (let unit = 0; unit < word.length; unit++) {
			decoded.from.push(index + unit);
			decoded.to.push(index + unit + 1);
		}
	}
	return decoded;
}

const FEWEST = 8;

/** Bytes in hexadecimal as programs print them: `de:ad`, `0xde, 0xad`, `\xde\xad`, `=DE=AD`. */
const HEX = /(?:(?:0x|\\x|=)?[\da-f]{2}[\s:,-]{0,2}){8,8192}/gi;
const LAST = /[\s:,-]{1,2}(?:0x|\\x|=)?[\da-f]{1,6}$/i;
const OCTAL = /(?:\\[0-7]{1,3}){8,8192}/g;
const DECIMAL = /(?:\d{1,6}[\s,]{1,2}){7,8192}\d{1,6}/g;
const BRACES = /(?:\\u\{[\da-f]{1,6}\}){8,8192}/gi;

/** A run of numbers in a text, and what they say as bytes or as characters. */
interface Numbers {
	readonly start: number;
	readonly end: number;
	readonly texts: readonly string[];
}

const numbersIn = (text: string, pattern: RegExp, base: number): number[] =>
	(text.match(pattern) ?? []).map((digits) => Number.parseInt(digits, base));

/** Yields the runs of numbers in a text that may be the bytes or the characters of another one. */
export function* numbersOf(text: string): Generator<Numbers> {
	const ways: ReadonlyArray<readonly [run: RegExp, one: RegExp, base: number]> = [
		[HEX, /[\da-f]{2}(?![\dx])|[\da-f]{2}/gi, 16],
		[OCTAL, /[0-7]{1,3}/g, 8],
		[DECIMAL, /\d{1,6}/g, 10],
		[BRACES, /[\da-f]{1,6}/gi, 16],
	];
	for (const [run, one, base] of ways) {
		for (const { 0: whole, index: start } of text.matchAll(run)) {
			// The letters of the next word are no digits.
			const isCut = /[\p{L}\p{N}]/u.test(text[start + whole.length] ?? '');
			const found = (isCut ? whole.replace(LAST, '') : whole).replace(/[\s:,-]{1,2}$/, '');
			const plain = base === 16 ? found.replace(/0x|\\[xu]/gi, ' ') : found;
			const numbers = numbersIn(plain, one, base);
			if (numbers.length < FEWEST) continue;
			const texts = [
				...(numbers.every((number) => number < 256) ? [Buffer.from(numbers).toString('utf8')] : []),
				numbers.map((number) => (number <= 0x10ffff ? String.fromCodePoint(number) : '')).join(''),
			];
			yield { start, end: start + found.length, texts };
		}
	}
}

// Text in an address in a page in JSON.
const LEVELS = 3;

/** Yields what a text says once its escapes are decoded, level by level. */
export function* decodings(text: string): Generator<Decoded> {
	let last: Decoded | undefined;
	for (let level = 0; level < LEVELS; level++) {
		const next: Decoded | undefined = decodeOnce(last?.text ?? text);
		if (!next) return;
		const { from, to } = last ?? {};
		last =
			from && to
				? {
						text: next.text,
						from: next.from.map((at) => from[at]),
						to: next.to.map((end) => to[end - 1]),
					}
				: next;
		yield last;
	}
}
