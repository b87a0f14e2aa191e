import type { Certificate } from './certificate';
import { parseCertificates } from './certificate';
import { openContainer } from './container';
import { Asn1, TAG } from './der';
import { GostError } from './errors';
import { pemBlocks, toBinary } from './input';
import { openPfx, type KeyFile } from './pfx';
import { readKeyCandidates } from './pkcs8';
import { chooseKey, keyMatches } from './privateKey';
import { isZip } from './zip';

export interface KeyFileOptions {
	readonly password?: string;
	/** The certificate, when the file does not hold it or holds several. */
	readonly certificate?: Certificate;
}

function isPfx(der: Uint8Array): boolean {
	const [first, second] = Asn1.parse(der, 'allowed').children(TAG.sequence);
	return first?.is(TAG.integer) === true && first.smallInteger() === 3 && second?.is(TAG.sequence) === true;
}

function withCertificate(file: KeyFile, certificate: Certificate | undefined): KeyFile {
	if (!certificate) return file;
	chooseKey({ keys: [file.key] }, certificate);
	const { der } = certificate;
	const known = file.certificate ? [file.certificate, ...file.others] : file.others;
	return { key: file.key, certificate, others: known.filter((item) => Buffer.compare(item.der, der) !== 0) };
}

/**
 * Opens a file with a private key, whatever its kind: PFX, zip of a CryptoPro container, PKCS#8 or PKCS#1 in
 * DER or base64, or PEM, where certificates may stand beside the key.
 *
 * Errors: `wrong-password` (also when one is needed and none is given), `key-mismatch`, `damaged`, `unsupported`.
 */
export function openKeyFile(input: Uint8Array | string, options: KeyFileOptions = {}): KeyFile {
	const { password, certificate } = options;
	if (input instanceof Uint8Array && isZip(input))
		return withCertificate(openContainer(input, password), certificate);
	const blocks = pemBlocks(input);
	if (blocks.length === 0) {
		const binary = toBinary(input);
		if (isZip(binary)) return withCertificate(openContainer(binary, password), certificate);
		if (isPfx(binary)) return withCertificate(openPfx(binary, password ?? ''), certificate);
	}
	const candidates = readKeyCandidates(input, password);
	const beside = blocks.some((item) => item.label.endsWith('CERTIFICATE')) ? parseCertificates(input) : [];
	for (const own of certificate ? [certificate] : beside) {
		const key = candidates.keys.find((item) => keyMatches(item, own.publicKey));
		if (key) return { key, certificate: own, others: beside.filter((item) => item !== own) };
	}
	if (certificate || beside.length > 0) {
		throw new GostError('key-mismatch', 'The private key does not belong to the certificate');
	}
	return { key: chooseKey(candidates, undefined), certificate: undefined, others: [] };
}
