import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { toResult } from '../base/result';
import type { Certificate } from './certificate';
import {
	checkAuthorityKeyId,
	EXTENSION,
	extensionOf,
	readBasicConstraints,
	type BasicConstraints,
} from './extensions';
import { readGeneralName } from './generalNames';
import { namesAreAllowed, readNameConstraints } from './nameConstraints';
import { nameKey } from './names';
import { policyViolation } from './policies';

/** Rules of a certification path; the sections are those of RFC 5280. */
export type PathRule =
	/** No way to a trusted certificate (6.1). */
	| 'issuer'
	/** A signature on a certificate (6.1.3 a 1). */
	| 'signature'
	/** Validity period (6.1.3 a 2). */
	| 'dates'
	/** Revocation (6.1.3 a 3). */
	| 'revoked'
	/** No usable revocation list (6.3.3). */
	| 'revocation list'
	/** An issuer that is not a certification authority (6.1.4 k). */
	| 'basic constraints'
	/** Too many issuers (6.1.4 m). */
	| 'path length'
	/** 6.1.4 n for issuers, 4.2.1.3 for signers. */
	| 'key usage'
	/** 4.2.1.12. */
	| 'extended key usage'
	/** 6.1.3 b and c. */
	| 'name constraints'
	/** 6.1.3 f, 6.1.5 g. */
	| 'policies'
	/** Critical extensions that are not processed (6.1.4 o, 6.1.5 f). */
	| 'critical extension'
	/** A certificate that violates the profile (4.1, 4.2). */
	| 'profile'
	/** An algorithm or format that is not supported. */
	| 'unsupported'
	/** The search ended before all paths were tried. */
	| 'budget';

/** A broken rule. */
export interface Violation {
	readonly rule: PathRule;
	/** The certificate that breaks it. */
	readonly certificate: Certificate;
	/** One sentence for users that names the certificate and the rule. */
	readonly message: string;
}

/** What a certificate at the end of a path is used for. */
export type Purpose = 'documents' | 'time stamps' | 'revocation lists' | 'any';

/** Purposes of extendedKeyUsage (RFC 5280, section 4.2.1.12; RFC 9336 for documents). */
const PURPOSE = {
	any: '2.5.29.37.0',
	clientAuth: '1.3.6.1.5.5.7.3.2',
	email: '1.3.6.1.5.5.7.3.4',
	timeStamping: '1.3.6.1.5.5.7.3.8',
	documents: '1.3.6.1.5.5.7.3.36',
	microsoftDocuments: '1.3.6.1.4.1.311.10.3.12',
};

const SIGNS_DOCUMENTS = [PURPOSE.any, PURPOSE.email, PURPOSE.documents, PURPOSE.microsoftDocuments];

/** Extensions that are processed, so that they may be critical. */
const PROCESSED: ReadonlySet<string> = new Set([
	EXTENSION.keyUsage,
	EXTENSION.subjectAltName,
	EXTENSION.basicConstraints,
	EXTENSION.nameConstraints,
	EXTENSION.crlDistributionPoints,
	EXTENSION.certificatePolicies,
	EXTENSION.policyMappings,
	EXTENSION.policyConstraints,
	EXTENSION.extendedKeyUsage,
	EXTENSION.inhibitAnyPolicy,
]);

/** Maximum length of a serial number (RFC 5280, section 4.1.2.2). */
const MAX_SERIAL = 20;

/** Returns how a message names a certificate. */
export function titleOf({ subject, serial }: Certificate): string {
	const name = subject.CN ?? subject.O ?? Object.values(subject)[0] ?? t`serial number ${serial}`;
	const text = name.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
	const short = text.length > 100 ? `${text.slice(0, 100)}…` : text;
	return short.includes('"') ? `«${short}»` : `"${short}"`;
}

/** Returns whether issuer and subject are the same entity (RFC 5280, section 6.1). */
export const isSelfIssued = ({ issuerDer, subjectDer }: Certificate): boolean =>
	nameKey(issuerDer) === nameKey(subjectDer);

/** Returns whether a certificate is valid at a moment; both ends belong to the period (RFC 5280, section 4.1.2.5). */
export function datesAt({ notBefore, notAfter }: Certificate, at: Date): 'ok' | 'expired' | 'not-yet-valid' {
	if (at.getTime() > notAfter.getTime()) return 'expired';
	return at.getTime() < notBefore.getTime() ? 'not-yet-valid' : 'ok';
}

type Breaks = (rule: PathRule, text: string) => Violation;

const day = (date: Date): string => date.toISOString().slice(0, 10);

function constraintsOf(certificate: Certificate): BasicConstraints | undefined {
	const value = extensionOf(certificate, EXTENSION.basicConstraints);
	return value && readBasicConstraints(value);
}

/** Returns whether dates have seconds and no other zone than Z, as RFC 5280, section 4.1.2.5, demands. */
export const arePlain = (...times: readonly Asn1[]): boolean =>
	times.every((item) => {
		const text = Buffer.from(item.content).toString('latin1');
		return (item.is(TAG.utcTime) ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text);
	});

