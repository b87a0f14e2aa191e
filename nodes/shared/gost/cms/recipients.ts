import { t } from '../../language';
import { digestByOid, OID } from '../algorithms/oids';
import { rsaDecryptOaep, rsaDecryptPkcs1 } from '../algorithms/rsa';
import { Asn1, TAG } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { Turn } from '../base/chunks';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResult } from '../base/result';
import { cryptoProUnwrap, gost28147Unwrap, kimp15, type KexpCipher } from '../cipher/keyWrap';
import { sBoxByOid } from '../cipher/sBox';
import { keg, vko, type Point } from '../curve/curves';
import { GostPrivateKey, type PrivateKey } from '../keys/privateKey';
import type { Certificate } from '../x509/certificate';
import { importPublicKey, parsePublicKeyInfo, type PublicKey } from '../x509/publicKey';
import { identifies } from './message';

/**
 * The recipient that opens a message. Without a certificate, every copy of the content key for this type of key is
 * tried.
 */
export interface Recipient {
	readonly key: PrivateKey;
	readonly certificate?: Certificate;
	/** Further pairs of the same owner; the message names the one that opens it. Only with a certificate. */
	readonly alternatives?: ReadonlyArray<{ readonly key: PrivateKey; readonly certificate: Certificate }>;
	/** Certificates of possible senders, for messages that do not include the sender's key. */
	readonly senders?: readonly Certificate[];
}

/** What unwrapping needs from the message: its certificates and its content cipher. */
export interface MessageContext {
	readonly certificates: readonly Certificate[];
	/** Determines the key wrap when the recipient does not name one. */
	readonly contentOid: string;
	readonly keyLength: number;
	/** Bounds the work for one message. */
	readonly agreements: Agreements;
}

/** Maximum number of key agreements for a message. Each takes several milliseconds. */
const MAX_AGREEMENTS = 128;

/** Counts the key agreements of a message and yields to the event loop between them. */
export class Agreements {
	readonly turn = new Turn();

	private left = MAX_AGREEMENTS;

	/** Throws `unsupported` when the message has asked for too many. */
	async next(): Promise<void> {
		if (this.left-- === 0) {
			throw new GostError('unsupported', t`Too many copies of the key and senders in one message`);
		}
		if (this.turn.isOver) await this.turn.end();
	}
}

/** A copy of the content key, wrapped for one recipient. */
export interface RecipientKey {
	readonly recipientId: Asn1;
	unwrap(recipient: Recipient, context: MessageContext): Promise<Uint8Array>;
}

/** Maximum number of certificates tried as the sender's. */
const MAX_SENDERS = 16;

const KEXP_CIPHERS: ReadonlyMap<string, KexpCipher> = new Map<string, KexpCipher>([
	[OID.magmaWrap, 'magma'],
	[OID.magmaCtr, 'magma'],
	[OID.magmaCtrOmac, 'magma'],
	[OID.kuznyechikWrap, 'kuznyechik'],
	[OID.kuznyechikCtr, 'kuznyechik'],
	[OID.kuznyechikCtrOmac, 'kuznyechik'],
]);

const GOST_TRANSPORT: ReadonlySet<string> = new Set([
	OID.gost2001,
	OID.gost256,
	OID.gost512,
	OID.magmaWrap,
	OID.kuznyechikWrap,
]);

function gostKey({ key }: Recipient): GostPrivateKey {
	if (key.kind !== 'gost') throw new GostError('key-mismatch', t`The message requires a GOST key`);
	return key;
}

function pointOn(key: GostPrivateKey, other: PublicKey): Point {
	if (other.kind !== 'gost' || other.curve.name !== key.curve.name) {
		throw damaged(t`sender's key on another curve`);
	}
	return other.point;
}

/** Restores the SEQUENCE tag that an implicit tag replaces. */
function asSequence(node: Asn1): Asn1 {
	const copy = node.bytes.slice();
	copy[0] = TAG.sequence;
	return Asn1.parse(copy);
}

/** Unwraps a key with KEG and KImp15 (R 1323565.1.025-2019, section 6; RFC 9189, sections 8.2.1 and 8.3.1). */
function unwrapKexp(
	key: GostPrivateKey,
	point: Point,
	ukm: Uint8Array,
	cipher: KexpCipher,
	wrapped: Uint8Array,
): Uint8Array {
	const macLength = cipher === 'magma' ? 8 : 16;
	if (ukm.length !== 32 || wrapped.length !== 32 + macLength) throw damaged(t`invalid encrypted key`);
	const keys = keg(key.curve, GostPrivateKey.numberOf(key), point, ukm);
	const iv = ukm.subarray(24, 24 + macLength / 2);
	return kimp15(cipher, keys.subarray(0, 32), keys.subarray(32), iv, wrapped);
}

