import { costOf } from '../../cyrillic';
import { bytesByUnit, ONE_BYTE, type OneByte } from './codePages';

/** Encodings that text is wrongly read in, and those that it may really be in. */
const READ_AS = [...ONE_BYTE, 'windows-1252'] as const;
const ORIGINALS = ['utf-8', ...ONE_BYTE] as const;

/** How much cheaper another reading must be to count: bits, and the share of what the text costs. */
const CLEARLY = 40;
const SHARE = 0.8;

/** Share of the characters that may be missing in the encoding that the text was read as: programs drop some. */
const MISSING = 0.05;

/** Bits for each letter up to which a text is Russian without doubt. */
const SOUND = 6;

/** Encodes a text; undefined when the encoding lacks too many of its characters. */
function encode(text: string, encoding: string): Buffer | undefined {
	const table = bytesByUnit(encoding);
	const bytes = Buffer.alloc(text.length);
	let foreign = 0;
	let missing = 0;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		if (unit >= 0x80) foreign += 1;
		const byte = table[unit];
		if (byte === 0) missing += 1;
		bytes[at] = byte || 0x3f;
	}
	return missing > foreign * MISSING ? undefined : bytes;
}

const decode = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes);

/** Returns the most likely one-byte encoding. The preferred one wins unless another is clearly better. */
export function oneByteEncoding(sample: Uint8Array, preferred: OneByte): OneByte {
	const own = costOf(decode(sample, preferred));
	let best = preferred;
	let least = Math.min(own * SHARE, own - CLEARLY);
	for (const encoding of ONE_BYTE) {
		if (encoding === preferred) continue;
		const cost = costOf(decode(sample, encoding));
		if (cost >= least) continue;
		best = encoding;
		least = cost;
	}
	return best;
}

/** Finds out that a text was decoded with the wrong encoding: returns the right and the wrong one. */
export function misread(text: string): { original: string; readAs: string } | undefined {
	const own = costOf(text);
	if (own <= SOUND * (text.match(/[^\0-\x7f]/g)?.length ?? 0)) return undefined;
	let least = Math.min(own * SHARE, own - CLEARLY);
	let found: { original: string; readAs: string } | undefined;
	for (const readAs of READ_AS) {
		const bytes = encode(text, readAs);
		if (!bytes) continue;
		for (const original of ORIGINALS) {
			if (original === readAs) continue;
			const cost = costOf(decode(bytes, original));
			if (cost >= least) continue;
			least = cost;
			found = { original, readAs };
		}
	}
	return found;
}