function hasPlainTimes(tbs: Uint8Array): boolean {
	const reader = Asn1.parse(tbs).reader();
	reader.optional(0xa0);
	// Serial number, algorithm, issuer.
	for (let i = 0; i < 3; i++) reader.next();
	return arePlain(...reader.next().children());
}

/** What broken text becomes when it is read. */
const isBroken = (text: string): boolean => text.includes('\ufffd');

/** Throws `damaged` for extensions that no rule needs, but that are not what they have to be. */
function checkReadable(certificate: Certificate): void {
	for (const name of extensionOf(certificate, EXTENSION.subjectAltName)?.children(TAG.sequence) ?? [])
		readGeneralName(name);
	const issuerKey = extensionOf(certificate, EXTENSION.authorityKeyIdentifier);
	if (issuerKey) checkAuthorityKeyId(issuerKey);
	const points = extensionOf(certificate, EXTENSION.crlDistributionPoints);
	for (const point of points?.children(TAG.sequence) ?? []) point.expect(TAG.sequence);
}

/** The form of one certificate: what no certificate that follows RFC 5280 does. */
function checkProfile(certificate: Certificate, breaks: Breaks): Violation | undefined {
	const { extensions, version, serialDer, sameAlgorithm } = certificate;
	if (!sameAlgorithm) return breaks('profile', t`names two different signature algorithms`);
	const serial = Asn1.parse(serialDer).content;
	if (serial.length - (serial[0] === 0 ? 1 : 0) > MAX_SERIAL)
		return breaks('profile', t`has a serial number of more than 20 bytes`);
	if (Asn1.parse(certificate.issuerDer).content.length === 0) return breaks('profile', t`names no issuer`);
	if (extensions.length > 0 && version !== 3)
		return breaks('profile', t`has extensions, which its version does not allow`);
	if (new Set(extensions.map(({ oid }) => oid)).size < extensions.length)
		return breaks('profile', t`has the same extension twice`);
	if (!hasPlainTimes(certificate.tbs))
		return breaks('profile', t`writes its dates in a form that is not allowed`);
	if ([certificate.subject, certificate.issuer].some((name) => Object.values(name).some(isBroken)))
		return breaks('profile', t`has a name that is not text`);
	const unknown = extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid));
	if (unknown)
		return breaks('critical extension', t`has a critical extension that is not supported (${unknown.oid})`);
	const constraints = constraintsOf(certificate);
	const ca = constraints?.ca === true;
	if (Asn1.parse(certificate.subjectDer).content.length === 0) {
		const names = extensions.find(({ oid }) => oid === EXTENSION.subjectAltName);
		if (ca || names?.critical !== true) return breaks('profile', t`names no owner`);
	}
	const others = extensionOf(certificate, EXTENSION.subjectAltName)?.children(TAG.sequence);
	if (others?.length === 0) return breaks('profile', t`has an empty list of other names`);
	checkReadable(certificate);
	if (extensionOf(certificate, EXTENSION.extendedKeyUsage) && certificate.extendedKeyUsage?.length === 0)
		return breaks('profile', t`has an empty list of purposes`);
	if (ca) return undefined;
	if (certificate.keyUsage?.includes('keyCertSign'))
		return breaks('profile', t`may and may not issue certificates, by its key usage and its constraints`);
	if (constraints?.pathLength !== undefined)
		return breaks('profile', t`limits issuers, although it may not issue certificates`);
	// "MUST be used only in a CA certificate" (4.2.1.10).
	if (extensionOf(certificate, EXTENSION.nameConstraints))
		return breaks('profile', t`constrains the names of others, although it may not issue certificates`);
	return undefined;
}

/** An issuer needs basicConstraints with cA, keyUsage with keyCertSign, and enough path length (6.1.4 k to n). */
function checkIssuer(
	certificate: Certificate,
	isAnchor: boolean,
	below: number,
	breaks: Breaks,
): Violation | undefined {
	const constraints = constraintsOf(certificate);
	// Roots of version 1 have no extensions, and the user trusts this one.
	const old = isAnchor && certificate.version === 1 && isSelfIssued(certificate);
	if (constraints?.ca !== true && !old)
		return breaks(
			'basic constraints',
			t`may not issue certificates: it is not that of a certification authority`,
		);
	if (certificate.keyUsage && !certificate.keyUsage.includes('keyCertSign'))
		return breaks('key usage', t`may not issue certificates: its key usage lacks keyCertSign`);
	const limit = constraints?.pathLength;
	if (limit !== undefined && below > limit)
		return breaks('path length', t`allows at most ${limit} issuers below it, and the chain has ${below}`);
	return undefined;
}

