/**
 * GOST and RSA cryptography for documents: keys, certificates, CMS signatures and encryption.
 *
 * All functions take and give `Uint8Array`; they throw `GostError` only, whose `code` says what happened
 * and whose text holds no secret. Long work (hashing, decrypting) gives the event loop a turn every 256 KB.
 *
 * Standards: GOST R 34.10-2001/2012 (RFC 5832, 7091), GOST R 34.11-94/2012 (RFC 5831, 6986), GOST 28147-89
 * (RFC 5830, 4357), Magma and Kuznyechik (RFC 8891, 7801), CMS (RFC 5652, 4490, 9215, R 1323565.1.025-2019),
 * CAdES-BES (RFC 5126), XML signatures (W3C XML Signature 1.1, R 1323565.1.033-2020), X.509 (RFC 5280), PKCS#8 (RFC 5208, 9337), PKCS#12 (RFC 7292, 9548).
 */
export { GostError, type GostErrorCode } from './base/errors';

export { checkDates, isSignedBy, type Certificate, type DistinguishedName } from './x509/certificate';
export { parseCertificate, parseCertificates } from './x509/certificateFile';

export { openContainer, type ContainerFiles } from './keys/container';
export { openKeyFile } from './keys/open';
export { openPfx, type KeyFile } from './keys/pfx';
export { loadPrivateKey } from './keys/pkcs8';
export {
	checkKeyMatches,
	keyMatches,
	privateKeyToDer,
	type GostPrivateKey,
	type PrivateKey,
} from './keys/privateKey';

export { decrypt, decryptChunks } from './cms/decrypt';
export type { Recipient } from './cms/recipients';
export { signAttached, signAttachedStream, signDetached, type Signer, type SignOptions } from './cms/sign';
export { verifySignature, type SignatureReport, type SignerReport, type VerifyOptions } from './cms/verify';
export { verifyAttachedStream } from './cms/verifyStream';
export { signXml, type XmlSignOptions } from './xml/sign';
export {
	verifyXml,
	type XmlSignatureReport,
	type XmlSignerReport,
	type XmlVerifyOptions,
} from './xml/verify';
export { signRaw, verifyRaw, type ByteOrder } from './cms/rawSignature';

export { createHash } from './hash/hash';
export { toBinary, toPem } from './asn1/pem';
export type { Content } from './base/chunks';
