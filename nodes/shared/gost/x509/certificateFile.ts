import { Asn1, TAG } from '../asn1/der';
import { readBlocks, type PemBlock } from '../asn1/pem';
import { sniff } from '../asn1/sniff';
import { readContentInfo } from '../asn1/structures';
import { OID } from '../algorithms/oids';
import { equal } from '../base/bytes';
import { damaged } from '../base/errors';
import { certificateFromAsn1, readCertificates, type Certificate } from './certificate';

/** Reads a .p7b file: SignedData without signatures (RFC 5652, section 5.1). Issuers come last. */
function certificatesOfBundle(data: Uint8Array): Certificate[] {
	if (Asn1.parse(data, 'allowed').children()[0].oid() !== OID.signedData) return [];
	const reader = readContentInfo(data, OID.signedData).reader();
	reader.next(TAG.integer);
	reader.next(TAG.set);
	reader.next(TAG.sequence);
	const all = readCertificates(reader.optional(0xa0));
	// A SET is unordered, so the position does not identify the owner.
	const isIssuer = (item: Certificate): boolean =>
		all.some((other) => other !== item && equal(other.issuerDer, item.subjectDer));
	return [...all.filter((item) => !isIssuer(item)), ...all.filter(isIssuer)];
}

/** Reads the certificates among the blocks of a file; skips keys. */
export function certificatesIn(blocks: readonly PemBlock[]): Certificate[] {
	return blocks.flatMap(({ label, data }) => {
		switch (sniff(data)) {
			case 'certificate':
				// openssl appends trust settings to a trusted certificate.
				return [certificateFromAsn1(Asn1.parse(data, label === undefined ? 'none' : 'allowed'))];
			case 'message':
				return certificatesOfBundle(data);
			default:
				return [];
		}
	});
}

/**
 * Reads all certificates of a file: DER, PKCS#7 (.p7b), PEM blocks or base64, with or without line breaks. Throws
 * `damaged` if there is none or one is unreadable.
 */
export function parseCertificates(input: Uint8Array | string): Certificate[] {
	const certificates = certificatesIn(readBlocks(input));
	if (certificates.length === 0) throw damaged('file without a certificate');
	return certificates;
}

/** Reads the first certificate of a file in any format of `parseCertificates`. */
export function parseCertificate(input: Uint8Array | string): Certificate {
	return parseCertificates(input)[0];
}
