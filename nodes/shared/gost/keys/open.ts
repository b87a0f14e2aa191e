import { readBlocks } from '../asn1/pem';
import { sniff } from '../asn1/sniff';
import { toResult } from '../base/result';
import type { Certificate } from '../x509/certificate';
import { certificatesIn } from '../x509/certificateFile';
import { isZip } from '../../zip';
import { openContainer } from './container';
import { openPfx } from './pfx';
import { readKeyCandidates } from './pkcs8';
import { checkKeyMatches, pairKey, type KeyFile } from './privateKey';

export interface KeyFileOptions {
	readonly password?: string;
	/** The certificate, if the file includes none or several. */
	readonly certificate?: Certificate;
}

function withCertificate(file: KeyFile, certificate: Certificate | undefined): KeyFile {
	if (!certificate) return file;
	checkKeyMatches(file.key, certificate);
	const known = file.certificate ? [file.certificate, ...file.others] : file.others;
	const others = known.filter((item) => Buffer.compare(item.der, certificate.der) !== 0);
	return { key: file.key, certificate, others };
}

/**
 * Opens a file with a private key in any format: PFX, a zipped CryptoPro container, PKCS#8 or PKCS#1, in binary, base64
 * or PEM, with or without certificates. PEM labels are ignored: certutil calls every file a certificate.
 *
 * Throws `wrong-password` (also if a password is required and none is given), `key-mismatch`, `damaged` or
 * `unsupported`.
 */
export async function openKeyFile(
	input: Uint8Array | string,
	{ password, certificate }: KeyFileOptions = {},
): Promise<KeyFile> {
	const blocks = readBlocks(input);
	for (const { data } of blocks) {
		if (isZip(data)) return withCertificate(await openContainer(data, password), certificate);
		if (sniff(data) === 'pfx') return withCertificate(await openPfx(data, password ?? ''), certificate);
	}
	const candidates = await readKeyCandidates(blocks, password);
	const included = certificatesIn(blocks);
	return await pairKey([candidates], certificate ? [certificate] : included, included);
}

/** Returns whether a file is or contains a PFX; false for a file that cannot be read. */
export function isPfx(input: Uint8Array | string): boolean {
	const found = toResult(() => readBlocks(input).some(({ data }) => sniff(data) === 'pfx'));
	return found.ok && found.value;
}
