import {
	BerStream,
	readName,
	recipientKeys,
	TAG,
	toHex,
	type Asn1,
	type Content,
} from '../../../shared/gost';
import { commonName } from '../../../shared/auth';

/** Largest XML document that is signed or verified, in bytes: its tree takes far more memory than its text. */
export const MAX_XML = 32 * 1024 * 1024;

/** Opens ContentInfo up to the content of its SignedData or EnvelopedData, whose version is read. */
async function openMessage(input: Content): Promise<BerStream> {
	const stream = await BerStream.from(input);
	await stream.open(TAG.sequence);
	await stream.element();
	await stream.open(0xa0);
	await stream.open(TAG.sequence);
	await stream.element();
	return stream;
}

function recipientName(id: Asn1): string {
	if (!id.is(TAG.sequence)) {
		const keyId = id.is(0xa0) ? id.children()[0].octets() : id.content;
		return `the key with identifier ${toHex(keyId).toUpperCase()}`;
	}
	const [issuer, serial] = id.children();
	return `serial number ${toHex(serial.integerBytes()).toUpperCase()}, issued by ${commonName(readName(issuer))}`;
}

/**
 * For which certificates a message is encrypted, in words (RFC 5652 6.2). The content is not read.
 * @throws GostError when it is no readable message
 */
export async function recipientsOf(input: Content): Promise<string[]> {
	const stream = await openMessage(input);
	try {
		let recipients = await stream.element();
		if (recipients.is(0xa0)) recipients = await stream.element();
		return [...recipientKeys(recipients)].map(({ names }) => recipientName(names));
	} finally {
		await stream.release();
	}
}

/**
 * The content of an attached signature (RFC 5652 5.2), piece by piece; each is to be used before the next.
 * Nothing is verified. @throws GostError when it is no readable signature
 */
export async function* signedContent(input: Content): AsyncGenerator<Uint8Array> {
	const stream = await openMessage(input);
	try {
		await stream.element();
		await stream.open(TAG.sequence);
		await stream.element();
		await stream.open(0xa0);
		yield* stream.octets(await stream.open());
	} finally {
		await stream.release();
	}
}
