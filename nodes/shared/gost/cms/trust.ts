import { GostError, type GostErrorCode } from '../base/errors';
import type { Result } from '../base/result';
import type { Certificate } from '../x509/certificate';
import type { RevocationList } from '../x509/crl';
import { validatePath, type PathRequest, type PathResult } from '../x509/path';
import { datesAt } from '../x509/pathRules';

/** The verification result for one signer of a message or an XML document. */
export interface Verdict {
	/** Whether the signature matches the content and the certificate. */
	readonly valid: boolean;
	/** Why the signature is not valid; undefined when it is. */
	readonly reason: { readonly code: GostErrorCode; readonly message: string } | undefined;
	readonly certificate: Certificate | undefined;
	/** The certificate's dates at the stated signing time, or now if the signature states none. */
	readonly dates: 'ok' | 'expired' | 'not-yet-valid' | undefined;
	/** The certification path; undefined if the signature itself is not valid. */
	readonly chain: PathResult | undefined;
}

export interface TrustOptions {
	/** Certificates of signers that the signature does not include. */
	readonly certificates?: readonly Certificate[];
	/**
	 * If given, a signer's certificate must be one of these, or have a path to one that RFC 5280, section 6.1, accepts.
	 * They are trusted whether they are self-signed or not.
	 */
	readonly trusted?: readonly Certificate[];
	/** Revocation lists. If there are any, they have to cover every certificate below the trusted one. */
	readonly lists?: readonly RevocationList[];
	/** The present time. */
	readonly now?: Date;
}

/** Creates the error for a signature that is not valid. */
export function badSignature(message: string): GostError {
	return new GostError('bad-signature', message);
}

/**
 * Checks the certification path of a signer's certificate at the signing time. Throws for a path that is refused;
 * `found` receives the result either way.
 */
export async function checkChain(
	request: Omit<PathRequest, 'trusted' | 'lists' | 'now'>,
	{ trusted, lists, now }: TrustOptions,
	found: (result: PathResult) => void,
): Promise<void> {
	const result = await validatePath({ ...request, trusted, lists, now });
	found(result);
	if (result.status !== 'refused') return;
	throw new GostError(result.rule === 'unsupported' ? 'unsupported' : 'bad-signature', result.message ?? '');
}

/** Combines the result of a signature check with the certificate that was found. */
export function verdict(
	checked: Result<unknown>,
	{ certificate, chain }: Pick<Verdict, 'certificate' | 'chain'>,
	signingTime = new Date(),
): Verdict {
	return {
		valid: checked.ok,
		reason: checked.ok ? undefined : { code: checked.error.code, message: checked.error.message },
		certificate,
		dates: certificate && datesAt(certificate, signingTime),
		chain,
	};
}

/** Returns whether there is at least one signature and all are valid. */
export const allValid = (signers: readonly Verdict[]): boolean =>
	signers.length > 0 && signers.every(({ valid }) => valid);
