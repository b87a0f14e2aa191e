import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { withOpenssl } from '../../support/openssl';
import { sampleCells } from '../../support/sampling';
import {
	gostDescribe,
	signCms,
	testedKinds,
	TestCertificates,
	type TestCertificate,
} from '../../support/testCertificates';
import { binaryItem, readBinary, useBinaryData, type RunOptions, type RunResult } from '../engine/engine';
import { certificateCredential, SIGNATURE } from '../engine/kontur';
import { encryptCms, settingsOf, signatureEngine } from './signature.fixture';

useBinaryData('filesystem');

const document = Buffer.from('Договор № 17\r\nс точными байтами\0\xff', 'utf8');
const other = Buffer.from('Другой документ', 'utf8');

let certificates: TestCertificates;
const made = new Map<string, TestCertificate>();

/** One of each kind serves all tests. */
async function certificateOf(kind: (typeof testedKinds)[number]): Promise<TestCertificate> {
	const known = made.get(kind);
	if (known) return known;
	const fresh = await certificates.make(kind, { name: `Петров ${kind}`, inn: '781100000020' });
	made.set(kind, fresh);
	return fresh;
}

beforeAll(async () => {
	certificates = await TestCertificates.create();
});
afterAll(async () => await certificates.remove());

type Files = Record<string, Buffer>;

const item = async (files: Files, names: Record<string, string> = {}): Promise<INodeExecutionData> =>
	await binaryItem(
		{},
		Object.fromEntries(
			Object.entries(files).map(([field, content]) => [
				field,
				{ content, fileName: names[field] ?? 'contract.txt' },
			]),
		),
	);

async function runWith(
	certificate: TestCertificate | undefined,
	parameters: IDataObject,
	items: INodeExecutionData[],
	options: RunOptions = {},
): Promise<RunResult> {
	const engine = signatureEngine(certificate ? settingsOf(certificate) : {});
	const credentials = certificate ? certificateCredential : undefined;
	return await engine.run(
		SIGNATURE,
		{ resource: 'document', ...parameters },
		{ items, credentials, ...options },
	);
}

const good = (result: RunResult): RunResult => {
	expect(result.error).toBeUndefined();
	return result;
};

const fileIn = async ({ items }: RunResult, field: string, index = 0) =>
	await readBinary(items[index].binary?.[field]);

const verdictOf = (result: RunResult) => result.json[0] as { valid: boolean; signers: IDataObject[] };

/** Whether openssl accepts a signature, which it says by its exit code. */
async function opensslVerify(
	certificate: TestCertificate,
	signature: Buffer,
	content?: Buffer,
	...options: string[]
): Promise<Buffer> {
	return await withOpenssl(async (openssl) => {
		const path = await openssl.file('signature.der', signature);
		const detached = content ? ['-content', await openssl.file('content.bin', content)] : [];
		return await openssl.run(
			...['cms', '-verify', '-binary', '-inform', 'DER', '-in', path, ...detached, ...options],
			...['-CAfile', certificate.paths.certificate, '-purpose', 'any', '-cades'],
		);
	});
}

const someKinds = (name: string) => sampleCells('keys that sign files', name, testedKinds, 2);

