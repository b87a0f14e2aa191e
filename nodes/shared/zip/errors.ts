import { t } from '../language';
/**
 * Creates the caller's error: `damaged` for data that violates the format, `unsupported` for a feature that this reader
 * lacks.
 */
export type ZipError = (code: 'damaged' | 'unsupported', what: string) => Error;

/** Compression methods that are not read. Source: APPNOTE, section 4.4.5. */
const METHODS: ReadonlyMap<number, string> = new Map([
	[1, 'Shrink'],
	[2, 'Reduce'],
	[3, 'Reduce'],
	[4, 'Reduce'],
	[5, 'Reduce'],
	[6, 'Implode'],
	[9, 'Deflate64'],
	[10, t`PKWARE DCL Implode`],
	[12, 'BZIP2'],
	[14, 'LZMA'],
	[16, 'IBM CMPSC'],
	[18, 'IBM TERSE'],
	[19, 'IBM LZ77'],
	[20, 'Zstandard'],
	[93, 'Zstandard'],
	[94, 'MP3'],
	[95, 'XZ'],
	[96, 'JPEG'],
	[97, 'WavPack'],
	[98, 'PPMd'],
]);

export function methodName(method: number): string {
	const name = METHODS.get(method);
	return t`compression method ${method}${name === undefined ? '' : ` (${name})`}`;
}

// Bytes of an AES key by its code. Source: WinZip, "AES Encryption Information".
const AES: ReadonlyMap<number | undefined, number> = new Map([
	[1, 128],
	[2, 192],
	[3, 256],
]);

/**
 * Names the encryption of an entry (APPNOTE, sections 4.4.4 and 7).
 * @param aes the extra field 0x9901, if there is one
 */
export function encryptionName(flags: number, method: number, aes: Buffer | undefined): string {
	if (method === 99) return `AES${AES.has(aes?.[4]) ? `-${AES.get(aes?.[4])}` : ''}`;
	return (flags & 0x40) !== 0 ? t`PKWARE strong encryption` : 'ZipCrypto';
}
