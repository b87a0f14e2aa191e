import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { readBlocks, type PemBlock } from '../asn1/pem';
import { sniff } from '../asn1/sniff';
import { readContentInfo } from '../asn1/structures';
import { OID } from '../algorithms/oids';
import { Turn } from '../base/chunks';
import { damaged } from '../base/errors';
import { toResult } from '../base/result';
import { certificateFromAsn1, type Certificate } from './certificate';

/** Returns the CertificateSet of a .p7b file: SignedData without signatures (RFC 5652, section 5.1). */
function setOfBundle(data: Uint8Array): Asn1[] {
	if (Asn1.parse(data, 'allowed').children()[0].oid() !== OID.signedData) return [];
	const reader = readContentInfo(data, OID.signedData).reader();
	reader.next(TAG.integer);
	reader.next(TAG.set);
	reader.next(TAG.sequence);
	return reader.optional(0xa0)?.children() ?? [];
}

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Puts issuers last: a SET is unordered, so the position does not identify the owner. */
function issuersLast(all: readonly Certificate[]): Certificate[] {
	const issued = new Map<string, number>();
	for (const { issuerDer } of all) {
		const key = keyOf(issuerDer);
		issued.set(key, (issued.get(key) ?? 0) + 1);
	}
	const isIssuer = ({ subjectDer, issuerDer }: Certificate): boolean => {
		const key = keyOf(subjectDer);
		return (issued.get(key) ?? 0) > (keyOf(issuerDer) === key ? 1 : 0);
	};
	return [...all.filter((item) => !isIssuer(item)), ...all.filter(isIssuer)];
}

/** Yields the certificates among the blocks of a file, at most one per turn, and `undefined` in between. */
function* eachCertificate(blocks: readonly PemBlock[]): Generator<Certificate | undefined> {
	for (const { label, data } of blocks) {
		yield undefined;
		if (label === 'X509 CRL') continue;
		const kind = sniff(data);
		// openssl appends trust settings to a trusted certificate.
		if (kind === 'certificate')
			yield certificateFromAsn1(Asn1.parse(data, label === undefined ? 'none' : 'allowed'));
		if (kind !== 'message') continue;
		const bundle: Certificate[] = [];
		for (const item of setOfBundle(data)) {
			const read = item.is(TAG.sequence) ? toResult(() => certificateFromAsn1(item)) : undefined;
			if (read?.ok) bundle.push(read.value);
			yield undefined;
		}
		yield* issuersLast(bundle);
	}
}

/** Certificates read between looks at the clock. */
const BATCH = 8;

/** Reads the certificates among the blocks of a file and yields to the event loop; skips keys. */
export async function certificatesIn(blocks: readonly PemBlock[]): Promise<Certificate[]> {
	const found: Certificate[] = [];
	const turn = new Turn();
	let read = 0;
	for (const certificate of eachCertificate(blocks)) {
		if (certificate) found.push(certificate);
		if (++read % BATCH === 0 && turn.isOver) await turn.end();
	}
	return found;
}

/**
 * Reads all certificates of a file: DER, PKCS#7 (.p7b), PEM blocks or base64, with or without line breaks. Throws
 * `damaged` if there is none or one is unreadable.
 */
export async function parseCertificates(input: Uint8Array | string): Promise<Certificate[]> {
	const certificates = await certificatesIn(readBlocks(input));
	if (certificates.length === 0) throw damaged(t`file without a certificate`);
	return certificates;
}

/** Reads a list of trusted certificates, as `parseCertificates` does. Duplicates are left out. */
export async function readCertificateList(input: Uint8Array | string): Promise<Certificate[]> {
	const certificates = await parseCertificates(input);
	return [...new Map(certificates.map((item) => [item.thumbprint, item])).values()];
}

/** Reads the first certificate of a file in any format of `parseCertificates`. */
export function parseCertificate(input: Uint8Array | string): Certificate {
	for (const certificate of eachCertificate(readBlocks(input))) if (certificate) return certificate;
	throw damaged(t`file without a certificate`);
}
