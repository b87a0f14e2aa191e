import { startEmulator, type Emulator } from '../server';
import { blockedUser, demo, http, otherClient, partnerUser, requestToken } from '../support';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(() => {
	emulator.control.reset();
	emulator.state.clock.freeze();
});
afterAll(async () => await emulator.close());

type Fields = Record<string, string>;

async function begin(fields: Fields = {}) {
	return await http(emulator).post(
		'/connect/deviceauthorization',
		new URLSearchParams({
			client_id: demo.clientId,
			client_secret: demo.apiKey,
			scope: 'extern.api',
			...fields,
		}),
	);
}

async function started(): Promise<{ device_code: string; user_code: string }> {
	return (await begin()).data;
}

async function decide(userCode: string, form: Fields = {}) {
	const { login, password } = partnerUser;
	const fields = { user_code: userCode, login, password, decision: 'allow', ...form };
	return await http(emulator).post('/device', new URLSearchParams(fields));
}

function question(deviceCode: string): Fields {
	return { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: deviceCode };
}

async function poll(deviceCode: string, fields: Fields = {}) {
	const { status, data } = await requestToken(emulator, { ...question(deviceCode), ...fields });
	return status === 200 ? 'token' : data.error;
}

test('the person allows, the device gets a token', async () => {
	const first = await begin();
	expect(first.status).toBe(200);
	const { device_code, user_code } = first.data;
	expect(first.data).toEqual({
		device_code: expect.stringMatching(/^[0-9a-f]{64}$/),
		user_code: expect.stringMatching(/^[B-Z]{8}$/),
		verification_uri: `${emulator.url}/device`,
		verification_uri_complete: `${emulator.url}/device?user-code=${String(user_code)}`,
		interval: 3,
		expires_in: 300,
	});
	const page = await http(emulator).get(String(first.data.verification_uri_complete));
	expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
	expect(page.data).toContain(`value="${String(user_code)}"`);

	expect(await poll(device_code)).toBe('authorization_pending');
	expect((await decide(user_code)).data).toContain('may work in your name');
	emulator.state.clock.advance(3000);
	const { status, data } = await requestToken(emulator, question(device_code));
	expect(status).toBe(200);
	expect(data).toEqual({
		access_token: expect.any(String),
		refresh_token: expect.any(String),
		id_token: expect.any(String),
		token_type: 'Bearer',
		scope: 'extern.api',
		expires_in: 3600,
		expires: 3600,
	});
	const client = http(emulator, { Authorization: `Bearer ${String(data.access_token)}` });
	expect((await client.get('/v1')).status).toBe(200);
	expect(emulator.control.counters().logins).toEqual({ device_code: 1 });
	expect(await poll(device_code)).toBe('invalid_grant');
});

test('asking too fast makes the pause longer', async () => {
	const { device_code } = await started();
	expect(await poll(device_code)).toBe('authorization_pending');
	emulator.state.clock.advance(2999);
	expect(await poll(device_code)).toBe('slow_down');
	emulator.state.clock.advance(7999);
	expect(await poll(device_code)).toBe('slow_down');
	emulator.state.clock.advance(13_000);
	expect(await poll(device_code)).toBe('authorization_pending');
});

test('the person refuses, without a password', async () => {
	const { device_code, user_code } = await started();
	await decide(user_code, { decision: 'deny', login: '', password: '' });
	expect(await poll(device_code)).toBe('access_denied');
});

test('codes live 5 minutes, for the device and for the person', async () => {
	const { device_code, user_code } = await started();
	emulator.state.clock.advance(299_999);
	expect(await poll(device_code)).toBe('authorization_pending');
	emulator.state.clock.advance(1);
	expect(await poll(device_code)).toBe('expired_token');
	expect((await decide(user_code)).data).toContain('unknown or has expired');
});

test.each([
	['a wrong password', { password: 'x' }],
	['a blocked user', { login: blockedUser.login, password: blockedUser.password }],
	['an unknown code', { user_code: 'BBBBBBBB' }],
])('%s: the page is shown again', async (_case, form) => {
	const { device_code, user_code } = await started();
	expect((await decide(user_code, form)).data).toContain('role="alert"');
	expect(await poll(device_code)).toBe('authorization_pending');
	const typed = `${user_code.slice(0, 4)}-${user_code.slice(4)}`.toLowerCase();
	await decide(typed);
	emulator.state.clock.advance(3000);
	expect(await poll(device_code)).toBe('token');
});

test('refusals of applications', async () => {
	expect((await begin({ client_secret: 'x' })).data).toEqual({ error: 'invalid_client' });
	expect((await begin({ scope: 'mail' })).data).toEqual({ error: 'invalid_scope' });
	const { device_code } = await started();
	expect(await poll('')).toBe('invalid_request');
	expect(await poll('x')).toBe('invalid_grant');
	const other = { client_id: otherClient.clientId, client_secret: otherClient.apiKey };
	expect(await poll(device_code, other)).toBe('invalid_grant');
});

test('the page shows values from the address as text', async () => {
	const query = new URLSearchParams({ 'user-code': '"><script>&lt;' });
	const text = String((await http(emulator).get(`/device?${query.toString()}`)).data);
	expect(text).toContain('value="&quot;&gt;&lt;script&gt;&amp;lt;"');
	expect(text).not.toContain('<script>');
});
