import { t } from '../../language';
import { digestByOid, OID } from '../algorithms/oids';
import { TAG, type Asn1 } from '../asn1/der';
import { toBinary } from '../asn1/pem';
import { readAlgorithm, readContentInfo, type AlgorithmIdentifier } from '../asn1/structures';
import { damaged } from '../base/errors';
import { toResult } from '../base/result';
import type { HashName } from '../hash/hash';

/** One signature of a message (RFC 5652, section 5.3). */
export interface SignerInfo {
	readonly id: Asn1;
	readonly digestOid: string;
	/** The signed attributes under their tag [0]; undefined if there are none. */
	readonly signed: Asn1 | undefined;
	readonly algorithm: AlgorithmIdentifier;
	/** The signature value. */
	readonly signature: Uint8Array;
	/** The unsigned attributes under their tag [1]. */
	readonly unsigned: Asn1 | undefined;
}

export interface SignedData {
	readonly digestOids: ReadonlySet<string>;
	readonly contentType: string;
	readonly content: Asn1 | undefined;
	/** CertificateSet under its tag [0]. */
	readonly certificates: Asn1 | undefined;
	/** RevocationInfoChoices under its tag [1]. */
	readonly revocation: Asn1 | undefined;
	readonly signers: readonly SignerInfo[];
}

const MAX_SIGNERS = 64;

/** Reads SignerInfo without checking it. */
export function readSigner(node: Asn1): SignerInfo {
	const reader = node.reader();
	reader.next(TAG.integer);
	const id = reader.next();
	const digestOid = readAlgorithm(reader.next()).oid;
	const signed = reader.optional(0xa0);
	const algorithm = readAlgorithm(reader.next());
	const signature = reader.next().octetString();
	const unsigned = reader.optional(0xa1);
	reader.end();
	return { id, digestOid, signed, algorithm, signature, unsigned };
}

/** Reads SignedData (RFC 5652, section 5.1) without checking it. Throws `damaged` or `unsupported`. */
export function readSignedData(input: Uint8Array | string): SignedData {
	const reader = readContentInfo(toBinary(input), OID.signedData).reader();
	reader.next(TAG.integer);
	const digestOids = new Set(
		reader
			.next()
			.children(TAG.set)
			.map((item) => readAlgorithm(item).oid),
	);
	const encapsulated = reader.next().reader();
	const contentType = encapsulated.next().oid();
	const content = encapsulated.optional(0xa0)?.onlyChild();
	encapsulated.end();
	if (content && (content.tag & ~0x20) !== TAG.octetString)
		throw damaged(t`content that is not an OCTET STRING`);
	const certificates = reader.optional(0xa0);
	const revocation = reader.optional(0xa1);
	const infos = reader.next().children(TAG.set);
	reader.end();
	if (infos.length > MAX_SIGNERS) throw damaged(t`too many signatures`);
	return { digestOids, contentType, content, certificates, revocation, signers: infos.map(readSigner) };
}

/** Returns the hashes with which the signers hash the content. */
export function digestNames({ signers }: SignedData): Set<HashName> {
	const names = signers.flatMap(({ digestOid }) => {
		const name = toResult(() => digestByOid(digestOid));
		return name.ok ? [name.value] : [];
	});
	return new Set(names);
}
