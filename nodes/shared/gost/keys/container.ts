import { Asn1, TAG } from '../asn1/der';
import { toBinary } from '../asn1/pem';
import { bigintFromLE, concat, equal } from '../base/bytes';
import { collect, Turn } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { gost28147Ecb } from '../cipher/gost28147Modes';
import { curveByOid, pointToBytes, publicKey, type Curve } from '../curve/curves';
import { invert } from '../curve/ec';
import { hash, type HashName } from '../hash/hash';
import type { Certificate } from '../x509/certificate';
import { parseCertificate } from '../x509/certificateFile';
import { gostFamily, keyParameters, type GostFamily } from '../x509/publicKey';
import { isZip, readZip, type ZipError } from '../../zip';
import { checkKeyMatches, makeGostKey, wrongPassword, type GostPrivateKey, type KeyFile } from './privateKey';

/** The files of a CryptoPro CSP key container (the folder `xxxxxxxx.000`). */
export interface ContainerFiles {
	readonly header: Uint8Array;
	readonly masks: Uint8Array;
	readonly primary: Uint8Array;
	readonly masks2?: Uint8Array;
	readonly primary2?: Uint8Array;
	/** The display name of the container; unused. */
	readonly name?: Uint8Array;
}

type NamedFiles = ContainerFiles | Readonly<Record<string, Uint8Array | undefined>>;

/** Initial value of the hash that derives the storage key. */
const START = Buffer.from('DENEFH028.760246785.IUEFHWUIO.EF', 'latin1');

const FILE = /(?:^|[/\\])(header|masks2?|primary2?|name)(?:\.key)?$/i;
/** A container has six files of a few kilobytes. */
const MAX_FILE = 256 * 1024;
const MAX_FILES = 64;

interface Header {
	readonly family: GostFamily;
	readonly curveOid: string;
	readonly curve: Curve;
	/** The first 8 bytes of the public key. */
	readonly fingerprint: Uint8Array;
	readonly certificate: Certificate | undefined;
}

/** { { ..., { attributes, [0] algorithm }, ..., [5] certificate, ..., [10] fingerprint, ... }, MAC }. */
function readHeader(data: Uint8Array): Header {
	const fields = Asn1.parse(data, 'allowed').children(TAG.sequence)[0]?.children(TAG.sequence) ?? [];
	const parameters = fields.find((item) => item.is(TAG.sequence))?.children() ?? [];
	const [keyOid, keyFields] = parameters.find((item) => item.is(0xa0))?.children() ?? [];
	const family = gostFamily(keyOid?.oid() ?? '');
	const { curveOid } = keyParameters(keyFields);
	const fingerprint = fields.find((item) => item.is(0x8a))?.content;
	if (!family || curveOid === undefined || fingerprint?.length !== 8) throw damaged('invalid header.key');
	const certificate = fields.find((item) => item.is(0x85) || item.is(0xa5));
	return {
		family,
		curveOid,
		curve: curveByOid(curveOid),
		fingerprint,
		certificate: certificate && parseCertificate(certificate.content),
	};
}

/**
 * Derives the key that encrypts the container from password and salt. The algorithm is known from public write-ups
 * only.
 */
async function storageKey(name: HashName, password: string, salt: Uint8Array): Promise<Uint8Array> {
	const bytes = Buffer.from(password, 'utf8');
	// Each byte of the password becomes a 32-bit little-endian number.
	const pin = new Uint8Array(4 * bytes.length);
	bytes.forEach((byte, i) => {
		pin[4 * i] = byte;
	});
	const width = name === 'gost94' ? 32 : 64;
	const widen = (data: Uint8Array): Uint8Array => concat(data, new Uint8Array(width - data.length));
	const masked = (data: Uint8Array, mask: number): Uint8Array => data.map((byte) => byte ^ mask);
	const seed = hash(name, salt, pin);
	let current = widen(START);
	const turn = new Turn();
	for (let i = bytes.length > 0 ? 2000 : 2; i > 0; i--) {
		if (turn.isOver) await turn.end();
		current = widen(hash(name, masked(current, 0x36), seed, masked(current, 0x5c), seed));
	}
	const half = current.subarray(0, 32);
	return hash(name, hash(name, masked(half, 0x36), salt, masked(half, 0x5c), pin));
}

