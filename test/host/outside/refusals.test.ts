import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SsrfProtectionConfig } from '@n8n/config';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { seedClients, seedUsers } from '../../emulator/auth/state';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { startEmulator, type Emulator } from '../../emulator/server';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { Container, type Engine } from '../engine/engine';
import {
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
	OFD,
	ofdCredential,
	ofdSettings,
} from '../engine/kontur';

/*
 * What something between n8n and Kontur answers is no refusal of Kontur's: not at sign-in, whichever way, and not by the
 * API. It is named for what it is, and nothing of it is remembered.
 */

const [client] = seedClients;
const [user] = seedUsers;
const SERVICE_USER = 'partner-user-1';

const bodies: Record<string, string> = {
	'a page': '<!DOCTYPE html><html><head><title>Access denied</title></head><body>x</body></html>',
	nothing: '',
	'cut JSON': '{"access_token":"abc',
	"somebody's JSON": '{"status":"maintenance","message":"Back soon"}',
	"somebody's error": '{"error":"Forbidden","message":"no"}',
	'an empty object': '{}',
	'a list': '[]',
	null: 'null',
	text: 'OK',
};
const statuses = [200, 302, 401, 403, 407];

let certificates: TestCertificates;
let certificate: TestCertificate;
let emulator: Emulator;
let engine: Engine;
let number = 0;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa');
});
afterAll(async () => await certificates.remove());
beforeEach(async () => {
	shortenPauses(1);
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	const { control } = emulator;
	control.addUserCertificate(user.login, certificate.der);
	control.addTrusted(client.clientId, { certificate: certificate.der });
	control.linkUser(client.clientId, SERVICE_USER, user.login);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await emulator.close();
});

const pair = () => ({
	keyFrom: 'file',
	privateKey: certificate.keyPem,
	certificate: certificate.pem,
	keyPassword: '',
	serviceUserId: SERVICE_USER,
	identifyBy: 'serviceUserId',
});

interface Way {
	service: 'extern' | 'ofd';
	settings: () => ICredentialDataDecryptedObject;
	mayLock: boolean;
}

const extern = (signIn: string, mayLock = false): Way => ({
	service: 'extern',
	settings: () => ({ ...externSettings(emulator), ...pair(), signIn }),
	mayLock,
});
const ofd = (signIn: string, mayLock = false): Way => ({
	service: 'ofd',
	settings: () => ({ ...ofdSettings(emulator), ...pair(), signIn }),
	mayLock,
});

const ways: Record<string, Way> = {
	password: extern('password', true),
	certificate: extern('certificate'),
	'trusted system': extern('trusted'),
	'client credentials': extern('clientCredentials'),
	'password (auth.sid)': extern('sidPassword', true),
	'certificate (auth.sid)': extern('sidCertificate'),
	'trusted system (auth.sid)': extern('sidTrusted'),
	'Kontur.OFD, password': ofd('password', true),
	'Kontur.OFD, certificate': ofd('certificate'),
};

const run = async (service: Way['service']) =>
	service === 'extern'
		? await engine.run(
				EXTERN,
				{ resource: 'account', operation: 'getAll', returnAll: true },
				{ credentials: externCredential },
			)
		: await engine.run(
				OFD,
				{ resource: 'organization', operation: 'getAll', returnAll: true },
				{ credentials: ofdCredential },
			);

const gateway = { Server: 'gateway', 'Content-Type': 'text/plain' };
const faultOf = (status: number, body: string): FaultInput => ({
	times: 1000,
	status,
	body,
	headers: gateway,
});
const logins = () => Object.values(emulator.control.counters().logins).reduce((sum, one) => sum + one, 0);

const cellsOf = (names: string[]) =>
	names.flatMap((name) =>
		statuses.flatMap((status) => Object.keys(bodies).map((body) => [name, status, body] as const)),
	);

