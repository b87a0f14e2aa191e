import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { damaged } from '../base/errors';

/** An extension of a certificate, a revocation list or one of its entries (RFC 5280, section 4.1). */
export interface Extension {
	readonly oid: string;
	readonly critical: boolean;
	/** Content of the OCTET STRING. */
	readonly value: Uint8Array;
}

/** Extensions that this module reads (RFC 5280, sections 4.2.1, 5.2 and 5.3; X.509 for expiredCertsOnCRL). */
export const EXTENSION = {
	subjectKeyIdentifier: '2.5.29.14',
	keyUsage: '2.5.29.15',
	subjectAltName: '2.5.29.17',
	basicConstraints: '2.5.29.19',
	crlNumber: '2.5.29.20',
	reasonCode: '2.5.29.21',
	invalidityDate: '2.5.29.24',
	deltaCrlIndicator: '2.5.29.27',
	issuingDistributionPoint: '2.5.29.28',
	nameConstraints: '2.5.29.30',
	crlDistributionPoints: '2.5.29.31',
	certificatePolicies: '2.5.29.32',
	policyMappings: '2.5.29.33',
	authorityKeyIdentifier: '2.5.29.35',
	policyConstraints: '2.5.29.36',
	extendedKeyUsage: '2.5.29.37',
	inhibitAnyPolicy: '2.5.29.54',
	expiredCertsOnCrl: '2.5.29.60',
} as const;

/** Maximum number of extensions; real certificates have fewer than 20. */
const MAX_EXTENSIONS = 128;

/** Reads a sequence of extensions. Throws `damaged` for another structure or an absurd number. */
export function readExtensions(list: Asn1 | undefined): Extension[] {
	const items = list?.children(TAG.sequence) ?? [];
	if (items.length > MAX_EXTENSIONS) throw damaged(t`too many extensions`);
	return items.map((item) => {
		const reader = item.reader();
		const oid = reader.next().oid();
		const critical = reader.optional(TAG.boolean)?.boolean() ?? false;
		const value = reader.next().octetString();
		reader.end();
		return { oid, critical, value };
	});
}

/** Parses the value of an extension; undefined without the extension. */
export function extensionOf(
	{ extensions }: { readonly extensions: readonly Extension[] },
	oid: string,
): Asn1 | undefined {
	const found = extensions.find((item) => item.oid === oid);
	return found && Asn1.parse(found.value);
}

export interface BasicConstraints {
	readonly ca: boolean;
	readonly pathLength: number | undefined;
}

/** Reads basicConstraints (RFC 5280, section 4.2.1.9). */
export function readBasicConstraints(value: Asn1): BasicConstraints {
	const reader = value.reader();
	const ca = reader.optional(TAG.boolean)?.boolean() ?? false;
	const limit = reader.optional(TAG.integer);
	limit?.shortestInteger();
	reader.end();
	return { ca, pathLength: limit?.smallInteger() };
}

/** Throws `damaged` unless the value is an authorityKeyIdentifier, which names issuer and serial number or neither. */
export function checkAuthorityKeyId(value: Asn1): void {
	const reader = value.reader();
	reader.optional(0x80);
	const [issuer, serial] = [reader.optional(0xa1), reader.optional(0x82)];
	reader.end();
	if ((issuer === undefined) !== (serial === undefined)) throw damaged(t`missing element`);
}

/** Returns the keyIdentifier of an authorityKeyIdentifier, if it has one (RFC 5280, section 4.2.1.1). */
export function readAuthorityKeyId(value: Asn1 | undefined): Uint8Array | undefined {
	return value?.reader().optional(0x80)?.content;
}
