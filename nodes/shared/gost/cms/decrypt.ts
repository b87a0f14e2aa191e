import { t } from '../../language';
import { contentCipher, type ContentCipher } from '../algorithms/contentCipher';
import type { ContentDecryptor } from '../algorithms/decryptor';
import { OID } from '../algorithms/oids';
import { BerStream, type OpenElement } from '../asn1/ber';
import { TAG, type Asn1 } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { Turn, type Content } from '../base/chunks';
import { damaged, GostError, type GostErrorCode } from '../base/errors';
import { toResultAsync } from '../base/result';
import { readCertificates, type Certificate } from '../x509/certificate';
import { attributeValue, identifies, openMessage, readIdentifier, type CertificateId } from './message';
import { Agreements, recipientKeys, type MessageContext, type Recipient } from './recipients';

/** Errors that, without a certificate to name the recipient, only mean that a copy of the key is for someone else. */
const SKIPPED: readonly GostErrorCode[] = ['damaged', 'key-mismatch', 'unsupported', 'bad-argument'];
/** Maximum number of copies of the key to try. */
const MAX_TRIES = 64;
/** Maximum number of bytes that are decrypted in vain with copies of the key. */
const MAX_RETRIED = 64 * 1024 * 1024;

/** EnvelopedData up to its content (RFC 5652, section 6.1). */
interface Head {
	readonly certificates: readonly Certificate[];
	readonly recipients: Asn1;
	readonly algorithm: AlgorithmIdentifier;
	/** Opened, but not read yet. */
	readonly content: OpenElement | undefined;
	/** EncryptedContentInfo, and the elements around it from the innermost, all still open. */
	readonly info: OpenElement;
	readonly open: readonly [OpenElement, ...OpenElement[]];
}

async function readHead(stream: BerStream): Promise<Head> {
	const { open } = await openMessage(stream, OID.envelopedData);
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
	return { certificates, recipients, algorithm, content, info, open };
}

/** Yields the content keys the recipient can unwrap: more than one only if no certificate names the recipient. */
async function* contentKeys(
	head: Head,
	{ keyLength }: ContentCipher,
	recipient: Recipient,
): AsyncGenerator<Uint8Array> {
	const { certificates, algorithm, recipients } = head;
	const agreements = new Agreements();
	const context: MessageContext = { certificates, contentOid: algorithm.oid, keyLength, agreements };
	const { certificate, alternatives = [] } = recipient;
	const pairs = [recipient, ...(certificate ? alternatives : [])];
	let unwrapped = 0;
	let tries = 0;
	for (const copy of recipientKeys(recipients)) {
		if (agreements.turn.isOver) await agreements.turn.end();
		const named = pairs.find((pair) => !pair.certificate || identifies(copy.recipientId, pair.certificate));
		if (!named) continue;
		if (++tries > MAX_TRIES) break;
		const key = await toResultAsync(async () => await copy.unwrap({ ...recipient, ...named }, context));
		if (!key.ok) {
			if (!certificate && SKIPPED.includes(key.error.code)) continue;
			throw key.error;
		}
		if (key.value.length !== keyLength) throw damaged(t`content key of the wrong length`);
		unwrapped++;
		yield key.value;
	}
	if (unwrapped === 0) {
		throw new GostError('not-a-recipient', t`The message is not encrypted for this certificate`);
	}
}

async function* readContent(
	stream: BerStream,
	{ content, info, open }: Head,
	decryptor: ContentDecryptor,
): AsyncGenerator<Uint8Array> {
	if (!content || (content.tag & ~0x20) !== 0x80) throw damaged(t`encrypted message without content`);
	for await (const chunk of stream.octets(content)) {
		const plain = decryptor.update(chunk);
		if (plain.length > 0) yield plain;
	}
	const [enveloped, ...outer] = open;
	await stream.close(info);
	const unprotected = (await stream.elements(enveloped)).find((item) => item.is(0xa1));
	await stream.close(...outer);
	const mac = attributeValue(unprotected?.children() ?? [], OID.omacAttribute)?.octetString();
	const last = decryptor.final(mac);
	if (last.length > 0) yield last;
}

/** Decrypts with the key that `chooseKey` returns once the recipients are read. */
async function* decryptWith(
	input: Content | string,
	chooseKey: (head: Head, cipher: ContentCipher) => Promise<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	const stream = await BerStream.from(input);
	try {
		const head = await readHead(stream);
		const cipher = contentCipher(head.algorithm);
		yield* readContent(stream, head, cipher.start(await chooseKey(head, cipher)));
	} finally {
		await stream.release();
	}
}

/**
 * Decrypts EnvelopedData (RFC 5652, section 6) chunk by chunk. A stream (DER or BER; PEM or base64 up to 32 MB) is not
 * held in memory, except for up to 4 MB of recipients and one chunk. Use each chunk before requesting the next one. The
 * content is authentic only if the message has a MAC and the generator ends without an error.
 *
 * Throws the errors of `decrypt`, and those of the stream.
 */
export async function* decryptChunks(
	input: Content | string,
	recipient: Recipient,
): AsyncGenerator<Uint8Array> {
	yield* decryptWith(input, async (head, cipher) => {
		for await (const key of contentKeys(head, cipher, recipient)) return key;
		throw damaged(t`invalid encrypted message`);
	});
}

/**
 * Decrypts EnvelopedData (RFC 5652, section 6; RFC 4490, RFC 9215 and R 1323565.1.025-2019 for GOST) in DER, BER, PEM
 * or base64.
 *
 * Errors: `not-a-recipient` if no copy of the key is for the certificate; `damaged` for a malformed message or a wrong
 * MAC; `unsupported` (with the OID) for unknown algorithms; `key-mismatch` if the message needs another type of key;
 * `bad-argument` if the sender's certificate is missing.
 */
export async function decrypt(input: Uint8Array | string, recipient: Recipient): Promise<Uint8Array> {
	// Plaintext is never longer than the message.
	const result = new Uint8Array(input.length);
	let keys: AsyncGenerator<Uint8Array> | undefined;
	let failure: GostError | undefined;
	let tried = 0;
	for (;;) {
		const length = await toResultAsync(async () => {
			let end = 0;
			const chunks = decryptWith(input, async (head, cipher) => {
				keys ??= contentKeys(head, cipher, recipient);
				const next = await keys.next();
				if (next.done) throw failure ?? damaged(t`invalid encrypted message`);
				return next.value;
			});
			for await (const chunk of chunks) {
				result.set(chunk, end);
				end += chunk.length;
			}
			return end;
		});
		if (length.ok) return result.subarray(0, length.value);
		// Another copy of the key may decrypt the message where this one did not.
		tried += input.length;
		if (!keys || length.error === failure || tried > MAX_RETRIED) throw length.error;
		failure = length.error;
	}
}

/** Lists the recipients of EnvelopedData without reading its content. Throws `damaged` or `unsupported`. */
export async function recipientsOf(input: Content | string): Promise<CertificateId[]> {
	const stream = await BerStream.from(input);
	try {
		const { recipients } = await readHead(stream);
		const list: CertificateId[] = [];
		const turn = new Turn();
		for (const { recipientId } of recipientKeys(recipients)) {
			if (turn.isOver) await turn.end();
			list.push(readIdentifier(recipientId));
		}
		return list;
	} finally {
		await stream.release();
	}
}
