// What each certificate of a path has to be.
import {
	element,
	integer,
	nullValue,
	octetString,
	oid,
	sequence,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { aki, caOf, four, leafOf, NAMES, rootOf, three, type Changes, type Row } from './chains';
import { common, constraints, extension, keyIdOf, purposes, usage } from './writer';

const KEY_USAGE = '2.5.29.15';
const CONSTRAINTS = '2.5.29.19';
const unknown = (critical: boolean): Uint8Array => extension('1.2.3.4', nullValue(), critical);
const CA_TRUE =
	'6.1.4 (k): "If certificate i is a version 3 certificate, verify that the basicConstraints extension is present and that cA is set to TRUE"';

const issuers: Row[] = [
	{
		name: 'ca: no basicConstraints',
		expect: 'basic constraints',
		make: (keys) => three(keys, { ca: { without: [CONSTRAINTS] } }),
	},
	{
		name: 'ca: an ordinary certificate',
		expect: 'basic constraints',
		make: (keys) => three(keys, { ca: { with: [constraints(false), usage('digitalSignature')] } }),
	},
	{
		name: 'ca: cA false with keyCertSign',
		expect: 'basic constraints',
		make: (keys) => three(keys, { ca: { with: [constraints(false)] } }),
	},
	{
		name: 'ca: version 1',
		expect: 'basic constraints',
		make: (keys) => three(keys, { ca: { extensions: [] } }),
	},
	{
		name: 'ca: not critical basicConstraints',
		expect: 'trusted',
		make: (keys) =>
			three(keys, { ca: { with: [extension(CONSTRAINTS, sequence(element(1, Uint8Array.of(255))))] } }),
	},
	{
		name: 'root: cA false',
		expect: 'basic constraints',
		make: (keys) => three(keys, { root: { with: [constraints(false), usage('digitalSignature')] } }),
	},
	{
		name: 'root: version 3 without basicConstraints',
		expect: 'basic constraints',
		make: (keys) => three(keys, { root: { without: [CONSTRAINTS, KEY_USAGE] } }),
	},
	{
		name: 'root: keyCertSign without basicConstraints',
		expect: 'basic constraints',
		make: (keys) => three(keys, { root: { without: [CONSTRAINTS] } }),
		difference: CA_TRUE,
	},
	{
		name: 'a customer issues a director',
		expect: 'basic constraints',
		make: (keys) => ({
			leaf: leafOf(keys, {
				issuer: NAMES.leaf,
				signer: keys.leaf,
				subject: common('Director'),
				key: keys.other,
				with: [aki(keys.leaf)],
			}),
			pool: [leafOf(keys), caOf(keys)],
			trusted: [rootOf(keys)],
		}),
	},
	{
		name: 'a trusted customer issues a director',
		expect: 'basic constraints',
		make: (keys) => ({
			leaf: leafOf(keys, {
				issuer: NAMES.leaf,
				signer: keys.leaf,
				subject: common('Director'),
				key: keys.other,
				with: [aki(keys.leaf)],
			}),
			pool: [],
			trusted: [leafOf(keys)],
		}),
	},
	{
		name: 'ca: keyUsage without keyCertSign',
		expect: 'key usage',
		make: (keys) => three(keys, { ca: { with: [usage('digitalSignature', 'cRLSign')] } }),
	},
	{
		name: 'ca: no keyUsage',
		expect: 'trusted',
		make: (keys) => three(keys, { ca: { without: [KEY_USAGE] } }),
	},
	{
		name: 'root: keyUsage without keyCertSign',
		expect: 'key usage',
		make: (keys) => three(keys, { root: { with: [usage('cRLSign')] } }),
	},
	{
		name: 'root: path length 0 and one issuer',
		expect: 'path length',
		make: (keys) => three(keys, { root: { with: [constraints(true, 0)] } }),
	},
	{
		name: 'root: path length 1 and one issuer',
		expect: 'trusted',
		make: (keys) => three(keys, { root: { with: [constraints(true, 1)] } }),
	},
	{
		name: 'root: path length 1 and two issuers',
		expect: 'path length',
		make: (keys) => four(keys, { root: { with: [constraints(true, 1)] } }),
	},
	{
		name: 'ca: path length 0 and none below',
		expect: 'trusted',
		make: (keys) => three(keys, { ca: { with: [constraints(true, 0)] } }),
	},
	{
		name: 'ca: path length 0 and one below',
		expect: 'path length',
		make: (keys) => four(keys, { ca: { with: [constraints(true, 0)] } }),
	},
	{
		name: 'second: a larger path length does not widen the first',
		expect: 'path length',
		make: (keys) =>
			four(keys, { root: { with: [constraints(true, 1)] }, second: { with: [constraints(true, 9)] } }),
	},
	{
		name: 'leaf: an issuer under path length 0',
		expect: 'trusted',
		make: (keys) =>
			three(keys, {
				ca: { with: [constraints(true, 0)] },
				leaf: { with: [constraints(true), usage('digitalSignature', 'keyCertSign')] },
			}),
	},
	{
		name: 'leaf: path length without cA',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { with: [constraints(false, 0)] } }),
		difference:
			'4.2.1.9: "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted"',
	},
	{
		name: 'leaf: keyCertSign without cA',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { with: [usage('digitalSignature', 'keyCertSign')] } }),
		difference:
			'4.2.1.9: "If the cA boolean is not asserted, then the keyCertSign bit ... MUST NOT be asserted"',
	},
];

