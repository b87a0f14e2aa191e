import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { damaged } from '../base/errors';
import { toResult } from '../base/result';

const VISIBLE_STRING = 0x1a;

const STRINGS: ReadonlySet<number> = new Set([
	TAG.utf8String,
	TAG.numericString,
	TAG.printableString,
	TAG.teletexString,
	TAG.ia5String,
	TAG.universalString,
	TAG.bmpString,
	VISIBLE_STRING,
]);

/** Longer names are compared byte by byte; real ones stay below 2 KB. */
const MAX_NAME = 8192;

/** Maximum number of attributes that a name may have. */
export const MAX_ATTRIBUTES = 512;

/** Characters that RFC 4518, section 2.2, maps to nothing. */
const IGNORED = /\p{Cf}|[\u034f\u180b-\u180d\ufe00-\ufe0f\ufffc]|(?![\t-\r\u0085])\p{Cc}/gu;

/** Latin and Russian text that the compatibility form leaves as it is. */
const PLAIN = /^[ -~ЁА-яё«»]*$/;

/** Folds a string for comparison: compatibility form, case, spaces (RFC 5280, section 7.1; RFC 4518, section 2). */
export function foldText(text: string): string {
	// Folding by Unicode takes ten times as long, and most names need none of it.
	if (PLAIN.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim();
	const mapped = text.replace(IGNORED, '').normalize('NFKC').toUpperCase().toLowerCase();
	return mapped.replace(/\s+/g, ' ').trim();
}

function foldValue(value: Asn1): string {
	const text = STRINGS.has(value.tag) ? value.text() : undefined;
	// Broken text would fold to the same replacement characters.
	if (text === undefined || text.includes('\ufffd')) return `#${Buffer.from(value.bytes).toString('latin1')}`;
	return `=${foldText(text)}`;
}

/** Returns one string per RDN of a name; two names match if and only if their strings are equal. */
export function foldName(name: Asn1): string[] {
	let attributes = 0;
	return name.children(TAG.sequence).map((set) =>
		set
			.children(TAG.set)
			.map((attribute) => {
				if (++attributes > MAX_ATTRIBUTES) throw damaged(t`name with too many attributes`);
				const reader = attribute.reader();
				const type = reader.next(TAG.oid).content;
				const value = foldValue(reader.next());
				reader.end();
				return `${Buffer.from(type).toString('hex')}${value}`;
			})
			.sort()
			.join('\u0000'),
	);
}

/** Returns a string that is equal for names that match (RFC 5280, section 7.1). */
export function nameKey(der: Uint8Array): string {
	const folded = der.length > MAX_NAME ? undefined : toResult(() => foldName(Asn1.parse(der)));
	return folded?.ok ? JSON.stringify(folded.value) : Buffer.from(der).toString('latin1');
}
