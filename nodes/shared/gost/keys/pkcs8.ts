import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { readBlocks, type PemBlock } from '../asn1/pem';
import { sniff } from '../asn1/sniff';
import { readAlgorithm } from '../asn1/structures';
import { damaged } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import type { Certificate } from '../x509/certificate';
import { decryptWithPassword, PasswordWork, readFirst } from './pbe';
import {
	chooseKey,
	importRsa,
	importRsaPem,
	parsePrivateKeyInfo,
	wrongPassword,
	type KeyCandidates,
	type PrivateKey,
} from './privateKey';

/** Opens EncryptedPrivateKeyInfo (RFC 5208, section 6). */
export async function openEncryptedKey(der: Uint8Array, work: PasswordWork): Promise<KeyCandidates> {
	const reader = Asn1.parse(der, 'allowed').reader();
	const algorithm = readAlgorithm(reader.next());
	const data = reader.next().octetString();
	const plain = await toResultAsync(async () => await decryptWithPassword(algorithm, work, data));
	if (!plain.ok && plain.error.code !== 'damaged') throw plain.error;
	// With a wrong password, a cipher without padding returns noise, which is not even ASN.1.
	if (!plain.ok || !toResult(() => Asn1.parse(plain.value[0]).reader().next(TAG.integer)).ok) {
		throw wrongPassword(t`The private key`);
	}
	return await readFirst(plain.value, parsePrivateKeyInfo);
}

/** Reads the key in a block of a file; undefined if the block is something else. */
export async function readKeyBlock(
	{ data, encryptedPem }: PemBlock,
	password: string | undefined,
): Promise<KeyCandidates | undefined> {
	const kind = encryptedPem === undefined ? sniff(data) : undefined;
	if (kind === 'key') return parsePrivateKeyInfo(data);
	if (kind === 'rsa key') return { keys: [importRsa(data, 'pkcs1')] };
	if (kind !== 'encrypted key' && encryptedPem === undefined) return undefined;
	if (password === undefined) throw wrongPassword(t`The private key`);
	if (encryptedPem === undefined) return await openEncryptedKey(data, new PasswordWork(password));
	return { keys: [importRsaPem(encryptedPem, password)] };
}

/**
 * Reads a private key in PEM, DER or base64: PKCS#8, plain or encrypted, or PKCS#1 for RSA. `certificate` resolves an
 * ambiguous GOST key. Throws `wrong-password`, `key-mismatch`, `damaged` or `unsupported`.
 */
export async function loadPrivateKey(
	input: Uint8Array | string,
	{ password, certificate }: { readonly password?: string; readonly certificate?: Certificate } = {},
): Promise<PrivateKey> {
	for (const block of readBlocks(input)) {
		const key = await readKeyBlock(block, password);
		if (key) return chooseKey(key, certificate);
	}
	throw damaged(t`file without a private key`);
}
