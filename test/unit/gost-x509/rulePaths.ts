// Paths, dates, signatures and names.
import { algorithm, nullValue } from '../../../nodes/shared/gost/asn1/derWriter';
import {
	aki,
	caOf,
	chainOf,
	four,
	issuerExtensions,
	leafOf,
	NAMES,
	rootOf,
	secondOf,
	ski,
	three,
	write,
	type Changes,
	type Row,
} from './chains';
import type { Case } from './judge';
import { bmp, certify, constraints, nameOf, NOW, printable, utf8, type Keys } from './writer';

const seconds = (count: number): Date => new Date(NOW.getTime() + count * 1000);
const past = { to: seconds(-86_400) };
const future = { from: seconds(86_400) };

const organization = (value: Uint8Array): Uint8Array => nameOf(['2.5.4.10', value]);
const named =
	(issuer: Uint8Array, subject: Uint8Array): Row['make'] =>
	(keys) =>
		three(keys, { ca: { subject }, leaf: { issuer } });

const COMPARISON = '7.1: attribute values are compared "using ... the caseIgnoreMatch" of RFC 4518';

const correct: Row[] = [
	...Array.from({ length: 8 }, (_none, i): Row => ({
		name: `a correct chain of ${i + 1}`,
		expect: 'trusted',
		make: (keys) => chainOf(keys, i + 1),
	})),
	{
		name: 'a chain of 9',
		expect: 'path length',
		make: (keys) => chainOf(keys, 9),
		difference: 'None: a limit of this package',
	},
	{
		name: 'the signer is trusted',
		expect: 'trusted',
		make: (keys) => {
			const leaf = leafOf(keys);
			return { leaf, pool: [], trusted: [leaf] };
		},
	},
	{
		name: 'the issuer is trusted without its own',
		expect: 'trusted',
		make: (keys) => ({ leaf: leafOf(keys), pool: [], trusted: [caOf(keys)] }),
	},
	{
		name: 'a trusted issuer that expired, below a trusted root',
		expect: 'dates',
		make: (keys) => ({ leaf: leafOf(keys), pool: [], trusted: [caOf(keys, past), rootOf(keys)] }),
	},
	{
		name: 'nothing is trusted',
		expect: 'issuer',
		make: (keys) => ({
			...three(keys),
			trusted: [rootOf({ ...keys, root: keys.other }, { subject: NAMES.other, issuer: NAMES.other })],
		}),
	},
	{ name: 'the issuer is missing', expect: 'issuer', make: (keys) => ({ ...three(keys), pool: [] }) },
	{
		name: 'a self-signed stranger',
		expect: 'issuer',
		make: (keys) => ({ leaf: chainOf(keys, 1).leaf, pool: [], trusted: [rootOf(keys)] }),
	},
	{
		name: 'duplicates in another order',
		expect: 'trusted',
		make: (keys) => {
			const chain = four(keys);
			return { ...chain, pool: [...chain.pool, ...chain.pool].reverse() };
		},
	},
	{
		name: 'another root of the same name is trusted too',
		expect: 'trusted',
		make: (keys) => ({ ...three(keys), trusted: [rootOf({ ...keys, root: keys.other }), rootOf(keys)] }),
	},
	{
		name: 'only another root of the same name is trusted',
		expect: 'signature',
		make: (keys) => ({ ...three(keys), trusted: [rootOf({ ...keys, root: keys.other })] }),
	},
	{
		name: 'a root of version 1',
		expect: 'trusted',
		make: (keys) => ({
			...three(keys),
			trusted: [certify({ subject: NAMES.root, issuer: NAMES.root, key: keys.root, signer: keys.root })],
		}),
	},
	{
		name: 'a trusted root whose own signature is broken',
		expect: 'trusted',
		make: (keys) => three(keys, { root: { forged: true } }),
	},
];

/** A CA with its own root, certified by the trusted root as well. */
const crossed = (keys: Keys, cross: Changes): Case => ({
	leaf: leafOf(keys),
	pool: [
		caOf(keys, cross),
		write({
			subject: NAMES.ca,
			issuer: NAMES.ca,
			key: keys.ca,
			signer: keys.ca,
			extensions: issuerExtensions(keys.ca, keys.ca),
		}),
	],
	trusted: [rootOf(keys)],
});

const ONE_ISSUER = 'OpenSSL tries one issuer per name and key identifier; RFC 4158, section 2, all of them';

