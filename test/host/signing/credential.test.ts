import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { KonturCertificateApi } from '../../../credentials/KonturCertificateApi.credentials.js';
import { KonturExternApi } from '../../../credentials/KonturExternApi.credentials.js';
import {
	gostDescribe,
	gostKinds,
	makePfx,
	TestCertificates,
	type KeyKind,
	type TestCertificate,
} from '../../support/testCertificates';
import { sampleCells } from '../../support/sampling';
import { binaryItem, useBinaryData } from '../engine/engine';
import { certificateCredential, everythingShown, SIGNATURE } from '../engine/kontur';
import { encryptCms, settingsOf, signatureEngine } from './signature.fixture';

useBinaryData('filesystem');

const PASSWORD = 'Planted-Пароль-7f3a';

let certificates: TestCertificates;
let rsa: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	rsa = await certificates.make('rsa');
});
afterAll(async () => await certificates.remove());

const check = async (data: ICredentialDataDecryptedObject) =>
	await signatureEngine(data).testCredential('certificate');

const refusal = async (data: ICredentialDataDecryptedObject) => {
	const { status, message } = await check(data);
	expect(status).toBe('Error');
	return message;
};

/** What certutil -encode writes, whatever the file is. */
const certutil = (data: Buffer) =>
	`-----BEGIN CERTIFICATE-----\r\n${(data.toString('base64').match(/.{1,64}/g) ?? []).join('\r\n')}\r\n-----END CERTIFICATE-----\r\n`;

const pfx = async (password: string, kind: KeyKind = 'rsa') => ({
	keyFrom: 'file',
	privateKey: certutil(
		await makePfx(
			kind === 'rsa' ? rsa : await certificates.make(kind),
			PASSWORD,
			kind === 'rsa' ? 'aes' : 'gost',
		),
	),
	keyPassword: password,
});

describe('the Test of the credential', () => {
	test('says whose certificate it is and how long it is valid', async () => {
		expect(await check(settingsOf(rsa))).toEqual({
			status: 'OK',
			message: expect.stringMatching(
				/^Петров Петр Петрович, RSA 2048, valid from 2020-01-01 to 2049-12-31 \(\d+ days left\)$/,
			),
		});
	});

	test('opens a PFX as certutil writes it, with its password only', async () => {
		expect(await check(await pfx(PASSWORD))).toMatchObject({ status: 'OK' });
		const message = await refusal(await pfx('wrong'));
		expect(message).toMatch(/does not open with this password.+Check Key Password/);
	});

	test('refuses a key of another certificate', async () => {
		const other = await certificates.make('rsa');
		expect(await refusal({ ...settingsOf(rsa), certificate: other.pem })).toBe(
			'The private key does not belong to the certificate. Paste the key and the certificate of the same pair.',
		);
	});

	test('refuses a certificate out of its dates, and says what it is still good for', async () => {
		const expired = await certificates.make('rsa', { validity: 'expired' });
		const future = await certificates.make('rsa', { validity: 'future' });
		expect(await refusal(settingsOf(expired))).toMatch(
			/expired on 2021-01-01.+currently valid.+Decrypt and Get Info still work with this one\.$/,
		);
		expect(await refusal(settingsOf(future))).toMatch(/valid from 2048-01-01.+currently valid/);
	});

	test('refuses what is unreadable or missing, naming the field', async () => {
		expect(await refusal({ ...settingsOf(rsa), privateKey: 'not a key' })).toMatch(/Paste the whole file/);
		expect(await refusal({ ...settingsOf(rsa), certificate: 'not a certificate' })).toMatch(
			/Paste the whole file/,
		);
		expect(await refusal({ ...settingsOf(rsa), privateKey: '' })).toMatch(/^Private Key is empty/);
		expect(await refusal({ ...settingsOf(rsa), certificate: '' })).toMatch(/^The certificate is missing/);
		expect(await refusal({ keyFrom: 'container', keyPassword: PASSWORD })).toMatch(
			/^File header\.key is empty/,
		);
	});

	test('guards the thumbprint', async () => {
		expect(await check({ ...settingsOf(rsa), thumbprint: rsa.thumbprint.toLowerCase() })).toMatchObject({
			status: 'OK',
		});
		expect(await refusal({ ...settingsOf(rsa), thumbprint: '00'.repeat(20) })).toMatch(
			/a different thumbprint/,
		);
	});

	gostDescribe('with GOST keys', () => {
		test.each(sampleCells('keys of credentials', 'GOST', gostKinds, 1))('%s', async (kind) => {
			expect(await check(settingsOf(await certificates.make(kind)))).toMatchObject({
				status: 'OK',
				message: expect.stringContaining('GOST R 34.10-20'),
			});
			expect(await check(await pfx(PASSWORD, kind))).toMatchObject({ status: 'OK' });
		});
	});
});

