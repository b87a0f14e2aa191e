// Key and certificate files as people have them: pasted, wrapped, re-encoded, with line breaks lost.
import {
	openContainer,
	openKeyFile,
	parseCertificate,
	parseCertificates,
	privateKeyToDer,
	signAttached,
	toPem,
	verifySignature,
	type PrivateKey,
} from '../../../nodes/shared/gost';
import { integer, oid, sequence, setOf, tagged } from '../../../nodes/shared/gost/asn1/derWriter';
import { toBinary } from '../../../nodes/shared/gost/asn1/pem';
import type { GostPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { sampleCells } from '../../support/sampling';
import { writeContainer, zip } from './cryptoProWriter';
import { codeOf, committed, hasEngine, hex, numberOf, openssl, PASSWORD } from './support';

const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

/** What happens to a text on its way into a credential. */
const texts: Record<string, (text: string) => Uint8Array | string> = {
	'as it is': (text) => text,
	'with CR LF': (text) => text.replace(/\n/g, '\r\n'),
	'with CR': (text) => text.replace(/\n/g, '\r'),
	'line breaks lost': (text) => text.replace(/\n/g, ''),
	'line breaks turned into spaces': (text) => text.replace(/\n/g, ' '),
	'line breaks as escapes': (text) => text.replace(/\n/g, '\\n'),
	'indented and surrounded': (text) => `\n\n  ${text.replace(/\n/g, '\n\t ')}  \n`,
	'with non-breaking spaces': (text) => text.replace(/\n/g, '\u00a0'),
	'a mark in the string': (text) => `\ufeff${text}`,
	'bytes of UTF-8': (text) => Buffer.from(text),
	'bytes of UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
	'bytes of UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
	'bytes of UTF-16, the other order': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
	'bytes with escapes for line breaks': (text) => Buffer.from(JSON.stringify(text)),
	'bytes with non-breaking spaces': (text) => Buffer.from(text.replace(/\n/g, '\n\u00a0')),
	'bytes of UTF-16 without a mark': (text) => Buffer.from(text, 'utf16le'),
	'bytes of windows-1251 after a comment': (text) =>
		Buffer.concat([Buffer.from([0xca, 0xeb, 0xfe, 0xf7, 0x0a]), Buffer.from(text)]),
	'after a comment': (text) => Buffer.from(`Ключ организации\nfriendlyName: Иванов\n${text}`),
	'base64 of it': (text) => Buffer.from(text).toString('base64'),
	'through certutil -encode': (text) => toPem('CERTIFICATE', Buffer.from(text)),
};

/** Forms of a binary file as text. */
const wraps: Record<string, (data: Uint8Array) => Uint8Array | string> = {
	binary: (data) => data,
	base64: (data) => Buffer.from(data).toString('base64'),
	'base64 in lines': (data) => toPem('X', data).split('\n').slice(1, -2).join('\r\n'),
	'base64 with spaces': (data) => toPem('X', data).split('\n').slice(1, -2).join(' '),
	'base64 as UTF-16': (data) => Buffer.from(`\ufeff${Buffer.from(data).toString('base64')}`, 'utf16le'),
	'certutil -encode': (data) => toPem('CERTIFICATE', data).replace(/\n/g, '\r\n'),
	'certutil -encode, one line': (data) => toPem('CERTIFICATE', data).replace(/\n/g, ' '),
	'any label': (data) => Buffer.from(toPem('PKCS12', data)),
};

let opened = 0;
afterAll(() => {
	console.info(`${opened} forms of key and certificate files were opened`);
});

async function expectKey(input: Uint8Array | string, name: string, password?: string): Promise<void> {
	const file = await openKeyFile(input, { certificate: committed.certificate(name), password });
	const der = (key: PrivateKey): string => hex(privateKeyToDer(key));
	expect(der(file.key)).toBe(der(committed.key(name)));
	opened++;
}

const some = <T>(form: string, all: readonly T[]): T[] => sampleCells('Forms of key files', form, all, 1);

describe.each(Object.entries(texts))('PEM %s', (label, alter) => {
	test.each(some(`${label}, plain`, ['2001-A', '256-TCA', '512-B', 'rsa']))(
		'plain key of %s',
		async (name) => {
			await expectKey(alter(committed.text(`keys/${name}.key`)), name);
		},
	);

	test('a key of RSA without PKCS#8', async () => {
		await expectKey(alter(committed.text('pkcs8/rsa/pkcs1.key')), 'rsa', PASSWORD);
	});

	const encrypted = ['2001-B/aes-256-cbc', '512-B/gost89', 'rsa/des3', 'rsa/pkcs1-encrypted'];
	test.each(some(`${label}, encrypted`, encrypted))('%s', async (path) => {
		const [name] = path.split('/');
		const text = committed.text(`pkcs8/${path}.key`);
		await expectKey(alter(text), name, PASSWORD);
		expect(await codeOf(() => openKeyFile(alter(text), { password: 'wrong' }))).toBe('wrong-password');
		expect(await codeOf(() => openKeyFile(alter(text)))).toBe('wrong-password');
	});

	test('key and certificates in one file', async () => {
		const text = `${committed.text('keys/256-A.crt')}${committed.text('keys/leaf.key')}${committed.text('keys/leaf.crt')}`;
		const file = await openKeyFile(alter(text));
		expect(file.certificate?.subject.INN).toBe('123456789047');
		expect(file.others.map((item) => item.subject.CN)).toEqual(['Test 256-A']);
	});

	test('certificates', async () => {
		const text = `${committed.text('keys/leaf.crt')}${committed.text('keys/rsa.crt')}`;
		const names = (await parseCertificates(alter(text))).map((item) => item.subject.CN);
		expect(names).toEqual(['ООО "Тест"', 'Test rsa']);
		opened++;
	});
});

describe.each(Object.entries(wraps))('file as %s', (label, wrap) => {
	test.each(some(`${label}, PFX`, ['2001-A', '256-A', '512-A', 'rsa']))('PFX of %s', async (name) => {
		const pfx = committed.get(`pfx/${name}/default.pfx`);
		await expectKey(wrap(pfx), name, PASSWORD);
		const file = await openKeyFile(wrap(pfx), { password: PASSWORD });
		expect(file.certificate?.thumbprint).toBe(committed.certificate(name).thumbprint);
		expect(await codeOf(() => openKeyFile(wrap(pfx), { password: 'wrong' }))).toBe('wrong-password');
	});

	test.each(some(`${label}, PKCS#8`, ['2001-B', '256-TCB', '512-B', 'rsa']))('PKCS#8 of %s', async (name) => {
		await expectKey(wrap(committed.get(`pkcs8/${name}/plain.der`)), name);
		const encrypted = toBinary(committed.get(`pkcs8/${name}/aes-128-cbc.key`));
		await expectKey(wrap(encrypted), name, PASSWORD);
	});

	test('zip of a key container', async () => {
		const files = writeContainer(committed.key('512-A') as GostPrivateKey, undefined, 'pin');
		const folder = Object.entries(files).map(([name, data]) => [`x.000/${name}.key`, data]);
		await expectKey(wrap(zip(Object.fromEntries(folder), true)), '512-A', 'pin');
	});

	test('certificate', () => {
		const der = committed.get('keys/leaf.crt.der');
		expect(hex(parseCertificate(wrap(der)).der)).toBe(hex(der));
		opened++;
	});

	test('PKCS#7 with certificates only: those of issuers come last', async () => {
		const ders = ['256-A', 'leaf'].map((name) => committed.certificate(name).der);
		const data = sequence(oid('1.2.840.113549.1.7.1'));
		const signed = sequence(integer(1), setOf([]), data, tagged(0, ...ders), setOf([]));
		const file = sequence(oid('1.2.840.113549.1.7.2'), tagged(0, signed));
		expect((await parseCertificates(wrap(file))).map((item) => hex(item.der))).toEqual(
			ders.reverse().map(hex),
		);
		opened++;
	});
});

if (hasEngine) {
	test('PKCS#7 files of openssl', async () => {
		const pem = `${committed.text('keys/256-A.crt')}${committed.text('keys/leaf.crt')}${committed.text('keys/512-A.crt')}`;
		const made = openssl({ all: pem }, ['crl2pkcs7', '-nocrl', '-certfile', 'all']);
		expect(made.ok).toBe(true);
		const names = (await parseCertificates(made.text)).map((item) => item.subject.CN);
		// A certificate that signed itself issued one of the list too: it comes last like other issuers.
		expect([names.length, names[0], names.includes('Test 512-A')]).toEqual([3, 'ООО "Тест"', true]);
	});
}

describe('key container as separate files', () => {
	const key = committed.key('256-TCA') as GostPrivateKey;
	const made = writeContainer(key, committed.certificate('256-TCA'), 'pin');
	const named = (name: (short: string) => string): Record<string, Uint8Array> =>
		Object.fromEntries(Object.entries(made).map(([short, data]) => [name(short), data as Uint8Array]));

	test.each<[string, Record<string, Uint8Array>]>([
		['short names', { ...made }],
		['file names', named((short) => `${short}.key`)],
		['upper case', named((short) => `${short}.key`.toUpperCase())],
		['with folders', named((short) => `/media/disk/abcdefgh.000/${short}.key`)],
		['with folders of Windows', named((short) => `A:\\abcdefgh.000\\${short}.key`)],
		['no second pair', { header: made.header, masks: made.masks, primary: made.primary }],
		['with other files', { ...named((short) => `${short}.key`), 'readme.txt': Uint8Array.of(1) }],
		[
			'base64 of the bytes',
			Object.fromEntries(
				Object.entries(made).map(([short, data]) => [
					short,
					Buffer.from(toPem('CERTIFICATE', data as Uint8Array)),
				]),
			),
		],
	])('%s', async (_label, files) => {
		expect(numberOf((await openContainer(files, 'pin')).key)).toBe(numberOf(key));
		expect(await codeOf(() => openContainer(files, ''))).toBe('wrong-password');
		opened++;
	});

	test('files that are missing', async () => {
		for (const name of ['header', 'masks', 'primary'] as const) {
			expect(await codeOf(() => openContainer({ ...made, [name]: undefined }, 'pin'))).toBe('bad-argument');
		}
		expect(await codeOf(() => openContainer({}, 'pin'))).toBe('bad-argument');
		const { header, masks } = made;
		expect(await codeOf(() => openContainer({ header, masks, primary: Uint8Array.of(0x30, 0) }, 'pin'))).toBe(
			'damaged',
		);
	});
});

describe('anything but a key or certificate', () => {
	test.each<[string, Uint8Array | string, string, string]>([
		['nothing', '', 'damaged', 'damaged'],
		['a sentence', 'Здесь нет ключа', 'damaged', 'damaged'],
		['an open block', '-----BEGIN PRIVATE KEY-----\nMIIB', 'damaged', 'damaged'],
		['labels that differ', '-----BEGIN A-----\nMIIB\n-----END B-----', 'damaged', 'damaged'],
		['a block of nothing', '-----BEGIN A-----\n\n-----END A-----', 'damaged', 'damaged'],
		['UTF-16 of an odd length', Uint8Array.of(0xff, 0xfe, 0x4d), 'damaged', 'damaged'],
		['a certificate', committed.get('keys/rsa.crt'), 'damaged', 'no error'],
		['a key', committed.get('keys/rsa.key'), 'no error', 'damaged'],
		[
			'a key labelled as a certificate',
			toPem('CERTIFICATE', toBinary(committed.get('keys/rsa.key'))),
			'no error',
			'damaged',
		],
		[
			'a signed message without certificates',
			latin1(committed.get('sig/rsa/detached-pem.pem')),
			'damaged',
			'no error',
		],
		['an encrypted message', committed.get('env/rsa/keyid.msg.der'), 'damaged', 'damaged'],
		['base64 of base64 of base64 of base64', wrapped(4), 'damaged', 'damaged'],
	])('%s', async (_label, input, key, certificate) => {
		expect(await codeOf(() => openKeyFile(input))).toBe(key);
		expect(await codeOf(() => parseCertificates(input))).toBe(certificate);
	});

	function wrapped(times: number): string {
		let text = committed.text('keys/rsa.key');
		for (let i = 0; i < times; i++) text = Buffer.from(text).toString('base64');
		return text;
	}
});

test('a message of many megabytes in PEM', async () => {
	const content = Buffer.alloc(3_000_000, 'text ');
	const message = await signAttached(content, committed.signer('rsa'));
	const report = await verifySignature(toPem('CMS', message));
	expect(report).toMatchObject({ valid: true, attached: true });
	expect(report.content?.length).toBe(content.length);
});
