import { toResult } from '../base/result';
import { equal } from '../base/bytes';
import { type Certificate } from '../x509/certificate';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { sBoxByOid } from '../cipher/sBox';
import { keg, vko, type Point } from '../curve/curves';
import { Asn1, TAG } from '../asn1/der';
import { damaged, GostError, unsupported } from '../base/errors';
import { cryptoProUnwrap, gost28147Unwrap, kimp15, type KexpCipher } from '../cipher/keyWrap';
import { digestByOid, OID } from '../algorithms/oids';
import type { GostPrivateKey, PrivateKey } from '../keys/privateKey';
import { importPublicKey, parsePublicKeyInfo, type PublicKey } from '../x509/publicKey';
import { rsaDecryptPkcs1, rsaDecryptOaep } from '../algorithms/rsa';

/** Who opens a message. Without a certificate every recipient of the key's kind is tried. */
export interface Recipient {
	readonly key: PrivateKey;
	readonly certificate?: Certificate;
	/** Certificates of possible senders, for messages whose sender's key is not in them. */
	readonly senders?: readonly Certificate[];
}

/** Certificates that came with a message, and the content cipher, which settles the key wrap of some. */
export interface MessageContext {
	readonly certificates: readonly Certificate[];
	readonly contentOid: string;
	readonly keyLength: number;
}

/** One copy of the content key. */
export interface RecipientKey {
	readonly names: Asn1;
	unwrap(recipient: Recipient, context: MessageContext): Uint8Array;
}

/** Whether a RecipientIdentifier or SignerIdentifier (issuer and serial, or [0] key id) names the certificate. */
export function identifies(id: Asn1, certificate: Certificate): boolean {
	if (id.is(TAG.sequence)) {
		const reader = id.reader();
		const issuer = reader.next(TAG.sequence);
		const serial = reader.next(TAG.integer);
		return equal(issuer.bytes, certificate.issuerDer) && equal(serial.bytes, certificate.serialDer);
	}
	const { subjectKeyId } = certificate;
	if (!subjectKeyId) return false;
	if (id.is(0x80)) return equal(id.content, subjectKeyId);
	if (!id.is(0xa0)) return false;
	const [first] = id.children();
	return first !== undefined && equal(first.octets(), subjectKeyId);
}

function gostKey(recipient: Recipient): GostPrivateKey {
	if (recipient.key.kind !== 'gost') throw new GostError('key-mismatch', 'The message needs a GOST key');
	return recipient.key;
}

function pointOn(key: GostPrivateKey, other: PublicKey): Point {
	if (other.kind !== 'gost' || other.curve.name !== key.curve.name) {
		throw damaged("a sender's key on another curve");
	}
	return other.point;
}

function kexpCipher(oid: string): KexpCipher | undefined {
	switch (oid) {
		case OID.magmaWrap:
		case OID.magmaCtr:
		case OID.magmaCtrOmac:
			return 'magma';
		case OID.kuznyechikWrap:
		case OID.kuznyechikCtr:
		case OID.kuznyechikCtrOmac:
			return 'kuznyechik';
		default:
			return undefined;
	}
}

/** KEG and KImp15 (R 1323565.1.025-2019 6; RFC 9189 8.2.1, 8.3.1). */
function unwrapKexp(
	key: GostPrivateKey,
	point: Point,
	ukm: Uint8Array,
	cipher: KexpCipher,
	wrapped: Uint8Array,
): Uint8Array {
	const macLength = cipher === 'magma' ? 8 : 16;
	if (ukm.length !== 32 || wrapped.length !== 32 + macLength) throw damaged('an encrypted key');
	const keys = keg(key.curve, key.d, point, ukm);
	const iv = ukm.subarray(24, 24 + macLength / 2);
	return kimp15(cipher, keys.subarray(0, 32), keys.subarray(32), iv, wrapped);
}

/** VKO and the CryptoPro key wrap (RFC 4490 4, RFC 9215, RFC 4357 6.4). */
function unwrapGost28147(
	key: GostPrivateKey,
	point: Point,
	ukm: Uint8Array,
	sBoxOid: string,
	encryptedKey: Asn1,
	diversified: boolean,
): Uint8Array {
	const reader = encryptedKey.children().values();
	const encrypted = reader.next().value;
	let mac = reader.next().value;
	if (mac?.is(0x80)) mac = reader.next().value;
	if (!encrypted || !mac) throw damaged('an encrypted key');
	const value = encrypted.octetString();
	const check = mac.octetString();
	if (ukm.length !== 8) throw damaged('an encrypted key');
	const kek = vko(key.curve, key.d, point, ukm, key.family === 'gost2001' ? 'gost94' : 'streebog256');
	const unwrap = diversified ? cryptoProUnwrap : gost28147Unwrap;
	return unwrap(kek, ukm, value, check, sBoxByOid(sBoxOid));
}

