import { bigintFromLE, concat, equal } from '../base/bytes';
import type { Certificate } from '../x509/certificate';
import { parseCertificate } from '../x509/certificateFile';
import { curveByOid, pointToBytes, publicKey, type Curve } from '../curve/curves';
import { Asn1, TAG } from '../asn1/der';
import { damaged, GostError } from '../base/errors';
import { invert } from '../curve/ec';
import { gost28147Ecb } from '../cipher/gost28147Modes';
import { hash, type HashName } from '../hash/hash';
import { toBinary } from '../asn1/pem';
import { collect } from '../base/chunks';
import type { KeyFile } from './pfx';
import { checkKeyMatches, makeGostKey, wrongPassword, type GostPrivateKey } from './privateKey';
import { gostFamily, keyParameters, type GostFamily } from '../x509/publicKey';
import { isZip, readZip, type ZipError } from '../../zip';

/** Files of a key container of CryptoPro CSP (the folder `xxxxxxxx.000`). */
export interface ContainerFiles {
	readonly header: Uint8Array;
	readonly masks: Uint8Array;
	readonly primary: Uint8Array;
	readonly masks2?: Uint8Array;
	readonly primary2?: Uint8Array;
	/** Only names the container; not needed. */
	readonly name?: Uint8Array;
}

type NamedFiles = ContainerFiles | Readonly<Record<string, Uint8Array | undefined>>;

const WHAT = 'The key container';
const START = Buffer.from('DENEFH028.760246785.IUEFHWUIO.EF', 'latin1');

interface Header {
	readonly family: GostFamily;
	readonly curveOid: string;
	readonly curve: Curve;
	/** The first 8 bytes of the public key. */
	readonly fingerprint: Uint8Array;
	readonly certificate: Certificate | undefined;
}

interface Masks {
	readonly mask: Uint8Array;
	readonly salt: Uint8Array;
}

/** { { ..., { attributes, [0] algorithm }, ..., [5] certificate, ..., [10] fingerprint, ... }, MAC }. */
function readHeader(data: Uint8Array): Header {
	const fields = Asn1.parse(data, 'allowed').children(TAG.sequence)[0]?.children(TAG.sequence) ?? [];
	const parameters = fields.find((item) => item.is(TAG.sequence));
	const algorithm =
		parameters
			?.children()
			.find((item) => item.is(0xa0))
			?.children() ?? [];
	const family = gostFamily(algorithm[0]?.oid() ?? '');
	const { curveOid } = keyParameters(algorithm[1]);
	const fingerprint = fields.find((item) => item.is(0x8a))?.content;
	if (!family || curveOid === undefined || fingerprint?.length !== 8) throw damaged('header.key');
	const certificate = fields.find((item) => item.is(0x85) || item.is(0xa5));
	return {
		family,
		curveOid,
		curve: curveByOid(curveOid),
		fingerprint,
		certificate: certificate && parseCertificate(certificate.content),
	};
}

function readMasks(data: Uint8Array): Masks {
	const reader = Asn1.parse(data, 'allowed').reader();
	return { mask: reader.next().octetString(), salt: reader.next().octetString() };
}

function exclusiveOr(data: Uint8Array, byte: number): Uint8Array {
	return data.map((item) => item ^ byte);
}

/** Key of the storage: rounds of hashing over password and salt, as public write-ups have found them. */
function storageKey(name: HashName, password: string, salt: Uint8Array): Uint8Array {
	const bytes = Buffer.from(password, 'utf8');
	const pin = new Uint8Array(bytes.length * 4);
	bytes.forEach((byte, i) => {
		pin[4 * i] = byte;
	});
	const width = name === 'gost94' ? 32 : 64;
	const widen = (data: Uint8Array): Uint8Array => concat(data, new Uint8Array(width - data.length));
	const seed = hash(name, salt, pin);
	let current = widen(START);
	for (let i = bytes.length > 0 ? 2000 : 2; i > 0; i--) {
		current = widen(hash(name, exclusiveOr(current, 0x36), seed, exclusiveOr(current, 0x5c), seed));
	}
	const half = current.subarray(0, 32);
	return hash(name, hash(name, exclusiveOr(half, 0x36), salt, exclusiveOr(half, 0x5c), pin));
}

