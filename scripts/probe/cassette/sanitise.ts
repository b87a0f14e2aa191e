import { isObject } from '../../../test/emulator/core/values';
import { completeInn } from '../../../test/emulator/extern/organizations/inn';
import type { Secrets } from '../ask/secrets';
import { dateFormat, kindOf, type Kind } from './kind';
import { isKnownUrn, isKnownWord } from './words';

const DEEPEST = 40;
/** Elements of a list that are kept. */
const LONGEST = 20;
const SMALL = 1000;
/** Codes of periods, versions and the like. */
const SHORT_CODE = 4;
const INN_LENGTHS = [10, 12];

const FIELD = /^[A-Za-z@$][\w.:-]{0,60}$/;
const OUR_FIELDS = ['КНД'];

function standIn(kind: Kind, text: string, number: number): string {
	const padded = String(number).padStart(12, '0');
	switch (kind) {
		case 'GUID':
			return `00000000-0000-4000-8000-${padded}`;
		case 'date':
			return withMoment(text, number);
		case 'URN':
			return `urn:unknown:${number}`;
		case 'e-mail':
			return `person-${number}@example.com`;
		case 'digits':
			return digits(text.length, number);
		case 'hexadecimal':
			return padded.padStart(Math.min(text.length, 64), 'a');
		case 'word':
			return `word-${letters(number)}`;
		case 'Word':
			return `Word${letters(number)}`;
		default:
			return `text ${number}`;
	}
}

/** A number in letters, because words have no digits. */
const letters = (number: number): string =>
	[...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

function digits(length: number, number: number): string {
	if (!INN_LENGTHS.includes(length)) return String(number).padStart(length, '7').slice(-length);
	const rest = length === 10 ? 9 : 10;
	return completeInn(`77${String(number).padStart(rest - 2, '0')}`);
}

const minute = 60_000;

/** Another date in the format of the given one; two equal dates stay equal. */
function withMoment(text: string, number: number): string {
	const [date, time] = new Date(number * minute).toISOString().split('T');
	const dotted = date.split('-').reverse().join('.');
	const source = `${text.includes('.') && /^\d\d\./.test(text) ? dotted : date}T${time}`;
	const format = dateFormat(text);
	return [...format].map((sign, index) => (sign === '0' ? digitAt(source, index) : sign)).join('');
}

const digitAt = (source: string, index: number): string =>
	/\d/.test(source[index] ?? '') ? source[index] : '0';

/**
 * Replaces everything in an exchange that could be secret or personal, the same by the same. What a value is stays
 * visible (a GUID, a date with a zone); the value itself stays only if it is a word of Kontur's documentation.
 */
export class Sanitiser {
	private readonly known = new Map<string, string>();
	private readonly counts = new Map<string, number>();

	constructor(private readonly secrets: Secrets) {}

	text(text: string): string {
		const kind = kindOf(text);
		if (kind === 'empty') return text;
		const isOpen =
			isKnownWord(text) ||
			(kind === 'URN' && isKnownUrn(text)) ||
			(kind === 'digits' && text.length <= SHORT_CODE);
		if (isOpen && !this.secrets.isIn(text)) return text;
		return kind === 'address' ? this.address(text) : this.replaced(kind, text);
	}

	json(value: unknown, depth = 0): unknown {
		if (typeof value === 'string') return this.text(value);
		if (typeof value === 'number') return this.number(value);
		if (value === null || typeof value !== 'object') return value;
		if (depth > DEEPEST) return null;
		if (Array.isArray(value)) return value.slice(0, LONGEST).map((element) => this.json(element, depth + 1));
		if (!isObject(value)) return null;
		return Object.fromEntries(
			Object.entries(value).map(([name, held]) => [this.field(name), this.json(held, depth + 1)]),
		);
	}

	private number(value: number): number {
		if (Number.isInteger(value) && Math.abs(value) < SMALL) return value;
		const number = Number(this.replaced('digits', `number ${value}`, SHORT_CODE + 2));
		return Number.isInteger(value) ? SMALL + number : number + 0.5;
	}

	private field(name: string): string {
		const isPlain = (FIELD.test(name) && !/\d{5}/.test(name)) || OUR_FIELDS.includes(name);
		if (isPlain && !this.secrets.isIn(name)) return name;
		const kind = kindOf(name);
		return kind === 'GUID' ? this.replaced(kind, name) : this.replaced('text', name);
	}

	/** Keeps what a link points to apart from what it says. */
	private address(text: string): string {
		const ids = [...text.matchAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi)].map(([id]) =>
			this.replaced('GUID', id),
		);
		return ['https://server.example', ...ids].join('/');
	}

	private replaced(kind: Kind, text: string, length = text.length): string {
		const key = `${kind} ${text.toLowerCase()}`;
		const known = this.known.get(key);
		if (known !== undefined) return known;
		const number = (this.counts.get(kind) ?? 0) + 1;
		this.counts.set(kind, number);
		const made = standIn(kind, kind === 'digits' ? text.slice(0, length) : text, number);
		this.known.set(key, made);
		return made;
	}
}
