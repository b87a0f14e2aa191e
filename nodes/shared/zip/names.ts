import { costOf } from '../cyrillic';

/** What an entry says about its name. */
export interface RawName {
	bytes: Buffer;
	/** APPNOTE, section 4.4.4, bit 11. */
	saysUtf8: boolean;
	/** Where the archive was made (APPNOTE, section 4.4.2). */
	host: number;
	/** The name in UTF-8 by the extra field 0x7075, if it belongs to these bytes. */
	unicode?: Buffer;
}

/** The encodings of names that Russian archivers use, with the cost in bits that each has without any evidence. */
type Costs = Record<'ibm866' | 'utf-8' | 'windows-1251', number>;

const ENCODINGS = ['ibm866', 'utf-8', 'windows-1251'] as const;

/*
 * Without bit 11, MS-DOS and Windows store the OEM code page, Unix and macOS UTF-8. Some archivers break these rules, so
 * the rules only decide where the bytes leave it open.
 * Source: APPNOTE, section 4.4.4 and appendix D.
 */
const UNIX_LIKE = new Set([3, 7, 19, 30]);
const ON_UNIX: Costs = { 'utf-8': 0, ibm866: 1, 'windows-1251': 6 };
const ON_WINDOWS: Costs = { ibm866: 0, 'windows-1251': 6, 'utf-8': 8 };

/** How much the other names in the archive count, in bits. */
const NEIGHBOURS = 20;

/** Characters of a name that are judged. */
const JUDGED = 256;

const isAscii = (bytes: Buffer) => bytes.every((byte) => byte < 0x80);

const decode = (bytes: Buffer, encoding: keyof Costs) => new TextDecoder(encoding).decode(bytes);

function validUtf8(bytes: Buffer | undefined): string | undefined {
	const text = bytes?.toString('utf8');
	return text === undefined || text.includes('\ufffd') ? undefined : text;
}

const certain = ({ bytes, saysUtf8, unicode }: RawName): string | undefined =>
	validUtf8(unicode) ?? (saysUtf8 || isAscii(bytes) ? validUtf8(bytes) : undefined);

function costsOf({ bytes, host }: RawName): Costs {
	const judged = bytes.subarray(0, JUDGED);
	const costs = { ...(UNIX_LIKE.has(host) ? ON_UNIX : ON_WINDOWS) };
	for (const encoding of ENCODINGS) costs[encoding] += costOf(decode(judged, encoding));
	return costs;
}

const cheapest = (costs: Costs) =>
	ENCODINGS.reduce((best, encoding) => (costs[encoding] < costs[best] ? encoding : best));

/**
 * Decodes the names in an archive. Names without a reliable mark are judged together, because one program wrote them; a
 * name that cannot be in the encoding of the others gets its own.
 */
export function decodeNames(names: readonly RawName[]): string[] {
	const found = names.map(certain);
	const open = names.map((name, index) => (found[index] === undefined ? costsOf(name) : undefined));
	const total: Costs = { ibm866: 0, 'utf-8': 0, 'windows-1251': 0 };
	for (const encoding of ENCODINGS) {
		total[encoding] = open.reduce((sum, costs) => sum + (costs?.[encoding] ?? 0), 0);
	}
	const best = total[cheapest(total)];
	return names.map(({ bytes }, index) => {
		const own = open[index];
		if (own === undefined) return found[index] ?? '';
		const costs = { ...own };
		for (const encoding of ENCODINGS) costs[encoding] += Math.min(NEIGHBOURS, total[encoding] - best);
		return decode(bytes, cheapest(costs));
	});
}
