// Revocation lists.
import { element, nullValue, oid, sequence, tagged } from '../../../nodes/shared/gost/asn1/derWriter';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { aki, caOf, leafOf, NAMES, rootOf, ski, write, type Changes, type Row } from './chains';
import type { Case } from './judge';
import { extension, NOW, usage, writeList, type Entry, type Keys, type ListFields } from './writer';

const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);

/** The encoded serial number of a certificate. */
function serialOf(der: Uint8Array): Uint8Array {
	const reader = Asn1.parse(der).children()[0].reader();
	reader.optional(0xa0);
	return reader.next(0x02).bytes;
}

interface ListChanges extends Partial<ListFields> {
	/** Revokes the certificate. */
	readonly revoked?: Omit<Entry, 'serial'>;
}

interface Listed {
	/** Lists of the root about the issuer, and of the issuer about the signer; one as usual by default. */
	readonly ca?: readonly ListChanges[];
	readonly leaf?: readonly ListChanges[];
	readonly leafChanges?: Changes;
	readonly caChanges?: Changes;
	readonly pool?: (keys: Keys) => Uint8Array[];
	readonly at?: Date;
}

/** A chain of three with lists. */
const listed =
	(changes: Listed): ((keys: Keys) => Case) =>
	(keys) => {
		const ca = caOf(keys, changes.caChanges);
		const leaf = leafOf(keys, changes.leafChanges);
		const make = (about: Uint8Array, usual: ListFields) => (change: ListChanges) =>
			writeList({
				...usual,
				entries: change.revoked ? [{ serial: serialOf(about), ...change.revoked }] : [],
				...change,
			});
		return {
			leaf,
			pool: [ca, ...(changes.pool?.(keys) ?? [])],
			trusted: [rootOf(keys)],
			lists: [
				...(changes.ca ?? [{}]).map(make(ca, { issuer: NAMES.root, signer: keys.root })),
				...(changes.leaf ?? [{}]).map(make(leaf, { issuer: NAMES.ca, signer: keys.ca })),
			],
			at: changes.at,
		};
	};

/** A list of the issuer that a key of the kind made for the occasion signs. */
const listedBy =
	(changes: (keys: Keys) => Listed): Row['make'] =>
	(keys) =>
		listed(changes(keys))(keys);

const CRITICAL =
	'5.2: "If a CRL contains a critical extension that the application cannot process, then the application MUST NOT use that CRL"';
const utc = (text: string): Uint8Array => element(0x17, Buffer.from(text));
const unknown = extension('1.2.3.4', nullValue(), true);
const scope = (...fields: Uint8Array[]): Uint8Array => extension('2.5.29.28', sequence(...fields), true);
const delta = extension('2.5.29.27', element(2, Uint8Array.of(1)), true);
const flag = (number: number): Uint8Array => element(0x80 | number, Uint8Array.of(255));
const place = (uri: string): Uint8Array => tagged(0, tagged(0, element(0x86, Buffer.from(uri))));
const near = (name: string): Uint8Array =>
	tagged(0, tagged(1, sequence(oid('2.5.4.3'), element(0x0c, Buffer.from(name)))));
const points = (uri: string): Uint8Array => extension('2.5.29.31', sequence(sequence(place(uri))));

const NO_DELTA = 'OpenSSL needs -use_deltas; 5.2.4: a delta list names revocations since its base';
const REASONS = [0, 1, 2, 3, 4, 5, 6, 9, 10];
const NO_END =
	'5.1.2.5: "The behavior of clients processing CRLs that omit nextUpdate is not specified by this profile"';

/** A second certificate of the issuer, whose key signs lists. */
const listSigner =
	(changes: Changes = {}) =>
	(keys: Keys): Uint8Array[] => [
		write(
			{
				subject: NAMES.ca,
				issuer: NAMES.root,
				key: keys.other,
				signer: keys.root,
				extensions: [usage('cRLSign'), ski(keys.other)],
			},
			changes,
		),
	];
const bySigner = (changes?: Changes): Row['make'] =>
	listedBy((keys) => ({
		leaf: [{ signer: keys.other, extensions: [aki(keys.other)] }],
		pool: listSigner(changes),
	}));

