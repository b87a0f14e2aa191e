import { attempt, attemptAsync } from './attempt';
import {
	certificateFromAsn1,
	readAlgorithm,
	type AlgorithmIdentifier,
	type Certificate,
} from './certificate';
import { identifies, recipientKeys, type MessageContext, type Recipient } from './cmsRecipients';
import { contentCipher, type ContentCipher } from './contentCipher';
import { Asn1, damaged, TAG } from './der';
import { GostError, unsupported, type GostErrorCode } from './errors';
import { toBinary } from './input';
import { OID } from './oids';
import { breathe, stretches } from './stream';

/** Failures of a copy of the key that only say it is for someone else, when no certificate names one. */
const SKIPPED: readonly GostErrorCode[] = ['damaged', 'key-mismatch', 'unsupported', 'bad-argument'];
/** Most key unwrappings tried when no certificate says which recipient is meant. */
const MAX_TRIES = 64;

interface Enveloped {
	readonly certificates: readonly Certificate[];
	readonly recipients: Asn1;
	readonly algorithm: AlgorithmIdentifier;
	readonly content: Asn1 | undefined;
	readonly mac: Uint8Array | undefined;
}

/** The content of a ContentInfo of one type (RFC 5652 3). */
export function contentOf(input: Uint8Array, type: string): Asn1 {
	const reader = Asn1.parse(input, 'allowed').reader();
	const found = reader.next().oid();
	if (found !== type) throw unsupported('kind of message', found);
	return reader.next(0xa0).only();
}

/** X.509 certificates of a CertificateSet; the other kinds, and ones that cannot be read, are passed over. */
export function readCertificates(set: Asn1 | undefined): Certificate[] {
	const list: Certificate[] = [];
	for (const item of set?.children() ?? []) {
		if (!item.is(TAG.sequence)) continue;
		const read = attempt(() => certificateFromAsn1(item));
		if (read.ok) list.push(read.value);
	}
	return list;
}

/** The first value of an attribute (RFC 5652 5.3) in a list of attributes. */
export function attributeValue(attributes: readonly Asn1[], type: string): Asn1 | undefined {
	for (const attribute of attributes) {
		const reader = attribute.reader();
		if (reader.next().oid() !== type) continue;
		return reader.next(TAG.set).children()[0];
	}
	return undefined;
}

function readEnveloped(input: Uint8Array | string): Enveloped {
	const reader = contentOf(toBinary(input), OID.envelopedData).reader();
	reader.next(TAG.integer);
	const originator = reader.optional(0xa0);
	const recipients = reader.next(TAG.set);
	const info = reader.next().reader();
	info.next(TAG.oid);
	const algorithm = readAlgorithm(info.next());
	const content = info.optional(0x80, 0xa0);
	const attributes = reader.optional(0xa1)?.children() ?? [];
	const certificates = readCertificates(originator?.children().find((item) => item.is(0xa0)));
	const mac = attributeValue(attributes, OID.omacAttribute)?.octetString();
	return { certificates, recipients, algorithm, content, mac };
}

/** Content keys that open for this recipient; several only when no certificate names one. */
function* contentKeys(
	message: Enveloped,
	cipher: ContentCipher,
	recipient: Recipient,
): Generator<Uint8Array> {
	const context: MessageContext = {
		certificates: message.certificates,
		contentOid: message.algorithm.oid,
		keyLength: cipher.keyLength,
	};
	const { certificate } = recipient;
	let opened = 0;
	let tries = 0;
	for (const copy of recipientKeys(message.recipients)) {
		if (certificate && !identifies(copy.names, certificate)) continue;
		if (++tries > MAX_TRIES) break;
		const unwrapped = attempt(() => copy.unwrap(recipient, context));
		if (!unwrapped.ok) {
			if (!certificate && SKIPPED.includes(unwrapped.error.code)) continue;
			throw unwrapped.error;
		}
		if (unwrapped.value.length !== cipher.keyLength) throw damaged('a content key of another length');
		opened++;
		yield unwrapped.value;
	}
	if (opened === 0)
		throw new GostError('not-a-recipient', 'The message is not encrypted for this certificate');
}

async function* decryptWith(
	message: Enveloped,
	cipher: ContentCipher,
	key: Uint8Array,
): AsyncGenerator<Uint8Array> {
	if (!message.content) throw damaged('an encrypted message without content');
	// Finding the key took its own while.
	await breathe();
	const decryptor = cipher.start(key);
	for await (const piece of stretches(message.content.octetPieces())) {
		const plain = decryptor.update(piece);
		if (plain.length > 0) yield plain;
	}
	const last = decryptor.final(message.mac);
	if (last.length > 0) yield last;
}

/**
 * Decrypts EnvelopedData (RFC 5652 6) chunk by chunk, for large messages. What is yielded is proved right only
 * when the generator ends without an error, and only where the message has a MAC.
 */
export async function* decryptChunks(
	input: Uint8Array | string,
	recipient: Recipient,
): AsyncGenerator<Uint8Array> {
	const message = readEnveloped(input);
	const cipher = contentCipher(message.algorithm);
	const [key] = contentKeys(message, cipher, recipient);
	yield* decryptWith(message, cipher, key);
}

/**
 * Decrypts EnvelopedData (RFC 5652 6; RFC 4490, RFC 9215 and R 1323565.1.025-2019 for GOST) given as DER,
 * BER, PEM or base64.
 *
 * Errors: `not-a-recipient` when no copy of the key is for the certificate; `damaged` for a broken message or
 * a check value that does not fit; `unsupported` (with the identifier) for other algorithms; `key-mismatch`
 * for a key of another kind than the message asks for; `bad-argument` when the sender's certificate is missing.
 */
export async function decrypt(input: Uint8Array | string, recipient: Recipient): Promise<Uint8Array> {
	const message = readEnveloped(input);
	const cipher = contentCipher(message.algorithm);
	let size = 0;
	for (const piece of message.content?.octetPieces() ?? []) size += piece.length;
	let failure = damaged('an encrypted message');
	for (const key of contentKeys(message, cipher, recipient)) {
		const result = new Uint8Array(size);
		const done = await attemptAsync(async () => {
			let length = 0;
			for await (const plain of decryptWith(message, cipher, key)) {
				result.set(plain, length);
				length += plain.length;
			}
			return length;
		});
		if (done.ok) return result.subarray(0, done.value);
		failure = done.error;
	}
	throw failure;
}