const ONE_PURPOSE =
	'4.2.1.12 and the issue: a purpose binds where the extension is critical, or names only purposes that never sign documents';
const uses: Row[] = [
	...['digitalSignature', 'nonRepudiation'].map((name): Row => ({
		name: `leaf: ${name} alone`,
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [usage(name)] } }),
	})),
	...['keyEncipherment', 'keyAgreement', 'dataEncipherment', 'cRLSign'].map((name): Row => ({
		name: `leaf: ${name} alone`,
		expect: 'key usage',
		make: (keys) => three(keys, { leaf: { with: [usage(name)] } }),
	})),
	{
		name: 'leaf: no keyUsage',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { without: [KEY_USAGE] } }),
	},
	...(['ca', 'leaf'] as const).flatMap((place): Row[] => [
		{
			name: `${place}: critical emailProtection`,
			expect: 'trusted',
			make: (keys) => three(keys, { [place]: { with: [purposes(true, '1.3.6.1.5.5.7.3.4')] } }),
		},
		{
			name: `${place}: critical serverAuth`,
			expect: 'extended key usage',
			make: (keys) => three(keys, { [place]: { with: [purposes(true, '1.3.6.1.5.5.7.3.1')] } }),
		},
		{
			name: `${place}: serverAuth`,
			expect: 'extended key usage',
			make: (keys) => three(keys, { [place]: { with: [purposes(false, '1.3.6.1.5.5.7.3.1')] } }),
		},
		{
			name: `${place}: serverAuth and emailProtection`,
			expect: 'trusted',
			make: (keys) =>
				three(keys, { [place]: { with: [purposes(true, '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.4')] } }),
		},
	]),
	{
		name: 'leaf: critical clientAuth',
		expect: 'extended key usage',
		make: (keys) => three(keys, { leaf: { with: [purposes(true, '1.3.6.1.5.5.7.3.2')] } }),
	},
	{
		name: 'leaf: clientAuth',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [purposes(false, '1.3.6.1.5.5.7.3.2')] } }),
		difference: ONE_PURPOSE,
	},
	{
		name: 'leaf: a Russian purpose',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [purposes(false, '1.2.643.2.2.34.6')] } }),
		difference: ONE_PURPOSE,
	},
	{
		name: 'leaf: a critical private purpose',
		expect: 'extended key usage',
		make: (keys) => three(keys, { leaf: { with: [purposes(true, '1.2.643.2.2.34.6')] } }),
	},
	{
		name: 'leaf: critical anyExtendedKeyUsage',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [purposes(true, '2.5.29.37.0')] } }),
		difference:
			'4.2.1.12: "does not wish to restrict usages of the key, the CA can include the special KeyPurposeId anyExtendedKeyUsage"',
	},
	{
		name: 'leaf: critical documentSigning',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [purposes(true, '1.3.6.1.5.5.7.3.36')] } }),
		difference: 'RFC 9336, 3.1: id-kp-documentSigning',
	},
	{
		name: 'leaf: codeSigning and timeStamping',
		expect: 'extended key usage',
		make: (keys) =>
			three(keys, { leaf: { with: [purposes(false, '1.3.6.1.5.5.7.3.3', '1.3.6.1.5.5.7.3.8')] } }),
	},
];

