/** Encodings in which Russian programs save text, as the WHATWG names them. */
export const ONE_BYTE = ['windows-1251', 'koi8-r', 'ibm866', 'x-mac-cyrillic', 'iso-8859-5'] as const;

export type OneByte = (typeof ONE_BYTE)[number];

export type Encoding = OneByte | 'ascii' | 'unknown' | 'utf-16be' | 'utf-16le' | 'utf-32' | 'utf-8';

/** Names that people know. */
const SHOWN: Readonly<Record<string, string>> = {
	ascii: 'ASCII',
	'utf-8': 'UTF-8',
	'utf-16le': 'UTF-16',
	'utf-16be': 'UTF-16',
	'utf-32': 'UTF-32',
	'koi8-r': 'KOI8-R',
	ibm866: 'cp866',
	'x-mac-cyrillic': 'Mac Cyrillic',
	'iso-8859-5': 'ISO 8859-5',
};

export const shownEncoding = (encoding: string): string => SHOWN[encoding] ?? encoding;

/** Labels that the WHATWG does not list but Russian programs write. */
const MORE_LABELS: ReadonlyMap<string, Encoding> = new Map([
	['win-1251', 'windows-1251'],
	['win1251', 'windows-1251'],
	['windows1251', 'windows-1251'],
	['1251', 'windows-1251'],
	['cp-1251', 'windows-1251'],
	['cp-866', 'ibm866'],
	['dos-866', 'ibm866'],
	['koi8r', 'koi8-r'],
	['us-ascii', 'ascii'],
	['ascii', 'ascii'],
	['utf-16', 'utf-16le'],
	['utf-32', 'utf-32'],
]);

const KNOWN: ReadonlySet<string> = new Set([...ONE_BYTE, 'utf-16be', 'utf-16le', 'utf-8']);

const canonical = (label: string): string => {
	try {
		return new TextDecoder(label).encoding;
	} catch {
		return 'unknown';
	}
};

/** Returns the encoding that a label in an XML declaration names. */
export function encodingOf(label: string): Encoding {
	const lower = label.toLowerCase();
	const named = MORE_LABELS.get(lower) ?? canonical(lower);
	return KNOWN.has(named) || named === 'ascii' || named === 'utf-32' ? (named as Encoding) : 'unknown';
}

const tables = new Map<string, Uint8Array>();

/**
 * Returns the byte for each UTF-16 unit, 0 for a unit that the encoding lacks (and for NUL). Built once: it takes 64 kB.
 */
export function bytesByUnit(encoding: string): Uint8Array {
	let table = tables.get(encoding);
	if (!table) {
		table = new Uint8Array(0x10000);
		const all = Uint8Array.from({ length: 256 }, (_none, byte) => byte);
		const text = new TextDecoder(encoding).decode(all);
		for (let byte = 0; byte < 256; byte++) table[text.charCodeAt(byte)] = byte;
		// Programs that read ISO 8859-1 keep these controls; windows-1252 has signs in their place.
		if (encoding === 'windows-1252') for (let byte = 0x80; byte < 0xa0; byte++) table[byte] ||= byte;
		// Undefined bytes of windows-1251 are controls in the WHATWG's table, and no characters of XML.
		if (encoding === 'windows-1251') table[0x98] = 0;
		table[0xfffd] = 0;
		tables.set(encoding, table);
	}
	return table;
}
