/** What a text is, as far as a comparison and a reader of a cassette may know. */
export type Kind =
	| 'empty'
	| 'GUID'
	| 'date'
	| 'URN'
	| 'address'
	| 'e-mail'
	| 'digits'
	| 'hexadecimal'
	| 'word'
	| 'Word'
	| 'text';

const KINDS: ReadonlyArray<readonly [Kind, RegExp]> = [
	['empty', /^$/],
	['GUID', /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
	[
		'date',
		/^(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/,
	],
	['URN', /^urn:[\w:.-]{1,200}$/],
	['address', /^https?:\/\/\S{1,2000}$/],
	['e-mail', /^[^\s@]{1,100}@[^\s@]{1,100}$/],
	['digits', /^\d{1,40}$/],
	['hexadecimal', /^[\da-f]{20,200}$/i],
	['word', /^[a-z][a-z-]{0,39}$/],
	['Word', /^[A-Z][A-Za-z]{0,39}$/],
];

export const kindOf = (text: string): Kind => KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';

/** The format of a date: its digits do not count, its zone and precision do. */
export const dateFormat = (text: string): string => text.replaceAll(/\d/g, '0').replace(/-00:?00$/, '+00:00');
