import { t } from '../../language';
import type { HashName } from '../hash/hash';
import { GostError } from '../base/errors';
import type { GostFamily } from '../x509/publicKey';
import type { Canonicalization } from './canonical';

/** Namespaces and transforms of W3C XML Signature 1.1 and Exclusive XML Canonicalization 1.0. */
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = `${DSIG}enveloped-signature`;
/** Elements of these namespaces belong to signatures and nothing else; the last one names keys in web services. */
const OF_SIGNATURES =
	/^http:\/\/(?:www\.w3\.org\/(?:2000\/09\/xmldsig#|2009\/xmldsig11#|2001\/10\/xml-exc-c14n#)|uri\.etsi\.org\/01903\/|docs\.oasis-open\.org\/wss\/)/;
/** Returns whether elements of a namespace belong to signatures. */
export const isOfSignatures = (uri: string): boolean => OF_SIGNATURES.test(uri);
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const INCLUSIVE_11 = 'http://www.w3.org/2006/12/xml-c14n11';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
/** Registered with IANA (IETF XML registry, ns cpxmlsec) by draft-smirnov-xmldsig, sections 7.1.1 and 7.1.2. */
const CP = 'urn:ietf:params:xml:ns:cpxmlsec:algorithms:';

/**
 * Digests: draft-smirnov-xmldsig, section 7.1.1; XML Encryption 1.1, section 5.8; RFC 9231, section 2.1; XML Signature
 * 1.1, section 6.2.
 */
const DIGESTS: ReadonlyMap<string, HashName> = new Map<string, HashName>([
	[`${CP}gostr34112012-256`, 'streebog256'],
	[`${CP}gostr34112012-512`, 'streebog512'],
	[`${MORE}gostr3411`, 'gost94'],
	[`${CP}gostr3411`, 'gost94'],
	[`${ENC}sha256`, 'sha256'],
	[`${MORE}sha384`, 'sha384'],
	[`${ENC}sha512`, 'sha512'],
	[`${DSIG}sha1`, 'sha1'],
]);

export interface XmlScheme {
	readonly family: GostFamily | 'rsa';
	readonly hash: HashName;
}

/**
 * Signatures: draft-smirnov-xmldsig, section 7.1.2; RFC 9231, section 2.3. The w3.org URIs of the 2001 algorithms come
 * from the first CryptoPro drafts (draft-chudov-cryptopro-cpxmldsig); programs of that time write them.
 */
const SIGNATURES: ReadonlyMap<string, XmlScheme> = new Map<string, XmlScheme>([
	[`${CP}gostr34102012-gostr34112012-256`, { family: 'gost2012-256', hash: 'streebog256' }],
	[`${CP}gostr34102012-gostr34112012-512`, { family: 'gost2012-512', hash: 'streebog512' }],
	[`${MORE}gostr34102001-gostr3411`, { family: 'gost2001', hash: 'gost94' }],
	[`${CP}gostr34102001-gostr3411`, { family: 'gost2001', hash: 'gost94' }],
	[`${MORE}rsa-sha256`, { family: 'rsa', hash: 'sha256' }],
	[`${MORE}rsa-sha384`, { family: 'rsa', hash: 'sha384' }],
	[`${MORE}rsa-sha512`, { family: 'rsa', hash: 'sha512' }],
	[`${DSIG}rsa-sha1`, { family: 'rsa', hash: 'sha1' }],
]);

/** Canonicalizations: XML Signature 1.1, section 6.5. */
const CANONICALIZATIONS: ReadonlyMap<string, Canonicalization> = new Map<string, Canonicalization>([
	[INCLUSIVE, { kind: 'inclusive', comments: false }],
	[`${INCLUSIVE}#WithComments`, { kind: 'inclusive', comments: true }],
	[INCLUSIVE_11, { kind: 'inclusive 1.1', comments: false }],
	[`${INCLUSIVE_11}#WithComments`, { kind: 'inclusive 1.1', comments: true }],
	[EXCLUSIVE, { kind: 'exclusive', comments: false }],
	[`${EXCLUSIVE}WithComments`, { kind: 'exclusive', comments: true }],
]);

function lookUp<T>(map: ReadonlyMap<string, T>, what: string, uri: string): T {
	const value = map.get(uri);
	if (value === undefined) throw new GostError('unsupported', t`Unsupported ${what}: ${uri.slice(0, 100)}`);
	return value;
}

/** Returns the digest algorithm of a URI. Throws `unsupported`, naming the URI, for others. */
export const digestByUri = (uri: string): HashName => lookUp(DIGESTS, t`digest algorithm`, uri);
/** Returns the signature scheme of a URI. Throws like `digestByUri`. */
export const schemeByUri = (uri: string): XmlScheme => lookUp(SIGNATURES, t`signature algorithm`, uri);
/** Returns the canonicalization of a URI. Throws like `digestByUri`. */
export const canonicalizationByUri = (uri: string): Canonicalization =>
	lookUp(CANONICALIZATIONS, t`canonicalization or transform`, uri);

function uriOf<T>(map: ReadonlyMap<string, T>, matches: (value: T) => boolean): string {
	for (const [uri, value] of map) if (matches(value)) return uri;
	throw new GostError('unsupported', t`Unsupported algorithm of an XML signature`);
}

/** Returns the URI to write for a digest algorithm, the first one in the table. */
export const digestUri = (hash: HashName): string => uriOf(DIGESTS, (value) => value === hash);
/** Returns the URI to write for a signature scheme. Throws `unsupported` if there is none. */
export const signatureUri = ({ family, hash }: XmlScheme): string =>
	uriOf(SIGNATURES, (value) => value.family === family && value.hash === hash);
/** Returns the URI to write for a canonicalization without comments. */
export const canonicalizationUri = (kind: Canonicalization['kind']): string =>
	uriOf(CANONICALIZATIONS, (value) => value.kind === kind && !value.comments);