test.each(sampleCells('refusal cells', 'sign-in', cellsOf(Object.keys(ways)), 12))(
	'sign-in, %s: %i with %s',
	async (name, status, body) => {
		const way = ways[name];
		const { control } = emulator;
		engine.credentials.set(way.service, { ...way.settings(), unused: ++number });
		for (const service of ['identity', 'auth'] as const) {
			control.addFault({ service, ...faultOf(status, bodies[body]) });
		}
		const { error } = await run(way.service);
		expect(error?.message).toMatch(
			/gave no usable answer: |was not found at the address|^The proxy between n8n and Kontur requires a sign-in/,
		);
		expect(error?.message).toContain(`(HTTP ${status}, type text/plain`);
		expect(error?.message).toContain('server gateway');
		if (body === 'a page') expect(error?.message).toContain('says "Access denied"');
		const signIns = [...control.log({ service: 'identity' }), ...control.log({ service: 'auth' })];
		expect(signIns).toHaveLength(way.mayLock ? 1 : 3);
		control.clearFaults();
		expect((await run(way.service)).error).toBeUndefined();
	},
);

const RECEIVED =
	/^Kontur\.(Extern|OFD) returned (an HTML page instead of data|an empty response|a truncated response|a response that is not Kontur's|a redirect to another address|a proxy's demand for a sign-in|HTTP 401 without saying why)$/;

test.each(
	sampleCells(
		'refusal cells',
		'API',
		cellsOf(['extern', 'ofd']).filter(([, status]) => status !== 200),
		6,
	),
)('API, %s: %i with %s', async (name, status, body) => {
	const service = name as Way['service'];
	engine.credentials.set(service, {
		...(service === 'extern' ? externSettings(emulator) : ofdSettings(emulator)),
		unused: ++number,
	});
	const { control } = emulator;
	expect((await run(service)).error).toBeUndefined();
	const before = logins();
	control.addFault({ service, ...faultOf(status, bodies[body]) });
	const { error } = await run(service);
	expect(error?.message).toMatch(RECEIVED);
	expect(error?.description).toContain(`(HTTP ${status}, type text/plain, server gateway)`);
	// Only a 401 that may be Kontur's ends the session, once.
	const mayBeKonturs = ['nothing', "somebody's JSON", "somebody's error", 'an empty object'].includes(body);
	expect(logins() - before).toBeLessThanOrEqual(status === 401 && mayBeKonturs ? 1 : 0);
	control.clearFaults();
	expect((await run(service)).error).toBeUndefined();
});

test('a lock is told as one, and nothing is sent until it ends', async () => {
	const way = ways['password (auth.sid)'];
	engine.credentials.set('extern', { ...way.settings(), unused: ++number });
	const body = { Code: 'TooManyIncorrectAttempts' };
	emulator.control.addFault({ service: 'auth', status: 403, body });
	expect((await run('extern')).error?.message).toMatch(/^Kontur has locked this login .* Wait 15 minutes/);
	engine.credentials.set('extern', { ...way.settings(), password: 'another-Password-1', unused: ++number });
	expect((await run('extern')).error?.message).toMatch(/^Kontur has locked this login/);
	expect(emulator.control.log({ service: 'auth' })).toHaveLength(1);
});

test('a pasted token outlives a 401 that does not say why', async () => {
	engine.credentials.set('ofd', { ...ofdSettings(emulator), unused: ++number });
	await run('ofd');
	const [{ sid }] = [...emulator.state.auth.sessions.values()];
	engine.credentials.set('ofd', { ...ofdSettings(emulator), signIn: 'sid', readyToken: sid, password: '' });
	emulator.control.addFault({ service: 'ofd', status: 401, body: '', times: 4 });
	expect((await run('ofd')).error?.message).toBe('Kontur.OFD returned HTTP 401 without saying why');
	expect((await run('ofd')).error).toBeUndefined();
});

