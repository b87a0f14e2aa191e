import { crc32, deflateRawSync } from 'node:zlib';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { KonturCertificateApi } from '../../credentials/KonturCertificateApi.credentials.js';
import { KonturSignature } from '../../nodes/KonturSignature/KonturSignature.node.js';
import type { TestCertificate } from '../support/testCertificates';
import { withOpenssl } from '../support/openssl';
import { createEngine, type Engine } from './engine';
import { SIGNATURE } from './kontur';

/** What a user types into the credential for a key and its certificate in PEM. */
export const settingsOf = ({ keyPem, pem }: TestCertificate): ICredentialDataDecryptedObject => ({
	keyFrom: 'file',
	privateKey: keyPem,
	certificate: pem,
});

/** The real engine with the node and one certificate credential. */
export const signatureEngine = (data: ICredentialDataDecryptedObject): Engine =>
	createEngine({
		nodes: { [SIGNATURE]: new KonturSignature() },
		credentialTypes: [new KonturCertificateApi()],
		credentials: { certificate: { name: 'Certificate', type: 'konturCertificateApi', data } },
	});

/** Encrypts for the certificates the way other programs do. */
export async function encryptCms(
	recipients: readonly TestCertificate[],
	data: Uint8Array,
	cipher: string,
): Promise<Buffer> {
	return await withOpenssl((openssl) =>
		openssl
			.file('plain.bin', data)
			.then((path) =>
				openssl.run(
					...['cms', '-encrypt', '-binary', `-${cipher}`, '-outform', 'DER', '-in', path],
					...recipients.map(({ paths }) => paths.certificate),
				),
			),
	);
}

export interface Packed {
	/** As stored in the archive: bytes in any encoding. */
	name: Buffer | string;
	content: Buffer | string;
	/** 0x800 says that the name is UTF-8, 1 that the file is encrypted. */
	flags?: number;
	stored?: boolean;
	/** False values in the central directory. */
	says?: { size?: number; crc?: number };
}

/** A ZIP archive, valid by default. */
export function zip(files: readonly Packed[]): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, content, flags = 0, stored = false, says = {} } of files) {
		const path = Buffer.from(name as string);
		const data = Buffer.from(content as string);
		const body = stored ? data : deflateRawSync(data);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(flags, 2);
		common.writeUInt16LE(stored ? 0 : 8, 4);
		common.writeUInt32LE(says.crc ?? crc32(data), 10);
		common.writeUInt32LE(body.length, 14);
		common.writeUInt32LE(says.size ?? data.length, 18);
		common.writeUInt16LE(path.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, body]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, tail, path]));
		parts.push(local);
		offset += local.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(files.length, 4);
	end.writeUInt16LE(files.length, 6);
	end.writeUInt32LE(list.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06'), end]);
}
