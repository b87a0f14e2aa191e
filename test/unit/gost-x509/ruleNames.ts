// Name constraints and policies.
import { element, integer, oid, sequence, tagged } from '../../../nodes/shared/gost/asn1/derWriter';
import { caOf, four, leafOf, NAMES, rootOf, secondOf, aki, three, type Changes, type Row } from './chains';
import { extension, ia5, nameOf, printable, utf8 } from './writer';

const email = (text: string): Uint8Array => element(0x81, Buffer.from(text));
const dns = (text: string): Uint8Array => element(0x82, Buffer.from(text));
const uri = (text: string): Uint8Array => element(0x86, Buffer.from(text));
const ip = (...bytes: number[]): Uint8Array => element(0x87, Uint8Array.from(bytes));
const directory = (name: Uint8Array): Uint8Array => tagged(4, name);
const registered = element(0x88, oid('1.2.3').subarray(2));

interface Subtrees {
	readonly permitted?: readonly Uint8Array[];
	readonly excluded?: readonly Uint8Array[];
}

const list = (tag: number, names: readonly Uint8Array[] | undefined): Uint8Array[] =>
	names ? [element(tag, ...names.map((name) => sequence(name)))] : [];
const subtrees = ({ permitted, excluded }: Subtrees): Uint8Array =>
	extension('2.5.29.30', sequence(...list(0xa0, permitted), ...list(0xa1, excluded)), true);
const names = (...items: Uint8Array[]): Uint8Array => extension('2.5.29.17', sequence(...items));

const org = (o: string, cn: string): Uint8Array =>
	nameOf(['2.5.4.6', printable('RU')], ['2.5.4.10', utf8(o)], ['2.5.4.3', utf8(cn)]);
const within = nameOf(['2.5.4.6', printable('RU')], ['2.5.4.10', utf8('Ромашка')]);

/** A chain whose issuer constrains names, and a signer with these. */
const named =
	(constraint: Subtrees, leaf: Changes): Row['make'] =>
	(keys) =>
		three(keys, { ca: { with: [subtrees(constraint)] }, leaf });

const pair = (
	name: string,
	constraint: Subtrees,
	good: Changes,
	bad: Changes,
	difference?: string,
): Row[] => [
	{ name: `${name}: inside`, expect: 'trusted', make: named(constraint, good) },
	{ name: `${name}: outside`, expect: 'name constraints', make: named(constraint, bad), difference },
];

const withNames = (...items: Uint8Array[]): Changes => ({ with: [names(...items)] });