describe('several pairs in one key file', () => {
	let first: TestCertificate;
	let second: TestCertificate;
	let settings: ICredentialDataDecryptedObject;
	beforeAll(async () => {
		first = await certificates.make('rsa', { name: 'Первый' });
		second = await certificates.make('rsa', { name: 'Второй' });
		settings = {
			keyFrom: 'file',
			privateKey: [first, second].flatMap(({ keyPem, pem }) => [keyPem, pem]).join('\n'),
		};
	});

	const run = async (
		data: ICredentialDataDecryptedObject,
		parameters: IDataObject,
		files: Parameters<typeof binaryItem>[1] = {},
	) =>
		await signatureEngine(data).run(SIGNATURE, parameters, {
			credentials: certificateCredential,
			items: [await binaryItem({}, files)],
		});

	test('the Test lists them, and takes the one that the thumbprint or the certificate names', async () => {
		const message = await refusal(settings);
		for (const { thumbprint } of [first, second]) expect(message).toContain(thumbprint);
		expect(message).toMatch(/Первый, valid from.+Certificate Thumbprint.+Decrypt and Get Info work/);
		expect(await check({ ...settings, thumbprint: second.thumbprint })).toMatchObject({
			status: 'OK',
			message: expect.stringMatching(/^Второй/),
		});
		expect(await check({ ...settings, certificate: second.pem })).toMatchObject({ status: 'OK' });
		expect(await refusal({ ...settings, certificate: second.pem, thumbprint: first.thumbprint })).toMatch(
			/a different thumbprint/,
		);
		expect(await refusal({ ...settings, certificate: rsa.pem })).toMatch(
			/does not belong to the certificate.+The key file contains .+Первый/,
		);
	});

	test('Sign takes the named one, Decrypt the recipient, Get Info all', async () => {
		const text = { resource: 'document', operation: 'sign', source: 'text', text: 'x', output: 'text' };
		expect((await run(settings, text)).error?.message).toContain('several keys to sign with');
		const signed = await run({ ...settings, thumbprint: second.thumbprint }, text);
		expect(signed.json).toMatchObject([{ thumbprint: second.thumbprint }]);
		for (const recipient of [first, second]) {
			for (const thumbprint of ['', first.thumbprint]) {
				const content = await encryptCms([recipient], Buffer.from('secret text'), 'aes256');
				const files = { data: { content, fileName: 'a.txt.enc' } };
				const decrypt = { resource: 'document', operation: 'decrypt' };
				const { json } = await run({ ...settings, thumbprint }, decrypt, files);
				expect(json).toMatchObject([{ fileName: 'a.txt', size: 11 }]);
			}
		}
		const info = { resource: 'certificate', operation: 'get', certificateFrom: 'credential' };
		expect((await run(settings, info)).json).toMatchObject(
			[first, second].map(({ thumbprint }) => ({ thumbprint, hasPrivateKey: true })),
		);
		expect((await run({ ...settings, thumbprint: second.thumbprint }, info)).json).toMatchObject([
			{ thumbprint: second.thumbprint },
		]);
	});
});