const bitsOf = (type: string): Uint8Array => extension(type, octetString(Uint8Array.of(1)), true);
const san = (critical: boolean): Uint8Array =>
	extension('2.5.29.17', sequence(element(0x81, Buffer.from('a@example.org'))), critical);

const profile: Row[] = [
	...(['root', 'ca', 'leaf'] as const).flatMap((place): Row[] => [
		{
			name: `${place}: an unknown critical extension`,
			expect: 'critical extension',
			make: (keys) => three(keys, { [place]: { with: [unknown(true)] } }),
		},
		{
			name: `${place}: an unknown extension`,
			expect: 'trusted',
			make: (keys) => three(keys, { [place]: { with: [unknown(false)] } }),
		},
		{
			name: `${place}: a critical subjectKeyIdentifier`,
			expect: 'critical extension',
			make: (keys) =>
				three(keys, {
					[place]: {
						with: [
							extension('2.5.29.14', octetString(keyIdOf(place === 'leaf' ? keys.leaf : keys[place])), true),
						],
					},
				}),
		},
		{
			name: `${place}: the same extension twice`,
			expect: 'profile',
			make: (keys) => three(keys, { [place]: { with: [unknown(false), unknown(false)] } }),
			difference: '4.2: "A certificate MUST NOT include more than one instance of a particular extension"',
		},
	]),
	{
		name: 'leaf: keyUsage twice',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { with: [usage('digitalSignature'), usage('nonRepudiation')] } }),
	},
	{
		name: 'leaf: a critical privateKeyUsagePeriod',
		expect: 'critical extension',
		make: (keys) => three(keys, { leaf: { with: [bitsOf('2.5.29.16')] } }),
	},
	{ name: 'leaf: version 1', expect: 'trusted', make: (keys) => three(keys, { leaf: { extensions: [] } }) },
	{
		name: 'leaf: extensions in version 1',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { version: 1 } }),
		difference: '4.1.2.1: "When extensions are used, as expected in this profile, version MUST be 3"',
	},
	{
		name: 'leaf: a serial number of 20 bytes',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { serial: integer(1n << 158n) } }),
	},
	{
		name: 'leaf: a serial number of 21 bytes',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { serial: integer(1n << 166n) } }),
		difference: '4.1.2.2: "Conforming CAs MUST NOT use serialNumber values longer than 20 octets"',
	},
	{
		name: 'leaf: serial number 0',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { serial: integer(0) } }),
	},
	{
		name: 'leaf: a negative serial number',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { serial: element(2, Uint8Array.of(0x80, 1)) } }),
	},
	{
		name: 'leaf: no name, critical subjectAltName',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { subject: sequence(), with: [san(true)] } }),
	},
	{
		name: 'leaf: no name, subjectAltName',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { subject: sequence(), with: [san(false)] } }),
		difference:
			'4.2.1.6: "If the subject field contains an empty sequence, then the issuing CA MUST include a subjectAltName extension that is marked as critical"',
	},
	{
		name: 'leaf: no name at all',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { subject: sequence() } }),
		difference: '4.1.2.6, as above',
	},
	{
		name: 'ca: no name',
		expect: 'profile',
		make: (keys) => three(keys, { ca: { subject: sequence() }, leaf: { issuer: sequence() } }),
		difference:
			'4.1.2.6: "If the subject is a CA ... then the subject field MUST be populated with a non-empty distinguished name"',
	},
	{
		name: 'leaf: an empty list of purposes',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { with: [extension('2.5.29.37', sequence())] } }),
	},
	{
		name: 'leaf: an unreadable critical basicConstraints',
		expect: 'profile',
		make: (keys) =>
			three(keys, { leaf: { with: [extension(CONSTRAINTS, octetString(Uint8Array.of(1)), true)] } }),
	},
];

const utc = (text: string): Uint8Array => element(0x17, Buffer.from(text));
const generalized = (text: string): Uint8Array => element(0x18, Buffer.from(text));
const until = utc('490101000000Z');
const yes = element(1, Uint8Array.of(255));
const limits = (...fields: Uint8Array[]): Uint8Array => extension(CONSTRAINTS, sequence(...fields), true);
const flags = (...content: number[]): Uint8Array =>
	extension(KEY_USAGE, element(3, Uint8Array.from(content)), true);