describe('with a key of each kind', () => {
	test.each(someKinds('detached'))(
		'openssl verifies a detached signature, and each item has its own: %s',
		async (kind) => {
			const certificate = await certificateOf(kind);
			const result = good(
				await runWith(certificate, { operation: 'sign' }, [
					await item({ data: document }),
					await item({ data: other }, { data: 'other.pdf' }),
				]),
			);
			expect(result.json).toMatchObject([
				{
					kind: 'detached',
					encoding: 'der',
					fileName: 'contract.txt.sig',
					signer: `Петров ${kind}`,
					thumbprint: certificate.thumbprint,
				},
				{ fileName: 'other.pdf.sig' },
			]);
			expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			expect(await opensslVerify(certificate, await fileIn(result, 'signature'), document)).toEqual(document);
			expect(await opensslVerify(certificate, await fileIn(result, 'signature', 1), other)).toEqual(other);
			await expect(opensslVerify(certificate, await fileIn(result, 'signature'), other)).rejects.toThrow(
				/failed/,
			);
			// The document is output along with its signature.
			expect(await fileIn(result, 'data')).toEqual(document);
		},
	);

	test.each(someKinds('attached'))(
		'openssl verifies an attached signature and extracts its document: %s',
		async (kind) => {
			const certificate = await certificateOf(kind);
			const signed = good(
				await runWith(certificate, { operation: 'sign', kind: 'attached' }, [await item({ data: document })]),
			);
			expect(signed.json[0].fileName).toBe('contract.txt.p7m');
			const signature = await fileIn(signed, 'signature');
			expect(await opensslVerify(certificate, signature)).toEqual(document);
			const verified = good(
				await runWith(
					undefined,
					{
						operation: 'verify',
						documentFrom: 'inside',
						options: { contentBinaryPropertyName: 'inner' },
					},
					signed.items,
				),
			);
			expect(verdictOf(verified).valid).toBe(true);
			expect(verified.json[0].fileName).toBe('contract.txt');
			expect(await fileIn(verified, 'inner')).toEqual(document);
		},
	);

	test.each(someKinds('verified'))(
		'signatures of openssl are verified, and refused for another document: %s',
		async (kind) => {
			const certificate = await certificateOf(kind);
			const signature = await signCms(certificate, document);
			const verify = async (content: Buffer) =>
				good(await runWith(undefined, { operation: 'verify' }, [await item({ signature, data: content })]));
			expect((await verify(document)).json).toMatchObject([
				{
					valid: true,
					signedBy: [`Петров ${kind}`],
					wholeDocument: true,
					level: 'CMS',
					chain: 'not checked',
					chainChecked: false,
					revocationChecked: false,
					signers: [
						{
							valid: true,
							intact: true,
							wholeDocument: true,
							level: 'CMS',
							chain: 'not checked',
							timeStamps: [],
							counterSigners: [],
							enclosed: { certificates: 1, revocationLists: 0, ocspResponses: 0 },
							signer: { name: `Петров ${kind}`, inn: '781100000020', snils: '11223344595' },
							thumbprint: certificate.thumbprint,
							certificateDates: 'ok',
							signedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
						},
					],
				},
			]);
			expect((await verify(other)).json).toMatchObject([
				{
					valid: false,
					reason: 'The document is not the one that was signed',
					signers: [
						{
							valid: false,
							intact: false,
							code: 'bad-signature',
							reason: 'The document is not the one that was signed',
						},
					],
				},
			]);
		},
	);

	test.each(someKinds('xml'))(
		'an XML document carries its signature and stands no change: %s',
		async (kind) => {
			const certificate = await certificateOf(kind);
			const xml = Buffer.from(
				'<?xml version="1.0" encoding="UTF-8"?>\n<Договор Номер="17"><Сумма>5</Сумма></Договор>\n',
			);
			const signed = good(
				await runWith(certificate, { operation: 'sign', kind: 'xml' }, [
					await item({ data: xml }, { data: 'contract.xml' }),
				]),
			);
			const text = (await fileIn(signed, 'signature')).toString();
			expect(signed.json[0].fileName).toBe('contract.xml');
			const verify = async (content: string) =>
				verdictOf(
					good(
						await runWith(undefined, { operation: 'verify', documentFrom: 'xml' }, [
							await item({ signature: Buffer.from(content) }),
						]),
					),
				);
			expect(await verify(text)).toMatchObject({ valid: true, signers: [{ wholeDocument: true }] });
			expect(await verify(text.replace('>5<', '>6<'))).toMatchObject({ valid: false });
		},
	);

	test.each(someKinds('decrypted'))('what openssl encrypted is decrypted: %s', async (kind) => {
		const certificate = await certificateOf(kind);
		const cipher = { rsa: 'aes256', gost2001: 'gost89' }[kind as string] ?? 'kuznyechik-ctr-acpkm';
		const encrypted = await encryptCms([certificate], document, cipher);
		const result = good(
			await runWith(certificate, { operation: 'decrypt' }, [
				await item({ data: encrypted }, { data: 'contract.txt.enc' }),
			]),
		);
		expect(await fileIn(result, 'data')).toEqual(document);
		expect(result.json).toEqual([
			{ fileName: 'contract.txt', mimeType: expect.any(String), size: document.length },
		]);
	});

	test.each(someKinds('bare'))('a bare signature fits in both orders of its bytes: %s', async (kind) => {
		const certificate = await certificateOf(kind);
		const bare = async (byteOrder: string) =>
			await fileIn(
				good(
					await runWith(certificate, { operation: 'sign', kind: 'raw', byteOrder }, [
						await item({ data: document }),
					]),
				),
				'signature',
			);
		const digests: Record<string, string> = {
			rsa: 'sha256',
			gost2001: 'md_gost94',
			gost2012_256: 'md_gost12_256',
			gost2012_512: 'md_gost12_512',
		};
		const accepted = async (signature: Buffer) =>
			await withOpenssl(async (openssl) => {
				const key = await openssl.run('x509', '-in', certificate.paths.certificate, '-noout', '-pubkey');
				return await openssl.run(
					...['dgst', `-${digests[kind]}`, '-verify', await openssl.file('key.pub', key)],
					...['-signature', await openssl.file('bare.sig', signature)],
					await openssl.file('content.bin', document),
				);
			});
		expect((await accepted(await bare('big-endian'))).toString()).toContain('Verified OK');
		const turned = await bare('little-endian');
		const usual = kind === 'rsa' ? turned : Buffer.from(turned).reverse();
		expect((await accepted(usual)).toString()).toContain('Verified OK');
	});
});