test.each([
	[String.raw`C:\Users\Ivan\Desktop\key.pfx`, 'a file', 'certutil'],
	[String.raw`"C:\Program Files\key.pfx"`, 'a file', 'certutil'],
	['«D:/ключи/иванов.pem»', 'a file', 'certutil'],
	[String.raw`%USERPROFILE%\key.pfx`, 'a file', 'certutil'],
	[String.raw`\\server\share\key.pfx`, 'a file', 'certutil'],
	[String.raw`\\?\C:\key.pfx`, 'a file', 'certutil'],
	['file:///C:/key.pfx', 'a file', 'certutil'],
	['/home/ivan/key.pem', 'a file', 'certutil'],
	['~/key.pem', 'a file', 'certutil'],
	['ключ организации.pfx', 'a file', 'certutil'],
	[String.raw`\\.\HDIMAGE\ivanov`, 'a key container', 'Zip the folder'],
	[String.raw`HDIMAGE\\ivanov.000\1A2B`, 'a key container', 'Zip the folder'],
	[String.raw`\\.\Aktiv Rutoken ECP 00 00\ivanov`, 'a key container', 'token'],
	[String.raw`FAT12_E\ivanov.000`, 'a key container', 'Zip the folder'],
	['ivanov.000', 'a key container', 'Zip the folder'],
	[String.raw`\\.\REGISTRY\ivanov`, 'the registry of Windows', 'tab Service'],
	[
		String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Crypto Pro\Settings\Users\S-1-5\Keys\ivanov`,
		'the registry of Windows',
		'tab Service',
	],
])('%s instead of a key: the advice fits', async (place, what, advice) => {
	for (const privateKey of [place, `  ${place}\r\n`]) {
		const message = await refusal({ keyFrom: 'file', privateKey });
		expect(message).toContain(`Private Key holds the name of ${what}`);
		expect(message).toContain(advice);
		expect(message).not.toMatch(/ivan|иванов|key\.pfx/i);
	}
	expect(await refusal({ ...settingsOf(rsa), certificate: place })).toContain(
		`Certificate holds the name of`,
	);
	const files = { keyFrom: 'container', headerKey: place, masksKey: 'AAAA', primaryKey: 'AAAA' };
	expect(await refusal(files)).toContain('File header.key holds the name of');
});

test('no key and no password is shown anywhere', async () => {
	const shown: unknown[] = [];
	const keyText = rsa.keyPem.replace(/-----[^-]+-----/g, '').trim();
	const packed = await makePfx(rsa, PASSWORD);
	const credentials: ICredentialDataDecryptedObject[] = [
		settingsOf(rsa),
		{ keyFrom: 'file', privateKey: packed.toString('base64'), keyPassword: PASSWORD },
		{ keyFrom: 'file', privateKey: packed.toString('base64'), keyPassword: `${PASSWORD}!` },
		{ ...settingsOf(rsa), certificate: (await certificates.make('rsa')).pem },
		{ keyFrom: 'container', keyPassword: PASSWORD, headerKey: 'AAAA', masksKey: 'AAAA', primaryKey: 'AAAA' },
	];
	const plain = Buffer.from('decrypted-secret-91c2');
	const files = {
		data: { content: await encryptCms([rsa], plain, 'aes256'), fileName: 'a.enc' },
		stranger: {
			content: await encryptCms([await certificates.make('rsa')], plain, 'aes256'),
			fileName: 'b.enc',
		},
	};
	const operations: IDataObject[] = [
		{ resource: 'document', operation: 'sign' },
		{ resource: 'document', operation: 'sign', kind: 'raw', output: 'text' },
		{ resource: 'document', operation: 'sign', kind: 'xml' },
		{ resource: 'document', operation: 'decrypt' },
		{ resource: 'document', operation: 'decrypt', binaryPropertyName: 'stranger' },
		{ resource: 'certificate', operation: 'get' },
	];
	let succeeded = 0;
	let failed = 0;
	for (const data of credentials) {
		const engine = signatureEngine(data);
		for (const parameters of operations) {
			for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
				const items = [await binaryItem({}, files)];
				const result = await engine.run(SIGNATURE, parameters, {
					credentials: certificateCredential,
					items,
					onError,
				});
				if (result.items.length > 0) succeeded++;
				else failed++;
				shown.push(result);
			}
		}
		shown.push(await engine.testCredential('certificate'), engine.log);
	}
	// The search would prove nothing if all went one way.
	expect(succeeded).toBeGreaterThan(10);
	expect(failed).toBeGreaterThan(10);
	const text = everythingShown(shown);
	expect(text).toContain(rsa.thumbprint);
	const planted = [
		PASSWORD,
		plain.toString(),
		...keyText.split(/\s+/),
		...(packed.toString('base64').match(/.{60}/g) ?? []),
	];
	expect(planted.filter((secret) => text.includes(secret))).toEqual([]);
});

test('HTTP Request does not offer the credential: n8n lists those that sign requests', () => {
	expect(new KonturCertificateApi()).not.toHaveProperty('authenticate');
	expect(new KonturExternApi()).toHaveProperty('authenticate');
});