/**
 * Unwraps a key with VKO and the key unwraps of RFC 4357, section 6.2 or, if `diversified`, 6.4 (RFC 4490, section 4;
 * RFC 9215).
 */
function unwrapGost28147(
	key: GostPrivateKey,
	point: Point,
	ukm: Uint8Array,
	sBoxOid: string,
	encryptedKey: Asn1,
	diversified: boolean,
): Uint8Array {
	const [encrypted, ...rest] = encryptedKey.children();
	const mac = rest[0]?.is(0x80) ? rest[1] : rest[0];
	if (!encrypted || !mac) throw damaged(t`invalid encrypted key`);
	const value = encrypted.octetString();
	const check = mac.octetString();
	if (ukm.length !== 8) throw damaged(t`invalid encrypted key`);
	const hashName = key.family === 'gost2001' ? 'gost94' : 'streebog256';
	const kek = vko(key.curve, GostPrivateKey.numberOf(key), point, ukm, hashName);
	const unwrap = diversified ? cryptoProUnwrap : gost28147Unwrap;
	return unwrap(kek, ukm, value, check, sBoxByOid(sBoxOid));
}

/** Tries each known certificate as the sender's; the MAC of the key wrap identifies the right one. */
async function trySenders(
	{ senders = [] }: Recipient,
	{ certificates, agreements }: MessageContext,
	key: GostPrivateKey,
	unwrap: (point: Point) => Uint8Array,
	originator?: Asn1,
): Promise<Uint8Array> {
	const all = [...certificates, ...senders];
	const named = originator ? all.filter((item) => identifies(originator, item)) : all;
	for (const { publicKey } of named.slice(0, MAX_SENDERS)) {
		await agreements.next();
		const unwrapped = toResult(() => unwrap(pointOn(key, importPublicKey(publicKey))));
		if (unwrapped.ok) return unwrapped.value;
	}
	throw new GostError('bad-argument', t`Decrypting this message requires the sender's certificate`);
}