const nameRows: Row[] = [
	...pair(
		'permitted subject',
		{ permitted: [directory(within)] },
		{ subject: org('Ромашка', 'Иванов') },
		{ subject: org('Лютик', 'Иванов') },
	),
	...pair(
		'excluded subject',
		{ excluded: [directory(within)] },
		{ subject: org('Лютик', 'Иванов') },
		{ subject: org('Ромашка', 'Иванов') },
	),
	{
		name: 'excluded subject: in capital letters',
		expect: 'name constraints',
		make: named({ excluded: [directory(within)] }, { subject: org('РОМАШКА', 'Иванов') }),
		difference: '7.1: comparison ignores case',
	},
	...pair(
		'permitted e-mail host',
		{ permitted: [email('example.org')] },
		withNames(email('a@EXAMPLE.org')),
		withNames(email('a@sub.example.org')),
	),
	...pair(
		'permitted e-mail domain',
		{ permitted: [email('.example.org')] },
		withNames(email('a@sub.example.org')),
		withNames(email('a@example.org')),
	),
	...pair(
		'permitted mailbox',
		{ permitted: [email('a@example.org')] },
		withNames(email('a@example.org')),
		withNames(email('b@example.org')),
	),
	{
		name: 'permitted e-mail: in the subject, outside',
		expect: 'name constraints',
		make: named(
			{ permitted: [email('example.org')] },
			{ subject: nameOf(['2.5.4.3', utf8('Иванов')], ['1.2.840.113549.1.9.1', ia5('a@example.com')]) },
		),
	},
	...pair(
		'excluded e-mail',
		{ excluded: [email('example.org')] },
		withNames(email('a@example.com')),
		withNames(email('a@example.org')),
	),
	...pair(
		'permitted domain',
		{ permitted: [dns('example.org')] },
		withNames(dns('www.example.org')),
		withNames(dns('wwwexample.org')),
	),
	...pair(
		'one permitted host, which a wildcard exceeds',
		{ permitted: [dns('www.example.org')] },
		withNames(dns('www.example.org')),
		withNames(dns('*.example.org')),
	),
	...pair(
		'excluded domain',
		{ excluded: [dns('example.org')] },
		withNames(dns('example.com')),
		withNames(dns('EXAMPLE.org')),
	),
	...pair(
		'an excluded host, which a wildcard includes',
		{ excluded: [dns('www.example.org')] },
		withNames(dns('*.example.com')),
		withNames(dns('*.example.org')),
		'6125, 6.4.3: a wildcard stands for any name in its place',
	),
	...pair(
		'permitted address',
		{ permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] },
		withNames(ip(10, 1, 2, 3)),
		withNames(ip(11, 1, 2, 3)),
	),
	...pair(
		'permitted URI host',
		{ permitted: [uri('www.example.org')] },
		withNames(uri('https://www.example.org/a')),
		withNames(uri('https://example.org/a')),
	),
	...pair(
		'permitted URI domain',
		{ permitted: [uri('.example.org')] },
		withNames(uri('https://user@www.example.org:8080/a')),
		withNames(uri('https://example.org.ru/a')),
	),
	{
		name: 'a malformed domain below a permitted one',
		expect: 'name constraints',
		make: named({ permitted: [dns('example.org')] }, withNames(dns('a b.example.org'))),
		difference: '4.2.1.6: names "MUST be in the preferred name syntax" of RFC 1034',
	},
	{
		name: 'a malformed e-mail address outside an excluded host',
		expect: 'name constraints',
		make: named({ excluded: [email('example.org')] }, withNames(email('example.org.ru'))),
	},
	{
		name: 'a name of a kind without constraints',
		expect: 'trusted',
		make: named({ permitted: [dns('example.org')] }, withNames(email('a@example.com'))),
	},
	{
		name: 'one name of two is outside',
		expect: 'name constraints',
		make: named({ permitted: [dns('example.org')] }, withNames(dns('a.example.org'), dns('b.example.com'))),
	},
	{
		name: 'a kind that is not supported, without such a name',
		expect: 'trusted',
		make: named({ permitted: [registered] }, withNames(dns('example.org'))),
	},
	{
		name: 'a kind that is not supported, with such a name',
		expect: 'name constraints',
		make: named({ permitted: [registered] }, withNames(registered)),
	},
	{
		name: 'a constraint with a minimum',
		expect: 'name constraints',
		make: (keys) =>
			three(keys, {
				ca: {
					with: [
						extension(
							'2.5.29.30',
							sequence(tagged(0, sequence(dns('example.org'), element(0x80, Uint8Array.of(1))))),
							true,
						),
					],
				},
				leaf: withNames(dns('a.example.org')),
			}),
	},
	{
		name: 'constraints of the root',
		expect: 'name constraints',
		make: (keys) => three(keys, { root: { with: [subtrees({ permitted: [directory(within)] })] } }),
	},
	{
		name: 'constraints of the root on the issuer alone',
		expect: 'name constraints',
		make: (keys) =>
			three(keys, {
				root: { with: [subtrees({ permitted: [directory(within)] })] },
				leaf: { subject: org('Ромашка', 'Иванов') },
			}),
	},
	{
		name: 'constraints of two issuers add up',
		expect: 'name constraints',
		make: (keys) =>
			four(keys, {
				ca: { with: [subtrees({ permitted: [dns('example.org')] })] },
				second: { with: [subtrees({ permitted: [dns('example.com')] })] },
				leaf: { issuer: NAMES.ca2, signer: keys.other, with: [aki(keys.other), names(dns('a.example.com'))] },
			}),
	},
	{
		name: 'a self-issued issuer is exempt',
		expect: 'trusted',
		make: (keys) => ({
			leaf: leafOf(keys, { signer: keys.other, subject: org('Ромашка', 'Иванов'), with: [aki(keys.other)] }),
			pool: [
				caOf(keys, { with: [subtrees({ permitted: [directory(within)] })] }),
				secondOf(keys, { subject: NAMES.ca }),
			],
			trusted: [rootOf(keys)],
		}),
	},
	{
		name: 'constraints in a certificate of a signer',
		expect: 'profile',
		make: (keys) => three(keys, { leaf: { with: [subtrees({ permitted: [directory(within)] })] } }),
		difference: '4.2.1.10: "which MUST be used only in a CA certificate"',
	},
];

const ANY = '2.5.29.32.0';
const policies = (...oids: string[]): Uint8Array =>
	extension('2.5.29.32', sequence(...oids.map((item) => sequence(oid(item)))));
