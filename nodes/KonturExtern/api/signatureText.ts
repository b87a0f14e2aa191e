import { UserError } from 'n8n-workflow';
import { toBinary, toResult } from '../../shared/gost';

/** Lengths of bare signatures in bytes: GOST with 256 and 512 bits (RFC 7091, section 6.1), RSA of 2048 to 4096. */
const BARE = [64, 128, 256, 384, 512];

/**
 * The bytes of a signature given as DER, PEM or base64.
 * @param options.mayBeBare also takes the signature value alone, as binary or base64
 * @throws UserError when it is none of them
 */
export function signatureBytes(given: Uint8Array | string, { mayBeBare = false } = {}): Buffer {
	const outcome = toResult(() => toBinary(given));
	// A CMS signature is a SEQUENCE; toBinary gives anything binary back as it is.
	const isSignature =
		outcome.ok && (outcome.value[0] === 0x30 || (mayBeBare && BARE.includes(outcome.value.length)));
	if (isSignature) return Buffer.from(outcome.value);
	throw new UserError(
		'This is no signature. Give the detached signature (.sig, .p7s) as DER, PEM or base64.',
	);
}
