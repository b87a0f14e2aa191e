// Time-stamps, levels, countersignatures and key periods: tokens of `openssl ts`, and made ones for what it does not make.
import {
	checkKeyPeriod,
	keyPeriod,
	signDetached,
	verifySignature,
	type Certificate,
} from '../../../nodes/shared/gost';
import { Asn1 } from '../../../nodes/shared/gost/asn1/der';
import { algorithm, element, integer, sequence, tagged } from '../../../nodes/shared/gost/asn1/derWriter';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import { hash } from '../../../nodes/shared/gost/hash/hash';
import { sampleCells } from '../../support/sampling';
import { certify, stamp, TIME_STAMPING } from './authority';
import {
	attribute,
	essV2,
	message,
	signerInfo,
	TYPES,
	type MessageShape,
	type SigningKey,
} from './cmsBuilder';
import { codeOf, committed, hasEngine, inTemporary, openssl, opensslOutput } from '../gost-cms/support';

const content = committed.get('msg');

const AT = {
	stamp: '1.2.840.113549.1.9.16.2.14',
	certificateReferences: '1.2.840.113549.1.9.16.2.21',
	revocationReferences: '1.2.840.113549.1.9.16.2.22',
	certificateValues: '1.2.840.113549.1.9.16.2.23',
	revocationValues: '1.2.840.113549.1.9.16.2.24',
	escStamp: '1.2.840.113549.1.9.16.2.25',
	referencesStamp: '1.2.840.113549.1.9.16.2.26',
	archiveStamp: '1.2.840.113549.1.9.16.2.27',
};

const signer = committed.signer('256-A');
const references = [
	attribute(AT.certificateReferences, sequence()),
	attribute(AT.revocationReferences, sequence()),
];
const valuesOf = (certificate: Certificate): Uint8Array[] => [
	attribute(AT.certificateValues, sequence(certificate.der)),
	attribute(
		AT.revocationValues,
		sequence(tagged(0, sequence(sequence(), sequence())), tagged(1, sequence(sequence()))),
	),
];
const inside = (...nodes: readonly Uint8Array[]): Uint8Array =>
	concat(...nodes.map((node) => Asn1.parse(node).content));

const build = (unsigned: (signature: Uint8Array) => Uint8Array[], more: Partial<MessageShape> = {}) =>
	message({ content, signer, ...more, unsigned });

const report = async (data: Uint8Array, how = {}) => await verifySignature(data, { content, ...how });

const only = async (data: Uint8Array, how = {}) => (await report(data, how)).signers[0];

