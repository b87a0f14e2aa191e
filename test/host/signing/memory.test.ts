import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { readBinary } from '../engine/engine';
import { certificateCredential, SIGNATURE } from '../engine/kontur';
import { zip } from '../../support/zip';
import { encryptCms, settingsOf, signatureEngine } from './signature.fixture';

// Files of items in memory, as tests of workflows and old versions of n8n have them: there is no stream to be had.

let certificates: TestCertificates;
let certificate: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa');
});
afterAll(async () => await certificates.remove());

const inMemory = (content: Buffer, fileName: string) => ({
	json: {},
	binary: {
		data: { data: content.toString('base64'), fileName, mimeType: 'application/octet-stream' },
	},
});

test('a large attached signature is made and read', async () => {
	const engine = signatureEngine(settingsOf(certificate));
	const large = Buffer.alloc(17 * 1024 * 1024, 'large document ');
	const signed = await engine.run(
		SIGNATURE,
		{ resource: 'document', operation: 'sign', kind: 'attached' },
		{ items: [inMemory(large, 'large.txt')], credentials: certificateCredential },
	);
	expect(signed.error).toBeUndefined();
	const verified = await engine.run(
		SIGNATURE,
		{
			resource: 'document',
			operation: 'verify',
			documentFrom: 'inside',
			options: { contentBinaryPropertyName: 'inner' },
		},
		{ items: signed.items },
	);
	expect(verified.json).toMatchObject([{ valid: true, fileName: 'large.txt' }]);
	expect((await readBinary(verified.items[0].binary?.inner)).equals(large)).toBe(true);
});

test('an archive is decrypted and unpacked', async () => {
	const archive = zip([
		{ name: 'a.txt', content: 'a' },
		{ name: 'b.xml', content: '<b/>' },
	]);
	const { items, error } = await signatureEngine(settingsOf(certificate)).run(
		SIGNATURE,
		{ resource: 'document', operation: 'decrypt' },
		{
			items: [inMemory(await encryptCms([certificate], archive, 'aes256'), 'answer.enc')],
			credentials: certificateCredential,
		},
	);
	expect(error).toBeUndefined();
	const files = await Promise.all(items.map(async ({ binary }) => await readBinary(binary?.data)));
	expect(files.map(String)).toEqual(['a', '<b/>']);
});
