import * as openssl from '../support/openssl';
import { gostDescribe, signCms, TestCertificates, type TestCertificate } from '../support/testCertificates';
import { startEmulator, type Emulator } from './server';
import { demo, http, partnerUser } from './support';

jest.mock('../support/openssl', () => {
	const real = jest.requireActual<typeof openssl>('../support/openssl');
	return { ...real, gostEngine: jest.fn(real.gostEngine) };
});

let emulator: Emulator;
let made: TestCertificates;

beforeAll(async () => {
	emulator = await startEmulator();
	made = await TestCertificates.create();
});
afterAll(async () => {
	await made.remove();
	await emulator.close();
});

async function sidChallenge({ pem }: TestCertificate) {
	return await http(emulator).post(`/auth/v5.16/authenticate-by-cert?apiKey=${demo.apiKey}`, pem, {
		headers: { 'Content-Type': 'text/plain' },
	});
}

gostDescribe('where openssl has no GOST engine', () => {
	test('GOST requests are answered by a plain 501, RSA ones as always', async () => {
		const gost = await made.make('gost2012_256');
		const rsa = await made.make('rsa');
		const signature = await signCms(gost, Buffer.from('text'));
		jest.mocked(openssl.gostEngine).mockResolvedValue(undefined);
		emulator.control.addTrusted(demo.clientId, { certificate: gost.pem });
		const timestamp = emulator.state.clock
			.now()
			.toISOString()
			.replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*$/, '$3.$2.$1 $4');
		const query = new URLSearchParams({ apiKey: demo.apiKey, phone: partnerUser.phone, timestamp });
		const answers = [
			await sidChallenge(gost),
			await http(emulator).post(
				'/authentication/certificate',
				new URLSearchParams({
					client_id: demo.clientId,
					client_secret: demo.apiKey,
					public_key: gost.pem,
				}),
			),
			await http(emulator).post(`/auth/v5.16/authenticate-by-truster?${query.toString()}`, signature),
		];
		for (const answer of answers) {
			expect(answer.status).toBe(501);
			expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
			expect(answer.data).toContain('GOST engine');
		}
		expect((await sidChallenge(rsa)).status).toBe(200);
	});
});
