import { testedKinds, TestCertificates, type TestCertificate } from '../support/testCertificates';
import { itemsOf, oneOf, type Json } from './support/execution';
import { chain, startStand, type Stand } from './support/stand';

let stand: Stand;
let certificates: TestCertificates;
let certificate: TestCertificate;
let expired: TestCertificate;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	// GOST where openssl can make it, see testedKinds.
	const kind = testedKinds.includes('gost2012_256') ? 'gost2012_256' : 'rsa';
	certificate = await certificates.make(kind);
	expired = await certificates.make(kind, { validity: 'expired' });
	stand = await startStand('signature');
}, 300_000);

afterAll(async () => {
	await stand?.stop();
	await certificates?.remove();
});

const settings = ({ keyPem, pem }: TestCertificate): Json => ({
	keyFrom: 'file',
	privateKey: keyPem,
	certificate: pem,
});

const credentialOf = async (data: Json) =>
	await stand.n8n.createCredential('Certificate', 'konturCertificateApi', data);

test('n8n tests the credential with the function of the node', async () => {
	const verdict = async (data: Json) => await stand.n8n.testCredential(await credentialOf(data), data);
	expect(await verdict(settings(certificate))).toMatchObject({
		status: 'OK',
		message: expect.stringMatching(/^Петров Петр Петрович, .+ valid from 2020-01-01 to 2049-12-31/),
	});
	const mixed = await verdict({ ...settings(certificate), certificate: expired.pem });
	expect(mixed).toMatchObject({
		status: 'Error',
		message:
			'The private key does not belong to the certificate. Paste the key and the certificate of the same pair.',
	});
	expect(await verdict(settings(expired))).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('expired on 2021-01-01'),
	});
});

test('the editor gets no key', async () => {
	const { id } = await credentialOf({ ...settings(certificate), keyPassword: 'Planted-91c2' });
	const shown = JSON.stringify(await stand.n8n.credentialData(id));
	const key = certificate.keyPem.replace(/-----[^-]+-----/g, '').trim();
	for (const secret of ['Planted-91c2', ...key.split(/\s+/)]) expect(shown).not.toContain(secret);
});

test('a workflow signs, verifies and looks at the days left', async () => {
	const { id, name } = await credentialOf(settings(certificate));
	const type = 'n8n-nodes-kontur.konturSignature';
	const credentials = { konturCertificateApi: { id, name } };
	const workflow = chain(
		'Signature',
		{
			name: 'Sign',
			type,
			typeVersion: 1,
			credentials,
			parameters: { source: 'text', text: 'Договор', kind: 'attached' },
		},
		{
			name: 'Verify',
			type,
			typeVersion: 1,
			parameters: {
				operation: 'verify',
				documentFrom: 'inside',
				options: { contentBinaryPropertyName: 'content' },
			},
		},
		{
			name: 'Days',
			type,
			typeVersion: 1,
			credentials,
			parameters: { resource: 'certificate', operation: 'get' },
		},
	);
	const execution = await stand.n8n.run(await stand.n8n.createWorkflow(workflow), 'Start');
	expect(execution.status).toBe('success');
	expect(oneOf(execution, 'Sign')).toMatchObject({ thumbprint: certificate.thumbprint });
	expect(oneOf(execution, 'Verify')).toMatchObject({ valid: true, signedBy: ['Петров Петр Петрович'] });
	const [{ binary }] = itemsOf(execution, 'Verify');
	const content = await stand.n8n.binary(binary?.content ?? { data: '' });
	expect(content.toString()).toBe('Договор');
	expect(oneOf(execution, 'Days')).toMatchObject({ expired: false, hasPrivateKey: true });
}, 120_000);