/** The key of one pair of files; undefined when it is not the one of the header. */
function openPair(
	header: Header,
	primary: Uint8Array,
	masks: Uint8Array,
	password: string,
): GostPrivateKey | undefined {
	const { curve } = header;
	const encrypted = Asn1.parse(primary, 'allowed').reader().next().octetString();
	const { mask, salt } = readMasks(masks);
	if (encrypted.length !== curve.size || mask.length !== curve.size)
		throw damaged('primary.key or masks.key');
	const old = header.family === 'gost2001';
	const key = storageKey(old ? 'gost94' : 'streebog256', password, salt);
	const masked = bigintFromLE(gost28147Ecb(key, old ? 'A' : 'Z', encrypted, 'decrypt'));
	const divisor = bigintFromLE(mask) % curve.q;
	if (divisor === 0n) throw damaged('masks.key');
	const d = (masked * invert(divisor, curve.q)) % curve.q;
	if (d === 0n) return undefined;
	const found = pointToBytes(curve, publicKey(curve, d)).subarray(0, 8);
	return equal(found, header.fingerprint) ? makeGostKey(header.family, header.curveOid, d) : undefined;
}

/** Files of a container are a few kilobytes, and a folder holds six of them. */
const MAX_FILE = 256 * 1024;
const MAX_FILES = 64;

const FILE = /(?:^|[/\\])(header|masks2?|primary2?|name)(?:\.key)?$/i;

/** The files of one container among files by their paths, which may begin with folders. */
function pick(files: Iterable<readonly [string, Uint8Array]>): ContainerFiles {
	const folders = new Map<string, Map<string, Uint8Array>>();
	for (const [path, content] of files) {
		const found = FILE.exec(path);
		if (!found) continue;
		const folder = path.slice(0, found.index);
		folders.set(folder, (folders.get(folder) ?? new Map()).set(found[1].toLowerCase(), content));
	}
	const whole = [...folders.values()].filter((folder) => folder.has('header'));
	if (whole.length > 1) throw new GostError('bad-argument', 'There are several key containers');
	const [folder] = whole;
	const get = (name: keyof ContainerFiles): Uint8Array | undefined => folder?.get(name);
	const [header, masks, primary] = [get('header'), get('masks'), get('primary')];
	if (!header || !masks || !primary) {
		throw new GostError('bad-argument', 'A key container needs header.key, masks.key and primary.key');
	}
	return { header, masks, primary, masks2: get('masks2'), primary2: get('primary2') };
}

function namedFiles(input: NamedFiles): ContainerFiles {
	const given: Array<readonly [string, Uint8Array]> = [];
	for (const [path, content] of Object.entries(input) as Array<[string, Uint8Array | undefined]>) {
		if (content && FILE.test(path)) given.push([path, toBinary(content)]);
	}
	return pick(given);
}

const zipError: ZipError = (code, what) =>
	new GostError(code, `The ZIP archive of the key container cannot be read: ${what}`);

async function zippedFiles(archive: Uint8Array): Promise<ContainerFiles> {
	if (!isZip(archive)) throw damaged('not a ZIP archive');
	const entries = readZip(Buffer.from(archive), zipError).filter(({ path }) => FILE.test(path));
	if (entries.length > MAX_FILES) throw damaged('a ZIP archive with too many key containers');
	const files: Array<readonly [string, Uint8Array]> = [];
	for (const { path, size, open } of entries) {
		if (size > MAX_FILE) throw damaged(`a key container whose file ${path} is too large`);
		files.push([path, await collect(open())]);
	}
	return pick(files);
}

/**
 * Opens a key container of CryptoPro CSP, given as a zip of its folder or as its files by name: `header.key`,
 * `masks.key` and `primary.key`, optionally `masks2.key` and `primary2.key`, upper or lower case, the ending
 * `.key` or not, their bytes or base64 of them. The format is known from public write-ups only and was not tried
 * on a container that the program itself made.
 *
 * The first 8 bytes of the public key, kept in the header, tell the right password: `wrong-password` when
 * they do not come out. Other errors: `damaged`, `unsupported`, `bad-argument` (files missing), `key-mismatch`.
 */
export async function openContainer(input: NamedFiles | Uint8Array, password = ''): Promise<KeyFile> {
	const files = input instanceof Uint8Array ? await zippedFiles(input) : namedFiles(input);
	const header = readHeader(files.header);
	let key = openPair(header, files.primary, files.masks, password);
	if (!key && files.primary2 && files.masks2) key = openPair(header, files.primary2, files.masks2, password);
	if (!key) throw wrongPassword(WHAT);
	if (header.certificate) checkKeyMatches(key, header.certificate);
	return { key, certificate: header.certificate, others: [] };
}
