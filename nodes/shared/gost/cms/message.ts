import { t } from '../../language';
import { OID } from '../algorithms/oids';
import type { BerStream, OpenElement } from '../asn1/ber';
import { TAG, type Asn1 } from '../asn1/der';
import { oid } from '../asn1/derWriter';
import { equal, toHex } from '../base/bytes';
import { unsupported } from '../base/errors';
import { readName, type Certificate, type DistinguishedName } from '../x509/certificate';
import type { CertificatePool } from '../x509/pool';

/** How a message identifies a certificate: by issuer and serial number, or by key identifier. */
export interface CertificateId {
	readonly issuer?: DistinguishedName;
	/** Upper-case hexadecimal, as encoded. */
	readonly serial?: string;
	/** Subject key identifier, upper-case hexadecimal. */
	readonly keyId?: string;
}

/** Returns the OID of SignedData or EnvelopedData if a file begins like one. 24 bytes are enough. */
export function messageType(head: Uint8Array): string | undefined {
	if (head[0] !== TAG.sequence) return undefined;
	const start = Buffer.from(head.subarray(0, 24));
	return [OID.signedData, OID.envelopedData].find((type) => start.includes(Buffer.from(oid(type))));
}

/**
 * Opens ContentInfo (RFC 5652, section 3) up to the version of its content; `open` lists the innermost element first.
 */
export async function openMessage(
	stream: BerStream,
	type: string,
): Promise<{ version: Asn1; open: [OpenElement, ...OpenElement[]] }> {
	const message = await stream.open(TAG.sequence);
	const found = (await stream.element()).oid();
	if (found !== type) throw unsupported(t`message type`, found);
	const explicit = await stream.open(0xa0);
	const content = await stream.open(TAG.sequence);
	const version = (await stream.element()).expect(TAG.integer);
	return { version, open: [content, explicit, message] };
}

/** Returns the first value of an attribute (RFC 5652, section 5.3). */
export function attributeValue(attributes: readonly Asn1[], type: string): Asn1 | undefined {
	for (const attribute of attributes) {
		const reader = attribute.reader();
		if (reader.next().oid() === type) return reader.next(TAG.set).children()[0];
	}
	return undefined;
}

/**
 * Reads a RecipientIdentifier or SignerIdentifier (RFC 5652, sections 5.3 and 6.2.1); in key agreement [0] is
 * constructed.
 */
export function readIdentifier(id: Asn1): CertificateId {
	if (id.is(TAG.sequence)) {
		const reader = id.reader();
		const issuer = readName(reader.next());
		return { issuer, serial: toHex(reader.next().integerBytes()).toUpperCase() };
	}
	const keyId = id.is(0xa0) ? id.reader(0xa0).next().octets() : id.expect(0x80).content;
	return { keyId: toHex(keyId).toUpperCase() };
}

/** Returns whether a RecipientIdentifier or SignerIdentifier names the certificate. */
export function identifies(id: Asn1, { issuerDer, serialDer, subjectKeyId }: Certificate): boolean {
	if (id.is(TAG.sequence)) {
		const reader = id.reader();
		const issuer = reader.next(TAG.sequence);
		const serial = reader.next(TAG.integer);
		return equal(issuer.bytes, issuerDer) && equal(serial.bytes, serialDer);
	}
	if (!subjectKeyId) return false;
	if (id.is(0x80)) return equal(id.content, subjectKeyId);
	if (!id.is(0xa0)) return false;
	const [keyId] = id.children();
	return keyId !== undefined && equal(keyId.octets(), subjectKeyId);
}

/** Finds the certificate that a SignerIdentifier names. Throws `damaged` for another structure. */
export function findSigner(id: Asn1, pool: CertificatePool): Certificate | undefined {
	if (!id.is(TAG.sequence))
		return pool.byKeyId(id.is(0xa0) ? id.onlyChild().octets() : id.expect(0x80).content);
	const reader = id.reader();
	const [issuer, serial] = [reader.next(TAG.sequence), reader.next(TAG.integer)];
	reader.end();
	return pool.byIssuerAndSerial(issuer.bytes, serial.bytes);
}