/** GostR3410-KeyTransport of RFC 4490 4.2.1: wrapped key and [0] { S-box, [0] ephemeral key, ukm }. */
function transportGost28147(transport: Asn1, recipient: Recipient, context: MessageContext): Uint8Array {
	const key = gostKey(recipient);
	const reader = transport.reader();
	const wrapped = reader.next(TAG.sequence);
	const parameters = reader.next(0xa0).children();
	const sBoxOid = parameters[0]?.oid() ?? '';
	const ephemeral = parameters.find((item) => item.is(0xa0));
	const ukm = parameters.find((item) => item.is(TAG.octetString));
	if (!ukm) throw damaged('an encrypted key without key material');
	if (!ephemeral) {
		return trySenders(recipient, context, key, (point) =>
			unwrapGost28147(key, point, ukm.octets(), sBoxOid, wrapped, true),
		);
	}
	// An implicit tag stands in place of SEQUENCE; the structure is put back for the parser.
	const info = parsePublicKeyInfo(asSequence(ephemeral));
	return unwrapGost28147(key, pointOn(key, importPublicKey(info)), ukm.octets(), sBoxOid, wrapped, true);
}

function asSequence(node: Asn1): Asn1 {
	const copy = node.bytes.slice();
	copy[0] = TAG.sequence;
	return Asn1.parse(copy);
}

/** GostR3410-KeyTransport of R 1323565.1.025-2019: { encryptedKey, ephemeralPublicKey, ukm }. */
function transportKexp(transport: Asn1, cipher: KexpCipher, recipient: Recipient): Uint8Array {
	const key = gostKey(recipient);
	const reader = transport.reader();
	const wrapped = reader.next().octetString();
	const info = parsePublicKeyInfo(reader.next(TAG.sequence));
	const ukm = reader.next().octetString();
	return unwrapKexp(key, pointOn(key, importPublicKey(info)), ukm, cipher, wrapped);
}

function unwrapTransport(
	algorithm: AlgorithmIdentifier,
	encryptedKey: Uint8Array,
	recipient: Recipient,
	context: MessageContext,
): Uint8Array {
	if (algorithm.oid === OID.rsa || algorithm.oid === OID.rsaOaep) {
		if (recipient.key.kind !== 'rsa') throw new GostError('key-mismatch', 'The message needs an RSA key');
		if (algorithm.oid === OID.rsa) return rsaDecryptPkcs1(recipient.key.key, encryptedKey, context.keyLength);
		const hashField = algorithm.parameters?.is(TAG.sequence)
			? algorithm.parameters.children().find((field) => field.is(0xa0))
			: undefined;
		const name = hashField ? digestByOid(readAlgorithm(hashField.onlyChild()).oid) : 'sha1';
		return rsaDecryptOaep(recipient.key.key, name, encryptedKey);
	}
	const known: readonly string[] = [
		OID.gost2001,
		OID.gost256,
		OID.gost512,
		OID.magmaWrap,
		OID.kuznyechikWrap,
	];
	if (!known.includes(algorithm.oid)) throw unsupported('key transport', algorithm.oid);
	const transport = Asn1.parse(encryptedKey);
	const [first] = transport.children(TAG.sequence);
	if (first?.is(TAG.sequence)) return transportGost28147(transport, recipient, context);
	const cipher = kexpCipher(algorithm.oid) ?? kexpCipher(context.contentOid);
	if (!cipher) throw damaged('an encrypted key');
	return transportKexp(transport, cipher, recipient);
}

function keyTransport(info: Asn1): RecipientKey {
	const reader = info.reader();
	reader.next(TAG.integer);
	const names = reader.next();
	const algorithm = readAlgorithm(reader.next());
	const encryptedKey = reader.next().octetString();
	return {
		names,
		unwrap: (recipient, context) => unwrapTransport(algorithm, encryptedKey, recipient, context),
	};
}