describe('sign', () => {
	test('gives text where an interface wants text: base64, or PEM', async () => {
		const rsa = await certificateOf('rsa');
		const text = { operation: 'sign', source: 'text', text: 'apikey=1\r\nid=2\r\n', output: 'text' };
		const base64 = good(await runWith(rsa, text, [{ json: {} }])).json[0];
		const signature = Buffer.from(String(base64.signature), 'base64');
		expect(String(base64.signature)).toMatch(/^[\w+/]+=*$/);
		expect((await opensslVerify(rsa, signature, Buffer.from(text.text))).toString()).toBe(text.text);
		const pem = good(await runWith(rsa, { ...text, encoding: 'pem' }, [{ json: {} }])).json[0];
		expect(String(pem.signature)).toMatch(/^-----BEGIN CMS-----\n[\s\S]+\n-----END CMS-----\n$/);
	});

	test('signs at the stated time, in the time zone of the workflow, and without the certificate', async () => {
		const rsa = await certificateOf('rsa');
		const options = {
			signingTime: '2024-05-06T07:08:09Z',
			includeCertificate: false,
			fileName: 'folder/named.bin',
		};
		const signed = good(await runWith(rsa, { operation: 'sign', options }, [await item({ data: document })]));
		expect(signed.json[0]).toMatchObject({ signedAt: '2024-05-06T07:08:09.000Z', fileName: 'named.bin' });
		const verify = async (more: IDataObject) =>
			verdictOf(good(await runWith(undefined, { operation: 'verify', options: more }, signed.items)));
		expect(await verify({})).toMatchObject({
			valid: false,
			signers: [
				{
					code: 'bad-signature',
					reason: expect.stringMatching(
						/^The signature does not include the signer's certificate\. Add it to Signer Certificates: serial number [\dA-F]+, issued by .+\.$/,
					),
				},
			],
		});
		const another = await certificates.make('rsa', { name: 'Сидоров', inn: '781100000020' });
		expect(await verify({ signerCertificates: another.pem })).toMatchObject({
			valid: false,
			signers: [{ reason: expect.stringContaining('and it is not among those supplied. Add') }],
		});
		expect(await verify({ signerCertificates: rsa.pem })).toMatchObject({
			valid: true,
			signers: [{ signedAt: '2024-05-06T07:08:09.000Z' }],
		});
	});

	test('streams a large document into an attached signature and out of it again', async () => {
		const rsa = await certificateOf('rsa');
		const large = Buffer.alloc(17 * 1024 * 1024, 'large document ');
		const signed = good(
			await runWith(rsa, { operation: 'sign', kind: 'attached' }, [await item({ data: large })]),
		);
		const signature = await fileIn(signed, 'signature');
		// An indefinite length: it was written before its size was known.
		expect(signature.subarray(0, 2)).toEqual(Buffer.from([0x30, 0x80]));
		expect(signed.json[0].size).toBe(signature.length);
		expect((await opensslVerify(rsa, signature)).equals(large)).toBe(true);
		const verified = good(
			await runWith(
				undefined,
				{ operation: 'verify', documentFrom: 'inside', options: { contentBinaryPropertyName: 'inner' } },
				signed.items,
			),
		);
		expect(verdictOf(verified).valid).toBe(true);
		expect((await fileIn(verified, 'inner')).equals(large)).toBe(true);
	});

	test('refuses a time at which the certificate is not valid', async () => {
		const { error } = await runWith(
			await certificateOf('rsa'),
			{ operation: 'sign', options: { signingTime: '2019-01-01T00:00:00Z' } },
			[await item({ data: document })],
		);
		expect(error?.message).toBe('The certificate is not valid at the signing time');
		expect(error?.description).toMatch(/valid from 2020-01-01.+Correct Signing Time/);
		const limited = await certificates.make('rsa', { keyEnds: '20280101000000Z' });
		const late = { operation: 'sign', options: { signingTime: '2028-06-01T00:00:00Z' } };
		const after = await runWith(limited, late, [await item({ data: document })]);
		expect(after.error?.message).toBe('The private key may not sign at the signing time');
		expect(after.error?.description).toContain('could be used for signing until 2028-01-01');
	});

	test('refuses a key whose own period is over, and Verify and Get Info tell it', async () => {
		const limited = await certificates.make('rsa', { keyEnds: '20220101000000Z' });
		for (const kind of ['detached', 'raw', 'xml']) {
			const { error } = await runWith(limited, { operation: 'sign', kind }, [await item({ data: document })]);
			expect(error?.message).toContain(
				'The private key could be used for signing until 2022-01-01T00:00:00.000Z',
			);
		}
		const signature = await signCms(limited, document);
		const verified = await runWith(undefined, { operation: 'verify' }, [
			await item({ signature, data: document }),
		]);
		expect(verdictOf(good(verified))).toMatchObject({
			valid: false,
			signers: [
				{
					valid: false,
					intact: true,
					code: 'expired',
					certificateDates: 'ok',
					keyDates: 'expired',
					reason:
						'The private key could not be used at the signing time stated in the signature (valid to 2022-01-01)',
				},
			],
		});
		const [info] = good(
			await runWith(
				undefined,
				{ resource: 'certificate', operation: 'get', certificateFrom: 'text', certificateText: limited.pem },
				[{ json: {} }],
			),
		).json;
		expect(info).toMatchObject({
			expired: false,
			keyValidTo: '2022-01-01T00:00:00.000Z',
			keyExpired: true,
			keyDaysLeft: expect.any(Number),
		});
	});

	test('says what is missing without a credential', async () => {
		const { error } = await runWith(undefined, { operation: 'sign' }, [await item({ data: document })]);
		expect(error?.message).toBe('Choose the credential with your certificate and private key in the node.');
	});
});

