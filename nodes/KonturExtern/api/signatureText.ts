import type { BinaryInput } from '../../shared/catalog';
import { kindOf, KINDS } from '../../shared/formats/fileKind';
import { toBinary, toResult } from '../../shared/gost';
import { t } from '../../shared/language';
import { refusal } from './refusal';

/** Lengths of raw signatures in bytes: GOST 256 and 512 bit (RFC 7091, section 6.1), RSA 2048 to 4096 bit. */
const RAW = [64, 128, 256, 384, 512];

/** Bytes that decide what a file is. */
const HEAD = 64 * 1024;

/** Signatures with all certificates and revocation lists stay below this. */
const LARGEST = 64 * 1024 * 1024;

const ADVICE = t`Provide the detached signature (.sig, .p7s) as DER, PEM or base64.`;

/** A raw signature is random: letters and digits alone are a text of the same length. */
const isPrintable = (bytes: Uint8Array): boolean =>
	bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || [9, 10, 13].includes(byte));

/** Tells whether the bytes are a CMS message and not the value of a signature alone. */
export const isCms = (signature: Uint8Array): boolean =>
	kindOf(Buffer.from(signature.subarray(0, HEAD))) === KINDS.signature;

/**
 * Returns the bytes of a signature given as DER, PEM or base64.
 * @param options.mayBeRaw also accepts the signature value alone, as binary or base64
 * @throws UserError that says what it is instead when it is not a signature
 */
export function signatureBytes(given: Uint8Array | string, { mayBeRaw = false } = {}): Buffer {
	const outcome = toResult(() => toBinary(given));
	const bytes = Buffer.from(outcome.ok ? outcome.value : given);
	const kind = kindOf(bytes.subarray(0, HEAD));
	if (outcome.ok && kind === KINDS.signature) return bytes;
	const isOpen = kind === KINDS.unknown || kind === KINDS.text;
	if (outcome.ok && mayBeRaw && isOpen && RAW.includes(bytes.length) && !isPrintable(bytes)) return bytes;
	// Short words decode as base64 too.
	const shown = kind === KINDS.unknown ? kindOf(Buffer.from(given).subarray(0, HEAD)) : kind;
	const found = bytes.length === 0 ? t`it is empty` : t`it is ${shown.name}`;
	throw refusal(t`Not a valid signature file: ${found}`, `${ADVICE}${kind.advice ? ` ${kind.advice}` : ''}`);
}

/**
 * Reads a signature file.
 * @throws as `signatureBytes`
 */
export async function readSignature(
	file: BinaryInput,
	options: { mayBeRaw?: boolean } = {},
): Promise<Buffer> {
	if (file.size > LARGEST) {
		throw refusal(
			t`Not a valid signature file: it is larger than 64 MB, so it is or contains a document`,
			ADVICE,
		);
	}
	return signatureBytes(await file.bytes(), options);
}
