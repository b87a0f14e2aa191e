import { concat } from '../base/bytes';
import { GostError } from '../base/errors';
import { TAG } from './der';

/** Encodes identifier and length octets in the shortest form, as DER requires. */
export function header(tag: number, length: number): Uint8Array {
	if (length < 0x80) return Uint8Array.of(tag, length);
	const octets: number[] = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
	return Uint8Array.of(tag, 0x80 | octets.length, ...octets);
}

/** Encodes an element whose content is the parts joined. */
export function element(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
	const length = content.reduce((sum, part) => sum + part.length, 0);
	return concat(header(tag, length), ...content);
}

/** Encodes a SEQUENCE of encoded elements. */
export function sequence(...items: readonly Uint8Array[]): Uint8Array {
	return element(TAG.sequence, ...items);
}

/** Encodes a SET OF: the encodings in ascending order (X.690, section 11.6). */
export function setOf(items: readonly Uint8Array[], tag: number = TAG.set): Uint8Array {
	return element(tag, ...[...items].sort((a, b) => Buffer.compare(a, b)));
}

/** Encodes a constructed element with the context-specific tag [`number`]. */
export function tagged(number: number, ...content: readonly Uint8Array[]): Uint8Array {
	return element(0xa0 | number, ...content);
}

/** Encodes an OCTET STRING. */
export function octetString(data: Uint8Array): Uint8Array {
	return element(TAG.octetString, data);
}

/** Encodes NULL. */
export function nullValue(): Uint8Array {
	return element(TAG.null);
}

/** Encodes a non-negative INTEGER. */
export function integer(value: bigint | number): Uint8Array {
	const digits = BigInt(value).toString(16);
	const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
	return element(TAG.integer, bytes[0] >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes);
}

/** Encodes an OBJECT IDENTIFIER given in dotted form. Throws `bad-argument` if it is not one. */
export function oid(dotted: string): Uint8Array {
	const arcs = dotted.split('.').map(Number);
	if (arcs.length < 2 || arcs.some((arc) => !Number.isSafeInteger(arc) || arc < 0)) {
		throw new GostError('bad-argument', 'Not an object identifier');
	}
	const octets: number[] = [];
	for (const arc of [arcs[0] * 40 + arcs[1], ...arcs.slice(2)]) {
		const group = [arc % 128];
		for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
			group.unshift((rest % 128) | 0x80);
		octets.push(...group);
	}
	return element(TAG.oid, Uint8Array.from(octets));
}

/** Encodes whole seconds as UTCTime up to 2049 and as GeneralizedTime from 2050 (RFC 5652, section 11.3). */
export function time(date: Date): Uint8Array {
	if (Number.isNaN(date.getTime())) throw new GostError('bad-argument', 'Not a date');
	const text = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
	const year = date.getUTCFullYear();
	return year >= 1950 && year < 2050
		? element(TAG.utcTime, Buffer.from(text.slice(2), 'latin1'))
		: element(TAG.generalizedTime, Buffer.from(text, 'latin1'));
}

/** Encodes an AlgorithmIdentifier (RFC 5280, section 4.1.1.2). */
export function algorithm(dotted: string, parameters?: Uint8Array): Uint8Array {
	return parameters ? sequence(oid(dotted), parameters) : sequence(oid(dotted));
}
