import { toResult, toResultAsync } from '../base/result';
import { readCertificates, type Certificate } from '../x509/certificate';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { BerStream, type OpenElement } from '../asn1/ber';
import { identifies, recipientKeys, type MessageContext, type Recipient } from './recipients';
import { contentCipher, type ContentCipher, type ContentDecryptor } from '../algorithms/contentCipher';
import { Asn1, TAG } from '../asn1/der';
import { damaged, GostError, unsupported, type GostErrorCode } from '../base/errors';
import { OID } from '../algorithms/oids';
import { yieldToEventLoop, type Content } from '../base/chunks';

/** Failures of a copy of the key that only say it is for someone else, when no certificate names one. */
const SKIPPED: readonly GostErrorCode[] = ['damaged', 'key-mismatch', 'unsupported', 'bad-argument'];
/** Most key unwrappings tried when no certificate says which recipient is meant. */
const MAX_TRIES = 64;

/** What comes before the content of EnvelopedData (RFC 5652 6.1). */
interface Head {
	readonly certificates: readonly Certificate[];
	readonly recipients: Asn1;
	readonly algorithm: AlgorithmIdentifier;
	/** The content, not read yet. */
	readonly content: OpenElement | undefined;
	/** Elements that are still open, the innermost first: EncryptedContentInfo, EnvelopedData and those around. */
	readonly open: readonly [OpenElement, OpenElement, ...OpenElement[]];
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

async function readHead(stream: BerStream): Promise<Head> {
	const message = await stream.open(TAG.sequence);
	const type = (await stream.element()).oid();
	if (type !== OID.envelopedData) throw unsupported('kind of message', type);
	const explicit = await stream.open(0xa0);
	const enveloped = await stream.open(TAG.sequence);
	(await stream.element()).expect(TAG.integer);
	let recipients = await stream.element();
	let certificates: readonly Certificate[] = [];
	if (recipients.is(0xa0)) {
		certificates = readCertificates(recipients.children().find((item) => item.is(0xa0)));
		recipients = await stream.element();
	}
	const info = await stream.open(TAG.sequence);
	(await stream.element()).expect(TAG.oid);
	const algorithm = readAlgorithm(await stream.element());
	const content = (await stream.hasMore(info)) ? await stream.open() : undefined;
	return { certificates, recipients, algorithm, content, open: [info, enveloped, explicit, message] };
}

/** Content keys that open for this recipient; several only when no certificate names one. */
async function* contentKeys(
	head: Head,
	cipher: ContentCipher,
	recipient: Recipient,
): AsyncGenerator<Uint8Array> {
	const context: MessageContext = {
		certificates: head.certificates,
		contentOid: head.algorithm.oid,
		keyLength: cipher.keyLength,
	};
	const { certificate } = recipient;
	let opened = 0;
	let tries = 0;
	for (const copy of recipientKeys(head.recipients)) {
		if (certificate && !identifies(copy.names, certificate)) continue;
		if (++tries > MAX_TRIES) break;
		const unwrapped = toResult(() => copy.unwrap(recipient, context));
		// An agreement of keys takes a while of its own.
		await yieldToEventLoop();
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

async function* readContent(
	stream: BerStream,
	head: Head,
	decryptor: ContentDecryptor,
): AsyncGenerator<Uint8Array> {
	if (!head.content || (head.content.tag & ~0x20) !== 0x80)
		throw damaged('an encrypted message without content');
	for await (const piece of stream.octets(head.content)) {
		const plain = decryptor.update(piece);
		if (plain.length > 0) yield plain;
	}
	const [info, enveloped, ...outer] = head.open;
	await stream.close(info);
	const unprotected = (await stream.elements(enveloped)).find((item) => item.is(0xa1));
	await stream.close(...outer);
	const mac = attributeValue(unprotected?.children() ?? [], OID.omacAttribute)?.octetString();
	const last = decryptor.final(mac);
	if (last.length > 0) yield last;
}

/** Decrypts with the key that `choose` gives, once the recipients are read. */
async function* decryptWith(
	input: Content | string,
	choose: (head: Head, cipher: ContentCipher) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	const stream = await BerStream.from(input);
	try {
		const head = await readHead(stream);
		const cipher = contentCipher(head.algorithm);
		const key = await choose(head, cipher);
		yield* readContent(stream, head, cipher.start(key));
	} finally {
		await stream.release();
	}
}

/**
 * Decrypts EnvelopedData (RFC 5652 6) piece by piece. A stream (DER or BER; PEM or base64 up to 32 MB) is never
 * held: at most 4 MB of recipients and the piece at hand. What is yielded is proved right only when the generator
 * ends without an error, and only where the message has a MAC; a piece is to be used before the next is asked for.
 *
 * Errors as in `decrypt`; whatever the stream throws passes through.
 */
export async function* decryptChunks(
	input: Content | string,
	recipient: Recipient,
): AsyncGenerator<Uint8Array> {
	yield* decryptWith(input, async (head, cipher) => {
		for await (const key of contentKeys(head, cipher, recipient)) return key;
		throw damaged('an encrypted message');
	});
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
	// The plaintext is never longer than what it comes from.
	const result = new Uint8Array(input.length);
	let keys: AsyncGenerator<Uint8Array> | undefined;
	let failure: GostError | undefined;
	for (;;) {
		const done = await toResultAsync(async () => {
			let length = 0;
			const pieces = decryptWith(input, async (head, cipher) => {
				keys ??= contentKeys(head, cipher, recipient);
				const next = await keys.next();
				if (next.done) throw failure ?? damaged('an encrypted message');
				return next.value;
			});
			for await (const piece of pieces) {
				result.set(piece, length);
				length += piece.length;
			}
			return length;
		});
		if (done.ok) return result.subarray(0, done.value);
		if (!keys || done.error === failure) throw done.error;
		failure = done.error;
	}
}
