/**
 * GOST and RSA cryptography for documents: keys, certificates, CMS signatures and encryption.
 *
 * Every function works on `Uint8Array` and throws only `GostError`: its `code` says what happened, its message never
 * contains a secret. Hashing and decryption yield to the event loop at least every 256 KB.
 *
 * This is the only entry point for code outside this folder. XML signatures have their own, `xml/index.ts`, so that the
 * XML parser loads only when it is used.
 *
 * Standards: GOST R 34.10-2001/2012 (RFC 5832, 7091), GOST R 34.11-94/2012 (RFC 5831, 6986), GOST 28147-89 (RFC 5830,
 * 4357), Magma and Kuznyechik (RFC 8891, 7801), CMS (RFC 5652, 4490, 9215, R 1323565.1.025-2019), CAdES-BES (RFC 5126),
 * X.509 (RFC 5280), PKCS#8 (RFC 5208, 9337), PKCS#12 (RFC 7292, 9548).
 */
export { chunked, Turn, yieldToEventLoop, type Content } from './base/chunks';
export { GostError, type GostErrorCode } from './base/errors';
export { toResult } from './base/result';

export { createHash } from './hash/hash';

export { toBinary, toPem } from './asn1/pem';
export { OID } from './algorithms/oids';

export { checkDates, isSignedBy, type Certificate, type DistinguishedName } from './x509/certificate';
export { parseCertificate, parseCertificates, readCertificateList } from './x509/certificateFile';
export { readRevocationListFile, type RevocationList } from './x509/crl';
export { checkKeyPeriod, keyPeriod, KeyPeriodError } from './x509/keyPeriod';
export type { PathResult } from './x509/path';
export { gostFamily } from './x509/publicKey';

export type { ContainerFiles } from './keys/containerFiles';
export { isPfx, openContainer, openContainerRing, openKeyFile, openKeyRing } from './keys/open';
export { openPfx } from './keys/pfx';
export { loadPrivateKey } from './keys/pkcs8';
export {
	checkKeyMatches,
	keyMatches,
	privateKeyToDer,
	type GostPrivateKey,
	type PrivateKey,
} from './keys/privateKey';
export type { KeyChoice, KeyFile, KeyRing } from './keys/ring';

export { decrypt, decryptChunks, recipientsOf } from './cms/decrypt';
export type { Unchecked } from './cms/levels';
export { messageType, type CertificateId } from './cms/message';
export { MISSING_CERTIFICATE, UNSUPPLIED_CERTIFICATE } from './cms/signer';
export { PARTIAL, summarize } from './cms/summary';
export type { TimeStampReport } from './cms/timeStamp';
export { signRaw, verifyRaw, type ByteOrder } from './cms/rawSignature';
export type { Recipient } from './cms/recipients';
export { signAttached, signAttachedStream, signDetached, type Signer, type SignOptions } from './cms/sign';
export {
	signerCertificates,
	verifySignature,
	type SignatureReport,
	type SignerReport,
	type VerifyOptions,
} from './cms/verify';
export { attachedContent, verifyAttachedStream } from './cms/verifyStream';
