import { toResult } from '../base/result';
import { BerStream } from '../asn1/ber';
import { readAlgorithm } from '../asn1/structures';
import { readSignedData, reportSigners, type SignatureReport, type VerifyOptions } from './verify';
import { TAG, type Asn1 } from '../asn1/der';
import { damaged, GostError, unsupported } from '../base/errors';
import { oid, sequence, tagged } from '../asn1/derWriter';
import { createHash, type Hash, type HashName } from '../hash/hash';
import { digestByOid, OID } from '../algorithms/oids';
import type { Content } from '../base/chunks';

export interface StreamVerifyOptions extends Omit<VerifyOptions, 'content'> {
	/** Gets the content piece by piece, before it is known whether the signature fits. */
	readonly onContent?: (chunk: Uint8Array) => void | Promise<void>;
}

function hashes(algorithms: Asn1): Map<HashName, Hash> {
	const found = new Map<HashName, Hash>();
	for (const item of algorithms.children()) {
		const name = toResult(() => digestByOid(readAlgorithm(item).oid));
		if (name.ok) found.set(name.value, createHash(name.value));
	}
	return found;
}

async function readAttached(
	stream: BerStream,
	options: StreamVerifyOptions,
): Promise<{ data: ReturnType<typeof readSignedData>; digests: Map<HashName, Uint8Array> }> {
	const message = await stream.open(TAG.sequence);
	const type = (await stream.element()).oid();
	if (type !== OID.signedData) throw unsupported('kind of message', type);
	const explicit = await stream.open(0xa0);
	const signedData = await stream.open(TAG.sequence);
	const version = (await stream.element()).expect(TAG.integer);
	const algorithms = (await stream.element()).expect(TAG.set);
	const encapsulated = await stream.open(TAG.sequence);
	const contentType = (await stream.element()).expect(TAG.oid);
	const inner = (await stream.hasMore(encapsulated)) ? await stream.open() : undefined;
	if (inner?.tag !== 0xa0) throw new GostError('bad-argument', 'The message has no content inside');
	const content = await stream.open();
	if ((content.tag & ~0x20) !== TAG.octetString) throw damaged('content that is no OCTET STRING');
	const states = hashes(algorithms);
	for await (const part of stream.octets(content)) {
		for (const state of states.values()) state.update(part);
		await options.onContent?.(part);
	}
	await stream.close(inner, encapsulated);
	const rest = (await stream.elements(signedData)).map((item) => item.bytes);
	await stream.close(explicit, message);
	await stream.expectEnd();
	// The message without its content is a detached one.
	const detached = sequence(version.bytes, algorithms.bytes, sequence(contentType.bytes), ...rest);
	return {
		data: readSignedData(sequence(oid(OID.signedData), tagged(0, detached))),
		digests: new Map([...states].map(([name, state]) => [name, state.digest()])),
	};
}

/**
 * Verifies an attached signature that comes as a stream (DER or BER; PEM or base64 up to 32 MB), without holding
 * its content; the report has no `content`, `onContent` gets it. Otherwise as `verifySignature`.
 */
export async function verifyAttachedStream(
	input: Content,
	options: StreamVerifyOptions = {},
): Promise<SignatureReport> {
	const stream = await BerStream.from(input);
	try {
		const { data, digests } = await readAttached(stream, options);
		const signers = await reportSigners(data, options, async () => await Promise.resolve(digests));
		return {
			valid: signers.length > 0 && signers.every((signer) => signer.valid),
			attached: true,
			content: undefined,
			signers,
		};
	} finally {
		await stream.release();
	}
}
