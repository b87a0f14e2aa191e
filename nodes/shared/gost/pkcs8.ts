import { attempt } from './attempt';
import { readAlgorithm, type Certificate } from './certificate';
import { Asn1, damaged, TAG } from './der';
import { pemBlocks, toBinary } from './input';
import { decryptWithPassword, readFirst } from './pbe';
import {
	chooseKey,
	importRsa,
	importRsaPem,
	parsePrivateKeyInfo,
	wrongPassword,
	type KeyCandidates,
	type PrivateKey,
} from './privateKey';

/** EncryptedPrivateKeyInfo (RFC 5208 6). */
export function openEncryptedKey(der: Uint8Array, password: string): KeyCandidates {
	const reader = Asn1.parse(der, 'allowed').reader();
	const algorithm = readAlgorithm(reader.next());
	const data = reader.next().octetString();
	const plain = attempt(() => decryptWithPassword(algorithm, password, data));
	if (!plain.ok && plain.error.code !== 'damaged') throw plain.error;
	// A cipher without padding gives noise for a wrong password; noise is not even a structure.
	if (!plain.ok || !attempt(() => Asn1.parse(plain.value[0]).reader().next(TAG.integer)).ok) {
		throw wrongPassword('The private key');
	}
	return readFirst(plain.value, parsePrivateKeyInfo);
}

function looksEncrypted(der: Uint8Array): boolean {
	return Asn1.parse(der, 'allowed').children(TAG.sequence)[0]?.is(TAG.sequence) ?? false;
}

/** Candidates of a key given as PEM, DER or base64; see `loadPrivateKey`. */
export function readKeyCandidates(input: Uint8Array | string, password: string | undefined): KeyCandidates {
	const blocks = pemBlocks(input);
	const block = blocks.find((item) => item.label.endsWith('PRIVATE KEY'));
	if (blocks.length > 0 && !block) throw damaged('a PEM file without a private key');
	if (block?.headers.includes('ENCRYPTED')) {
		if (password === undefined) throw wrongPassword('The private key');
		return { keys: [importRsaPem(block.pem, password)] };
	}
	if (block?.label === 'RSA PRIVATE KEY') return { keys: [importRsa(block.data, 'pkcs1')] };
	const der = block ? block.data : toBinary(input);
	if (!looksEncrypted(der)) return parsePrivateKeyInfo(der);
	if (password === undefined) throw wrongPassword('The private key');
	return openEncryptedKey(der, password);
}

/**
 * Reads a private key: PEM, DER or bare base64 of PKCS#8, plain or encrypted, or an RSA key of PKCS#1.
 * With `certificate` the key must belong to it (`key-mismatch`); that also settles which of the ways to
 * store a GOST key was used. Errors: `wrong-password`, `key-mismatch`, `damaged`, `unsupported`.
 */
export function loadPrivateKey(
	input: Uint8Array | string,
	options: { readonly password?: string; readonly certificate?: Certificate } = {},
): PrivateKey {
	return chooseKey(readKeyCandidates(input, options.password), options.certificate);
}
