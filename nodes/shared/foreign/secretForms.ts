/*
 * The forms in which a server may repeat a secret that a request carried. Compared in lower case, so that a change of
 * case hides nothing.
 */

/** Shorter values occur in ordinary text; they are masked by their position only. */
export const SHORTEST = 8;

/** Headers name the kind of a value before the value itself. */
const SCHEME = /^(?:auth\.sid|bearer|basic|digest|negotiate)\s+/i;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Percent-encodes text. A lone surrogate, which has no UTF-8 form, becomes U+FFFD, so that Kontur refuses it. */
export const percentEncoded = (text: string): string =>
	encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

/** Returns a text as JSON writes it, without the quotes. */
export const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** Returns a text as JSON in ASCII writes it. */
export const inAsciiJson = (text: string) =>
	inJson(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const inHtml = (text: string, apostrophe: string) =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", apostrophe);

/**
 * Returns what the base64 of any text contains if the text contains these bytes: they begin at one of three places of a
 * group, and the characters at both ends depend on the neighbours.
 */
function base64Cores(bytes: Buffer): string[] {
	return [0, 1, 2].map((shift) => {
		const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64url');
		const first = Math.ceil((shift * 8) / 6);
		return encoded.slice(first, Math.floor(((shift + bytes.length) * 8) / 6));
	});
}

/** Returns a secret as bytes that are written in letters and digits. */
function encodedForms(secret: string): string[] {
	const base64 = [
		...base64Cores(Buffer.from(secret, 'utf8')),
		...base64Cores(Buffer.from(secret, 'utf16le')),
	];
	return [
		...base64,
		...base64.map((core) => core.replaceAll('-', '+').replaceAll('_', '/')),
		Buffer.from(secret, 'utf8').toString('hex'),
	];
}

/** Returns a secret as text in all its forms. */
function textForms(secret: string): string[] {
	return [
		secret,
		percentEncoded(secret),
		percentEncoded(percentEncoded(secret)),
		String(new URLSearchParams([['', secret]])).slice(1),
		inJson(secret),
		inJson(inJson(secret)),
		inAsciiJson(secret),
		inJson(secret).replaceAll('/', '\\/'),
		inHtml(secret, '&#39;'),
		inHtml(secret, '&#x27;'),
		inHtml(secret, '&apos;'),
		[...secret].reverse().join(''),
		...(UUID.test(secret) ? [secret.replaceAll('-', '')] : []),
	];
}

/** Splits what a header, a cookie or a stored session holds into the values that are secret by themselves. */
export function partsOf(value: string): string[] {
	const text = value.trim();
	if (text === '') return [];
	const token = text.replace(SCHEME, '');
	const basic = /^basic\s/i.test(text) ? Buffer.from(token, 'base64').toString('utf8') : '';
	// The password of a Basic header follows the first colon (RFC 7617, section 2).
	const password = basic.slice(basic.indexOf(':') + 1);
	// A token may consist of parts that mean something by themselves (RFC 7515, section 3.1).
	const sections = token.split('.').filter((section) => section.length >= 16);
	const lines = token.length > 64 ? token.split(/\s+/).filter((line) => line.length >= 24) : [];
	return [...new Set([token, password, ...sections, ...lines])].filter((part) => part !== '');
}

export interface Needle {
	/** In lower case. */
	text: string;
	/** A word or a number, which may be a part of a longer one by chance. */
	isWhole: boolean;
}

/** Whether a secret is a word or a number that occurs in any text. */
export const isOrdinary = (secret: string) => /^(?:\p{L}+|\d+)$/u.test(secret);

/** Returns what to look for, the longest first. */
export function needlesOf(secrets: Iterable<string>): Needle[] {
	const needles = new Map<string, Needle>();
	for (const secret of secrets) {
		if (secret.length < SHORTEST) continue;
		for (const form of textForms(secret)) {
			const text = form.toLowerCase();
			if (text.length >= SHORTEST) needles.set(text, { text, isWhole: isOrdinary(text) });
		}
		for (const form of encodedForms(secret)) {
			const text = form.toLowerCase();
			// A core may stand among other letters of the same base64.
			if (text.length >= SHORTEST && !needles.has(text)) needles.set(text, { text, isWhole: false });
		}
	}
	return [...needles.values()].sort((a, b) => b.text.length - a.text.length);
}

/** Windows of this length show that a part of a secret was repeated. */
export const WINDOW = 8;

// Passphrases consist of words, tokens and passwords do not. Signs that stand beside words in any text tell nothing.
const isTelling = (window: string) =>
	/\p{L}/u.test(window) && (/\d/.test(window) || /[^\p{L}\p{N}\s.,:;!?()"'«»–—-]/u.test(window));

const LONGEST = 8192;

export interface Windows {
	/** Those by which a part is recognized. */
	readonly telling: ReadonlySet<string>;
	/** Those that continue it. */
	readonly all: ReadonlySet<string>;
}

/** Returns the windows of all secrets that are long enough to be recognized by a part. */
export function windowsOf(secrets: Iterable<string>): Windows {
	const telling = new Set<string>();
	const all = new Set<string>();
	for (const secret of secrets) {
		if (secret.length < 2 * WINDOW || secret.length > LONGEST) continue;
		const forms = [secret, Buffer.from(secret, 'utf8').toString('base64')];
		for (const form of forms.map((one) => one.toLowerCase())) {
			for (let at = 0; at + WINDOW <= form.length; at++) {
				const window = form.slice(at, at + WINDOW);
				all.add(window);
				if (isTelling(window)) telling.add(window);
			}
		}
	}
	return { telling, all };
}
