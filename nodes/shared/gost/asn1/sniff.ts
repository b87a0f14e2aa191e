import { toResult } from '../base/result';
import { Asn1, isOctetString, TAG } from './der';

/** A structure that key, certificate and message files contain. */
export type Asn1Kind = 'pfx' | 'key' | 'rsa key' | 'encrypted key' | 'certificate' | 'message';

/**
 * Recognizes a DER or BER structure by its first fields, regardless of its label or file name: PFX (RFC 7292,
 * section 4), PrivateKeyInfo and EncryptedPrivateKeyInfo (RFC 5208, sections 5 and 6), RSAPrivateKey (RFC 8017,
 * appendix A.1.2), Certificate (RFC 5280, section 4.1), ContentInfo (RFC 5652, section 3). Returns undefined for
 * anything else.
 */
export function sniff(data: Uint8Array): Asn1Kind | undefined {
	const kind = toResult(() => {
		const [first, second, third] = Asn1.parse(data, 'allowed').children(TAG.sequence);
		if (!first || !second) return undefined;
		if (first.is(TAG.integer)) {
			if (second.is(TAG.integer)) return 'rsa key';
			if (!second.is(TAG.sequence)) return undefined;
			if (third && isOctetString(third.tag)) return 'key';
			return first.smallInteger() === 3 ? 'pfx' : undefined;
		}
		if (first.is(TAG.oid)) return second.is(0xa0) ? 'message' : undefined;
		if (!first.is(TAG.sequence)) return undefined;
		if (isOctetString(second.tag)) return 'encrypted key';
		return second.is(TAG.sequence) && third?.is(TAG.bitString) ? 'certificate' : undefined;
	});
	return kind.ok ? kind.value : undefined;
}