/** Forms of dates; openssl refuses them all as "format error", so that none is a difference. */
const times: ReadonlyArray<readonly [name: string, time: Uint8Array, expect: Row['expect']]> = [
	['in GeneralizedTime before 2050', generalized('20200101000000Z'), 'trusted'],
	['of the year 1950', utc('500101000000Z'), 'trusted'],
	['without seconds', utc('2001010000Z'), 'profile'],
	['in another zone', utc('200101000000+0300'), 'profile'],
	['in GeneralizedTime, in another zone', generalized('20200101000000+0300'), 'profile'],
	['with a fraction of a second', generalized('20200101000000.5Z'), 'profile'],
];

/** What DER does not allow; `issuer` where openssl cannot read the certificate of an issuer, and neither can we. */
const forms: ReadonlyArray<
	readonly [name: string, changes: Changes, expect: Row['expect'], difference?: string]
> = [
	['a flag of two bytes', { with: [limits(element(1, Uint8Array.of(0, 255)))] }, 'profile'],
	['a flag without a byte', { with: [limits(element(1))] }, 'profile'],
	['a flag of 1 for true', { with: [limits(element(1, Uint8Array.of(1)))] }, 'trusted'],
	['a path length in the wrong place', { with: [limits(yes, nullValue(), integer(0))] }, 'profile'],
	['something behind the path length', { with: [limits(yes, integer(3), nullValue())] }, 'profile'],
	[
		'a path length with a zero before it',
		{ with: [limits(yes, element(2, Uint8Array.of(0, 3)))] },
		'profile',
	],
	['a key usage in unused bits', { with: [flags(7, 0x86)] }, 'key usage'],
	[
		'an issuer key without its serial number',
		{ with: [extension('2.5.29.35', sequence(tagged(1, tagged(4, NAMES.root))))] },
		'profile',
		'4.2.1.1: "authorityCertIssuer and authorityCertSerialNumber fields ... MUST both be present or both be absent"',
	],
	[
		'an issuer key that is none',
		{ with: [extension('2.5.29.35', octetString(Uint8Array.of(1)))] },
		'profile',
	],
	['another name of no kind', { with: [extension('2.5.29.17', sequence(element(0x8b)))] }, 'profile'],
	['places of lists that are none', { with: [extension('2.5.29.31', nullValue())] }, 'profile'],
];

const encodings: Row[] = [
	...times.flatMap(([name, from, expect]) =>
		(['root', 'ca', 'leaf'] as const).map((place): Row => ({
			name: `${place}: dates ${name}`,
			expect,
			make: (keys) => three(keys, { [place]: { validity: sequence(from, until) } }),
		})),
	),
	...forms.flatMap(([name, changes, expect, difference]) =>
		(['root', 'ca'] as const).map((place): Row => ({
			name: `${place}: ${name}`,
			expect,
			make: (keys) => three(keys, { [place]: changes }),
			difference,
		})),
	),
	{
		name: 'ca: a policy twice',
		expect: 'policies',
		make: (keys) =>
			three(keys, {
				ca: { with: [extension('2.5.29.32', sequence(sequence(oid('1.2.3')), sequence(oid('1.2.3'))))] },
			}),
	},
	{
		name: 'leaf: a key usage in unused bits',
		expect: 'trusted',
		make: (keys) => three(keys, { leaf: { with: [flags(7, 0x84)] } }),
	},
	...(
		[
			['something behind the extensions', { tail: [nullValue()] }],
			['something behind the signature', { after: [nullValue()] }],
			['something behind the dates', { validity: sequence(utc('200101000000Z'), until, nullValue()) }],
			['a serial number with a zero before it', { serial: element(2, Uint8Array.of(0, 5)) }],
			[
				'a critical flag of two bytes',
				{ with: [sequence(oid('1.2.3.4'), element(1, Uint8Array.of(0, 255)), octetString(nullValue()))] },
			],
			[
				'something behind the value of an extension',
				{ with: [sequence(oid('1.2.3.4'), octetString(nullValue()), nullValue())] },
			],
			['a second of 60', { validity: sequence(utc('200101000060Z'), until) }],
		] as ReadonlyArray<readonly [string, Changes]>
	).map(([name, changes]): Row => ({
		name: `ca: ${name}`,
		expect: 'issuer',
		make: (keys) => three(keys, { ca: changes }),
	})),
];

export const formRows: readonly Row[] = [...issuers, ...uses, ...profile, ...encodings];
