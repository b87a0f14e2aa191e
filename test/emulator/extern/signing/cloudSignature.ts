import type { ExternState } from '../state';

function der(tag: number, ...content: Buffer[]): Buffer {
	const body = Buffer.concat(content);
	if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
	const length = Buffer.alloc(2);
	length.writeUInt16BE(body.length);
	return Buffer.concat([Buffer.from([tag, 0x82]), length, body]);
}

function objectIdentifier(hex: string): Buffer {
	return der(0x06, Buffer.from(hex, 'hex'));
}

/**
 * A signature as the cloud would make it: the frame of a detached CMS, or 64 bytes. The emulator has no cloud keys, so
 * this is a placeholder and not a valid signature.
 */
export function cloudSignature(extern: ExternState, certificate: Buffer, bare: boolean): Buffer {
	const value = extern.random.bytes(64);
	if (bare) return value;
	const version = der(0x02, Buffer.from([1]));
	const signer = der(0x30, version, der(0x04, value));
	const signedData = der(
		0x30,
		version,
		der(0x31),
		der(0x30, objectIdentifier('2a864886f70d010701')),
		der(0xa0, certificate),
		der(0x31, signer),
	);
	return der(0x30, objectIdentifier('2a864886f70d010702'), der(0xa0, signedData));
}