describe('verify', () => {
	test('tells a signature that was made with an expired certificate', async () => {
		const expired = await certificates.make('rsa', { validity: 'expired' });
		const signature = await signCms(expired, document);
		const result = good(
			await runWith(undefined, { operation: 'verify' }, [await item({ signature, data: document })]),
		);
		expect(verdictOf(result)).toMatchObject({
			valid: false,
			signers: [
				{
					valid: false,
					code: 'expired',
					certificateDates: 'expired',
					reason:
						'The certificate was not valid at the signing time stated in the signature (valid from 2020-01-01 to 2021-01-01)',
				},
			],
		});
	});

	test('checks the issuer where trusted certificates are given', async () => {
		const rsa = await certificateOf('rsa');
		const stranger = await certificates.make('rsa', { name: 'Чужой' });
		const files = await item({ signature: await signCms(rsa, document), data: document });
		const verify = async (trusted: string) =>
			verdictOf(
				good(
					await runWith(undefined, { operation: 'verify', options: { trustedCertificates: trusted } }, [
						files,
					]),
				),
			);
		expect(await verify(`${stranger.pem}\n${rsa.pem}`)).toMatchObject({ valid: true, chainChecked: true });
		expect(await verify(stranger.pem)).toMatchObject({
			valid: false,
			signers: [
				{
					reason:
						'The certificate "Петров rsa" is not among the trusted certificates, and no trusted one has issued it',
				},
			],
		});
	});

	test('a signature over a part of an XML document leaves the document without one', async () => {
		const rsa = await certificateOf('rsa');
		const xml = Buffer.from('<order><item Id="one">5</item><item Id="two">6</item></order>');
		const options = { elementId: 'one' };
		const signed = good(
			await runWith(rsa, { operation: 'sign', kind: 'xml', options }, [
				await item({ data: xml }, { data: 'order.xml' }),
			]),
		);
		const text = (await fileIn(signed, 'signature')).toString().replace('>6<', '>600<');
		const [json] = good(
			await runWith(undefined, { operation: 'verify', documentFrom: 'xml' }, [
				await item({ signature: Buffer.from(text) }),
			]),
		).json;
		const reason = 'The signature covers only a part of the document: #one';
		expect(json).toMatchObject({
			valid: false,
			reason,
			wholeDocument: false,
			signers: [{ valid: false, intact: true, code: 'partial', reason, wholeDocument: false }],
		});
	});

	test('says where the document has to be looked for', async () => {
		const rsa = await certificateOf('rsa');
		const attached = await signCms(rsa, document, { attached: true });
		const detached = await signCms(rsa, document);
		const inField = await runWith(undefined, { operation: 'verify' }, [
			await item({ signature: attached, data: document }),
		]);
		expect(inField.error?.message).toBe('The signature contains the document');
		expect(inField.error?.description).toContain('Set Document Source to "Inside the Signature"');
		const inside = await runWith(undefined, { operation: 'verify', documentFrom: 'inside' }, [
			await item({ signature: detached }),
		]);
		expect(inside.error?.message).toBe('The signature does not contain the document');
		expect(inside.error?.description).toContain('Set Document Source to "Binary File"');
	});

	test('knows an encrypted file, and a file that is nothing of the kind', async () => {
		const rsa = await certificateOf('rsa');
		const encrypted = await encryptCms([rsa], document, 'aes256');
		const wrongKind = await runWith(undefined, { operation: 'verify' }, [
			await item({ signature: encrypted, data: document }),
		]);
		expect(wrongKind.error?.description).toContain('Use the Decrypt operation');
		const nothing = await runWith(
			undefined,
			{ operation: 'verify' },
			[await item({ signature: Buffer.from('%PDF-1.7\0'), data: document })],
			{ onError: 'continueErrorOutput' },
		);
		expect(nothing.errorItems[0].json).toMatchObject({
			error: 'The signature is damaged or not in a readable format',
			details: { code: 'damaged', advice: expect.stringContaining('right file') },
		});
	});
});

