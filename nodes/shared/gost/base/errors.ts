/**
 * What went wrong, as a word a caller can turn into advice.
 *
 * - `wrong-password`: a password-protected key or file did not open.
 * - `key-mismatch`: a private key does not belong to its certificate.
 * - `not-a-recipient`: a message is encrypted for others.
 * - `damaged`: data that breaks its format, or a check value that does not fit.
 * - `bad-signature`: a signature that does not fit the data.
 * - `unsupported`: an algorithm this module does not know; `oid` names it.
 * - `expired`, `not-yet-valid`: a certificate outside its dates.
 * - `bad-argument`: the caller passed a value of the wrong shape.
 */
export type GostErrorCode =
	| 'wrong-password'
	| 'key-mismatch'
	| 'not-a-recipient'
	| 'damaged'
	| 'bad-signature'
	| 'unsupported'
	| 'expired'
	| 'not-yet-valid'
	| 'bad-argument';

/** The only error this module throws. Its message never holds keys, passwords or decrypted data. */
export class GostError extends Error {
	readonly code: GostErrorCode;

	/** The algorithm's object identifier in dotted form; only with code `unsupported`. */
	readonly oid: string | undefined;

	constructor(code: GostErrorCode, message: string, oid?: string) {
		super(message);
		this.name = 'GostError';
		this.code = code;
		this.oid = oid;
	}
}

/** Error for data that breaks its format; `what` names the broken part. */
export function damaged(what: string): GostError {
	return new GostError('damaged', `Damaged data: ${what}`);
}

/** Error for an algorithm or parameter set that is not known; `oid` in dotted form. */
export function unsupported(what: string, oid: string): GostError {
	return new GostError('unsupported', `Unsupported ${what}: ${oid}`, oid);
}

/** Throws `bad-argument` unless `data` has exactly `length` bytes. */
export function requireLength(what: string, data: Uint8Array, length: number): void {
	if (data.length !== length) {
		throw new GostError('bad-argument', `${what} must be ${length} bytes long, not ${data.length}`);
	}
}
