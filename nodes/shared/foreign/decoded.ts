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