const required = (explicit?: number, mapping?: number): Uint8Array =>
	extension(
		'2.5.29.36',
		sequence(
			...(explicit === undefined ? [] : [element(0x80, Uint8Array.of(explicit))]),
			...(mapping === undefined ? [] : [element(0x81, Uint8Array.of(mapping))]),
		),
		true,
	);
const mapping = (from: string, to: string): Uint8Array =>
	extension('2.5.29.33', sequence(sequence(oid(from), oid(to))), true);
const inhibit = (skip: number): Uint8Array => extension('2.5.29.54', integer(skip), true);
const [P1, P2] = ['1.2.3.1', '1.2.3.2'];

/** A chain of two issuers and a signer with these extensions. */
const policed =
	(ca: Uint8Array[], second: Uint8Array[], leaf: Uint8Array[]): Row['make'] =>
	(keys) =>
		four(keys, {
			ca: { with: ca },
			second: { with: second },
			leaf: { issuer: NAMES.ca2, signer: keys.other, with: [aki(keys.other), ...leaf] },
		});

const policyRows: Row[] = [
	{ name: 'policies: none demanded, none there', expect: 'trusted', make: policed([], [], []) },
	{
		name: 'policies: different, none demanded',
		expect: 'trusted',
		make: policed([policies(P1)], [policies(P1)], [policies(P2)]),
	},
	{
		name: 'policies: demanded and there',
		expect: 'trusted',
		make: policed([policies(P1), required(0)], [policies(P1)], [policies(P1)]),
	},
	{
		name: 'policies: demanded, the signer has none',
		expect: 'policies',
		make: policed([policies(P1), required(0)], [policies(P1)], []),
	},
	{
		name: 'policies: demanded, the signer has another',
		expect: 'policies',
		make: policed([policies(P1), required(0)], [policies(P1)], [policies(P2)]),
	},
	{
		name: 'policies: demanded, an issuer has none',
		expect: 'policies',
		make: policed([policies(P1), required(0)], [], [policies(P1)]),
	},
	{
		name: 'policies: demanded below the signer',
		expect: 'trusted',
		make: policed([policies(P1), required(3)], [], []),
	},
	{
		name: 'policies: demanded of the signer',
		expect: 'policies',
		make: policed([policies(P1), required(2)], [], []),
	},
	{
		name: 'policies: demanded by the signer alone',
		expect: 'policies',
		make: policed([policies(P1)], [policies(P1)], [required(0)]),
	},
	{
		name: 'policies: any policy of an issuer',
		expect: 'trusted',
		make: policed([policies(ANY), required(0)], [policies(ANY)], [policies(P1)]),
	},
	{
		name: 'policies: any policy of the signer',
		expect: 'trusted',
		make: policed([policies(P1), required(0)], [policies(P1)], [policies(ANY)]),
	},
	{
		name: 'policies: any policy is inhibited',
		expect: 'policies',
		make: policed([policies(P1), required(0), inhibit(0)], [policies(P1)], [policies(ANY)]),
	},
	{
		name: 'policies: any policy is inhibited later',
		expect: 'trusted',
		make: policed([policies(P1), required(0), inhibit(1)], [policies(ANY)], [policies(P1)]),
	},
	{
		name: 'policies: mapped',
		expect: 'trusted',
		make: policed([policies(P1), required(0)], [policies(P1), mapping(P1, P2)], [policies(P2)]),
	},
	{
		name: 'policies: mapped, the signer has the old one',
		expect: 'policies',
		make: policed([policies(P1), required(0)], [policies(P1), mapping(P1, P2)], [policies(P1)]),
	},
	{
		name: 'policies: mapping is inhibited',
		expect: 'policies',
		make: policed([policies(P1), required(0, 0)], [policies(P1), mapping(P1, P2)], [policies(P2)]),
	},
	{
		name: 'policies: mapping to any policy',
		expect: 'policies',
		make: policed([policies(P1)], [policies(P1), mapping(P1, ANY)], [policies(P2)]),
	},
	{
		name: 'policies: empty constraints',
		expect: 'policies',
		make: policed([policies(P1), extension('2.5.29.36', sequence(), true)], [policies(P1)], [policies(P1)]),
	},
	{
		name: 'policies: critical',
		expect: 'trusted',
		make: policed([], [], [extension('2.5.29.32', sequence(sequence(oid(P1))), true)]),
	},
];

export const nameRuleRows: readonly Row[] = [...nameRows, ...policyRows];