describe.each(['extern', 'ofd'] as const)("n8n's own reasons are shown as they are: %s", (service) => {
	const name = service === 'extern' ? 'Kontur.Extern' : 'Kontur.OFD';
	const typed = () => ({
		...(service === 'extern' ? externSettings(emulator) : ofdSettings(emulator)),
		unused: ++number,
	});
	const pasted = () => ({
		...typed(),
		signIn: service === 'extern' ? 'token' : 'sid',
		readyToken: 'Pasted-Session-0001',
	});
	const askedFor = () => emulator.control.log().length;

	describe('SSRF protection', () => {
		beforeEach(() => (Container.get(SsrfProtectionConfig).enabled = true));
		afterEach(() => (Container.get(SsrfProtectionConfig).enabled = false));

		const BLOCKED = 'The request was blocked because it resolves to a restricted IP address';

		test('of a request', async () => {
			engine.credentials.set(service, pasted());
			const { error } = await run(service);
			expect(error?.message).toBe(`${name}: ${BLOCKED}`);
			expect(error?.description).toContain('The target 127.0.0.1 is not allowed.');
			expect(error?.description).toContain('ask your n8n administrator to allowlist');
			expect(askedFor()).toBe(0);
		});

		test('of a sign-in', async () => {
			engine.credentials.set(service, typed());
			const { error } = await run(service);
			expect(error?.message).toMatch(/the sign-in was not sent\. /);
			expect(error?.message).toContain(BLOCKED);
			expect(error?.message).toContain('The target 127.0.0.1 is not allowed.');
			expect(askedFor()).toBe(0);
			// Nothing of it is remembered.
			Container.get(SsrfProtectionConfig).enabled = false;
			expect((await run(service)).error).toBeUndefined();
		});

		test('in the test of the credential', async () => {
			engine.credentials.set(service, typed());
			const { message } = await engine.testCredential(service);
			expect(message).toContain(BLOCKED);
		});
	});

	test('the allowed domains of the credential', async () => {
		const domains = { allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' };
		engine.credentials.set(service, { ...typed(), ...domains });
		const { error } = await run(service);
		expect(error?.message).toMatch(/the sign-in was not sent\. Domain not allowed: /);
		expect(error?.message).toContain('Only the following domains are allowed: example.com');
		expect(askedFor()).toBe(0);
	});

	describe.each(['http', 'https'])('a proxy for %s that refuses', (scheme) => {
		const variable = `${scheme.toUpperCase()}_PROXY`;
		let answer = { status: 407, body: '' };
		const proxy = createServer((_request, response) => {
			response.writeHead(answer.status, { 'content-type': 'text/html', via: '1.1 gate' });
			response.end(answer.body);
		}).on('connect', (_request, socket) => {
			const { status, body } = answer;
			socket.end(
				`HTTP/1.1 ${status} Refused\r\nContent-Type: text/html\r\nVia: 1.1 gate\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
			);
		});
		beforeEach(async () => {
			await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
			process.env[variable] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
		});
		afterEach(async () => {
			Reflect.deleteProperty(process.env, variable);
			proxy.closeAllConnections();
			await new Promise((resolve) => proxy.close(resolve));
		});
		const there = { apiUrl: `${scheme}://kontur.example` };

		test('because it does not know who asks', async () => {
			answer = { status: 407, body: '' };
			engine.credentials.set(service, { ...pasted(), ...there });
			const request = await run(service);
			expect(request.error?.message).toBe(`${name} returned a proxy's demand for a sign-in`);
			expect(request.error?.description).toContain('HTTPS_PROXY');
			engine.credentials.set(service, { ...typed(), ...there });
			const signIn = await run(service);
			expect(signIn.error?.message).toMatch(/^The proxy between n8n and Kontur requires a sign-in/);
		});

		test('because it allows nobody there', async () => {
			answer = { status: 403, body: '<html><title>Blocked by policy</title></html>' };
			engine.credentials.set(service, { ...pasted(), ...there });
			const request = await run(service);
			expect(request.error?.message).toBe(`${name} returned an HTML page instead of data`);
			expect(request.error?.description).toContain('says "Blocked by policy"');
			expect(request.error?.description).toContain('via 1.1 gate');
			engine.credentials.set(service, { ...typed(), ...there });
			const signIn = await run(service);
			expect(signIn.error?.message).toContain(
				'gave no usable answer: an HTML page that says "Blocked by policy"',
			);
		});
	});
});
