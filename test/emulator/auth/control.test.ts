import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { startEmulator, type Emulator } from '../server';
import { accountantUser, demo, http, partnerUser } from '../support';

let emulator: Emulator;
let made: TestCertificates;
let rsa: TestCertificate;

beforeAll(async () => {
	emulator = await startEmulator();
	made = await TestCertificates.create();
	rsa = await made.make('rsa');
});
beforeEach(() => emulator.control.reset());
afterAll(async () => {
	await made.remove();
	await emulator.close();
});

const post = async (path: string, body: object) => await http(emulator).post(`/_control/auth${path}`, body);
const overview = async () => (await http(emulator).get('/_control/auth')).data;

test('everything registered is shown, without passwords and keys, and forgotten by a reset', async () => {
	const before = await overview();
	const { login } = accountantUser;
	const added = await post('/certificates', { login, certificate: rsa.pem });
	expect(added.data).toEqual({ thumbprint: rsa.thumbprint });
	await post('/users', {
		login,
		phone: '9000000001',
		snils: '11223344595',
		administrator: true,
		blocked: true,
	});
	await post('/trusted', { clientId: demo.clientId, certificate: rsa.der.toString('base64'), kid: 'k' });
	await post('/links', { clientId: demo.clientId, serviceUserId: 'seven', login });
	await post('/clients', { clientId: demo.clientId, linkByPhone: false, redirectUris: ['http://a/'] });
	const shown = await overview();
	expect(shown.users.find((user: { login: string }) => user.login === login)).toMatchObject({
		phone: '9000000001',
		snils: '11223344595',
		administrator: true,
		blocked: true,
		certificates: [rsa.thumbprint],
	});
	expect(shown.clients[0]).toMatchObject({
		clientId: demo.clientId,
		linkByPhone: false,
		redirectUris: ['http://a/'],
		trusted: [{ thumbprint: rsa.thumbprint, kid: 'k' }],
		links: { seven: login },
	});
	for (const secret of [partnerUser.password, demo.apiKey]) {
		expect(JSON.stringify(shown)).not.toContain(secret);
	}
	emulator.control.reset();
	expect(await overview()).toEqual(before);
});

test.each([
	['/users', { login: 'nobody', phone: '1' }, 404],
	['/users', { login: partnerUser.login, mobile: '1' }, 400],
	['/users', { login: partnerUser.login, blocked: 'yes' }, 400],
	['/certificates', { login: partnerUser.login, certificate: 'x' }, 400],
	['/certificates', { login: partnerUser.login }, 400],
	['/certificates/revoke', {}, 400],
	['/clients', { clientId: 'x', linkByPhone: true }, 404],
	['/clients', { clientId: demo.clientId, redirectUris: 'http://a/' }, 400],
	['/trusted', { clientId: 'x', certificate: 'x' }, 404],
	['/links', { clientId: demo.clientId, serviceUserId: 'a', login: 'nobody' }, 404],
	['/links', { clientId: demo.clientId, login: partnerUser.login }, 400],
	['/challenges/steal', { next: -1 }, 400],
])('%s refuses %j', async (path, body, status) => {
	const answer = await post(path, body);
	expect([answer.status, typeof answer.data.error]).toEqual([status, 'string']);
});

test('switches of sign-in', async () => {
	const put = async (patch: object) => (await http(emulator).put('/_control/options', patch)).status;
	expect(await put({ certificateOwner: partnerUser.login, challengeCipher: 'magma-ctr-acpkm' })).toBe(200);
	expect(await put({ certificateOwner: 1 })).toBe(400);
	expect(await put({ challengeCipher: 'rot13' })).toBe(400);
	expect(emulator.control.options()).toMatchObject({
		certificateOwner: partnerUser.login,
		challengeCipher: 'magma-ctr-acpkm',
	});
});
