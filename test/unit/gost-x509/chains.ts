import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { element, octetString, sequence } from '../../../nodes/shared/gost/asn1/derWriter';
import type { PathRule } from '../../../nodes/shared/gost/x509/pathRules';
import type { Case } from './judge';
import {
	certify,
	common,
	constraints,
	extension,
	keyIdOf,
	usage,
	type Fields,
	type Key,
	type Keys,
} from './writer';

/** A rule and its neighbours: what holds, what breaks it, and what openssl says. */
export interface Row {
	readonly name: string;
	readonly expect: 'trusted' | PathRule;
	readonly make: (keys: Keys) => Case;
	/** Where openssl judges otherwise: the sentence of RFC 5280 that decides, unless another source is named. */
	readonly difference?: string;
}

/** Changes to one certificate of a chain. */
export interface Changes extends Partial<Fields> {
	/** Extensions added to the usual ones, or instead of the usual one of the same type. */
	readonly with?: readonly Uint8Array[];
	/** Types of usual extensions left out. */
	readonly without?: readonly string[];
}

export const ski = (key: Key): Uint8Array => extension('2.5.29.14', octetString(keyIdOf(key)));
export const aki = (key: Key): Uint8Array => extension('2.5.29.35', sequence(element(0x80, keyIdOf(key))));

const typeOf = (item: Uint8Array): string => Asn1.parse(item).children()[0].oid();

/** Writes one certificate with the usual extensions of an issuer or a signer, and the changes. */
export function write(usual: Fields, changes: Changes = {}): Uint8Array {
	const gone = [...(changes.with ?? []).map(typeOf), ...(changes.without ?? [])];
	const kept = (usual.extensions ?? []).filter((item) => !gone.includes(typeOf(item)));
	return certify({ ...usual, extensions: [...kept, ...(changes.with ?? [])], ...changes });
}

export const issuerExtensions = (key: Key, signer: Key): Uint8Array[] => [
	constraints(true),
	usage('keyCertSign', 'cRLSign'),
	ski(key),
	...(key === signer ? [] : [aki(signer)]),
];

const signerExtensions = (key: Key, signer: Key): Uint8Array[] => [
	usage('digitalSignature', 'nonRepudiation'),
	ski(key),
	aki(signer),
];

export const NAMES = {
	root: common('Корень'),
	ca: common('Test CA'),
	ca2: common('Second CA'),
	leaf: common('Иванов Иван'),
	other: common('Stranger'),
};

export const rootOf = (keys: Keys, changes?: Changes): Uint8Array =>
	write(
		{
			subject: NAMES.root,
			issuer: NAMES.root,
			key: keys.root,
			signer: keys.root,
			extensions: issuerExtensions(keys.root, keys.root),
		},
		changes,
	);

/** An issuer below the root. */
export const caOf = (keys: Keys, changes?: Changes): Uint8Array =>
	write(
		{
			subject: NAMES.ca,
			issuer: NAMES.root,
			key: keys.ca,
			signer: keys.root,
			extensions: issuerExtensions(keys.ca, keys.root),
		},
		changes,
	);

/** An issuer below `caOf`. */
export const secondOf = (keys: Keys, changes?: Changes): Uint8Array =>
	write(
		{
			subject: NAMES.ca2,
			issuer: NAMES.ca,
			key: keys.other,
			signer: keys.ca,
			extensions: issuerExtensions(keys.other, keys.ca),
		},
		changes,
	);

/** A signer below `caOf`. */
export const leafOf = (keys: Keys, changes?: Changes): Uint8Array =>
	write(
		{
			subject: NAMES.leaf,
			issuer: NAMES.ca,
			key: keys.leaf,
			signer: keys.ca,
			extensions: signerExtensions(keys.leaf, keys.ca),
		},
		changes,
	);

/** Root, issuer, signer. */
export const three = (keys: Keys, changes: { root?: Changes; ca?: Changes; leaf?: Changes } = {}): Case => ({
	leaf: leafOf(keys, changes.leaf),
	pool: [caOf(keys, changes.ca)],
	trusted: [rootOf(keys, changes.root)],
});

/** Root, two issuers, signer. */
export const four = (
	keys: Keys,
	changes: { root?: Changes; ca?: Changes; second?: Changes; leaf?: Changes } = {},
): Case => ({
	leaf: leafOf(keys, {
		issuer: NAMES.ca2,
		signer: keys.other,
		with: [aki(keys.other)],
		...changes.leaf,
	}),
	pool: [caOf(keys, changes.ca), secondOf(keys, changes.second)],
	trusted: [rootOf(keys, changes.root)],
});

/** A correct chain of this length. */
export function chainOf(keys: Keys, length: number): Case {
	if (length === 1) {
		const only = write({
			subject: NAMES.leaf,
			issuer: NAMES.leaf,
			key: keys.leaf,
			signer: keys.leaf,
			extensions: [usage('digitalSignature'), ski(keys.leaf)],
		});
		return { leaf: only, pool: [], trusted: [only] };
	}
	const title = (i: number): Uint8Array => (i === 0 ? NAMES.root : common(`CA ${i}`));
	const keyAt = (i: number): Key => (i === 0 ? keys.root : i % 2 === 1 ? keys.ca : keys.other);
	const pool = Array.from({ length: length - 2 }, (_none, index) => {
		const i = index + 1;
		return write({
			subject: title(i),
			issuer: title(i - 1),
			key: keyAt(i),
			signer: keyAt(i - 1),
			extensions: issuerExtensions(keyAt(i), keyAt(i - 1)),
		});
	});
	const last = length - 2;
	return {
		leaf: leafOf(keys, { issuer: title(last), signer: keyAt(last), with: [aki(keyAt(last))] }),
		pool: pool.reverse(),
		trusted: [rootOf(keys)],
	};
}
