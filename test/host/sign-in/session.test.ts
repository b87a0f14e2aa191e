import { seedClients, seedUsers } from '../../emulator/auth/state';
import { KEYS } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import { type Engine } from '../engine/engine';
import {
	EXTERN,
	OFD,
	OLD_HELPER,
	everythingShown,
	externCredential,
	externSettings,
	konturEngine,
	ofdCredential,
	ofdSettings,
} from '../engine/kontur';

let emulator: Emulator;
let engine: Engine;

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));
const accounts = { resource: 'account', operation: 'getAll', returnAll: false, limit: 1 };
const organizations = { resource: 'organization', operation: 'getAll', returnAll: false, limit: 1 };
const signIns = () =>
	emulator.control.log().filter(({ service }) => service === 'identity' || service === 'auth').length;
/** Sign-ins that succeeded; a session that is dropped with its refresh token costs a refused request more. */
const succeeded = () =>
	Object.values(emulator.control.counters().logins).reduce((sum, count) => sum + count, 0);
const extern = async (count = 1) =>
	await engine.run(EXTERN, accounts, { items: items(count), credentials: externCredential });

// Sign-ins are remembered per process; another password in every test keeps the tests apart.
let number = 0;
beforeEach(async () => {
	emulator = await startEmulator();
	const password = `Password-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
});
afterEach(async () => await emulator.close());

test('ten items of one execution sign in once, the next execution not at all', async () => {
	const first = await extern(10);
	expect(first.error).toBeUndefined();
	expect(first.items.map(({ pairedItem }) => pairedItem)).toEqual(items(10).map((_, item) => ({ item })));
	expect(signIns()).toBe(1);
	expect((await extern(3)).items).toHaveLength(3);
	expect(signIns()).toBe(1);
});

test('another process with the same database uses the session that is there', async () => {
	await extern();
	await jest.isolateModulesAsync(async () => {
		const kontur = await import('../engine/kontur');
		const other = kontur.konturEngine(emulator, engine.store);
		const result = await other.run(EXTERN, accounts, { credentials: externCredential });
		expect(result.items).toHaveLength(1);
	});
	expect(signIns()).toBe(1);
});

test('a session dropped in the middle is renewed once and no item is lost', async () => {
	await extern();
	emulator.control.addFault({
		path: '/v1',
		skip: 4,
		times: 1,
		status: 401,
		body: { id: 'urn:error:externapi:unauthorized', 'status-code': 401, message: 'expired' },
	});
	const dropped = await extern(10);
	expect(dropped.error).toBeUndefined();
	expect(dropped.items).toHaveLength(10);
	expect(signIns()).toBe(2);
});

test('ten parallel executions after a dropped session sign in once', async () => {
	await extern();
	emulator.control.dropSessions();
	emulator.control.setOptions({ latencyMs: 50 });
	const results = await Promise.all(Array.from({ length: 10 }, async () => await extern(2)));
	expect(results.map(({ items: output }) => output.length)).toEqual(Array(10).fill(2));
	expect(succeeded()).toBe(2);
	expect(signIns()).toBe(3);
});

test('ten parallel executions with a new credential sign in once', async () => {
	emulator.control.setOptions({ latencyMs: 50 });
	const results = await Promise.all(Array.from({ length: 10 }, async () => await extern()));
	expect(results.map(({ items: output }) => output.length)).toEqual(Array(10).fill(1));
	expect(signIns()).toBe(1);
});

test('an access token is renewed before it ends, without a refused request', async () => {
	emulator.control.setOptions({ tokenSeconds: 1 });
	await extern();
	await new Promise((resolve) => setTimeout(resolve, 1000));
	await extern();
	expect(signIns()).toBe(2);
	expect(emulator.control.log({ status: 401 })).toEqual([]);
});

describe('pressing Test', () => {
	test('is green for right settings of each way', async () => {
		expect(await engine.testCredential('extern')).toMatchObject({ status: 'OK' });
		expect(await engine.testCredential('ofd')).toMatchObject({ status: 'OK' });
		engine.credentials.edit('extern', { ...engine.credentials.get('extern'), signIn: 'sidPassword' });
		expect(await engine.testCredential('extern')).toMatchObject({ status: 'OK' });
	});

	test.each(['extern', 'ofd'])(
		'after a change to a wrong password is red with advice, after one attempt (%s)',
		async (id) => {
			expect(await engine.testCredential(id)).toMatchObject({ status: 'OK' });
			const before = signIns();
			engine.credentials.edit(id, { ...engine.credentials.get(id), password: 'wrong-Secret-99' });
			const result = await engine.testCredential(id);
			expect(result.status).toBe('Error');
			expect(result.message).toContain('Kontur rejected the login or password. Check both');
			expect(result.message).toContain('X-Kontur-Trace-Id');
			expect(result.message).not.toContain('wrong-Secret-99');
			expect(signIns() - before).toBe(1);
		},
	);

	test('with a wrong API key says so', async () => {
		engine.credentials.edit('extern', { ...engine.credentials.get('extern'), apiKey: seedClients[1].apiKey });
		const { status, message } = await engine.testCredential('extern');
		expect(status).toBe('Error');
		expect(message).toContain('does not recognize this combination of Service Name (Client ID) and API Key');
		expect(message).toContain('invalid_client');
	});

	test('with a wrong integrator key says so and signs in once', async () => {
		engine.credentials.edit('ofd', { ...engine.credentials.get('ofd'), apiKey: 'a1b2c3d4-none' });
		const { status, message } = await engine.testCredential('ofd');
		expect(status).toBe('Error');
		expect(message).toContain('rejected this integrator key or session. Check the key');
		expect(signIns()).toBe(1);
	});

	test('with an address where nothing listens says that it cannot be reached', async () => {
		engine.credentials.edit('extern', { ...engine.credentials.get('extern'), apiUrl: 'http://127.0.0.1:9' });
		const { status, message } = await engine.testCredential('extern');
		expect(status).toBe('Error');
		expect(message).toMatch(/cannot be reached for sign-in/);
	});

	test('with empty fields names the first empty one', async () => {
		engine.credentials.edit('extern', { ...engine.credentials.get('extern'), login: '' });
		expect((await engine.testCredential('extern')).message).toContain('Login is empty in the credential');
	});
});

test('many items with a wrong password try it once', async () => {
	engine.credentials.edit('extern', { ...engine.credentials.get('extern'), password: 'wrong-Secret-98' });
	const result = await engine.run(EXTERN, accounts, {
		items: items(20),
		credentials: externCredential,
		onError: 'continueRegularOutput',
	});
	expect(result.json).toHaveLength(20);
	expect(String(result.json[19].error)).toContain('Kontur rejected the login or password');
	expect(signIns()).toBe(1);
});

test('a wrong integrator key costs no further sign-ins', async () => {
	engine.credentials.edit('ofd', { ...engine.credentials.get('ofd'), apiKey: 'a1b2c3d4-none' });
	const result = await engine.run(OFD, organizations, {
		items: items(10),
		credentials: ofdCredential,
		onError: 'continueRegularOutput',
	});
	expect(result.json.map(({ error }) => error)).toEqual(
		Array(10).fill('Kontur.OFD does not know this integrator key'),
	);
	expect(signIns()).toBe(1);
});

test('sessions that Kontur keeps refusing do not lead to endless sign-ins', async () => {
	emulator.control.addFault({ path: '/v1', times: 1000, status: 401, body: { id: 'urn:x', message: 'no' } });
	const result = await engine.run(EXTERN, accounts, {
		items: items(50),
		credentials: externCredential,
		onError: 'continueRegularOutput',
	});
	expect(result.json).toHaveLength(50);
	expect(signIns()).toBeLessThanOrEqual(6);
});

test('a ready session works and is not renewed when it ends', async () => {
	await extern();
	const stored = String(engine.credentials.get('extern').sessionToken);
	// Behind a blank stands the refresh token.
	const [token] = stored.split('.').slice(2).join('.').split(' ');
	engine.credentials.set('extern', { ...externSettings(emulator), signIn: 'token', readyToken: token });
	expect((await extern()).items).toHaveLength(1);
	emulator.control.dropSessions();
	const before = signIns();
	const { error } = await extern();
	expect(error?.message).toContain('no longer accepts the session or token in the credential');
	expect(signIns()).toBe(before);
});

test('an answer that echoes the request brings no password into the error', async () => {
	const password = String(engine.credentials.get('extern').password);
	emulator.control.addFault({
		path: '/connect/token',
		status: 400,
		body: { error: 'invalid_grant', error_description: `no user with password ${password}` },
	});
	const { error } = await extern();
	expect(error?.message).toContain('invalid_grant - no user with password ***');
	expect(everythingShown(error)).not.toContain(password);
});

test.each([
	['a form', (secret: string) => String(new URLSearchParams({ secret }))],
	['an address', (secret: string) => `?secret=${encodeURIComponent(secret)}`],
	['plain text', (secret: string) => `secret=${secret}`],
])('nor does one that echoes it as encoded in %s', async (_where, echoed) => {
	const password = `Слово & "знак" ${++number} %`;
	engine.credentials.set('extern', { ...engine.credentials.get('extern'), password });
	emulator.control.addFault({
		path: '/connect/token',
		status: 400,
		body: { error: 'invalid_grant', error_description: echoed(password).slice(0, 300) },
	});
	const { error } = await extern();
	expect(error?.message).toContain('secret=*** (HTTP 400)');
	expect(everythingShown(error)).not.toContain(encodeURIComponent('Слово'));
});

test('sign-ins that fail in transit are retried', async () => {
	emulator.control.addFault({ path: '/connect/token', times: 6, status: 503 });
	for (let attempt = 0; attempt < 6; attempt++) {
		expect((await extern()).error?.message).toContain('could not complete the sign-in');
	}
	expect((await extern()).error).toBeUndefined();
});

describe("with n8n's older request helper, which the HTTP Request node uses", () => {
	const ask = async (method: 'GET' | 'POST', path: string, credentials = externCredential) =>
		await engine.run(
			OLD_HELPER,
			{ credentialType: Object.keys(credentials)[0], method, uri: `${emulator.url}${path}` },
			{ credentials },
		);

	test('requests are signed', async () => {
		const { json, error } = await ask('GET', '/v1?take=1');
		expect(error).toBeUndefined();
		expect(json[0].accounts).toHaveLength(1);
	});

	test('a failed request is not sent a second time, and its own error is shown', async () => {
		await extern();
		emulator.control.addFault({ method: 'POST', path: '/v1', cut: 'after', times: 5 });
		emulator.control.clearLog();
		const { error } = await ask('POST', '/v1');
		expect(error?.message).not.toContain('session');
		expect(emulator.control.log({ method: 'POST', route: '/v1' })).toHaveLength(1);
		expect(signIns()).toBe(0);
	});

	test('a dropped session is renewed', async () => {
		await extern();
		emulator.control.dropSessions();
		const { json, error } = await ask('GET', '/v1?take=1');
		expect(error).toBeUndefined();
		expect(json[0].accounts).toHaveLength(1);
		expect(succeeded()).toBe(2);
		expect(signIns()).toBe(3);
	});

	test('the credential is not sent to another host, and the error says why', async () => {
		await extern();
		const { error } = await engine.run(
			OLD_HELPER,
			{ credentialType: 'konturExternApi', method: 'GET', uri: 'http://127.0.0.2:1/v1' },
			{ credentials: externCredential },
		);
		expect(error?.message).toContain('was not sent to http://127.0.0.2:1');
	});
});

test('pressing Test heals a dropped session', async () => {
	await extern();
	emulator.control.dropSessions();
	expect(await engine.testCredential('extern')).toMatchObject({ status: 'OK' });
	expect(succeeded()).toBe(2);
	expect(signIns()).toBe(3);
});

test('the credential is not sent to another host', async () => {
	const { KonturExternApi } = await import('../../../credentials/KonturExternApi.credentials');
	await extern();
	await expect(
		new KonturExternApi().authenticate(engine.credentials.get('extern'), { url: 'https://example.com/v1' }),
	).rejects.toThrow('was not sent to https://example.com');
});

test('no secret is in outputs, errors or logs', async () => {
	const ok = await extern();
	const refused = await engine.run(
		EXTERN,
		{ resource: 'account', operation: 'get', accountId: { __rl: true, mode: 'id', value: 'nothing' } },
		{ credentials: externCredential },
	);
	expect(refused.error).toBeDefined();
	engine.credentials.edit('extern', { ...engine.credentials.get('extern'), apiKey: seedClients[1].apiKey });
	const wrongKey = await extern();
	expect(wrongKey.error).toBeDefined();
	const shown = everythingShown(ok, refused, wrongKey, engine.log);
	const stored = String(engine.credentials.get('extern').sessionToken);
	const secrets = [
		String(engine.credentials.get('extern').password),
		seedClients[0].apiKey,
		seedClients[1].apiKey,
		KEYS.main,
		stored.split('.').slice(2).join('.'),
	];
	expect(secrets.filter((secret) => secret === '' || shown.includes(secret))).toEqual([]);
	expect(seedUsers.length).toBeGreaterThan(0);
});