(hasEngine ? describe : describe.skip)('levels', () => {
	const authority = hasEngine ? certify('rsa', TIME_STAMPING) : signer;

	test.each<[string, (signature: Uint8Array) => Uint8Array[]]>([
		['CAdES-BES', () => []],
		['CAdES-BES', () => references],
		['CAdES-T', (value) => [attribute(AT.stamp, stamp(authority, value))]],
		['CAdES-C', (value) => [attribute(AT.stamp, stamp(authority, value)), ...references]],
		[
			'CAdES-X Long',
			(value) => [
				attribute(AT.stamp, stamp(authority, value)),
				...references,
				...valuesOf(authority.certificate),
			],
		],
		...([false, true] as const).flatMap((long): Array<[string, (signature: Uint8Array) => Uint8Array[]]> => [
			[
				`CAdES-X ${long ? 'Long ' : ''}Type 1`,
				(value) => {
					const first = attribute(AT.stamp, stamp(authority, value));
					const covered = concat(value, inside(first, ...references));
					return [
						first,
						...references,
						attribute(AT.escStamp, stamp(authority, covered, { hash: 'streebog256' })),
						...(long ? valuesOf(authority.certificate) : []),
					];
				},
			],
			[
				`CAdES-X ${long ? 'Long ' : ''}Type 2`,
				(value) => [
					attribute(AT.stamp, stamp(authority, value)),
					...references,
					attribute(AT.referencesStamp, stamp(authority, inside(...references))),
					...(long ? valuesOf(authority.certificate) : []),
				],
			],
		]),
		// A second time-stamp over something else proves nothing.
		[
			'CAdES-C',
			(value) => [
				attribute(AT.stamp, stamp(authority, value)),
				...references,
				attribute(AT.escStamp, stamp(authority, value)),
			],
		],
		// An archive time-stamp is shown, but what it covers is not checked.
		[
			'CAdES-T',
			(value) => [
				attribute(AT.stamp, stamp(authority, value)),
				attribute(AT.archiveStamp, stamp(authority, value)),
			],
		],
	])('%s (%#)', async (level, unsigned) => {
		const found = await report(build(unsigned));
		expect(found).toMatchObject({ valid: true, level, chain: 'not checked', wholeDocument: true });
		expect(found.signers[0]).toMatchObject({ valid: true, level });
	});

	test('the form that a signature claims, and what was not judged', async () => {
		const data = build((value) => [
			attribute(AT.stamp, stamp(authority, content)),
			...references,
			...valuesOf(authority.certificate),
			attribute(AT.archiveStamp, stamp(authority, value)),
		]);
		expect(await only(data)).toMatchObject({
			valid: true,
			level: 'CAdES-BES',
			form: 'CAdES-A',
			unchecked: [
				'certificate and revocation references',
				'enclosed revocation data',
				'what the archive time-stamp covers',
			],
		});
		const bare = build(() => []);
		expect(await only(bare)).toMatchObject({ level: 'CAdES-BES', form: 'CAdES-BES', unchecked: [] });
	});

	test('what a time-stamp says', async () => {
		const data = build((value) => [
			attribute(AT.stamp, stamp(authority, value)),
			...references,
			...valuesOf(authority.certificate),
		]);
		const { timeStamps, enclosed } = await only(data);
		expect(timeStamps).toMatchObject([
			{
				kind: 'signature',
				valid: true,
				time: new Date('2030-01-01T00:00:00.500Z'),
				authority: { subject: { CN: 'Authority' } },
				serial: '4D',
				policy: '1.2.643.3.58.1',
				chain: { status: 'not checked' },
			},
		]);
		expect(enclosed).toEqual({ certificates: 2, revocationLists: 2, ocspResponses: 1 });
	});

	test("the authority's chain", async () => {
		const data = build((value) => [attribute(AT.stamp, stamp(authority, value))]);
		const both = [signer.certificate, authority.certificate];
		expect(await report(data, { trusted: both })).toMatchObject({
			valid: true,
			chain: 'trusted',
			level: 'CAdES-T',
			signers: [{ timeStamps: [{ valid: true, chain: { status: 'trusted' } }] }],
		});
		expect(await report(data, { trusted: [signer.certificate] })).toMatchObject({
			valid: true,
			chain: 'trusted',
			level: 'CAdES-BES',
			signers: [{ timeStamps: [{ valid: false, chain: { status: 'refused', rule: 'issuer' } }] }],
		});
	});

	test('its certificate among the values, or given by the user', async () => {
		const bare = (value: Uint8Array): Uint8Array =>
			stamp(authority, value, { shape: { certificates: null } });
		const without = build((value) => [attribute(AT.stamp, bare(value))]);
		expect((await only(without)).timeStamps[0].reason?.message).toMatch(/does not include/);
		expect((await only(without, { certificates: [authority.certificate] })).level).toBe('CAdES-T');
		const values = build((value) => [attribute(AT.stamp, bare(value)), ...valuesOf(authority.certificate)]);
		expect((await only(values)).level).toBe('CAdES-T');
	});

	const wrong: Record<string, (value: Uint8Array) => Uint8Array> = {
		'over another signature': () => stamp(authority, content),
		'with another hash than it names': (value) => stamp(authority, value, { imprint: hash('sha1', value) }),
		'without the attribute that names the certificate': (value) =>
			stamp(authority, value, { shape: { attributes: ({ type, digest }) => [type, digest] } }),
		'that names another certificate': (value) =>
			stamp(authority, value, {
				shape: {
					attributes: ({ type, digest }) => [
						type,
						digest,
						attribute(TYPES.certificateV2, essV2(signer.certificate)),
					],
				},
			}),
		'without signed attributes': (value) => stamp(authority, value, { shape: { attributes: null } }),
		'with two signatures': (value) =>
			stamp(authority, value, { infos: (shape) => [signerInfo(shape), signerInfo(shape)] }),
		'with no signature': (value) => stamp(authority, value, { infos: () => [] }),
		'over data of another type': (value) => stamp(authority, value, { shape: { contentType: TYPES.data } }),
		'signed by another key': (value) =>
			stamp({ ...authority, key: committed.key('256-B') }, value, {
				shape: { hash: 'sha256', signatureAlgorithm: algorithm('1.2.840.113549.1.1.1') },
			}),
		'before the certificate': (value) => stamp(authority, value, { time: '20010101000000Z' }),
		'after the certificate': (value) => stamp(authority, value, { time: '20990101000000Z' }),
		'of a certificate for nothing in particular': (value) => stamp(signer, value),
		'of a purpose that is not critical': (value) =>
			stamp(certify('rsa', 'extendedKeyUsage = timeStamping'), value),
		'of one purpose among others': (value) =>
			stamp(certify('rsa', 'extendedKeyUsage = critical, timeStamping, emailProtection'), value),
		'that is not one': () => sequence(integer(1)),
	};

	test.each(Object.entries(wrong))('a time-stamp %s', async (_label, make) => {
		const found = await only(build((value) => [attribute(AT.stamp, make(value))]));
		expect(found).toMatchObject({ valid: true, level: 'CAdES-BES', timeStamps: [{ valid: false }] });
		expect(found.timeStamps[0].reason?.message).toEqual(expect.any(String));
	});

	const tokenKeys: Array<[string, string]> = [
		['rsa', 'sha256'],
		['512-A', 'md_gost12_512'],
		['256-A', 'md_gost12_256'],
	];
	test.each(sampleCells('Tokens of openssl', 'keys', tokenKeys, 1))(
		'tokens of openssl: %s',
		async (key, digest) => {
			const { certificate } = certify(key, TIME_STAMPING);
			const token = (value: Uint8Array): Uint8Array =>
				inTemporary(() => {
					const files = {
						value,
						'tsa.key': committed.text(`keys/${key}.key`),
						'tsa.der': certificate.der,
						serial: '0A',
						'ts.cnf': `[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ncrypto_device = builtin\nsigner_digest = ${digest}\ndefault_policy = 1.2.3.4\ndigests = sha256, md_gost12_256, md_gost12_512\nordering = no\ntsa_name = no\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n`,
					};
					const query = opensslOutput(files, ['ts', '-query', '-data', 'value', `-${digest}`, '-cert']);
					const pem = opensslOutput(files, ['x509', '-inform', 'DER', '-in', 'tsa.der']);
					return opensslOutput({ ...files, query, 'tsa.pem': pem }, [
						...['ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'query'],
						...['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-token_out'],
					]);
				});
			const data = build((value) => [attribute(AT.stamp, token(value))]);
			const trusted = [signer.certificate, certificate];
			const found = await only(data, { trusted });
			expect(found.timeStamps[0].reason).toBeUndefined();
			expect(found).toMatchObject({ level: 'CAdES-T', timeStamps: [{ valid: true, policy: '1.2.3.4' }] });
			expect(Math.abs((found.timeStamps[0].time?.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
			// openssl reads the message with its time-stamp too.
			expect(
				openssl({ data, content, 'ca.pem': committed.text('keys/256-A.crt') }, [
					...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'data', '-content', 'content'],
					...['-CAfile', 'ca.pem', '-purpose', 'any', '-no_check_time', '-out', 'out'],
				]).ok,
			).toBe(true);
		},
	);
});

describe('countersignatures', () => {
	const second = committed.signer('512-A');
	const counter = (covered: Uint8Array, more: Partial<MessageShape> = {}): Uint8Array =>
		signerInfo({
			content: covered,
			signer: second,
			attributes: ({ digest, time, ess }) => [digest, time, ess],
			...more,
		});
	const both = { certificates: [second.certificate] };
	const counted = async (...infos: ReadonlyArray<(value: Uint8Array) => Uint8Array>) =>
		await only(
			build((value) => infos.map((info) => attribute(TYPES.counterSignature, info(value)))),
			both,
		);

	test('are verified over the signature', async () => {
		const found = await counted((value) => counter(value));
		expect(found.counterSigners).toMatchObject([
			{ valid: true, level: 'CAdES-BES', certificate: { subject: { CN: 'Test 512-A' } } },
		]);
		expect(found.counterSigners[0].signingTime).toEqual(new Date('2030-01-01T00:00:00Z'));
	});

	test('without attributes, and several', async () => {
		const found = await counted(
			(value) => counter(value),
			(value) => counter(value, { attributes: null }),
		);
		expect(found.counterSigners.map(({ valid, level }) => `${valid} ${level}`).sort()).toEqual([
			'true CAdES-BES',
			'true CMS',
		]);
	});

	test.each<[string, (value: Uint8Array) => Uint8Array]>([
		['over the document', () => counter(content)],
		['with a content type', (value) => counter(value, { attributes: ({ type, digest }) => [type, digest] })],
		['without a digest', (value) => counter(value, { attributes: ({ time }) => [time] })],
	])('%s: not valid, and the signature itself still is', async (_label, info) => {
		const found = await counted(info);
		expect(found).toMatchObject({ valid: true, counterSigners: [{ valid: false }] });
	});

	test('of a countersignature', async () => {
		const nested = (value: Uint8Array): Uint8Array =>
			counter(value, { unsigned: (inner) => [attribute(TYPES.counterSignature, counter(inner))] });
		const [outer] = (await counted(nested)).counterSigners;
		expect(outer).toMatchObject({ valid: true, counterSigners: [{ valid: true }] });
	});

	test('are not followed without end', async () => {
		const nested = (value: Uint8Array, depth: number): Uint8Array =>
			counter(value, {
				unsigned: (inner) => (depth > 0 ? [attribute(TYPES.counterSignature, nested(inner, depth - 1))] : []),
			});
		let depth = 0;
		let level = (await counted((value) => nested(value, 8))).counterSigners;
		for (; level.length > 0; depth++) level = level[0].counterSigners;
		expect(depth).toBe(3);
	});
});

(hasEngine ? describe : describe.skip)('the period of the private key', () => {
	// openssl has no name for this extension.
	const period = (from: string | undefined, to: string | undefined): string => {
		const part = (tag: number, text: string | undefined): Uint8Array =>
			text ? element(tag, Buffer.from(text)) : new Uint8Array(0);
		const der = sequence(part(0x80, from), part(0x81, to));
		return `2.5.29.16 = DER:${Buffer.from(der).toString('hex')}`;
	};
	const limited = (from?: string, to?: string): SigningKey =>
		certify('256-A', period(from, to), '/CN=Limited');
	const year = new Date().getUTCFullYear();
	const past = `${year - 2}0101000000Z`;
	const future = `${year + 2}0101000000Z`;

	test.each([
		['open', past, future, 'no error'],
		['open at the start', undefined, future, 'no error'],
		['open at the end', past, undefined, 'no error'],
		['over', undefined, past, 'expired'],
		['to come', future, undefined, 'not-yet-valid'],
	])('%s: %s to %s', async (_label, from, to, code) => {
		const own = limited(from, to);
		expect(await codeOf(() => signDetached(content, own))).toBe(code);
		expect(await codeOf(() => checkKeyPeriod(own.certificate, new Date()))).toBe(code);
		const signature = await signDetached(content, own, { ignoreDates: true });
		const { signers } = await verifySignature(signature, { content });
		expect(signers[0].keyDates).toBe(code === 'no error' ? 'ok' : code);
	});

	test('is read, and there need not be one', () => {
		expect(keyPeriod(limited('20200101000000Z', '20210101000000Z').certificate)).toEqual({
			notBefore: new Date('2020-01-01T00:00:00Z'),
			notAfter: new Date('2021-01-01T00:00:00Z'),
		});
		expect(keyPeriod(signer.certificate)).toBeUndefined();
	});

	test('a signing time within it is accepted', async () => {
		const own = limited(undefined, past);
		const signingTime = new Date(`${year - 3}-06-01T00:00:00Z`);
		const signature = await signDetached(content, own, { signingTime, ignoreDates: true });
		expect((await verifySignature(signature, { content })).signers[0].keyDates).toBe('ok');
	});
});