const crossings: Row[] = [
	{ name: 'a cross certificate', expect: 'trusted', make: (keys) => crossed(keys, {}) },
	{ name: 'an expired cross certificate', expect: 'dates', make: (keys) => crossed(keys, past) },
	{
		name: 'an expired cross certificate beside a valid one',
		expect: 'trusted',
		make: (keys) => {
			const chain = crossed(keys, past);
			return { ...chain, pool: [...chain.pool, caOf(keys)] };
		},
		difference: ONE_ISSUER,
	},
	{
		name: 'two issuers that certify each other',
		expect: 'issuer',
		make: (keys) => ({
			leaf: leafOf(keys),
			pool: [caOf(keys, { issuer: NAMES.ca2, signer: keys.other, with: [aki(keys.other)] }), secondOf(keys)],
			trusted: [rootOf(keys)],
		}),
	},
	{
		name: 'two issuers that certify each other, one below the root',
		expect: 'trusted',
		make: (keys) => ({
			leaf: leafOf(keys),
			pool: [
				caOf(keys, { issuer: NAMES.ca2, signer: keys.other, with: [aki(keys.other)] }),
				secondOf(keys),
				caOf(keys),
			],
			trusted: [rootOf(keys)],
		}),
	},
	{
		name: 'a self-issued certificate for a new key, beyond the path length',
		expect: 'trusted',
		make: (keys) => ({
			leaf: leafOf(keys, { signer: keys.other, with: [aki(keys.other)] }),
			pool: [caOf(keys, { with: [constraints(true, 0)] }), secondOf(keys, { subject: NAMES.ca })],
			trusted: [rootOf(keys)],
		}),
	},
	{
		name: 'a decoy with the name and key identifier of the issuer',
		expect: 'trusted',
		make: (keys) => {
			const chain = three(keys);
			return { ...chain, pool: [caOf(keys, { key: keys.other, with: [ski(keys.ca)] }), ...chain.pool] };
		},
		difference: ONE_ISSUER,
	},
	{
		name: "a key identifier that is not the issuer's",
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [aki(keys.other)] } }),
		difference: '4.2.1.1: "provides a means of identifying the public key"; 6.1 does not compare it',
	},
];

const inside = (keys: Keys, at: Date): Case => ({
	...three(keys, { leaf: { from: seconds(-60), to: seconds(60) } }),
	at,
});

const dates: Row[] = [
	...(['root', 'ca', 'leaf'] as const).flatMap((place): Row[] => [
		{ name: `${place}: expired`, expect: 'dates', make: (keys) => three(keys, { [place]: past }) },
		{ name: `${place}: not valid yet`, expect: 'dates', make: (keys) => three(keys, { [place]: future }) },
		{
			name: `${place}: expired now, valid at the signing time`,
			expect: 'trusted',
			make: (keys) => ({ ...three(keys, { [place]: past }), at: seconds(-2 * 86_400) }),
		},
		{
			name: `${place}: valid now, not at the signing time`,
			expect: 'dates',
			make: (keys) => ({ ...three(keys, { [place]: { from: seconds(-86_400) } }), at: seconds(-2 * 86_400) }),
		},
	]),
	{ name: 'the first second', expect: 'trusted', make: (keys) => inside(keys, seconds(-60)) },
	{ name: 'before the first second', expect: 'dates', make: (keys) => inside(keys, seconds(-61)) },
	{
		name: 'the last second',
		expect: 'trusted',
		make: (keys) => inside(keys, seconds(60)),
		difference: '4.1.2.5: "the period of time from notBefore through notAfter, inclusive"',
	},
	{ name: 'after the last second', expect: 'dates', make: (keys) => inside(keys, seconds(61)) },
];

const signatures: Row[] = [
	...(['ca', 'leaf'] as const).flatMap((place): Row[] => [
		{
			name: `${place}: a broken signature`,
			expect: 'signature',
			make: (keys) => three(keys, { [place]: { forged: true } }),
		},
		{
			name: `${place}: signed by a stranger`,
			expect: 'signature',
			make: (keys) => three(keys, { [place]: { signer: keys.other } }),
		},
		{
			name: `${place}: two signature algorithms`,
			expect: 'profile',
			make: (keys) =>
				three(keys, { [place]: { innerAlgorithm: algorithm('1.2.840.113549.1.1.13', nullValue()) } }),
		},
	]),
];

const chaining: Row[] = [
	{
		name: 'names: capital letters',
		expect: 'trusted',
		make: named(organization(utf8('TEST ca')), organization(utf8('Test CA'))),
	},
	{
		name: 'names: capital Russian letters',
		expect: 'trusted',
		make: named(organization(utf8('УДОСТОВЕРЯЮЩИЙ')), organization(utf8('Удостоверяющий'))),
		difference: COMPARISON,
	},
	{
		name: 'names: spaces',
		expect: 'trusted',
		make: named(organization(utf8('  Test   CA ')), organization(utf8('Test CA'))),
	},
	{
		name: 'names: PrintableString and UTF8String',
		expect: 'trusted',
		make: named(organization(printable('Test CA')), organization(utf8('Test CA'))),
	},
	{
		name: 'names: BMPString and UTF8String',
		expect: 'trusted',
		make: named(organization(bmp('Тест')), organization(utf8('Тест'))),
	},
	{
		name: 'names: compatibility forms',
		expect: 'trusted',
		make: named(organization(utf8('Test ＣＡ')), organization(utf8('Test CA'))),
		difference: COMPARISON,
	},
	{
		name: 'names: another letter',
		expect: 'issuer',
		make: named(organization(utf8('Test CB')), organization(utf8('Test CA'))),
	},
	{
		name: 'names: another attribute',
		expect: 'issuer',
		make: named(nameOf(['2.5.4.11', utf8('Test CA')]), organization(utf8('Test CA'))),
	},
	{
		name: 'names: another order',
		expect: 'issuer',
		make: named(
			nameOf(['2.5.4.3', utf8('CA')], ['2.5.4.6', printable('RU')]),
			nameOf(['2.5.4.6', printable('RU')], ['2.5.4.3', utf8('CA')]),
		),
	},
	{
		name: 'names: one attribute less',
		expect: 'issuer',
		make: named(
			nameOf(['2.5.4.6', printable('RU')]),
			nameOf(['2.5.4.6', printable('RU')], ['2.5.4.3', utf8('CA')]),
		),
	},
];

export const pathRows: readonly Row[] = [...correct, ...crossings, ...dates, ...signatures, ...chaining];
