import { t } from '../../language';
import { OID } from '../algorithms/oids';
import { TAG, type Asn1 } from '../asn1/der';
import { toDer, toShallowDer } from '../asn1/distinguished';
import { element, sequence, setOf } from '../asn1/derWriter';
import { equal } from '../base/bytes';
import { damaged } from '../base/errors';
import { badSignature } from './trust';

/** Attributes of SignerInfo (RFC 5652, section 5.3). */
export interface Attribute {
	readonly type: string;
	readonly values: readonly Asn1[];
	readonly node: Asn1;
}

/** Maximum number of attributes and of their values; real signatures have fewer than 20. */
const MAX_ATTRIBUTES = 256;
/** Maximum bytes of signed attributes; real ones stay below 10 KB. */
const MAX_SIGNED = 32 * 1024;

/** Attributes that have one value, occur once and must be signed: RFC 5652, section 11; RFC 2634 and RFC 5035. */
const SINGLE: ReadonlyMap<string, string> = new Map([
	[OID.contentType, 'content-type'],
	[OID.messageDigest, 'message-digest'],
	[OID.signingTime, 'signing-time'],
	[OID.signingCertificate, 'signing-certificate'],
	[OID.signingCertificateV2, 'signing-certificate-v2'],
	['1.2.840.113549.1.9.16.2.1', 'receipt-request'],
	['1.2.840.113549.1.9.16.2.2', 'security-label'],
	['1.2.840.113549.1.9.16.2.3', 'ml-expansion-history'],
	['1.2.840.113549.1.9.16.2.4', 'content-hints'],
	['1.2.840.113549.1.9.16.2.5', 'message-signature-digest'],
	['1.2.840.113549.1.9.16.2.7', 'content-identifier'],
	['1.2.840.113549.1.9.16.2.9', 'equivalent-labels'],
	['1.2.840.113549.1.9.16.2.10', 'content-reference'],
]);

/** Reads a set of attributes; none for undefined. Throws `damaged` for another structure. */
export function readAttributes(set: Asn1 | undefined): Attribute[] {
	const list: Attribute[] = [];
	let count = 0;
	for (const node of set?.each() ?? []) {
		const reader = node.reader();
		const type = reader.next().oid();
		const values: Asn1[] = [];
		for (const value of reader.next(TAG.set).each()) {
			if (++count > MAX_ATTRIBUTES) throw damaged(t`too many attributes`);
			values.push(value);
		}
		if (reader.rest().length > 0) throw damaged(t`attribute that is not a type with values`);
		if (list.length === MAX_ATTRIBUTES) throw damaged(t`too many attributes`);
		list.push({ type, values, node });
	}
	return list;
}

/** Returns all values of an attribute. */
export const valuesOf = (attributes: readonly Attribute[], type: string): Asn1[] =>
	attributes.filter((item) => item.type === type).flatMap(({ values }) => values);

/** Throws `bad-signature` if an attribute is repeated, has several values, or is signed or unsigned against its rule. */
export function checkAttributeRules(signed: readonly Attribute[], unsigned: readonly Attribute[]): void {
	for (const [type, name] of SINGLE) {
		if (unsigned.some((item) => item.type === type))
			throw badSignature(t`The attribute ${name} is not signed`);
		const found = signed.filter((item) => item.type === type);
		if (found.length > 1) throw badSignature(t`The attribute ${name} is repeated`);
		if (found.length === 1 && found[0].values.length !== 1)
			throw badSignature(t`The attribute ${name} has ${found[0].values.length} values instead of one`);
	}
	if (signed.some(({ type }) => type === OID.counterSignature))
		throw badSignature(t`A countersignature is among the signed attributes`);
}

/**
 * Returns the encodings of signed attributes that a signature may cover. RFC 5652, section 5.4 has DER, whatever the
 * encoding in the message. openssl keeps the order of the attributes and the inside of their values, and so do programs
 * that sign an unsorted set; both encode the same attributes.
 */
export function signedForms(set: Asn1, attributes: readonly Attribute[]): Uint8Array[] {
	if (set.bytes.length > MAX_SIGNED) throw damaged(t`signed attributes too long`);
	const sorted = setOf(set.children().map(toDer));
	const asRead = element(
		TAG.set,
		...attributes.map(({ node, values }) =>
			sequence(toShallowDer(node.children()[0]), setOf(values.map(toShallowDer))),
		),
	);
	return equal(sorted, asRead) ? [sorted] : [sorted, asRead];
}
