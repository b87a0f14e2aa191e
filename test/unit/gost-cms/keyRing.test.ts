// Sources with several pairs: every pair signs and decrypts, judged by openssl, and the right one is chosen.
import { createCipheriv } from 'crypto';
import { inspect } from 'util';
import {
	decrypt,
	openContainerRing,
	openKeyRing,
	openPfx,
	parseCertificate,
	signDetached,
	toPem,
	type GostPrivateKey,
	type KeyRing,
} from '../../../nodes/shared/gost';
import {
	element,
	integer,
	octetString,
	oid,
	sequence,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { toBinary } from '../../../nodes/shared/gost/asn1/pem';
import { PasswordWork, pkcs12Kdf } from '../../../nodes/shared/gost/keys/pbe';
import { privateKeyToDer } from '../../../nodes/shared/gost/keys/privateKey';
import { sampleCells } from '../../support/sampling';
import {
	gostDescribe,
	TestCertificates,
	type CertificateFacts,
	type KeyKind,
	type TestCertificate,
} from '../../support/testCertificates';
import { writeContainer, zip } from './cryptoProWriter';
import {
	certificateBag,
	keyBag,
	nestedBag,
	oldMac,
	pbmac1,
	safe,
	secretBag,
	shroudedKeyBag,
	writePfxOf,
	type BagFacts,
	type PasswordForm,
} from './pfxWriter';
import { cachedOutput, codeOf, committed, hex, numberOf, openssl, opensslOutput, PASSWORD } from './support';

const ENCRYPTION = 'keyEncipherment,dataEncipherment,keyAgreement';
const SIGNING = 'digitalSignature,nonRepudiation';

let made: TestCertificates;
const cache = new Map<string, Promise<TestCertificate>>();
beforeAll(async () => {
	made = await TestCertificates.create();
});
afterAll(async () => await made.remove());

/** A pair by name, made once. */
async function pair(name: string, kind: KeyKind, facts: CertificateFacts = {}): Promise<TestCertificate> {
	const making = cache.get(name) ?? made.make(kind, { name, ...facts });
	cache.set(name, making);
	return await making;
}

const pairs = async (): Promise<TestCertificate[]> => [
	await pair('Иванов', 'gost2012_256'),
	await pair('Петров', 'gost2012_512'),
	await pair('Old', 'gost2001'),
	await pair('RSA', 'rsa'),
];

const keyDer = ({ keyPem }: TestCertificate): Uint8Array => toBinary(keyPem);

/** What openssl makes of a key with a password. */
const encrypted = ({ keyPem }: TestCertificate, ...args: readonly string[]): Uint8Array =>
	cachedOutput({ key: keyPem }, ['pkcs8', '-topk8', '-in', 'key', '-outform', 'DER', ...args]);

const withPassword = ['-passout', `pass:${PASSWORD}`, '-v2', 'aes-256-cbc'] as const;

const counts = { signed: 0, decrypted: 0, sources: 0 };
afterAll(() => {
	console.info(
		`${counts.sources} sources with several pairs: ${counts.signed} signatures verified by openssl, ${counts.decrypted} messages of openssl decrypted`,
	);
});

const message = Buffer.from('Документ');

/** Every pair is found by thumbprint, signs, and decrypts what openssl encrypts for it. */
async function expectAll(ring: KeyRing, expected: readonly TestCertificate[]): Promise<void> {
	counts.sources++;
	expect(ring.pairs.map(({ certificate }) => certificate.thumbprint).sort()).toEqual(
		expected.map(({ thumbprint }) => thumbprint).sort(),
	);
	const judged = sampleCells('Pairs judged by openssl', `${counts.sources}`, expected, 1);
	for (const one of expected) {
		const { thumbprint, pem } = one;
		const { key, certificate } = ring.choose({ thumbprint, anyDate: true });
		if (!certificate) throw new Error('no certificate');
		expect(certificate.thumbprint).toBe(thumbprint);
		const byCertificate = ring.choose({ certificates: [parseCertificate(pem)] });
		expect(byCertificate.certificate?.thumbprint).toBe(thumbprint);
		if (!judged.includes(one)) continue;
		const signature = await signDetached(message, { key, certificate });
		const verified = openssl({ sig: signature, msg: message, crt: pem }, [
			...['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'sig', '-content', 'msg'],
			...['-CAfile', 'crt', '-purpose', 'any', '-partial_chain', '-out', 'out'],
		]);
		expect(verified).toMatchObject({ ok: true });
		counts.signed++;
		const cipher = certificate.publicKey.oid === '1.2.840.113549.1.1.1' ? '-aes256' : '-gost89';
		const sealed = opensslOutput({ msg: message, crt: pem }, [
			...['cms', '-encrypt', '-binary', '-in', 'msg', '-outform', 'DER', cipher, 'crt'],
		]);
		// Whichever pair comes first, the message names the one that opens it.
		const [first] = ring.pairs;
		expect(Buffer.from(await decrypt(sealed, { ...first, alternatives: ring.pairs }))).toEqual(message);
		counts.decrypted++;
	}
}

gostDescribe('every pair of', () => {
	const all = async (work: (list: TestCertificate[]) => Promise<[Uint8Array | string, string?]>) => {
		const list = await pairs();
		const [file, password] = await work(list);
		await expectAll(await openKeyRing(file, { password }), list);
	};

	test('a PFX with names and IDs, encrypted bags, other secrets and nested bags', async () =>
		await all(async (list) => {
			const facts = (i: number): BagFacts => ({ name: `Ключ № ${i} 🔑`, localKeyId: Uint8Array.of(i) });
			const keys = list.map((one, i) => shroudedKeyBag(encrypted(one, ...withPassword), facts(i)));
			const certificates = list.map(({ der }, i) => certificateBag(der, facts(i)));
			const safes = [
				safe(secretBag(), nestedBag(keys[0], nestedBag(keys[1]))),
				safe(...keys.slice(2)),
				safe(...certificates.reverse(), secretBag()),
			];
			return [await writePfxOf(safes, oldMac(PASSWORD)), PASSWORD];
		}));

	test('a PFX without a MAC, names or IDs, and with wrong IDs', async () =>
		await all(async (list) => {
			const keys = list.map((one, i) =>
				i % 2 === 0
					? keyBag(keyDer(one))
					: shroudedKeyBag(encrypted(one, ...withPassword), { localKeyId: Uint8Array.of(i) }),
			);
			const certificates = list.map(({ der }, i) =>
				certificateBag(der, { localKeyId: Uint8Array.of((i + 1) % list.length) }),
			);
			return [await writePfxOf([safe(...certificates, ...keys)]), PASSWORD];
		}));

	test('PEM in any order, keys with and without a password', async () =>
		await all(async (list) => {
			const keys = list.map((one, i) =>
				i % 2 === 0
					? one.keyPem
					: toPem('ENCRYPTED PRIVATE KEY', encrypted(one, '-passout', `pass:${PASSWORD}`, '-v2', 'gost89')),
			);
			const certificates = list.map(({ pem }) => pem);
			return [
				[certificates[2], ...keys, certificates[0], certificates[3], certificates[1]].join('\n'),
				PASSWORD,
			];
		}));

	test('a ZIP of containers, keys and certificates beside them', async () => {
		const list = await pairs();
		const key = async (one: TestCertificate) =>
			(await openKeyRing(`${one.keyPem}${one.pem}`)).choose().key as GostPrivateKey;
		const folder = async (name: string, one: TestCertificate, certificate?: TestCertificate) =>
			Object.entries(
				writeContainer(await key(one), certificate && parseCertificate(certificate.pem), ''),
			).map(([file, data]) => [`${name}/${file}.key`, data]);
		const files = Object.fromEntries([
			...(await folder('first.000', list[0], list[0])),
			...(await folder('second.000', list[1])),
			['Сертификаты/Петров.cer', list[1].der],
			...(await folder('third.000', list[2])),
			['third.cer', Buffer.from(list[2].pem)],
			['rsa.pem', Buffer.from(`${list[3].keyPem}${list[3].pem}`)],
			['фото.jpg', Uint8Array.of(0xff, 0xd8)],
			['readme.txt', Buffer.from('Пароля нет')],
		]);
		await expectAll(await openKeyRing(zip(files, true)), list);
	});

	test.each(['gost2001', 'gost2012_256', 'gost2012_512'] as const)(
		'a container with a key to sign and one to exchange: %s',
		async (kind) => {
			const sign = await pair(`sign ${kind}`, kind, { keyUsage: SIGNING });
			const exchange = await pair(`exchange ${kind}`, kind);
			const [first, second] = await Promise.all(
				[sign, exchange].map(
					async ({ keyPem, pem }) => (await openKeyRing(`${keyPem}${pem}`)).choose().key as GostPrivateKey,
				),
			);
			// Without certificates inside, those from elsewhere are found by the public keys.
			const bare = writeContainer(first, undefined, '', { key: second });
			const certificates = [exchange, sign].map(({ pem }) => parseCertificate(pem));
			await expectAll(await openContainerRing(bare, { certificates }), [sign, exchange]);
			expect(await codeOf(async () => await openContainerRing(bare, { password: 'x' }))).toBe(
				'wrong-password',
			);
			const files = writeContainer(first, parseCertificate(sign.pem), 'pin', {
				key: second,
				certificate: parseCertificate(exchange.pem),
			});
			await expectAll(await openContainerRing(files, { password: 'pin' }), [sign, exchange]);
			// The first key is damaged in both copies, the second opens.
			const damaged = Uint8Array.from(files.primary);
			damaged[8] ^= 1;
			const rest = await openContainerRing(
				{ ...files, primary: damaged, primary2: damaged },
				{ password: 'pin' },
			);
			expect(rest.pairs.map(({ certificate }) => certificate.thumbprint)).toEqual([exchange.thumbprint]);
		},
	);
});

gostDescribe('without a thumbprint', () => {
	const ringOf = async (...list: TestCertificate[]) =>
		await openKeyRing(list.flatMap(({ keyPem, pem }) => [keyPem, pem]).join('\n'));
	const chosen = (ring: KeyRing, anyDate = false) => ring.choose({ anyDate }).certificate?.thumbprint;

	test('the only pair to sign with now is chosen', async () => {
		const good = await pair('good', 'gost2012_256', { keyUsage: SIGNING });
		const sealing = await pair('sealing', 'gost2012_256', { keyUsage: ENCRYPTION });
		const expired = await pair('expired', 'gost2012_256', { validity: 'expired' });
		const future = await pair('future', 'gost2012_256', { validity: 'future' });
		const ring = await ringOf(sealing, expired, good, future);
		expect(chosen(ring)).toBe(good.thumbprint);
		expect(chosen(ring, true)).toBe(good.thumbprint);
		expect(chosen(await ringOf(sealing, expired), true)).toBe(expired.thumbprint);
	});

	test('several, or none, are an error that lists them', async () => {
		const [first, second] = await pairs();
		const ring = await ringOf(first, second);
		const listed = new RegExp(
			`There are several keys to sign with.+${first.thumbprint} \\(Иванов, valid from 2020-01-01 to 2049-12-31\\); ${second.thumbprint}`,
		);
		expect(() => ring.choose()).toThrow(listed);
		expect(await codeOf(() => ring.choose({ anyDate: true }))).toBe('ambiguous');
		const sealing = await pair('sealing', 'gost2012_256', { keyUsage: ENCRYPTION });
		const expired = await pair('expired', 'gost2012_256', { validity: 'expired' });
		const unfit = await ringOf(sealing, expired);
		expect(() => unfit.choose()).toThrow(/none of their certificates is for signing and valid now/);
		expect(await codeOf(() => ring.choose({ thumbprint: '00' }))).toBe('other-thumbprint');
		const stranger = parseCertificate(sealing.pem);
		expect(await codeOf(() => ring.choose({ certificates: [stranger] }))).toBe('key-mismatch');
		const keys = await openKeyRing(`${first.keyPem}${second.keyPem}`);
		expect(await codeOf(() => keys.choose())).toBe('ambiguous');
	});

	test('a single pair is chosen whatever its certificate says', async () => {
		const sealing = await pair('sealing', 'gost2012_256', { keyUsage: ENCRYPTION });
		expect(chosen(await ringOf(sealing))).toBe(sealing.thumbprint);
		// The same pair twice is one pair.
		expect(chosen(await ringOf(sealing, sealing))).toBe(sealing.thumbprint);
	});

	test('certificates of issuers are no pairs', async () => {
		const [first, second] = await pairs();
		const { certificate, others } = (await openKeyRing(`${first.keyPem}${first.pem}${second.pem}`)).choose();
		expect([certificate?.thumbprint, others.map(({ thumbprint }) => thumbprint)]).toEqual([
			first.thumbprint,
			[second.thumbprint],
		]);
	});

	test('a key of another kind does not keep the others from opening', async () => {
		const [first] = await pairs();
		const ec = opensslOutput({}, ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']);
		const ring = await openKeyRing(`${ec.toString()}${first.keyPem}${first.pem}`);
		expect(chosen(ring)).toBe(first.thumbprint);
		expect(() => ring.choose({ certificates: [parseCertificate(committed.get('keys/rsa.crt'))] })).toThrow(
			/Another key did not open: Unsupported key algorithm/,
		);
		expect(await codeOf(async () => await openKeyRing(ec.toString()))).toBe('unsupported');
	});
});

describe('passwords and ciphers', () => {
	const rsa = { key: committed.get('keys/rsa.key'), crt: committed.get('keys/rsa.crt') };
	const expected = hex(privateKeyToDer(committed.key('rsa')));
	const legacy = ['-provider', 'legacy', '-provider', 'default'];
	const opens = async (file: Uint8Array, password: string) =>
		hex(privateKeyToDer((await openKeyRing(file, { password })).choose().key));

	const schemes = [
		...['MD5-DES', 'SHA1-DES', 'MD5-RC2-64', 'SHA1-RC2-64', 'SHA1-RC4-128', 'SHA1-RC4-40'],
		...['SHA1-RC2-128', 'SHA1-RC2-40', 'SHA1-2DES', 'SHA1-3DES'],
	];
	test.each(sampleCells('Ciphers of PKCS#8', 'PBE', schemes, 3))('PKCS#8 with PBE-%s', async (name) => {
		for (const password of [PASSWORD, '']) {
			const args = ['-v1', `PBE-${name}`, '-passout', `pass:${password}`, ...legacy];
			const file = opensslOutput(rsa, ['pkcs8', '-topk8', '-in', 'key', '-outform', 'DER', ...args]);
			expect(await opens(file, password)).toBe(expected);
			expect(await codeOf(async () => await opens(file, 'wrong'))).toBe('wrong-password');
		}
	});

	test('a password in Cyrillic as openssl 1.0 encodes it', async () => {
		const safes = [safe(keyBag(toBinary(rsa.key)), certificateBag(committed.certificate('rsa').der))];
		const file = await writePfxOf(safes, oldMac(PASSWORD, 'bytes'));
		expect(await opens(file, PASSWORD)).toBe(expected);
		expect(await codeOf(async () => await opens(file, PASSWORD.toLowerCase()))).toBe('wrong-password');
	});

	test('600,000 rounds for each of three keys, as GnuTLS has by default', async () => {
		const work = new PasswordWork(PASSWORD);
		for (let key = 0; key < 3; key++) work.spend(600_000);
		expect(await codeOf(() => work.spend(600_000))).toBe('unsupported');
		// One block of SHA-1 is enough for its key, and a password in ASCII has one form.
		const args = ['-v1', 'PBE-SHA1-RC4-128', '-iter', '600000', '-passout', 'pass:password', ...legacy];
		const file = opensslOutput(rsa, ['pkcs8', '-topk8', '-in', 'key', '-outform', 'DER', ...args]);
		expect(await opens(file, 'password')).toBe(expected);
	});

	const ciphers = ['des-cbc', 'rc2-cbc', 'rc2-40-cbc', 'rc2-64-cbc', 'aes-256-cfb', 'aes-192-ofb'];
	test.each([...sampleCells('Ciphers of PKCS#8', 'PBES2', ciphers, 2), 'scrypt'])(
		'PKCS#8 with %s',
		async (name) => {
			const cipher = name === 'scrypt' ? ['-scrypt'] : ['-v2', name];
			const args = [...cipher, '-passout', `pass:${PASSWORD}`, ...legacy];
			const file = opensslOutput(rsa, ['pkcs8', '-topk8', '-in', 'key', '-outform', 'DER', ...args]);
			expect(await opens(file, PASSWORD)).toBe(expected);
			expect(await codeOf(async () => await opens(file, 'wrong'))).toBe('wrong-password');
		},
	);

	test('scrypt that takes too much memory is refused', async () => {
		const parameters = sequence(octetString(new Uint8Array(8)), integer(2 ** 20), integer(8), integer(1));
		const derivation = sequence(oid('1.3.6.1.4.1.11591.4.11'), parameters);
		const cipher = sequence(oid('2.16.840.1.101.3.4.1.42'), octetString(new Uint8Array(16)));
		const scheme = sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, cipher));
		const file = sequence(scheme, octetString(new Uint8Array(32)));
		expect(await codeOf(async () => await openKeyRing(file, { password: 'x' }))).toBe('unsupported');
	});

	test.each<[PasswordForm, PasswordForm]>([
		['bare', 'bare'],
		['bare', 'terminated'],
		['terminated', 'bare'],
		['terminated', 'terminated'],
	])('an empty password: MAC %s, key %s', async (macForm, keyForm) => {
		const args = ['-v1', 'PBE-SHA1-3DES', '-passout', 'pass:'];
		// openssl writes the terminated form; the other one comes from a password that it encodes as nothing.
		const shrouded =
			keyForm === 'terminated'
				? opensslOutput(rsa, ['pkcs8', '-topk8', '-in', 'key', '-outform', 'DER', ...args])
				: await bareShrouded();
		const safes = [safe(shroudedKeyBag(shrouded)), safe(certificateBag(committed.certificate('rsa').der))];
		const file = await writePfxOf(safes, oldMac('', macForm));
		expect(await opens(file, '')).toBe(expected);
		expect(await codeOf(async () => await opens(file, 'x'))).toBe('wrong-password');
	});

	const hashes = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
	test.each(sampleCells('Hashes of PBMAC1', 'PFX', hashes, 2))('PBMAC1 with %s', async (hash) => {
		const safes = [safe(keyBag(toBinary(rsa.key)), certificateBag(committed.certificate('rsa').der))];
		for (const password of [PASSWORD, '']) {
			const file = await writePfxOf(safes, pbmac1(password, hash, 'sha256', { length: 48 }));
			expect(hex(privateKeyToDer((await openPfx(file, password)).key))).toBe(expected);
			expect(await codeOf(async () => await openPfx(file, 'wrong'))).toBe('wrong-password');
			const other = await writePfxOf(safes, pbmac1(password, 'sha256', hash));
			expect(hex(privateKeyToDer((await openPfx(other, password)).key))).toBe(expected);
		}
		const without = await writePfxOf(safes, pbmac1(PASSWORD, hash, hash, { withLength: false }));
		expect(await codeOf(async () => await openPfx(without, PASSWORD))).toBe('damaged');
	});
});

test.each([
	['1.2.840.113549.1.1.1', /RSA key/],
	['1.2.840.10045.2.1', /ECDSA key/],
])('a container with a key of the algorithm %s is named', async (algorithm, text) => {
	const files = writeContainer(committed.key('256-A') as GostPrivateKey, undefined, '');
	const parameters = sequence(
		element(0x03, Uint8Array.of(2, 0xe4)),
		tagged(0, oid(algorithm), element(0x05)),
	);
	const header = sequence(
		sequence(element(0x03, Uint8Array.of(4, 0x10)), parameters, element(0x8a, new Uint8Array(8))),
		octetString(new Uint8Array(4)),
	);
	const opening = openContainerRing({ ...files, header });
	await expect(opening).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(text) });
});