/** Opens a pair of files; undefined if its key does not match the header. */
async function openPair(
	{ family, curveOid, curve, fingerprint }: Header,
	primary: Uint8Array,
	masks: Uint8Array,
	password: string,
): Promise<GostPrivateKey | undefined> {
	const encrypted = Asn1.parse(primary, 'allowed').reader().next().octetString();
	const reader = Asn1.parse(masks, 'allowed').reader();
	const mask = reader.next().octetString();
	const salt = reader.next().octetString();
	if (encrypted.length !== curve.size || mask.length !== curve.size) {
		throw damaged('invalid primary.key or masks.key');
	}
	const [hashName, sBox] =
		family === 'gost2001' ? (['gost94', 'A'] as const) : (['streebog256', 'Z'] as const);
	const key = await storageKey(hashName, password, salt);
	const masked = bigintFromLE(gost28147Ecb(key, sBox, encrypted, 'decrypt'));
	const divisor = bigintFromLE(mask) % curve.q;
	if (divisor === 0n) throw damaged('invalid masks.key');
	const d = (masked * invert(divisor, curve.q)) % curve.q;
	if (d === 0n) return undefined;
	const found = pointToBytes(curve, publicKey(curve, d)).subarray(0, 8);
	return equal(found, fingerprint) ? makeGostKey(family, curveOid, d) : undefined;
}

/** Picks the files of the single container by path; paths may include folders. */
function pickContainer(files: Iterable<readonly [string, Uint8Array]>): ContainerFiles {
	const folders = new Map<string, Map<string, Uint8Array>>();
	for (const [path, content] of files) {
		const found = FILE.exec(path);
		if (!found) continue;
		const folder = path.slice(0, found.index);
		folders.set(folder, (folders.get(folder) ?? new Map()).set(found[1].toLowerCase(), content));
	}
	const containers = [...folders.values()].filter((folder) => folder.has('header'));
	if (containers.length > 1)
		throw new GostError('bad-argument', 'The ZIP archive contains several key containers');
	const get = (name: keyof ContainerFiles): Uint8Array | undefined => containers[0]?.get(name);
	const [header, masks, primary] = [get('header'), get('masks'), get('primary')];
	if (!header || !masks || !primary) {
		throw new GostError('bad-argument', 'A key container must include header.key, masks.key and primary.key');
	}
	return { header, masks, primary, masks2: get('masks2'), primary2: get('primary2') };
}

function fromNamedFiles(input: NamedFiles): ContainerFiles {
	const entries: ReadonlyArray<readonly [string, Uint8Array | undefined]> = Object.entries(input);
	return pickContainer(
		entries.flatMap(([path, content]) =>
			content && FILE.test(path) ? [[path, toBinary(content)] as const] : [],
		),
	);
}

const zipError: ZipError = (code, what) =>
	new GostError(code, `The ZIP archive of the key container cannot be read: ${what}`);

async function fromZip(archive: Uint8Array): Promise<ContainerFiles> {
	if (!isZip(archive)) throw damaged('file that is not a ZIP archive');
	const entries = readZip(Buffer.from(archive), zipError).filter(({ path }) => FILE.test(path));
	if (entries.length > MAX_FILES) throw zipError('damaged', 'it has too many files');
	const files: Array<readonly [string, Uint8Array]> = [];
	for (const { path, size, open } of entries) {
		if (size > MAX_FILE) throw zipError('damaged', 'a file in it is too large');
		files.push([path, await collect(open())]);
	}
	return pickContainer(files);
}

/**
 * Opens a CryptoPro CSP key container, given as a ZIP archive of its folder or as its files by name: `header.key`,
 * `masks.key` and `primary.key`, optionally `masks2.key` and `primary2.key`, in upper or lower case, with or without
 * `.key`, as bytes or base64. The format is known from public write-ups only; it is untested with containers created by
 * CryptoPro CSP itself.
 *
 * The header holds the first 8 bytes of the public key; `wrong-password` means that they do not match. Also throws
 * `damaged`, `unsupported`, `bad-argument` (missing files) and `key-mismatch`.
 */
export async function openContainer(input: NamedFiles | Uint8Array, password = ''): Promise<KeyFile> {
	const files = input instanceof Uint8Array ? await fromZip(input) : fromNamedFiles(input);
	const header = readHeader(files.header);
	let key = await openPair(header, files.primary, files.masks, password);
	if (!key && files.primary2 && files.masks2) {
		key = await openPair(header, files.primary2, files.masks2, password);
	}
	if (!key) throw wrongPassword('The key container');
	if (header.certificate) checkKeyMatches(key, header.certificate);
	return { key, certificate: header.certificate, others: [] };
}
