// Writes certificates and revocation lists with every form and every mistake; openssl judges them.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
	algorithm,
	element,
	integer,
	nullValue,
	octetString,
	oid,
	sequence,
	setOf,
	tagged,
	time,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import { hash } from '../../../nodes/shared/gost/hash/hash';
import { RsaPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { signDigest } from '../../../nodes/shared/gost/keys/signDigest';
import { cachedByOpenssl } from '../../support/cached';
import { committed } from '../gost-cms/support';

export const kinds = ['RSA', 'GOST 256', 'GOST 512'] as const;
export type Kind = (typeof kinds)[number];

/** A key that signs certificates; openssl made all of them. */
export interface Key {
	readonly spki: Uint8Array;
	readonly algorithm: Uint8Array;
	readonly sign: (tbs: Uint8Array) => Uint8Array;
}

function rsaKey(role: keyof Keys): Key {
	const pem = cachedByOpenssl('rsa-key.pem', role, () => {
		const made = generateKeyPairSync('rsa', { modulusLength: 2048 });
		return made.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
	});
	const privateKey = createPrivateKey(pem);
	return {
		spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
		algorithm: algorithm('1.2.840.113549.1.1.11', nullValue()),
		sign: (tbs) => signDigest(new RsaPrivateKey(privateKey), 'sha256', hash('sha256', tbs)),
	};
}

async function gostKey(name: string): Promise<Key> {
	const short = name.startsWith('256');
	const hashName = short ? 'streebog256' : 'streebog512';
	const key = await committed.key(name);
	return {
		spki: committed.certificate(name).publicKey.der,
		algorithm: algorithm(short ? '1.2.643.7.1.1.3.2' : '1.2.643.7.1.1.3.3'),
		sign: (tbs) => signDigest(key, hashName, hash(hashName, tbs)),
	};
}

export interface Keys {
	readonly root: Key;
	readonly ca: Key;
	readonly leaf: Key;
	readonly other: Key;
}

export async function makeKeys(kind: Kind): Promise<Keys> {
	if (kind === 'RSA')
		return { root: rsaKey('root'), ca: rsaKey('ca'), leaf: rsaKey('leaf'), other: rsaKey('other') };
	const [root, ca, other, leaf] =
		kind === 'GOST 256' ? ['256-A', '256-B', '256-C', '256-XA'] : ['512-A', '512-B', '512-C', '512-B'];
	return {
		root: await gostKey(root),
		ca: await gostKey(ca),
		leaf: await gostKey(leaf),
		other: await gostKey(other),
	};
}

const bits = (data: Uint8Array): Uint8Array => element(0x03, concat(Uint8Array.of(0), data));
const yes = element(0x01, Uint8Array.of(255));

/** An attribute of a name: its type and encoded value. */
type Attribute = readonly [type: string, value: Uint8Array];

export const utf8 = (text: string): Uint8Array => element(0x0c, Buffer.from(text));
export const printable = (text: string): Uint8Array => element(0x13, Buffer.from(text));
export const ia5 = (text: string): Uint8Array => element(0x16, Buffer.from(text));
export const bmp = (text: string): Uint8Array => element(0x1e, Buffer.from(text, 'utf16le').swap16());

export const nameOf = (...attributes: readonly Attribute[]): Uint8Array =>
	sequence(...attributes.map(([type, value]) => setOf([sequence(oid(type), value)])));
export const common = (text: string): Uint8Array =>
	nameOf(['2.5.4.6', printable('RU')], ['2.5.4.3', utf8(text)]);

export const extension = (type: string, value: Uint8Array, critical = false): Uint8Array =>
	sequence(oid(type), ...(critical ? [yes] : []), octetString(value));

/** basicConstraints: an issuer, with a path length if given, or not one. */
export const constraints = (ca: boolean, pathLength?: number): Uint8Array =>
	extension(
		'2.5.29.19',
		sequence(...(ca ? [yes] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
		true,
	);

const USAGES = [
	'digitalSignature',
	'nonRepudiation',
	'keyEncipherment',
	'dataEncipherment',
	'keyAgreement',
	'keyCertSign',
	'cRLSign',
];

export function usage(...names: string[]): Uint8Array {
	const byte = names.reduce((sum, name) => sum | (0x80 >> USAGES.indexOf(name)), 0);
	const unused = 7 - Math.max(...names.map((name) => USAGES.indexOf(name)));
	return extension('2.5.29.15', element(0x03, Uint8Array.of(unused, byte)), true);
}

export const purposes = (critical: boolean, ...oids: string[]): Uint8Array =>
	extension('2.5.29.37', sequence(...oids.map(oid)), critical);

export const keyIdOf = (key: Key): Uint8Array => createHash('sha1').update(key.spki).digest();

let serial = 1000;

export interface Fields {
	readonly subject: Uint8Array;
	readonly issuer: Uint8Array;
	/** The subject's key, and the issuer's. */
	readonly key: Key;
	readonly signer: Key;
	readonly from?: Date;
	readonly to?: Date;
	readonly serial?: Uint8Array;
	readonly version?: number;
	/** Without any, the certificate has no extensions at all. */
	readonly extensions?: readonly Uint8Array[];
	/** The algorithm that the signed part names. */
	readonly innerAlgorithm?: Uint8Array;
	readonly forged?: boolean;
	/** The encoded validity period. */
	readonly validity?: Uint8Array;
	/** Elements behind the last one of the signed part, and behind the signature. */
	readonly tail?: readonly Uint8Array[];
	readonly after?: readonly Uint8Array[];
}

export const NOW = new Date('2030-06-01T12:00:00Z');
const FROM = new Date('2020-01-01T00:00:00Z');
const TO = new Date('2049-01-01T00:00:00Z');

function seal(tbs: Uint8Array, signer: Key, forged = false, after: readonly Uint8Array[] = []): Uint8Array {
	const signature = Buffer.from(signer.sign(tbs));
	if (forged) signature[signature.length >> 1] ^= 1;
	return sequence(tbs, signer.algorithm, bits(signature), ...after);
}

/** Writes a certificate. */
export function certify(fields: Fields): Uint8Array {
	const { extensions = [], version = extensions.length > 0 ? 3 : 1 } = fields;
	const tbs = sequence(
		...(version === 1 ? [] : [tagged(0, integer(version - 1))]),
		fields.serial ?? integer(serial++),
		fields.innerAlgorithm ?? fields.signer.algorithm,
		fields.issuer,
		fields.validity ?? sequence(time(fields.from ?? FROM), time(fields.to ?? TO)),
		fields.subject,
		fields.key.spki,
		...(extensions.length > 0 ? [tagged(3, sequence(...extensions))] : []),
		...(fields.tail ?? []),
	);
	return seal(tbs, fields.signer, fields.forged, fields.after);
}

/** An entry of a revocation list. */
export interface Entry {
	/** The encoded serial number. */
	readonly serial: Uint8Array;
	readonly date?: Date;
	readonly reason?: number;
	readonly extensions?: readonly Uint8Array[];
}

export interface ListFields {
	readonly issuer: Uint8Array;
	readonly signer: Key;
	readonly thisUpdate?: Date;
	/** The encoded times, instead of those. */
	readonly times?: readonly Uint8Array[];
	readonly nextUpdate?: Date | 'none';
	readonly entries?: readonly Entry[];
	/** cRLNumber, 1 by default. */
	readonly number?: number;
	readonly extensions?: readonly Uint8Array[];
	readonly forged?: boolean;
}

const day = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

function writeEntry({ serial: number, date = day(-30), reason, extensions = [] }: Entry): Uint8Array {
	const all = [
		...(reason === undefined ? [] : [extension('2.5.29.21', element(0x0a, Uint8Array.of(reason)))]),
		...extensions,
	];
	return sequence(number, time(date), ...(all.length > 0 ? [sequence(...all)] : []));
}

/** Writes a revocation list, of yesterday and until next week by default. */
export function writeList(fields: ListFields): Uint8Array {
	const { entries = [], nextUpdate = day(7) } = fields;
	const number = extension('2.5.29.20', integer(fields.number ?? 1));
	const tbs = sequence(
		integer(1),
		fields.signer.algorithm,
		fields.issuer,
		...(fields.times ?? [
			time(fields.thisUpdate ?? day(-1)),
			...(nextUpdate === 'none' ? [] : [time(nextUpdate)]),
		]),
		...(entries.length > 0 ? [sequence(...entries.map(writeEntry))] : []),
		tagged(0, sequence(number, ...(fields.extensions ?? []))),
	);
	return seal(tbs, fields.signer, fields.forged);
}
