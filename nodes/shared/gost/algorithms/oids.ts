import { t } from '../../language';
import { unsupported } from '../base/errors';
import type { HashName } from '../hash/hash';

/** Object identifiers used by more than one file. */
export const OID = {
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	envelopedData: '1.2.840.113549.1.7.3',
	encryptedData: '1.2.840.113549.1.7.6',
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingTime: '1.2.840.113549.1.9.5',
	counterSignature: '1.2.840.113549.1.9.6',
	timeStampInfo: '1.2.840.113549.1.9.16.1.4',
	signingCertificate: '1.2.840.113549.1.9.16.2.12',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
	rsa: '1.2.840.113549.1.1.1',
	rsaOaep: '1.2.840.113549.1.1.7',
	mgf1: '1.2.840.113549.1.1.8',
	rsaPss: '1.2.840.113549.1.1.10',
	gost2001: '1.2.643.2.2.19',
	gost2001Dh: '1.2.643.2.2.98',
	gost256: '1.2.643.7.1.1.1.1',
	gost512: '1.2.643.7.1.1.1.2',
	agreement256: '1.2.643.7.1.1.6.1',
	agreement512: '1.2.643.7.1.1.6.2',
	gost28147: '1.2.643.2.2.21',
	cryptoProWrap: '1.2.643.2.2.13.1',
	noneWrap: '1.2.643.2.2.13.0',
	magmaCtr: '1.2.643.7.1.1.5.1.1',
	magmaCtrOmac: '1.2.643.7.1.1.5.1.2',
	kuznyechikCtr: '1.2.643.7.1.1.5.2.1',
	kuznyechikCtrOmac: '1.2.643.7.1.1.5.2.2',
	magmaWrap: '1.2.643.7.1.1.7.1.1',
	kuznyechikWrap: '1.2.643.7.1.1.7.2.1',
	omacAttribute: '1.2.643.7.1.0.6.1.1',
	gost94: '1.2.643.2.2.9',
	gost94ParamSet: '1.2.643.2.2.30.1',
	streebog256: '1.2.643.7.1.1.2.2',
	streebog512: '1.2.643.7.1.1.2.3',
	tc26SBoxZ: '1.2.643.7.1.2.5.1.1',
} as const;

/** Creates a lookup that throws `unsupported` for an unknown identifier. */
const lookup =
	<T>(what: string, table: ReadonlyMap<string, T>) =>
	(oid: string): T => {
		const found = table.get(oid);
		if (found === undefined) throw unsupported(what, oid);
		return found;
	};

