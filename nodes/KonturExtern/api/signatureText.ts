import { UserError } from 'n8n-workflow';
import { toBinary, toResult } from '../../shared/gost';

/** Lengths of raw signatures in bytes: GOST 256 and 512 bit (RFC 7091, section 6.1), RSA 2048 to 4096 bit. */
const RAW = [64, 128, 256, 384, 512];

/**
 * Returns the bytes of a signature given as DER, PEM or base64.
 * @param options.mayBeRaw also accepts the signature value alone, as binary or base64
 * @throws UserError when it is not a signature
 */
export function signatureBytes(given: Uint8Array | string, { mayBeRaw = false } = {}): Buffer {
	const outcome = toResult(() => toBinary(given));
	// A CMS signature is a SEQUENCE; toBinary returns any binary input unchanged.
	const isSignature =
		outcome.ok && (outcome.value[0] === 0x30 || (mayBeRaw && RAW.includes(outcome.value.length)));
	if (isSignature) return Buffer.from(outcome.value);
	throw new UserError(
		'Not a valid signature file. Provide the detached signature (.sig, .p7s) as DER, PEM or base64.',
	);
}
