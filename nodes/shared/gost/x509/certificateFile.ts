import { equal } from '../base/bytes';
import { certificateFromAsn1, type Certificate, readCertificates } from './certificate';
import { readContentInfo } from '../asn1/structures';
import { Asn1, TAG } from '../asn1/der';
import { damaged } from '../base/errors';
import { sniff } from '../asn1/sniff';
import { readBlocks, type PemBlock } from '../asn1/pem';
import { OID } from '../algorithms/oids';

/** Certificates of a .p7b file: SignedData without signatures (RFC 5652 5.1); those of issuers come last. */
function certificatesOfMessage(data: Uint8Array): Certificate[] {
	if (Asn1.parse(data, 'allowed').children()[0].oid() !== OID.signedData) return [];
	const reader = readContentInfo(data, OID.signedData).reader();
	reader.next(TAG.integer);
	reader.next(TAG.set);
	reader.next(TAG.sequence);
	const all = readCertificates(reader.optional(0xa0));
	// A set has no order that would say whose file it is.
	const issued = (item: Certificate): boolean =>
		all.some((other) => other !== item && equal(other.issuerDer, item.subjectDer));
	return [...all.filter((item) => !issued(item)), ...all.filter(issued)];
}

/** Certificates of the pieces of a file; keys beside them are passed over. */
export function certificatesIn(list: readonly PemBlock[]): Certificate[] {
	return list.flatMap(({ label, data }) => {
		switch (sniff(data)) {
			case 'certificate':
				// openssl puts its own notes after a trusted certificate.
				return [certificateFromAsn1(Asn1.parse(data, label === undefined ? 'none' : 'allowed'))];
			case 'message':
				return certificatesOfMessage(data);
			default:
				return [];
		}
	});
}

/**
 * All certificates of a file: DER, PKCS#7 (.p7b), one or more PEM blocks, or base64, line breaks or not.
 * `damaged` when there is none or one cannot be read.
 */
export function parseCertificates(input: Uint8Array | string): Certificate[] {
	const found = certificatesIn(readBlocks(input));
	if (found.length === 0) throw damaged('a file without a certificate');
	return found;
}

/** The first certificate of a file, in the forms of `parseCertificates`. */
export function parseCertificate(input: Uint8Array | string): Certificate {
	return parseCertificates(input)[0];
}
