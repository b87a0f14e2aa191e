import * as openssl from '../../support/openssl';
import {
	gostDescribe,
	signCms,
	TestCertificates,
	type TestCertificate,
} from '../../support/testCertificates';
import { startEmulator, type Emulator } from '../server';
import { demo, http, partnerUser } from '../support';

jest.mock('../../support/openssl', () => {
	const real = jest.requireActual<typeof openssl>('../../support/openssl');
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

async function vouch(by: TestCertificate) {
	const now = emulator.state.clock.now().toISOString();
	const timestamp = now.replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*$/, '$3.$2.$1 $4');
	const { phone } = partnerUser;
	const text = `apikey=${demo.apiKey}\r\nid=${phone}\r\ntimestamp=${timestamp}\r\n`;
	const query = new URLSearchParams({ apiKey: demo.apiKey, phone, timestamp });
	const signature = await signCms(by, Buffer.from(text));
	return await http(emulator).post(`/auth/v5.16/authenticate-by-truster?${query.toString()}`, signature, {
		headers: { 'Content-Type': 'application/octet-stream' },
	});
}

async function identityChallenge({ pem }: TestCertificate) {
	const fields = { client_id: demo.clientId, client_secret: demo.apiKey, public_key: pem };
	return await http(emulator).post('/authentication/certificate', new URLSearchParams(fields));
}

function expectNotPlayed(answer: { status: number; headers: object; data: unknown }, what: string): void {
	expect(answer.status).toBe(501);
	expect(answer.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8' });
	expect(answer.data).toContain(what);
}

gostDescribe('where openssl has no GOST engine', () => {
	test('GOST requests are answered by a plain 501, RSA ones as always', async () => {
		const gost = await made.make('gost2012_256');
		const rsa = await made.make('rsa');
		jest.mocked(openssl.gostEngine).mockResolvedValue(undefined);
		for (const { pem } of [gost, rsa]) emulator.control.addTrusted(demo.clientId, { certificate: pem });
		for (const ask of [sidChallenge, identityChallenge, vouch]) {
			expectNotPlayed(await ask(gost), 'GOST engine');
			expect((await ask(rsa)).status).toBe(200);
		}
	});
});

test('where there is no openssl, 501 too', async () => {
	const rsa = await made.make('rsa');
	const { PATH } = process.env;
	process.env.PATH = made.folder;
	try {
		expectNotPlayed(await sidChallenge(rsa), 'openssl was not found');
	} finally {
		process.env.PATH = PATH;
	}
});