/** Tries the keys of all certificates at hand as the sender's; the check value of the key wrap decides. */
function trySenders(
	recipient: Recipient,
	context: MessageContext,
	key: GostPrivateKey,
	unwrap: (point: Point) => Uint8Array,
	originator?: Asn1,
): Uint8Array {
	const all = [...context.certificates, ...(recipient.senders ?? [])];
	const named = originator ? all.filter((item) => identifies(originator, item)) : all;
	for (const certificate of named.slice(0, 16)) {
		const opened = toResult(() => unwrap(pointOn(key, importPublicKey(certificate.publicKey))));
		if (opened.ok) return opened.value;
	}
	throw new GostError('bad-argument', "The sender's certificate is needed to decrypt this message");
}

/** Key agreement (RFC 5652 6.2.2; RFC 4490 4.1; R 1323565.1.025-2019 6.1). */
function* keyAgreement(info: Asn1): Generator<RecipientKey> {
	const fields = info.children();
	const originator = fields.find((item) => item.is(0xa0))?.onlyChild();
	const material = fields
		.find((item) => item.is(0xa1))
		?.onlyChild()
		.octetString();
	const sequences = fields.filter((item) => item.is(TAG.sequence));
	if (!originator || !material || sequences.length !== 2) throw damaged('a key agreement');
	const algorithm = readAlgorithm(sequences[0]);
	for (const entry of sequences[1].children(TAG.sequence)) {
		const reader = entry.reader();
		const names = reader.next();
		const encryptedKey = reader.next().octetString();
		yield {
			names,
			unwrap: (recipient, context) => {
				const key = gostKey(recipient);
				const open = (point: Point): Uint8Array =>
					unwrapAgreed(algorithm, key, point, material, encryptedKey, context);
				if (!originator.is(0xa1)) return trySenders(recipient, context, key, open, originator);
				return open(pointOn(key, originatorKey(originator, key)));
			},
		};
	}
}

/** OriginatorPublicKey: the parameters may be left out, they are those of the recipient's key then. */
function originatorKey(originator: Asn1, key: GostPrivateKey): PublicKey {
	const info = parsePublicKeyInfo(asSequence(originator));
	return importPublicKey(info.curveOid === undefined ? { ...info, curveOid: key.curveOid } : info);
}

function unwrapAgreed(
	algorithm: AlgorithmIdentifier,
	key: GostPrivateKey,
	point: Point,
	material: Uint8Array,
	encryptedKey: Uint8Array,
	context: MessageContext,
): Uint8Array {
	const wrap = algorithm.parameters?.is(TAG.sequence) ? readAlgorithm(algorithm.parameters) : undefined;
	const wrapOid = wrap?.oid ?? algorithm.oid;
	const cipher = kexpCipher(wrapOid) ?? kexpCipher(algorithm.oid);
	if (cipher) return unwrapKexp(key, point, material, cipher, kexpValue(encryptedKey));
	if (wrapOid !== OID.cryptoProWrap && wrapOid !== OID.noneWrap) {
		const fallback = kexpCipher(context.contentOid);
		if (!fallback || wrap) throw unsupported('key agreement', wrapOid);
		return unwrapKexp(key, point, material, fallback, kexpValue(encryptedKey));
	}
	const sBoxOid = wrap?.parameters?.children(TAG.sequence)[0]?.oid() ?? OID.tc26SBoxZ;
	return unwrapGost28147(
		key,
		point,
		material,
		sBoxOid,
		Asn1.parse(encryptedKey),
		wrapOid === OID.cryptoProWrap,
	);
}

/** The standard puts the wrapped key into the OCTET STRING as it is; some programs nest it once more. */
function kexpValue(encryptedKey: Uint8Array): Uint8Array {
	if (encryptedKey.length === 40 || encryptedKey.length === 48) return encryptedKey;
	const inner = Asn1.parse(encryptedKey);
	return inner.is(TAG.sequence) ? inner.reader().next().octetString() : inner.octetString();
}

/** Copies of the content key in a SET OF RecipientInfo; passwords and symmetric keys are passed over. */
export function* recipientKeys(set: Asn1): Generator<RecipientKey> {
	for (const info of set.children(TAG.set)) {
		if (info.is(TAG.sequence)) yield keyTransport(info);
		else if (info.is(0xa1)) yield* keyAgreement(info);
	}
}
