import { t } from '../../language';
import { readBlocks } from '../asn1/pem';
import { sniff } from '../asn1/sniff';
import type { GostError } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import type { Certificate } from '../x509/certificate';
import { certificatesIn } from '../x509/certificateFile';
import { isZip } from '../../zip';
import { readContainer } from './container';
import { missingFiles, namedContainer, unzipContainers, type NamedFiles } from './containerFiles';
import { readPfx } from './pfx';
import { readKeyBlock } from './pkcs8';
import type { KeyCandidates } from './privateKey';
import { KeyRing, requireKeys, type KeyFile, type KeySource } from './ring';

export interface KeyFileOptions {
	readonly password?: string;
	/** Certificates from elsewhere, if the file includes none of a key. */
	readonly certificates?: readonly Certificate[];
}

const NO_KEY = t`Damaged data: file without a private key`;

/** Collects keys and certificates. What does not open is thrown only if nothing else does. */
class Collector implements KeySource {
	readonly keys: KeyCandidates[] = [];

	readonly certificates: Certificate[] = [];

	readonly failures: GostError[] = [];

	async add(read: () => Promise<KeySource>): Promise<void> {
		const source = await toResultAsync(read);
		if (source.ok) this.addAll(source.value);
		else this.failures.push(source.error);
	}

	addAll({ keys, certificates, failures }: KeySource): void {
		this.keys.push(...keys);
		this.certificates.push(...certificates);
		this.failures.push(...failures);
	}
}

async function readArchive(archive: Uint8Array, password: string | undefined): Promise<KeySource> {
	const { containers, others } = await unzipContainers(archive);
	const found = new Collector();
	for (const files of containers) await found.add(async () => await readContainer(files, password ?? ''));
	for (const file of others) {
		const others = new Collector();
		await others.add(async () => await readKeyFile(file, password, false));
		// A file next to the container may be anything.
		found.addAll({ ...others, failures: others.failures.filter(({ code }) => code !== 'damaged') });
	}
	if (found.keys.length === 0) throw found.failures[0] ?? missingFiles();
	return found;
}

/** Reads all keys and certificates of a file. An archive inside an archive is not opened. */
async function readKeyFile(
	input: Uint8Array | string,
	password: string | undefined,
	unzip = true,
): Promise<KeySource> {
	const blocks = readBlocks(input);
	const found = new Collector();
	for (const certificate of await certificatesIn(blocks)) found.certificates.push(certificate);
	for (const block of blocks) {
		const { data } = block;
		if (unzip && isZip(data)) await found.add(async () => await readArchive(data, password));
		else if (sniff(data) === 'pfx') await found.add(async () => await readPfx(data, password ?? ''));
		else {
			await found.add(async () => {
				const key = await readKeyBlock(block, password);
				return { keys: key ? [key] : [], certificates: [], failures: [] };
			});
		}
	}
	return found;
}

/**
 * Opens all keys of a file in any format: PFX, zipped CryptoPro containers, PKCS#8 or PKCS#1, in binary, base64 or PEM,
 * with or without certificates. PEM labels are ignored: certutil calls every file a certificate.
 *
 * Throws `wrong-password` (also if a password is required and none is given), `damaged` or `unsupported` if no key opens.
 */
export async function openKeyRing(
	input: Uint8Array | string,
	{ password, certificates }: KeyFileOptions = {},
): Promise<KeyRing> {
	return await KeyRing.of(requireKeys(await readKeyFile(input, password), NO_KEY), certificates);
}

/** Opens a file as `openKeyRing` and chooses the key, the certificate's if one is given. Throws also as `KeyRing.choose`. */
export async function openKeyFile(
	input: Uint8Array | string,
	{ password, certificate }: { readonly password?: string; readonly certificate?: Certificate } = {},
): Promise<KeyFile> {
	const certificates = certificate && [certificate];
	return (await openKeyRing(input, { password, certificates })).choose({ certificates });
}

/**
 * Opens the keys of a CryptoPro CSP key container, given as a ZIP archive of its folder or as its files by name:
 * `header.key`, `masks.key` and `primary.key`, optionally `masks2.key` and `primary2.key`, in upper or lower case, with
 * or without `.key`, as bytes or base64.
 *
 * Throws `bad-argument` (missing files), `wrong-password`, `damaged` and `unsupported`.
 */
export async function openContainerRing(
	input: NamedFiles | Uint8Array,
	{ password = '', certificates }: KeyFileOptions = {},
): Promise<KeyRing> {
	const source =
		input instanceof Uint8Array
			? await readArchive(input, password)
			: await readContainer(namedContainer(input), password);
	return await KeyRing.of(source, certificates);
}

/** Opens a container as `openContainerRing` and chooses its only key, or the one to sign with. */
export async function openContainer(input: NamedFiles | Uint8Array, password = ''): Promise<KeyFile> {
	return (await openContainerRing(input, { password })).choose();
}

/** Returns whether a file is or contains a PFX; false for a file that cannot be read. */
export function isPfx(input: Uint8Array | string): boolean {
	const found = toResult(() => readBlocks(input).some(({ data }) => sniff(data) === 'pfx'));
	return found.ok && found.value;
}
