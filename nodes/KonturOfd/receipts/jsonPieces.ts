import { isObject } from '../../shared/shapes';

/** Characters of a piece; digesting one takes a few milliseconds. */
const PIECE = 128 * 1024;

/** Values, and characters of texts by the hundred, from which on a document is long; receipts have some hundred. */
const LONG = 20_000;
const CHARACTERS = 100;

/** Returns what a value weighs, or a bit more than `most`. */
function weigh(value: unknown, most: number): number {
	if (typeof value === 'string') return 1 + value.length / CHARACTERS;
	if (typeof value !== 'object' || value === null) return 1;
	let weight = 1;
	// Not Object.values(), which would take as long as the value is.
	for (const name in value) {
		weight += 1 + weigh((value as Record<string, unknown>)[name], most - weight);
		if (weight > most) break;
	}
	return weight;
}

/** Returns whether a value is too long for JSON.stringify to write it at once. */
export const isLong = (value: unknown): boolean => weigh(value, LONG) > LONG;

/** Yields a string as JSON writes it, in pieces. */
function* stringPieces(text: string): Generator<string> {
	yield '"';
	for (let at = 0; at < text.length;) {
		let end = Math.min(at + PIECE, text.length);
		// JSON.stringify escapes half of a surrogate pair.
		if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
		yield JSON.stringify(text.slice(at, end)).slice(1, -1);
		at = end;
	}
	yield '"';
}

function* tokens(value: unknown): Generator<string> {
	if (typeof value === 'string' && value.length > PIECE) yield* stringPieces(value);
	else if (Array.isArray(value)) {
		let before = '[';
		for (const element of value as unknown[]) {
			yield before;
			yield* tokens(element);
			before = ',';
		}
		yield before === '[' ? '[]' : ']';
	} else if (isObject(value)) {
		let before = '{';
		for (const name in value) {
			yield `${before}${JSON.stringify(name)}:`;
			yield* tokens(value[name]);
			before = ',';
		}
		yield before === '{' ? '{}' : '}';
	} else yield JSON.stringify(value);
}

/** Yields what JSON.stringify returns for a value that was parsed from JSON, in pieces. */
export function* jsonPieces(value: unknown): Generator<string> {
	let held = '';
	for (const token of tokens(value)) {
		held += token;
		if (held.length < PIECE) continue;
		yield held;
		held = '';
	}
	if (held !== '') yield held;
}
