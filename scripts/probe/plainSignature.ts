import { signDetached, signRaw, type Certificate, type PrivateKey } from '../../nodes/shared/gost';
import { readElement, readElements, type DerElement } from '../../test/emulator/core/der';

function encoded(tag: number, ...parts: Uint8Array[]): Buffer {
	const body = Buffer.concat(parts);
	if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
	const length = Buffer.of(body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff);
	const shortest = length.subarray(length.findIndex((byte) => byte > 0));
	return Buffer.concat([Buffer.of(tag, 0x80 | shortest.length), shortest, body]);
}

const membersOf = (body: Buffer): DerElement[] => readElements(body) ?? [];
const bodyOf = (whole: Buffer): Buffer => readElement(whole)?.body ?? Buffer.alloc(0);

const SIGNED_ATTRIBUTES = 0xa0;

/** A detached CMS signature without signed attributes (RFC 5652, section 5.4). */
export async function plainSignature(
	content: Uint8Array,
	pair: { key: PrivateKey; certificate: Certificate },
): Promise<Uint8Array> {
	const [type, holder] = membersOf(bodyOf(Buffer.from(await signDetached(content, pair))));
	const fields = membersOf(bodyOf(holder.body));
	const [signer] = membersOf(fields[fields.length - 1].body);
	const kept = membersOf(signer.body)
		.slice(0, -1)
		.filter(({ tag }) => tag !== SIGNED_ATTRIBUTES)
		.map(({ whole }) => whole);
	const value = encoded(0x04, await signRaw(content, pair.key));
	const signers = encoded(0x31, encoded(0x30, ...kept, value));
	const signedData = encoded(0x30, ...fields.slice(0, -1).map(({ whole }) => whole), signers);
	return encoded(0x30, type.whole, encoded(0xa0, signedData));
}
