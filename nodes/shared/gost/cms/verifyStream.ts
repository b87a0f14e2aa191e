import { t } from '../../language';
import { digestByOid, OID } from '../algorithms/oids';
import { BerStream, type OpenElement } from '../asn1/ber';
import { TAG, type Asn1 } from '../asn1/der';
import { oid, sequence, tagged } from '../asn1/derWriter';
import { readAlgorithm } from '../asn1/structures';
import type { Content } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { toResult } from '../base/result';
import { createHash, type Hash, type HashName } from '../hash/hash';
import { openMessage } from './message';
import { readSignedData } from './signedData';
import type { TrustOptions } from './trust';
import { reportSigners, type SignatureReport } from './verify';

export interface StreamVerifyOptions extends TrustOptions {
	/** Receives the content chunk by chunk, before the signature is checked. */
	readonly onContent?: (chunk: Uint8Array) => void | Promise<void>;
}

/** An attached signature, opened up to its content. */
interface AttachedMessage {
	readonly version: Asn1;
	readonly algorithms: Asn1;
	readonly contentType: Asn1;
	readonly content: OpenElement;
	/** Elements that end with the content, and those around them; innermost first. */
	readonly inner: readonly OpenElement[];
	readonly outer: readonly [OpenElement, ...OpenElement[]];
}

async function openAttached(stream: BerStream): Promise<AttachedMessage> {
	const { version, open } = await openMessage(stream, OID.signedData);
	const algorithms = (await stream.element()).expect(TAG.set);
	const encapsulated = await stream.open(TAG.sequence);
	const contentType = (await stream.element()).expect(TAG.oid);
	const explicit = (await stream.hasMore(encapsulated)) ? await stream.open() : undefined;
	if (explicit?.tag !== 0xa0)
		throw new GostError('bad-argument', t`The signature does not contain the document`);
	const content = await stream.open();
	if ((content.tag & ~0x20) !== TAG.octetString) throw damaged(t`content that is not an OCTET STRING`);
	return { version, algorithms, contentType, content, inner: [explicit, encapsulated], outer: open };
}

function startHashes(algorithms: Asn1): Map<HashName, Hash> {
	const states = new Map<HashName, Hash>();
	for (const item of algorithms.children()) {
		const name = toResult(() => digestByOid(readAlgorithm(item).oid));
		if (name.ok) states.set(name.value, createHash(name.value));
	}
	return states;
}

/**
 * Verifies an attached signature in a stream (DER or BER; PEM or base64 up to 32 MB) without holding its content:
 * `onContent` receives it, and the report has none. Otherwise like `verifySignature`.
 */
export async function verifyAttachedStream(
	input: Content,
	options: StreamVerifyOptions = {},
): Promise<SignatureReport> {
	const stream = await BerStream.from(input);
	try {
		const { version, algorithms, contentType, content, inner, outer } = await openAttached(stream);
		const states = startHashes(algorithms);
		for await (const chunk of stream.octets(content)) {
			for (const state of states.values()) state.update(chunk);
			await options.onContent?.(chunk);
		}
		await stream.close(...inner);
		const [signedData, ...around] = outer;
		const rest = (await stream.elements(signedData)).map((item) => item.bytes);
		await stream.close(...around);
		await stream.expectEnd();
		// Without its content, the message is a detached signature.
		const detached = sequence(version.bytes, algorithms.bytes, sequence(contentType.bytes), ...rest);
		const data = readSignedData(sequence(oid(OID.signedData), tagged(0, detached)));
		const digests = new Map([...states].map(([name, state]) => [name, state.digest()]));
		const report = await reportSigners(data, options, () => digests);
		return { ...report, attached: true, content: undefined };
	} finally {
		await stream.release();
	}
}

/**
 * Yields the content of an attached signature without verifying it. Use each chunk before requesting the next one.
 * Throws `damaged`, `unsupported`, or `bad-argument` for a detached signature.
 */
export async function* attachedContent(input: Content): AsyncGenerator<Uint8Array> {
	const stream = await BerStream.from(input);
	try {
		yield* stream.octets((await openAttached(stream)).content);
	} finally {
		await stream.release();
	}
}
