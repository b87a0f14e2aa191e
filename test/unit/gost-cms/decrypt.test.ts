import {
	decrypt,
	decryptChunks,
	openKeyFile,
	signRaw,
	verifyRaw,
	verifySignature,
} from '../../../nodes/shared/gost';
import { sampleCells } from '../../support/sampling';
import { codeOf, committed, fixtureSets, hex, PASSWORD } from './support';

describe.each(fixtureSets({ large: true }))('%s messages', (label, set) => {
	const single = set.list('env/').filter((path) => !path.startsWith('env/several/'));

	test.each(sampleCells('Encrypted messages', label, single, 3))('%s', async (path) => {
		const [, name, file] = path.split('/');
		const expected = set.get(file.split('.')[1]);
		const signer = set.signer(name);
		expect(Buffer.compare(await decrypt(set.get(path), signer), expected)).toBe(0);
		// Without a certificate the recipient is found by trying.
		if (expected.length < 10_000)
			expect(hex(await decrypt(set.get(path), { key: signer.key }))).toBe(hex(expected));
	});

	test.each(set.list('env/several/'))('%s: each of the recipients, and nobody else', async (path) => {
		const names = path.split('/')[2].split('.')[0].split('+');
		for (const name of names) {
			expect(hex(await decrypt(set.get(path), set.signer(name)))).toBe(hex(set.get('msg')));
			expect(hex(await decrypt(set.get(path), { key: set.key(name) }))).toBe(hex(set.get('msg')));
		}
		expect(await codeOf(() => decrypt(set.get(path), set.signer('256-C')))).toBe('not-a-recipient');
		expect(await codeOf(() => decrypt(set.get(path), { key: set.key('256-C') }))).toBe('not-a-recipient');
	});
});

const path = 'env/256-A/gost89-stream.long.der';

test('the forms of a message: binary, PEM, base64 in lines or in one', async () => {
	const der = committed.get(path);
	const base64 = Buffer.from(der).toString('base64');
	const lines = base64.replace(/(.{76})/g, '$1\r\n');
	const pem = `-----BEGIN CMS-----\n${lines}\n-----END CMS-----\n`;
	for (const form of [der, base64, lines, pem, Buffer.from(lines), Buffer.from(`\ufeff${pem}`)]) {
		expect(hex(await decrypt(form, committed.signer('256-A')))).toBe(hex(committed.get('long')));
	}
});

test('chunks', async () => {
	const parts: Uint8Array[] = [];
	for await (const part of decryptChunks(committed.get(path), committed.signer('256-A'))) parts.push(part);
	expect(parts.length).toBeGreaterThan(0);
	expect(hex(Buffer.concat(parts))).toBe(hex(committed.get('long')));
});

test('a key of another kind, a certificate of another key', async () => {
	const message = committed.get('env/rsa/aes-256-cbc.msg.der');
	expect(
		await codeOf(() =>
			decrypt(message, { key: committed.key('256-A'), certificate: committed.certificate('rsa') }),
		),
	).toBe('key-mismatch');
	expect(await codeOf(() => decrypt(message, { key: committed.key('256-A') }))).toBe('not-a-recipient');
	const gost = { key: committed.key('256-B'), certificate: committed.certificate('256-A') };
	expect(await codeOf(() => decrypt(committed.get(path), gost))).toBe('damaged');
	expect(await codeOf(() => decrypt(committed.get('sig/256-A/detached.der'), gost))).toBe('unsupported');
});

test('the MAC of a message is checked', async () => {
	for (const cipher of ['magma', 'kuznyechik']) {
		const whole = committed.get(`env/512-A/${cipher}-ctr-acpkm-omac.msg.der`);
		for (const back of [0, 60]) {
			const changed = Uint8Array.from(whole);
			changed[changed.length - 1 - back] ^= 1;
			expect(await codeOf(() => decrypt(changed, committed.signer('512-A')))).toBe('damaged');
		}
	}
});

test('inputs stay as they were', async () => {
	const some = (what: string, paths: string[]) => sampleCells('Inputs that stay', what, paths, 6);
	const messages = ['256-A', 'several', 'rsa'].flatMap((name) => committed.list(`env/${name}/`));
	for (const path of some('messages', messages)) {
		const name = path.split('/')[1] === 'several' ? path.split('/')[2].split('+')[0] : path.split('/')[1];
		const data = committed.get(path);
		await decrypt(data, committed.signer(name));
		await decrypt(data, { key: committed.key(name) });
		expect(hex(data)).toBe(hex(committed.get(path)));
	}
	for (const path of some('signatures', committed.list('sig/'))) {
		const data = committed.get(path);
		const content = committed.get('msg');
		await verifySignature(data, path.includes('/attached') ? {} : { content });
		expect(hex(data)).toBe(hex(committed.get(path)));
		expect(hex(content)).toBe(hex(committed.get('msg')));
	}
	const keys = ['pfx/256-A/', 'pkcs8/', 'keys/'].flatMap((folder) => committed.list(folder));
	const opened = keys.filter((path) => !path.endsWith('.sha1') && !path.includes('.crt'));
	for (const path of some('keys', opened)) {
		const data = committed.get(path);
		await openKeyFile(data, { password: PASSWORD });
		expect(hex(data)).toBe(hex(committed.get(path)));
	}
	const { key, certificate } = committed.signer('256-A');
	const content = committed.get('long');
	const value = Buffer.from(await signRaw(content, key, { order: 'little-endian' }));
	for (let i = 0; i < 2; i++) {
		expect(await verifyRaw(content, value, certificate, { order: 'little-endian' })).toBe(true);
	}
	expect(hex(content)).toBe(hex(committed.get('long')));
});
