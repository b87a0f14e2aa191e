import { t } from '../../language';
/**
 * The kind of failure, for callers that turn it into advice.
 *
 * - `wrong-password`: a password-protected key or file did not open.
 * - `key-mismatch`: a private key does not belong to its certificate.
 * - `other-thumbprint`: no certificate of a key has the thumbprint; the message lists those there are.
 * - `ambiguous`: several keys fit, and nothing chooses one.
 * - `not-a-recipient`: a message is encrypted for other recipients.
 * - `damaged`: data that violates its format or fails its integrity check.
 * - `bad-signature`: a signature that does not match the data.
 * - `unsupported`: an algorithm that this module does not implement; `oid` names it.
 * - `expired`, `not-yet-valid`: a certificate outside its validity period.
 * - `bad-argument`: the caller passed an invalid value.
 */
export type GostErrorCode =
	| 'wrong-password'
	| 'key-mismatch'
	| 'other-thumbprint'
	| 'ambiguous'
	| 'not-a-recipient'
	| 'damaged'
	| 'bad-signature'
	| 'unsupported'
	| 'expired'
	| 'not-yet-valid'
	| 'bad-argument';

/** The only error this module throws. Its message never contains keys, passwords or decrypted data. */
export class GostError extends Error {
	override readonly name = 'GostError';

	/** @param oid the algorithm's object identifier in dotted form, with code `unsupported` only */
	constructor(
		readonly code: GostErrorCode,
		message: string,
		readonly oid?: string,
	) {
		super(message);
	}
}

/** Creates the error for data that violates its format; `what` is a noun phrase that names the defect. */
export function damaged(what: string): GostError {
	return new GostError('damaged', t`Damaged data: ${what}`);
}

/** Creates the error for an unknown algorithm or parameter set; `oid` is in dotted form. */
export function unsupported(what: string, oid: string): GostError {
	return new GostError('unsupported', t`Unsupported ${what}: ${oid}`, oid);
}

/** Throws `bad-argument` unless `data` is `length` bytes long. */
export function requireLength(what: string, data: Uint8Array, length: number): void {
	if (data.length !== length) {
		throw new GostError('bad-argument', `${what} must be ${length} bytes long, not ${data.length}`);
	}
}

/** Throws `bad-argument` once a hash or MAC has returned its digest. */
export function requireUnfinished(done: boolean): void {
	if (done) throw new GostError('bad-argument', t`The digest has already been computed`);
}