/** GostR3410-KeyTransport (RFC 4490, section 4.2.1): { wrapped key, [0] { S-box, [0] ephemeral key, ukm } }. */
async function transportGost28147(
	transport: Asn1,
	recipient: Recipient,
	context: MessageContext,
): Promise<Uint8Array> {
	const key = gostKey(recipient);
	const reader = transport.reader();
	const wrapped = reader.next(TAG.sequence);
	const parameters = reader.next(0xa0).children();
	const sBoxOid = parameters[0]?.oid() ?? '';
	const ephemeral = parameters.find((item) => item.is(0xa0));
	const ukm = parameters.find((item) => item.is(TAG.octetString));
	if (!ukm) throw damaged(t`encrypted key without key material`);
	const unwrap = (point: Point): Uint8Array =>
		unwrapGost28147(key, point, ukm.octets(), sBoxOid, wrapped, true);
	if (!ephemeral) return await trySenders(recipient, context, key, unwrap);
	await context.agreements.next();
	return unwrap(pointOn(key, importPublicKey(parsePublicKeyInfo(asSequence(ephemeral)))));
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

async function unwrapTransport(
	{ oid, parameters }: AlgorithmIdentifier,
	encryptedKey: Uint8Array,
	recipient: Recipient,
	context: MessageContext,
): Promise<Uint8Array> {
	if (oid === OID.rsa || oid === OID.rsaOaep) {
		const { key } = recipient;
		if (key.kind !== 'rsa') throw new GostError('key-mismatch', t`The message requires an RSA key`);
		if (oid === OID.rsa) return rsaDecryptPkcs1(key.key, encryptedKey, context.keyLength);
		const hashField = parameters?.is(TAG.sequence)
			? parameters.children().find((field) => field.is(0xa0))
			: undefined;
		const name = hashField ? digestByOid(readAlgorithm(hashField.onlyChild()).oid) : 'sha1';
		return rsaDecryptOaep(key.key, name, encryptedKey);
	}
	if (!GOST_TRANSPORT.has(oid)) throw unsupported(t`key transport`, oid);
	const transport = Asn1.parse(encryptedKey);
	const [first] = transport.children(TAG.sequence);
	if (first?.is(TAG.sequence)) return await transportGost28147(transport, recipient, context);
	const cipher = KEXP_CIPHERS.get(oid) ?? KEXP_CIPHERS.get(context.contentOid);
	if (!cipher) throw damaged(t`invalid encrypted key`);
	await context.agreements.next();
	return transportKexp(transport, cipher, recipient);
}

/** KeyTransRecipientInfo (RFC 5652, section 6.2.1). */
function keyTransport(info: Asn1): RecipientKey {
	const reader = info.reader();
	reader.next(TAG.integer);
	const recipientId = reader.next();
	const algorithm = readAlgorithm(reader.next());
	const encryptedKey = reader.next().octetString();
	return {
		recipientId,
		unwrap: async (recipient, context) => await unwrapTransport(algorithm, encryptedKey, recipient, context),
	};
}

/** Reads OriginatorPublicKey; missing parameters are those of the recipient's key. */
function originatorKey(originator: Asn1, key: GostPrivateKey): PublicKey {
	const info = parsePublicKeyInfo(asSequence(originator));
	return importPublicKey(info.curveOid === undefined ? { ...info, curveOid: key.curveOid } : info);
}

/** KeyAgreeRecipientInfo (RFC 5652, section 6.2.2; RFC 4490, section 4.1; R 1323565.1.025-2019, section 6.1). */
function* keyAgreement(info: Asn1): Generator<RecipientKey> {
	const fields = info.children();
	const originator = fields.find((item) => item.is(0xa0))?.onlyChild();
	const material = fields.find((item) => item.is(0xa1));
	const ukm = material?.onlyChild().octetString();
	const [algorithmNode, recipients, ...more] = fields.filter((item) => item.is(TAG.sequence));
	if (!originator || !ukm || !recipients || more.length > 0) throw damaged(t`invalid key agreement`);
	const algorithm = readAlgorithm(algorithmNode);
	for (const entry of recipients.children(TAG.sequence)) {
		const reader = entry.reader();
		const recipientId = reader.next();
		const encryptedKey = reader.next().octetString();
		yield {
			recipientId,
			unwrap: async (recipient, context) => {
				const key = gostKey(recipient);
				const unwrap = (point: Point): Uint8Array =>
					unwrapAgreed(algorithm, key, point, ukm, encryptedKey, context);
				if (!originator.is(0xa1)) return await trySenders(recipient, context, key, unwrap, originator);
				await context.agreements.next();
				return unwrap(pointOn(key, originatorKey(originator, key)));
			},
		};
	}
}

function unwrapAgreed(
	algorithm: AlgorithmIdentifier,
	key: GostPrivateKey,
	point: Point,
	ukm: Uint8Array,
	encryptedKey: Uint8Array,
	{ contentOid }: MessageContext,
): Uint8Array {
	const wrap = algorithm.parameters?.is(TAG.sequence) ? readAlgorithm(algorithm.parameters) : undefined;
	const wrapOid = wrap?.oid ?? algorithm.oid;
	let cipher = KEXP_CIPHERS.get(wrapOid) ?? KEXP_CIPHERS.get(algorithm.oid);
	if (!cipher && (wrapOid === OID.cryptoProWrap || wrapOid === OID.noneWrap)) {
		const sBoxOid = wrap?.parameters?.children(TAG.sequence)[0]?.oid() ?? OID.tc26SBoxZ;
		const diversified = wrapOid === OID.cryptoProWrap;
		return unwrapGost28147(key, point, ukm, sBoxOid, Asn1.parse(encryptedKey), diversified);
	}
	if (!wrap) cipher ??= KEXP_CIPHERS.get(contentOid);
	if (!cipher) throw unsupported(t`key agreement`, wrapOid);
	return unwrapKexp(key, point, ukm, cipher, kexpValue(encryptedKey));
}

/**
 * The OCTET STRING contains the wrapped key itself (R 1323565.1.025-2019, section 6.1); some programs nest it once
 * more.
 */
function kexpValue(encryptedKey: Uint8Array): Uint8Array {
	if (encryptedKey.length === 40 || encryptedKey.length === 48) return encryptedKey;
	const inner = Asn1.parse(encryptedKey);
	return inner.is(TAG.sequence) ? inner.reader().next().octetString() : inner.octetString();
}

/** Yields the copies of the content key in RecipientInfos; those for passwords and symmetric keys are skipped. */
export function* recipientKeys(set: Asn1): Generator<RecipientKey> {
	for (const info of set.children(TAG.set)) {
		if (info.is(TAG.sequence)) yield keyTransport(info);
		else if (info.is(0xa1)) yield* keyAgreement(info);
	}
}
