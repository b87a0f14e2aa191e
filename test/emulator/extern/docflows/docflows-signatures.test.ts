import {
	signCms,
	TestCertificates,
	testedKinds,
	type TestCertificate,
} from '../../../support/testCertificates';
import { withOpenssl } from '../../../support/openssl';
import { sampleCells } from '../../../support/sampling';
import { ip, linkTo, octets, replyLinks, Stand } from './docflowSupport';
import { startEmulator, type Emulator } from '../../server';

let certificates: TestCertificates;
let emulator: Emulator;
let stand: Stand;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	emulator = await startEmulator({ options: { verifySignatures: true } });
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
});
afterAll(async () => {
	await emulator.close();
	await certificates.remove();
});

const digests = {
	rsa: 'sha256',
	gost2001: 'md_gost94',
	gost2012_256: 'md_gost12_256',
	gost2012_512: 'md_gost12_512',
};

async function signBare({ kind, keyPem }: TestCertificate, data: Buffer): Promise<Buffer> {
	return await withOpenssl(async ({ file, run }) => {
		const key = await file('key.pem', keyPem);
		return await run('dgst', `-${digests[kind]}`, '-sign', key, await file('data.bin', data));
	});
}

const own = async (kind: TestCertificate['kind']): Promise<TestCertificate> =>
	await certificates.make(kind, { inn: `00${stand.owner.inn}` });

test.each(sampleCells('Keys of replies', 'messages', testedKinds, 2))(
	'%s: the signature has to be over the reply',
	async (kind) => {
		const certificate = await own(kind);
		const { id } = await emulator.control.createIncoming(stand.owner.id, { type: 'fns534-cu-letter' });
		const [{ href }] = replyLinks(await stand.docflow(id));
		const { data } = await stand.client.post(href, {
			'certificate-base64': certificate.der.toString('base64'),
		});
		const put = async (signature: Buffer) =>
			(await stand.client.put(linkTo(data, 'save-signature'), signature, octets)).status;
		expect(await put(await signCms(certificate, Buffer.from('another text')))).toBe(400);
		const content = Buffer.from(data.content, 'base64');
		expect(await put(await signCms(certificate, content, { withoutCertificate: true }))).toBe(200);
		expect(await put(await signCms(certificate, content))).toBe(200);
		expect((await stand.client.post(linkTo(data, 'send'), ip)).status).toBe(200);
	},
);

const bareKinds = testedKinds.filter((kind) => kind !== 'rsa');

test.each(sampleCells('Keys of replies', 'bare signatures', bareKinds, 1))(
	'%s: a bare signature has to be over the data to sign',
	async (kind) => {
		const certificate = await own(kind);
		const { id } = await emulator.control.createIncoming(stand.owner.id, { type: 'fss-sedo-appeal' });
		const { data } = await stand.client.post(linkTo(await stand.docflow(id), 'documents-request'), {
			'certificate-base64': certificate.der.toString('base64'),
		});
		const put = async (signature: Buffer) =>
			(await stand.client.put(linkTo(data, 'save-signature'), signature, octets)).status;
		expect(await put(await signBare(certificate, Buffer.from('another text')))).toBe(400);
		const bare = await signBare(certificate, Buffer.from(data['data-to-sign'], 'base64'));
		expect(await put(bare)).toBe(200);
		expect((await stand.client.post(linkTo(data, 'send'))).status).toBe(200);
	},
);

test('the certificate has to name an INN of the sender, and to be in force', async () => {
	const { id } = await emulator.control.createIncoming(stand.owner.id, { type: 'fns534-cu-letter' });
	const [{ href }] = replyLinks(await stand.docflow(id));
	const ask = async (facts: Parameters<TestCertificates['make']>[1]) => {
		const { der } = await certificates.make('rsa', facts);
		return await stand.client.post(href, { 'certificate-base64': der.toString('base64') });
	};
	const foreign = await ask({ inn: '007707083893' });
	expect([foreign.status, foreign.data.message]).toEqual([
		400,
		'INN of the certificate differs from INN of the sender',
	]);
	expect((await ask({ inn: `00${stand.owner.inn}`, validity: 'expired' })).status).toBe(400);
	expect((await ask({ inn: `00${stand.owner.inn}` })).status).toBe(201);
});
