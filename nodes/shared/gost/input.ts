import { damaged } from './der';
import { plain } from './plain';

const PEM = /-----BEGIN ([A-Z0-9 ]{1,64})-----((?:(?!-----)[^])*)-----END \1-----/g;

/** A block of a PEM file (RFC 7468) and its decoded bytes. */
export interface PemBlock {
	readonly label: string;
	readonly data: Uint8Array;
	/** Headers of the old encrypted form (RFC 1421); empty in RFC 7468. */
	readonly headers: string;
	/** The block as it stands. */
	readonly pem: string;
}

function decodeBase64(text: string): Uint8Array | undefined {
	const compact = text.replace(/\s+/g, '');
	if (compact === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
	return Buffer.from(compact, 'base64');
}

/** The text of input that consists of ASCII throughout (a BOM aside), for PEM and base64. */
function asText(input: Uint8Array | string): string | undefined {
	if (typeof input === 'string') return input.replace(/^\ufeff/, '');
	const start = input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf ? 3 : 0;
	// DER and BER begin with a tag from 0x30 up and a length; 0x30 is also the digit 0, so look further.
	for (let i = start; i < Math.min(input.length, 64); i++) {
		const byte = input[i];
		if (byte > 0x7e || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
	}
	return Buffer.from(input.subarray(start)).toString('latin1');
}

/** PEM blocks in the input, in order; none when it is no PEM. */
export function pemBlocks(input: Uint8Array | string): PemBlock[] {
	const text = asText(input);
	if (text === undefined || !text.includes('-----BEGIN ')) return [];
	const blocks: PemBlock[] = [];
	for (const match of text.matchAll(PEM)) {
		const body = match[2];
		const split = body.includes(':') ? body.search(/\r?\n\r?\n/) : -1;
		const data = decodeBase64(split < 0 ? body : body.slice(split));
		if (data)
			blocks.push({ label: match[1], data, headers: split < 0 ? '' : body.slice(0, split), pem: match[0] });
	}
	if (blocks.length === 0) throw damaged('a PEM file without a readable block');
	return blocks;
}

/** Binary form of DER or BER given as it is, as PEM (the first block) or as bare base64. */
export function toBinary(input: Uint8Array | string): Uint8Array {
	const [block] = pemBlocks(input);
	if (block) return plain(block.data);
	const text = asText(input);
	if (text !== undefined) {
		const data = decodeBase64(text);
		if (data) return plain(data);
	}
	if (typeof input === 'string') throw damaged('neither PEM nor base64');
	return plain(input);
}

/** PEM text (RFC 7468). */
export function toPem(label: string, data: Uint8Array): string {
	const lines =
		Buffer.from(data)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