describe('certificate', () => {
	const info = async (parameters: IDataObject, items: INodeExecutionData[], own?: TestCertificate) =>
		await runWith(own, { resource: 'certificate', operation: 'get', ...parameters }, items);

	test('is read from the credential, with the days it has left', async () => {
		const rsa = await certificateOf('rsa');
		const [json] = good(await info({}, [{ json: {} }], rsa)).json;
		const end = Date.parse('2049-12-31T23:59:59Z');
		expect(json).toMatchObject({
			thumbprint: rsa.thumbprint,
			subject: { name: 'Петров rsa', inn: '781100000020', snils: '11223344595' },
			validFrom: '2020-01-01T00:00:00.000Z',
			validTo: '2049-12-31T23:59:59.000Z',
			expired: false,
			algorithm: 'RSA 2048',
			hasPrivateKey: true,
		});
		expect(json.keyUsage).toContain('digitalSignature');
		const left = (end - Date.now()) / 86_400_000;
		expect([Math.floor(left), Math.floor(left) + 1]).toContain(json.daysLeft);
	});

	test('is read from a file, a signature, or text, and shows when it has expired', async () => {
		const rsa = await certificateOf('rsa');
		const expired = await certificates.make('rsa', { validity: 'expired' });
		const fromFile = async (data: Buffer) =>
			good(await info({ certificateFrom: 'binary' }, [await item({ data })])).json;
		expect(await fromFile(rsa.der)).toMatchObject([{ thumbprint: rsa.thumbprint, hasPrivateKey: false }]);
		expect(await fromFile(Buffer.from(`${rsa.pem}${expired.pem}`))).toMatchObject([
			{ thumbprint: rsa.thumbprint, expired: false },
			{ thumbprint: expired.thumbprint, expired: true },
		]);
		const signature = await signCms(rsa, document, { attached: true });
		expect(await fromFile(signature)).toMatchObject([{ thumbprint: rsa.thumbprint }]);
		const [fromText] = good(
			await info({ certificateFrom: 'text', certificateText: expired.pem }, [{ json: {} }]),
		).json;
		expect(fromText).toMatchObject({ thumbprint: expired.thumbprint, expired: true });
		expect(fromText.daysLeft).toBeLessThan(-1000);
	});

	gostDescribe('of GOST', () => {
		test.each([
			['gost2001', 'GOST R 34.10-2001'],
			['gost2012_256', 'GOST R 34.10-2012 256'],
			['gost2012_512', 'GOST R 34.10-2012 512'],
		] as const)('%s has a plain name', async (kind, name) => {
			const { pem } = await certificateOf(kind);
			const [json] = good(await info({ certificateFrom: 'text', certificateText: pem }, [{ json: {} }])).json;
			expect(json.algorithm).toBe(name);
		});
	});
});