/** Digest algorithms: RFC 9215, section 2; RFC 4490, section 2.1; RFC 5754, section 2. */
const DIGESTS: ReadonlyMap<string, HashName> = new Map<string, HashName>([
	[OID.gost94, 'gost94'],
	[OID.streebog256, 'streebog256'],
	[OID.streebog512, 'streebog512'],
	['1.3.14.3.2.26', 'sha1'],
	['2.16.840.1.101.3.4.2.1', 'sha256'],
	['2.16.840.1.101.3.4.2.2', 'sha384'],
	['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Returns the hash of a digest algorithm identifier. */
export const digestByOid = lookup(t`digest algorithm`, DIGESTS);

/** Returns the digest algorithm identifier of a hash. */
export function digestOid(name: HashName): string {
	for (const [oid, known] of DIGESTS) if (known === name) return oid;
	throw unsupported(t`digest algorithm`, name);
}

/** Returns the hash of the MAC of a PFX file: what programs that write keys offer, weak ones too (RFC 7292, section 4). */
export const macDigestByOid = lookup(
	t`digest algorithm`,
	new Map<string, HashName>([
		...DIGESTS,
		['1.2.840.113549.2.5', 'md5'],
		['2.16.840.1.101.3.4.2.4', 'sha224'],
		['2.16.840.1.101.3.4.2.5', 'sha512-224'],
		['2.16.840.1.101.3.4.2.6', 'sha512-256'],
		['2.16.840.1.101.3.4.2.7', 'sha3-224'],
		['2.16.840.1.101.3.4.2.8', 'sha3-256'],
		['2.16.840.1.101.3.4.2.9', 'sha3-384'],
		['2.16.840.1.101.3.4.2.10', 'sha3-512'],
	]),
);

/** Returns the HMAC hash of a pseudorandom function of PBKDF2 (RFC 8018, appendix B.1.2; RFC 9337, section 4). */
export const prfByOid = lookup(
	t`pseudorandom function`,
	new Map<string, HashName>([
		['1.2.840.113549.2.6', 'md5'],
		['1.2.840.113549.2.7', 'sha1'],
		['1.2.840.113549.2.8', 'sha224'],
		['1.2.840.113549.2.9', 'sha256'],
		['1.2.840.113549.2.10', 'sha384'],
		['1.2.840.113549.2.11', 'sha512'],
		['1.2.840.113549.2.12', 'sha512-224'],
		['1.2.840.113549.2.13', 'sha512-256'],
		['1.2.643.2.2.10', 'gost94'],
		['1.2.643.7.1.1.4.1', 'streebog256'],
		['1.2.643.7.1.1.4.2', 'streebog512'],
	]),
);

/** The key type that a signature algorithm takes, and its hash if the identifier fixes one. */
interface SignatureScheme {
	readonly family: 'gost2001' | 'gost2012-256' | 'gost2012-512' | 'rsa' | 'rsa-pss';
	readonly hash?: HashName;
}

/** Returns the scheme of a signature algorithm identifier. */
export const signatureByOid = lookup(
	t`signature algorithm`,
	new Map<string, SignatureScheme>([
		[OID.gost2001, { family: 'gost2001' }],
		['1.2.643.2.2.3', { family: 'gost2001', hash: 'gost94' }],
		[OID.gost256, { family: 'gost2012-256' }],
		['1.2.643.7.1.1.3.2', { family: 'gost2012-256', hash: 'streebog256' }],
		[OID.gost512, { family: 'gost2012-512' }],
		['1.2.643.7.1.1.3.3', { family: 'gost2012-512', hash: 'streebog512' }],
		[OID.rsa, { family: 'rsa' }],
		['1.2.840.113549.1.1.5', { family: 'rsa', hash: 'sha1' }],
		['1.2.840.113549.1.1.11', { family: 'rsa', hash: 'sha256' }],
		['1.2.840.113549.1.1.12', { family: 'rsa', hash: 'sha384' }],
		['1.2.840.113549.1.1.13', { family: 'rsa', hash: 'sha512' }],
		[OID.rsaPss, { family: 'rsa-pss' }],
	]),
);

/** Attribute types of distinguished names (RFC 4519, and order 795 of the Russian FSB for the Russian ones). */
const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map([
	['2.5.4.3', 'CN'],
	['2.5.4.4', 'SN'],
	['2.5.4.5', 'serialNumber'],
	['2.5.4.6', 'C'],
	['2.5.4.7', 'L'],
	['2.5.4.8', 'ST'],
	['2.5.4.9', 'street'],
	['2.5.4.10', 'O'],
	['2.5.4.11', 'OU'],
	['2.5.4.12', 'title'],
	['2.5.4.42', 'GN'],
	['0.9.2342.19200300.100.1.25', 'DC'],
	['1.2.840.113549.1.9.1', 'email'],
	['1.2.840.113549.1.9.2', 'unstructuredName'],
	['1.2.643.3.131.1.1', 'INN'],
	['1.2.643.100.4', 'INNLE'],
	['1.2.643.100.1', 'OGRN'],
	['1.2.643.100.3', 'SNILS'],
	['1.2.643.100.5', 'OGRNIP'],
]);

/** Returns the short name of an attribute type, or the dotted identifier if this table has none. */
export function attributeName(oid: string): string {
	return ATTRIBUTE_NAMES.get(oid) ?? oid;
}