test('private numbers are not shown, copied or serialized', () => {
	for (const name of ['2001-A', '256-A', '512-A']) {
		const key = committed.key(name) as GostPrivateKey;
		const number = numberOf(key);
		const forms = [number.toString(), number.toString(16), inspect(number)];
		const ring = { key, others: [key], map: new Map([[key, key]]) };
		const shown = [
			inspect(ring, { showHidden: true, depth: Infinity, getters: true }),
			JSON.stringify(key),
			JSON.stringify({ ...key }, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
			inspect(structuredClone(key), { showHidden: true, depth: Infinity }),
			inspect(Object.assign({}, key), { showHidden: true, depth: Infinity }),
			Reflect.ownKeys(key).join(),
		].join('\n');
		expect(shown).toContain(key.curveOid);
		expect(forms.filter((form) => shown.includes(form))).toEqual([]);
	}
	const rsa = committed.key('rsa');
	expect(Object.keys(rsa)).toEqual(['kind']);
	expect(JSON.stringify(rsa)).toBe('{"kind":"rsa"}');
});

/** The RSA key encrypted with PBE-SHA1-3DES and a password of no bytes. */
async function bareShrouded(): Promise<Uint8Array> {
	const salt = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1);
	const derive = async (id: 1 | 2, length: number) =>
		await pkcs12Kdf('sha1', new PasswordWork(''), salt, id, 2000, length, new Uint8Array(0));
	const cipher = createCipheriv('des-ede3-cbc', await derive(1, 24), await derive(2, 8));
	const data = Buffer.concat([cipher.update(toBinary(committed.get('keys/rsa.key'))), cipher.final()]);
	const parameters = sequence(octetString(salt), integer(2000));
	return sequence(sequence(oid('1.2.840.113549.1.12.1.3'), parameters), octetString(data));
}