export const listRows: readonly Row[] = [
	{ name: 'lists: nothing is revoked', expect: 'trusted', make: listed({}) },
	{
		name: 'lists: dates without seconds',
		expect: 'revocation list',
		make: listed({ leaf: [{ times: ['3005010000Z', '3007010000Z'].map(utc) }] }),
	},
	{
		name: 'lists: dates in another zone',
		expect: 'revocation list',
		make: listed({ leaf: [{ times: ['300501000000+0300', '300701000000Z'].map(utc) }] }),
	},
	{
		name: 'lists: a serial number with a zero before it',
		expect: 'revocation list',
		make: listed({ leaf: [{ entries: [{ serial: element(2, Uint8Array.of(0, 5)) }] }] }),
	},
	{
		name: 'lists: a serial number with a long length',
		expect: 'revocation list',
		make: listed({ leaf: [{ entries: [{ serial: Uint8Array.of(2, 0x81, 1, 5) }] }] }),
		difference:
			'X.690, 10.1: "The definite form of length encoding shall be used, encoded in the minimum number of octets"',
	},
	{
		name: "lists: two reasons of the signer's entry",
		expect: 'revocation list',
		make: listed({
			leaf: [{ revoked: { reason: 8, extensions: [extension('2.5.29.21', element(10, Uint8Array.of(1)))] } }],
		}),
	},
	{
		name: 'lists: an unknown extension whose flag has a long length',
		expect: 'revocation list',
		make: listed({
			leaf: [
				{
					entries: [
						{
							serial: element(2, Uint8Array.of(9)),
							extensions: [sequence(oid('1.2.3.4'), Uint8Array.of(1, 0x81, 1, 255), element(4, nullValue()))],
						},
					],
				},
			],
		}),
	},
	{
		name: 'lists: something behind the scope',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [scope(flag(1), nullValue())] }] }),
		difference: CRITICAL,
	},
	{
		name: 'lists: a flag of the scope of two bytes',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [scope(element(0x81, Uint8Array.of(0, 255)))] }] }),
		difference: CRITICAL,
	},
	...REASONS.map((reason): Row => ({
		name: `lists: the signer is revoked for reason ${reason}`,
		expect: 'revoked',
		make: listed({ leaf: [{ revoked: { reason } }] }),
	})),
	{
		name: 'lists: the signer is revoked without a reason',
		expect: 'revoked',
		make: listed({ leaf: [{ revoked: {} }] }),
	},
	{ name: 'lists: the issuer is revoked', expect: 'revoked', make: listed({ ca: [{ revoked: {} }] }) },
	{ name: 'lists: removeFromCRL', expect: 'trusted', make: listed({ leaf: [{ revoked: { reason: 8 } }] }) },
	{
		name: 'lists: revoked after the signing time that is claimed',
		expect: 'revoked',
		make: listed({
			leaf: [{ revoked: { date: days(-2) }, thisUpdate: days(-11) }],
			ca: [{ thisUpdate: days(-11) }],
			at: days(-10),
		}),
	},
	{
		name: 'lists: another certificate is revoked',
		expect: 'trusted',
		make: listed({ leaf: [{ entries: [{ serial: element(2, Uint8Array.of(99)) }] }] }),
	},
	{ name: 'lists: none for the signer', expect: 'revocation list', make: listed({ leaf: [] }) },
	{ name: 'lists: none for the issuer', expect: 'revocation list', make: listed({ ca: [] }) },
	{
		name: 'lists: of another issuer',
		expect: 'revocation list',
		make: listed({ leaf: [{ issuer: NAMES.other }] }),
	},
	{
		name: 'lists: ended yesterday',
		expect: 'revocation list',
		make: listed({ leaf: [{ thisUpdate: days(-8), nextUpdate: days(-1) }] }),
	},
	{
		name: 'lists: ended yesterday, with the signer',
		expect: 'revoked',
		make: listed({ leaf: [{ thisUpdate: days(-8), nextUpdate: days(-1), revoked: {} }] }),
	},
	{
		name: 'lists: ended yesterday, beside a current one',
		expect: 'trusted',
		make: listed({ leaf: [{ thisUpdate: days(-8), nextUpdate: days(-1) }, {}] }),
	},
	{
		name: 'lists: begins tomorrow',
		expect: 'revocation list',
		make: listed({ leaf: [{ thisUpdate: days(1) }] }),
	},
	{
		name: 'lists: no end',
		expect: 'revocation list',
		make: listed({ leaf: [{ nextUpdate: 'none' }] }),
		difference: NO_END,
	},
	{
		name: 'lists: a broken signature',
		expect: 'revocation list',
		make: listed({ leaf: [{ forged: true }] }),
	},
	{
		name: "lists: a stranger's signature",
		expect: 'revocation list',
		make: listedBy((keys) => ({ leaf: [{ signer: keys.other }] })),
	},
	{
		name: 'lists: an issuer without cRLSign',
		expect: 'revocation list',
		make: listed({ caChanges: { with: [usage('keyCertSign')] } }),
	},
	{
		name: 'lists: an unknown critical extension',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [unknown] }] }),
	},
	{
		name: "lists: an unknown critical extension of the signer's entry",
		expect: 'revocation list',
		make: listed({ leaf: [{ revoked: { extensions: [unknown] } }] }),
	},
	{
		name: 'lists: an unknown critical extension of another entry',
		expect: 'revocation list',
		make: listed({ leaf: [{ entries: [{ serial: element(2, Uint8Array.of(99)), extensions: [unknown] }] }] }),
	},
	{
		name: 'lists: for signers only',
		expect: 'trusted',
		make: listed({ leaf: [{ extensions: [scope(flag(1))] }] }),
	},
	{
		name: 'lists: for signers only, about an issuer',
		expect: 'revocation list',
		make: listed({ ca: [{ extensions: [scope(flag(1))] }] }),
	},
	{
		name: 'lists: for issuers only',
		expect: 'trusted',
		make: listed({ ca: [{ extensions: [scope(flag(2))] }] }),
	},
	{
		name: 'lists: for issuers only, about a signer',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [scope(flag(2))] }] }),
	},
	{
		name: 'lists: for attribute certificates only',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [scope(flag(5))] }] }),
	},
	{
		name: 'lists: some reasons only',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [scope(element(0x83, Uint8Array.of(1, 0x40)))] }] }),
	},
	{
		name: 'lists: indirect',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [scope(flag(4))] }] }),
		difference: 'Indirect lists are not supported; 6.3.3 needs the issuer of each entry',
	},
	{
		name: 'lists: a delta list without the signer',
		expect: 'trusted',
		make: listed({ leaf: [{}, { extensions: [delta] }] }),
	},
	{
		name: 'lists: a delta list with the signer',
		expect: 'revoked',
		make: listed({ leaf: [{}, { extensions: [delta], revoked: { reason: 4 } }] }),
		difference: NO_DELTA,
	},
	{
		name: 'lists: a delta list that holds the signer',
		expect: 'revoked',
		make: listed({ leaf: [{}, { extensions: [delta], revoked: { reason: 6 } }] }),
		difference: NO_DELTA,
	},
	{
		name: 'lists: a delta list that ends a hold',
		expect: 'trusted',
		make: listed({
			leaf: [{ revoked: { reason: 6 } }, { number: 2, extensions: [delta], revoked: { reason: 8 } }],
		}),
		difference: NO_DELTA,
	},
	{
		name: 'lists: a delta list of a later list that ends a hold',
		expect: 'revoked',
		make: listed({
			leaf: [
				{ number: 0, revoked: { reason: 6 } },
				{ number: 2, extensions: [delta], revoked: { reason: 8 } },
			],
		}),
	},
	{
		name: 'lists: a delta list that ends a revocation',
		expect: 'revoked',
		make: listed({
			leaf: [{ revoked: { reason: 1 } }, { number: 2, extensions: [delta], revoked: { reason: 8 } }],
		}),
	},
	{
		name: 'lists: a complete list that ends the hold of a delta list',
		expect: 'trusted',
		make: listed({ leaf: [{}, { extensions: [delta], thisUpdate: days(-3), revoked: { reason: 6 } }] }),
	},
	{
		name: 'lists: some reasons only, with the signer',
		expect: 'revoked',
		make: listed({
			leaf: [{ extensions: [scope(element(0x83, Uint8Array.of(1, 0x40)))], revoked: { reason: 1 } }],
		}),
	},
	{
		name: 'lists: delta',
		expect: 'revocation list',
		make: listed({ leaf: [{ extensions: [delta] }] }),
	},
	{
		name: 'lists: the place of the certificate, relative to the issuer',
		expect: 'trusted',
		make: listed({
			leafChanges: { with: [extension('2.5.29.31', sequence(sequence(near('1'))))] },
			leaf: [{ extensions: [scope(near('1'))] }],
		}),
	},
	{
		name: 'lists: another place, relative to the issuer',
		expect: 'revocation list',
		make: listed({
			leafChanges: { with: [extension('2.5.29.31', sequence(sequence(near('1'))))] },
			leaf: [{ extensions: [scope(near('2'))] }],
		}),
	},
	{
		name: 'lists: the place of the certificate',
		expect: 'trusted',
		make: listed({
			leafChanges: { with: [points('http://a/1.crl')] },
			leaf: [{ extensions: [scope(place('http://a/1.crl'))] }],
		}),
	},
	{
		name: 'lists: another place',
		expect: 'revocation list',
		make: listed({
			leafChanges: { with: [points('http://a/1.crl')] },
			leaf: [{ extensions: [scope(place('http://a/2.crl'))] }],
		}),
	},
	{
		name: 'lists: a newer one ends a hold',
		expect: 'trusted',
		make: listed({ leaf: [{ revoked: { reason: 6 }, thisUpdate: days(-3) }, {}] }),
	},
	{
		name: 'lists: a newer one begins a hold',
		expect: 'revoked',
		make: listed({ leaf: [{ thisUpdate: days(-3) }, { revoked: { reason: 6 } }] }),
	},
	{
		name: 'lists: a newer one forgets a compromised key',
		expect: 'revoked',
		make: listed({ leaf: [{ revoked: { reason: 1 }, thisUpdate: days(-3) }, {}] }),
		difference: '5.3.1: only certificateHold ends; OpenSSL takes the newest list',
	},
	{ name: 'lists: another key of the issuer', expect: 'trusted', make: bySigner() },
	{
		name: 'lists: another key of the issuer without cRLSign',
		expect: 'revocation list',
		make: bySigner({ with: [usage('digitalSignature')] }),
	},
	{
		name: 'lists: another key of the issuer that expired',
		expect: 'revocation list',
		make: bySigner({ to: days(-1) }),
	},
	{
		name: 'lists: a namesake that the root did not certify',
		expect: 'revocation list',
		make: listedBy((keys) => ({
			leaf: [{ signer: keys.other }],
			pool: listSigner({ issuer: NAMES.ca, signer: keys.other }),
		})),
	},
];
