import { UserError } from 'n8n-workflow';
import { toBinary } from '../../shared/gost';
import { attempt } from '../../shared/gost/attempt';

/**
 * The bytes of a signature given as DER, PEM or base64.
 * @throws UserError when it is none of them
 */
export function signatureBytes(given: Uint8Array | string): Buffer {
	const outcome = attempt(() => toBinary(given));
	// A CMS signature is a SEQUENCE; toBinary gives anything binary back as it is.
	if (outcome.ok && outcome.value[0] === 0x30) return Buffer.from(outcome.value);
	throw new UserError(
		'This is no signature. Give the detached signature (.sig, .p7s) as DER, PEM or base64.',
	);
}
