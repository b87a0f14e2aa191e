import { toResult } from '../base/result';
import { type Certificate } from '../x509/certificate';
import { readAlgorithm } from '../asn1/structures';
import { Asn1, TAG } from '../asn1/der';
import { damaged } from '../base/errors';
import { sniff } from '../asn1/sniff';
import { readBlocks, type PemBlock } from '../asn1/pem';
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
	const plain = toResult(() => decryptWithPassword(algorithm, password, data));
	if (!plain.ok && plain.error.code !== 'damaged') throw plain.error;
	// A cipher without padding gives noise for a wrong password; noise is not even a structure.
	if (!plain.ok || !toResult(() => Asn1.parse(plain.value[0]).reader().next(TAG.integer)).ok) {
		throw wrongPassword('The private key');
	}
	return readFirst(plain.value, parsePrivateKeyInfo);
}

/** Candidates of the first key among the pieces of a file; see `loadPrivateKey`. */
export function readKeyCandidates(list: readonly PemBlock[], password: string | undefined): KeyCandidates {
	for (const { data, encryptedPem } of list) {
		const form = encryptedPem === undefined ? sniff(data) : undefined;
		if (form === 'key') return parsePrivateKeyInfo(data);
		if (form === 'rsa key') return { keys: [importRsa(data, 'pkcs1')] };
		if (form !== 'encrypted key' && encryptedPem === undefined) continue;
		if (password === undefined) throw wrongPassword('The private key');
		if (encryptedPem === undefined) return openEncryptedKey(data, password);
		return { keys: [importRsaPem(encryptedPem, password)] };
	}
	throw damaged('a file without a private key');
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
	return chooseKey(readKeyCandidates(readBlocks(input), options.password), options.certificate);
}
