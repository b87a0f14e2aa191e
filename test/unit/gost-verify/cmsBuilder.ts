// Messages in every shape that a program, a mistake or a stranger gives them.
import type { Certificate, PrivateKey } from '../../../nodes/shared/gost';
import { digestOid } from '../../../nodes/shared/gost/algorithms/oids';
import { isConstructed, TAG, type Asn1 } from '../../../nodes/shared/gost/asn1/der';
import {
	algorithm,
	element,
	integer,
	nullValue,
	octetString,
	oid,
	sequence,
	setOf,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import { hash, type HashName } from '../../../nodes/shared/gost/hash/hash';
import { keyHash, signDigest } from '../../../nodes/shared/gost/keys/signDigest';
import { familyOid } from '../../../nodes/shared/gost/x509/publicKey';

export const TYPES = {
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingTime: '1.2.840.113549.1.9.5',
	counterSignature: '1.2.840.113549.1.9.6',
	timeStampInfo: '1.2.840.113549.1.9.16.1.4',
	certificateV1: '1.2.840.113549.1.9.16.2.12',
	certificateV2: '1.2.840.113549.1.9.16.2.47',
	contentHints: '1.2.840.113549.1.9.16.2.4',
} as const;

export interface SigningKey {
	readonly key: PrivateKey;
	readonly certificate: Certificate;
}

export const attribute = (type: string, ...values: readonly Uint8Array[]): Uint8Array =>
	sequence(oid(type), element(TAG.set, ...values));

export const time = (text: string): Uint8Array => element(TAG.utcTime, Buffer.from(text));

/** An element of indefinite length. */
export const indefinite = (tag: number, ...content: readonly Uint8Array[]): Uint8Array =>
	concat(Uint8Array.of(tag, 0x80), ...content, Uint8Array.of(0, 0));

/** The same element with a length of three octets. */
export const longLength = (tag: number, content: Uint8Array): Uint8Array =>
	concat(Uint8Array.of(tag, 0x83, content.length >> 16, content.length >> 8, content.length), content);

/** Re-encodes everything constructed with indefinite lengths. */
export function asIndefinite(node: Asn1): Uint8Array {
	return isConstructed(node.tag) ? indefinite(node.tag, ...node.children().map(asIndefinite)) : node.bytes;
}

export interface Ess {
	hash?: HashName;
	value?: Uint8Array;
	issuerSerial?: Uint8Array;
	/** Entries before the signer's. */
	before?: readonly Uint8Array[];
}

export const issuerSerialOf = ({ issuerDer, serialDer }: Certificate): Uint8Array =>
	sequence(sequence(tagged(4, issuerDer)), serialDer);

/** The value of SigningCertificateV2. */
export function essV2(certificate: Certificate, options: Ess = {}): Uint8Array {
	const name = options.hash ?? 'sha256';
	const id = sequence(
		...(name === 'sha256' ? [] : [algorithm(digestOid(name))]),
		octetString(options.value ?? hash(name, certificate.der)),
		...(options.issuerSerial ? [options.issuerSerial] : []),
	);
	return sequence(sequence(...(options.before ?? []), id));
}

/** The value of SigningCertificate, which is always SHA-1. */
export const essV1 = (certificate: Certificate, options: Ess = {}): Uint8Array =>
	essV2(certificate, { ...options, hash: 'sha256', value: options.value ?? hash('sha1', certificate.der) });

export interface MessageShape {
	content: Uint8Array;
	signer: SigningKey;
	contentType?: string;
	/** The content inside the message, as it is encoded; detached without it. */
	attached?: Uint8Array;
	hash?: HashName;
	/** Signed attributes; none for null. */
	attributes?: ((standard: Standard) => Uint8Array[]) | null;
	/** What is stored in place of the attributes under [0]. */
	stored?: (sorted: readonly Uint8Array[], asGiven: readonly Uint8Array[]) => Uint8Array;
	/** What is signed in place of the attributes in DER. */
	covered?: (sorted: readonly Uint8Array[], asGiven: readonly Uint8Array[], stored: Uint8Array) => Uint8Array;
	unsigned?: (signature: Uint8Array) => Uint8Array[];
	signatureAlgorithm?: Uint8Array;
	digestAlgorithms?: readonly Uint8Array[];
	digestAlgorithm?: Uint8Array;
	id?: Uint8Array;
	version?: number;
	signerVersion?: number;
	certificates?: readonly Uint8Array[] | null;
	revocation?: Uint8Array;
}

export interface Standard {
	type: Uint8Array;
	digest: Uint8Array;
	time: Uint8Array;
	ess: Uint8Array;
}

const sort = (items: readonly Uint8Array[]): Uint8Array[] => [...items].sort((a, b) => Buffer.compare(a, b));

/** Builds SignerInfo. */
export function signerInfo(shape: MessageShape): Uint8Array {
	const { key, certificate } = shape.signer;
	const name = shape.hash ?? keyHash(key);
	const digest = hash(name, shape.content);
	const given = shape.attributes === null ? undefined : shape.attributes;
	const standard: Standard = {
		type: attribute(TYPES.contentType, oid(shape.contentType ?? TYPES.data)),
		digest: attribute(TYPES.messageDigest, octetString(digest)),
		time: attribute(TYPES.signingTime, time('300101000000Z')),
		ess: attribute(TYPES.certificateV2, essV2(certificate, { issuerSerial: issuerSerialOf(certificate) })),
	};
	const list = (given ?? (({ type, digest: value, ess }) => [type, value, ess]))(standard);
	const sorted = sort(list);
	const stored = (shape.stored ?? ((items) => tagged(0, ...items)))(sorted, list);
	const covered = (shape.covered ?? ((items) => element(TAG.set, ...items)))(sorted, list, stored);
	const signed = shape.attributes === null ? digest : hash(name, covered);
	const signature = signDigest(key, name, signed);
	const unsigned = shape.unsigned?.(signature) ?? [];
	return sequence(
		integer(shape.signerVersion ?? 1),
		shape.id ?? sequence(certificate.issuerDer, certificate.serialDer),
		shape.digestAlgorithm ?? algorithm(digestOid(name)),
		...(shape.attributes === null ? [] : [stored]),
		shape.signatureAlgorithm ??
			(key.kind === 'rsa'
				? algorithm('1.2.840.113549.1.1.1', nullValue())
				: algorithm(familyOid(key.family))),
		octetString(signature),
		...(unsigned.length > 0 ? [setOf(unsigned, 0xa1)] : []),
	);
}

/** Builds SignedData around SignerInfos. */
export function message(shape: MessageShape, infos: readonly Uint8Array[] = [signerInfo(shape)]): Uint8Array {
	const { key, certificate } = shape.signer;
	const name = shape.hash ?? keyHash(key);
	const certificates = shape.certificates === undefined ? [certificate.der] : shape.certificates;
	const data = sequence(
		integer(shape.version ?? 1),
		element(TAG.set, ...(shape.digestAlgorithms ?? [algorithm(digestOid(name))])),
		sequence(oid(shape.contentType ?? TYPES.data), ...(shape.attached ? [tagged(0, shape.attached)] : [])),
		...(certificates ? [tagged(0, ...certificates)] : []),
		...(shape.revocation ? [tagged(1, shape.revocation)] : []),
		element(TAG.set, ...infos),
	);
	return sequence(oid(TYPES.signedData), tagged(0, data));
}
