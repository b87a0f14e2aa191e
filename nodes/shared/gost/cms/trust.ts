import { equal } from '../base/bytes';
import { GostError, type GostErrorCode } from '../base/errors';
import type { Result } from '../base/result';
import { isSignedBy, type Certificate } from '../x509/certificate';

/** The verification result for one signer of a message or an XML document. */
export interface Verdict {
	/** Whether the signature matches the content and the certificate. */
	readonly valid: boolean;
	/** Why the signature is not valid; undefined when it is. */
	readonly reason: { readonly code: GostErrorCode; readonly message: string } | undefined;
	readonly certificate: Certificate | undefined;
	/** The certificate's dates at the stated signing time, or now if the signature states none. */
	readonly dates: 'ok' | 'expired' | 'not-yet-valid' | undefined;
}

export interface TrustOptions {
	/** Certificates of signers that the signature does not include. */
	readonly certificates?: readonly Certificate[];
	/** If given, a signer's certificate must be one of these or issued by one, directly or through intermediates. */
	readonly trusted?: readonly Certificate[];
}

/** Maximum number of certificates in a chain, from the signer's to the trusted one. */
const MAX_CHAIN = 8;

/** Creates the error for a signature that is not valid. */
export function badSignature(message: string): GostError {
	return new GostError('bad-signature', message);
}

/** Follows the issuers of a certificate up to a trusted one. */
function isTrusted(
	certificate: Certificate,
	all: readonly Certificate[],
	trusted: readonly Certificate[],
): boolean {
	let current = certificate;
	for (let i = 0; i < MAX_CHAIN; i++) {
		const { der, issuerDer } = current;
		if (trusted.some((item) => equal(item.der, der))) return true;
		const issuer = [...trusted, ...all].find(
			(item) => equal(item.subjectDer, issuerDer) && isSignedBy(current, item),
		);
		if (!issuer || issuer === current) return false;
		current = issuer;
	}
	return false;
}

/**
 * Throws `bad-signature` if trusted certificates are given and none has issued this one. Without them, the signature
 * on the certificate is checked when its issuer is among `all`, which a self-signed certificate always is.
 */
export function checkCertificate(
	certificate: Certificate,
	all: readonly Certificate[],
	trusted: readonly Certificate[] | undefined,
): void {
	if (trusted) {
		if (isTrusted(certificate, all, trusted)) return;
		throw badSignature("The signer's certificate was not issued by a trusted one");
	}
	const issuers = all.filter((item) => equal(item.subjectDer, certificate.issuerDer));
	if (issuers.length > 0 && !issuers.some((item) => isSignedBy(certificate, item))) {
		throw badSignature("The signature on the signer's certificate is not valid");
	}
}

/** Combines the result of a signature check with the certificate that was found. */
export function verdict(
	checked: Result<unknown>,
	certificate: Certificate | undefined,
	signingTime = new Date(),
): Verdict {
	const at = signingTime.getTime();
	const expired = certificate && at > certificate.notAfter.getTime();
	const early = certificate && at < certificate.notBefore.getTime();
	return {
		valid: checked.ok,
		reason: checked.ok ? undefined : { code: checked.error.code, message: checked.error.message },
		certificate,
		dates: certificate && (expired ? 'expired' : early ? 'not-yet-valid' : 'ok'),
	};
}

/** Returns whether there is at least one signature and all are valid. */
export const allValid = (signers: readonly Verdict[]): boolean =>
	signers.length > 0 && signers.every(({ valid }) => valid);