/** keyUsage and extendedKeyUsage of the certificate at the end of the path (RFC 5280, 4.2.1.3 and 4.2.1.12). */
function checkUse(
	certificate: Certificate,
	purpose: Purpose,
	isEnd: boolean,
	breaks: Breaks,
): Violation | undefined {
	const usage = certificate.keyUsage;
	const has = (...names: string[]): boolean => !usage || names.some((name) => usage.includes(name));
	if (isEnd && purpose === 'revocation lists' && !has('cRLSign'))
		return breaks('key usage', t`may not sign revocation lists: its key usage lacks cRLSign`);
	if (
		isEnd &&
		purpose !== 'revocation lists' &&
		purpose !== 'any' &&
		!has('digitalSignature', 'nonRepudiation')
	)
		return breaks(
			'key usage',
			t`may not sign documents: its key usage lacks digitalSignature and nonRepudiation`,
		);
	const purposes = certificate.extendedKeyUsage;
	const critical = certificate.extensions.some(
		(item) => item.oid === EXTENSION.extendedKeyUsage && item.critical,
	);
	if (purpose === 'time stamps') {
		// RFC 3161, section 2.3: critical, and this purpose alone.
		const alone = critical && purposes?.length === 1 && purposes[0] === PURPOSE.timeStamping;
		return isEnd && !alone ? breaks('extended key usage', t`is not for time stamps alone`) : undefined;
	}
	if (!purposes || purpose !== 'documents') return undefined;
	// Without critical, purposes of private organizations and client authentication are common on signers.
	const signs = purposes.some(
		(item) =>
			SIGNS_DOCUMENTS.includes(item) ||
			(!critical && (item === PURPOSE.clientAuth || !item.startsWith('1.3.6.1.5.5.7.3.'))),
	);
	return signs
		? undefined
		: breaks('extended key usage', t`is not for signing documents: its purposes are others`);
}

interface RulesContext {
	readonly at: Date;
	readonly purpose: Purpose;
}

function checkOne(
	chain: readonly Certificate[],
	position: number,
	{ at, purpose }: RulesContext,
): Violation | undefined {
	const certificate = chain[position];
	const breaks: Breaks = (rule, text) => ({
		rule,
		certificate,
		message: t`The certificate ${titleOf(certificate)} ${text}`,
	});
	const dates = datesAt(certificate, at);
	const { notBefore, notAfter } = certificate;
	if (dates !== 'ok')
		return breaks('dates', t`was not valid on ${day(at)} (valid from ${day(notBefore)} to ${day(notAfter)})`);
	const isAnchor = position === chain.length - 1;
	// Issuers between this one and the signer; self-issued ones do not count (6.1.4 l).
	const below = chain.slice(1, Math.max(position, 1)).filter((item) => !isSelfIssued(item)).length;
	const checked = toResult(
		() =>
			(position > 0 ? checkIssuer(certificate, isAnchor, below, breaks) : undefined) ??
			checkProfile(certificate, breaks) ??
			checkUse(certificate, purpose, position === 0, breaks),
	);
	return checked.ok
		? checked.value
		: breaks('profile', t`has an unreadable extension (${checked.error.message})`);
}

/** Name constraints and policies, which pass from issuer to issuer. */
function checkInherited(chain: readonly Certificate[]): Violation | undefined {
	const constraints: Array<NonNullable<ReturnType<typeof readNameConstraints>>> = [];
	for (let i = chain.length - 1; i >= 0; i--) {
		const certificate = chain[i];
		const breaks = (text: string): Violation => ({
			rule: 'name constraints',
			certificate,
			message: t`The certificate ${titleOf(certificate)} ${text}`,
		});
		const exempt = i > 0 && isSelfIssued(certificate);
		const allowed = toResult(() => exempt || namesAreAllowed(certificate, constraints));
		if (!allowed.ok) return breaks(t`has names that cannot be judged (${allowed.error.message})`);
		if (!allowed.value) return breaks(t`has a name that its issuers may not certify`);
		const own = toResult(() => readNameConstraints(certificate));
		if (!own.ok) return breaks(t`has name constraints that are not supported (${own.error.message})`);
		if (own.value) constraints.push(own.value);
	}
	const violated = toResult(() => policyViolation(chain.slice(0, -1).reverse(), isSelfIssued));
	const [signer] = chain;
	if (!violated.ok)
		return {
			rule: 'policies',
			certificate: signer,
			message: t`The policies of the certificate ${titleOf(signer)} and its issuers cannot be judged (${violated.error.message})`,
		};
	if (!violated.value) return undefined;
	return {
		rule: 'policies',
		certificate: violated.value,
		message: t`The certificate ${titleOf(violated.value)} has no certificate policy that its issuers demand`,
	};
}

/**
 * Checks a path of correctly signed certificates, from the signer's to the trusted one, by RFC 5280, section 6.1, except
 * revocation. The constraints of the trusted certificate count too (RFC 5937).
 */
export function findViolation(chain: readonly Certificate[], context: RulesContext): Violation | undefined {
	for (let i = chain.length - 1; i >= 0; i--) {
		const violation = checkOne(chain, i, context);
		if (violation) return violation;
	}
	return checkInherited(chain);
}
