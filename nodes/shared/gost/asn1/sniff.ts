import { toResult } from '../base/result';
import { Asn1, TAG } from './der';

/** Structures that files hold, told apart by how they begin, whatever label or name they come under. */
export type Asn1Kind = 'pfx' | 'key' | 'rsa key' | 'encrypted key' | 'certificate' | 'message';

/**
 * What a DER or BER structure is: PFX (RFC 7292 4), PrivateKeyInfo and EncryptedPrivateKeyInfo (RFC 5208 5, 6),
 * RSAPrivateKey (RFC 8017 A.1.2), Certificate (RFC 5280 4.1), ContentInfo (RFC 5652 3); undefined for anything else.
 */
export function sniff(data: Uint8Array): Asn1Kind | undefined {
	const read = toResult(() => {
		const [first, second, third] = Asn1.parse(data, 'allowed').children(TAG.sequence);
		if (!first || !second) return undefined;
		const octets = (item: Asn1 | undefined): boolean => item !== undefined && (item.tag & ~0x20) === 0x04;
		if (first.is(TAG.integer)) {
			if (second.is(TAG.integer)) return 'rsa key';
			if (!second.is(TAG.sequence)) return undefined;
			return octets(third) ? 'key' : first.smallInteger() === 3 ? 'pfx' : undefined;
		}
		if (first.is(TAG.oid)) return second.is(0xa0) ? 'message' : undefined;
		if (!first.is(TAG.sequence)) return undefined;
		if (octets(second)) return 'encrypted key';
		return second.is(TAG.sequence) && third?.is(TAG.bitString) ? 'certificate' : undefined;
	});
	return read.ok ? read.value : undefined;
}
