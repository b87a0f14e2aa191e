import type { Certificate } from '../x509/certificate';
import { certificatesIn } from '../x509/certificateFile';
import { openContainer } from './container';
import { GostError } from '../base/errors';
import { sniff } from '../asn1/sniff';
import { readBlocks } from '../asn1/pem';
import { openPfx, type KeyFile } from './pfx';
import { readKeyCandidates } from './pkcs8';
import { checkKeyMatches, chooseKey, keyMatches } from './privateKey';
import { isZip } from '../../zip';

export interface KeyFileOptions {
	readonly password?: string;
	/** The certificate, when the file does not hold it or holds several. */
	readonly certificate?: Certificate;
}

function withCertificate(file: KeyFile, certificate: Certificate | undefined): KeyFile {
	if (!certificate) return file;
	checkKeyMatches(file.key, certificate);
	const { der } = certificate;
	const known = file.certificate ? [file.certificate, ...file.others] : file.others;
	return { key: file.key, certificate, others: known.filter((item) => Buffer.compare(item.der, der) !== 0) };
}

/**
 * Opens a file with a private key, whatever its kind: PFX, zip of a CryptoPro container, PKCS#8 or PKCS#1, in
 * binary, base64 or PEM with or without its line breaks, where certificates may stand beside the key. Labels of
 * PEM blocks are not relied on: certutil calls every file a certificate.
 *
 * Errors: `wrong-password` (also when one is needed and none is given), `key-mismatch`, `damaged`, `unsupported`.
 */
export async function openKeyFile(
	input: Uint8Array | string,
	options: KeyFileOptions = {},
): Promise<KeyFile> {
	const { password, certificate } = options;
	const list = readBlocks(input);
	for (const { data } of list) {
		if (isZip(data)) return withCertificate(await openContainer(data, password), certificate);
		if (sniff(data) === 'pfx') return withCertificate(openPfx(data, password ?? ''), certificate);
	}
	const candidates = readKeyCandidates(list, password);
	const beside = certificatesIn(list);
	for (const own of certificate ? [certificate] : beside) {
		const key = candidates.keys.find((item) => keyMatches(item, own.publicKey));
		if (key) return { key, certificate: own, others: beside.filter((item) => item !== own) };
	}
	if (certificate || beside.length > 0) {
		throw new GostError('key-mismatch', 'The private key does not belong to the certificate');
	}
	return { key: chooseKey(candidates, undefined), certificate: undefined, others: [] };
}
