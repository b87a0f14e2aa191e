import {
	account,
	accountantUser,
	blockedUser,
	demo,
	http,
	otherClient,
	partnerUser,
	requestToken,
	signIn,
} from '../support';
import { startEmulator, type Emulator } from '../server';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(() => emulator.control.reset());
afterAll(async () => await emulator.close());

const password = {
	grant_type: 'password',
	username: partnerUser.login,
	password: partnerUser.password,
};

async function sid(login = partnerUser.login, secret = partnerUser.password) {
	return await http(emulator, { 'X-Kontur-Apikey': demo.apiKey }).post(
		`/auth/v5.12/authenticate-by-pass?login=${encodeURIComponent(login)}`,
		secret,
		{ headers: { 'Content-Type': 'text/plain' } },
	);
}

describe('tokens', () => {
	test('the password grant gives a token that opens Extern', async () => {
		const answer = await requestToken(emulator, password);
		expect(answer.status).toBe(200);
		expect(answer.data).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
		const client = http(emulator, { Authorization: `Bearer ${String(answer.data.access_token)}` });
		expect((await client.get('/v1')).status).toBe(200);
		expect(emulator.control.counters().logins).toEqual({ password: 1 });
	});

	test('client id and secret may come in the Basic header alone', async () => {
		const answer = await http(emulator).post(
			'/connect/token',
			new URLSearchParams({ ...password, scope: 'extern.api' }),
			{ auth: { username: demo.clientId, password: demo.apiKey } },
		);
		expect(answer.status).toBe(200);
	});

	test('a Basic header that contradicts the form is refused', async () => {
		const answer = await http(emulator).post(
			'/connect/token',
			new URLSearchParams({
				...password,
				scope: 'extern.api',
				client_id: demo.clientId,
				client_secret: demo.apiKey,
			}),
			{ auth: { username: otherClient.clientId, password: otherClient.apiKey } },
		);
		expect([answer.status, answer.data]).toEqual([400, { error: 'invalid_client' }]);
	});

	test.each([
		['wrong password', { password: 'nope' }, 'invalid_grant'],
		['blocked user', { username: blockedUser.login, password: blockedUser.password }, 'invalid_grant'],
		['wrong secret', { client_secret: 'nope' }, 'invalid_client'],
		['unknown scope', { scope: 'extern.api mail' }, 'invalid_scope'],
		['no password', { password: '' }, 'invalid_request'],
		['grant of another kind', { grant_type: 'implicit' }, 'unsupported_grant_type'],
		['a name every object has', { grant_type: 'constructor' }, 'unsupported_grant_type'],
	])('%s is refused', async (_title, change, error) => {
		const answer = await requestToken(emulator, { ...password, ...change });
		expect(answer.status).toBe(400);
		expect(answer.data.error).toBe(error);
		expect(emulator.control.counters().logins).toEqual({});
	});

	test('a refresh token works once', async () => {
		const first = await requestToken(emulator, password);
		const fields = { grant_type: 'refresh_token', refresh_token: String(first.data.refresh_token) };
		const second = await requestToken(emulator, fields);
		expect(second.status).toBe(200);
		expect(second.data.access_token).not.toBe(first.data.access_token);
		expect((await requestToken(emulator, fields)).data).toEqual({ error: 'invalid_grant' });
	});

	test('client credentials open Extern without a user', async () => {
		const answer = await requestToken(emulator, { grant_type: 'client_credentials' });
		const client = http(emulator, { Authorization: `Bearer ${String(answer.data.access_token)}` });
		expect((await client.get('/v1')).status).toBe(200);
	});

	test('a token ends when its lifetime is over', async () => {
		emulator.control.setOptions({ tokenSeconds: 600 });
		emulator.state.clock.freeze();
		const client = await signIn(emulator);
		emulator.state.clock.advance(599_999);
		expect((await client.get('/v1')).status).toBe(200);
		emulator.state.clock.advance(1);
		expect((await client.get('/v1')).status).toBe(401);
	});
});

describe('auth.sid', () => {
	test('header and cookie open Extern together with the api-key', async () => {
		const { status, data } = await sid();
		expect(status).toBe(200);
		const header = { Authorization: `auth.sid ${String(data.Sid)}` };
		const cookie = { Cookie: `a=b; auth.sid=${String(data.Sid).toLowerCase()}` };
		const key = { 'X-Kontur-Apikey': demo.apiKey };
		expect((await http(emulator, { ...header, ...key }).get('/v1')).status).toBe(200);
		expect((await http(emulator, { ...cookie, ...key }).get('/v1')).status).toBe(200);
		expect((await http(emulator, header).get(`/v1?api-key=${demo.apiKey}`)).status).toBe(200);
		expect((await http(emulator, header).get('/v1')).status).toBe(401);
	});

	test('a refused password has the code that Kontur published', async () => {
		for (const [login, secret, code] of [
			[partnerUser.login, 'nope', 'BadPassword'],
			[blockedUser.login, blockedUser.password, 'UserNotFound'],
			['nobody@example.com', 'nope', 'UserNotFound'],
		]) {
			const answer = await sid(login, secret);
			expect(answer.status).toBe(403);
			expect(answer.data).toEqual({ Code: code });
		}
	});

	test('wrong passwords lock the login for 15 minutes, for the right password too', async () => {
		emulator.state.clock.freeze();
		const code = async (secret: string) => (await sid(partnerUser.login, secret)).data.Code as unknown;
		for (let wrong = 1; wrong < 5; wrong++) expect(await code('nope')).toBe('BadPassword');
		expect(await code('nope')).toBe('TooManyIncorrectAttempts');
		emulator.state.clock.advance(15 * 60_000 - 1);
		expect(await code(partnerUser.password)).toBe('TooManyIncorrectAttempts');
		emulator.state.clock.advance(1);
		expect(await code(partnerUser.password)).toBeUndefined();
	});

	test('only the versions that Kontur shows have the method for passwords', async () => {
		const login = encodeURIComponent(partnerUser.login);
		const status = async (version: string) => {
			const path = `/auth/v${version}/authenticate-by-pass?login=${login}&apiKey=${demo.apiKey}`;
			return (await http(emulator).post(path, partnerUser.password)).status;
		};
		expect(await Promise.all(['5.9', '5.12', '5.13', '5.16'].map(status))).toEqual([200, 200, 404, 404]);
	});

	test('Extern wants an api-key at sign-in, OFD does not', async () => {
		const client = http(emulator);
		const login = encodeURIComponent(partnerUser.login);
		const extern = await client.post(`/auth/v5.9/authenticate-by-pass?login=${login}`, partnerUser.password);
		expect(extern.status).toBe(401);
		const ofd = await client.post(`/auth/authenticate-by-pass?login=${login}`, partnerUser.password);
		expect(ofd.status).toBe(200);
		expect(ofd.data).toEqual({ Sid: expect.any(String), RefreshToken: expect.any(String) });
	});

	test('refreshing gives a new pair and ends the old one', async () => {
		const { data } = await sid();
		const query = new URLSearchParams({
			'auth.sid': String(data.Sid),
			'refresh-token': String(data.RefreshToken),
			'api-key': demo.apiKey,
		});
		const path = `/sessions/v5.13/sessions/refresh?${query.toString()}`;
		const fresh = await http(emulator).post(path);
		expect(fresh.status).toBe(200);
		const key = { 'X-Kontur-Apikey': demo.apiKey };
		const open = async (value: unknown) =>
			(await http(emulator, { ...key, Authorization: `auth.sid ${String(value)}` }).get('/v1')).status;
		expect(await open(fresh.data.Sid)).toBe(200);
		expect(await open(data.Sid)).toBe(401);
		expect((await http(emulator).post(path)).status).toBe(403);
	});

	test('a session lives 30 days', async () => {
		emulator.state.clock.freeze();
		const { data } = await sid();
		const client = http(emulator, {
			'X-Kontur-Apikey': demo.apiKey,
			Authorization: `auth.sid ${String(data.Sid)}`,
		});
		emulator.state.clock.advance(30 * 24 * 3600 * 1000 - 1);
		expect((await client.get('/v1')).status).toBe(200);
		emulator.state.clock.advance(1);
		expect((await client.get('/v1')).status).toBe(401);
	});
});

describe('access', () => {
	test('dropping sessions makes every token and sid invalid', async () => {
		const client = await signIn(emulator);
		await sid();
		expect((await http(emulator).post('/_control/sessions/drop')).data).toEqual({ dropped: 2 });
		expect((await client.get('/v1')).status).toBe(401);
	});

	test('errors of Extern have one form and repeat the trace ID', async () => {
		const client = await signIn(emulator);
		const foreign = await signIn(emulator, accountantUser);
		const own = account(emulator).id;
		const missing = '11111111-1111-4111-8111-111111111111';
		const cases: [number, Promise<{ status: number; data: Record<string, unknown>; headers: object }>][] = [
			[401, http(emulator).get('/v1')],
			[401, http(emulator, { Authorization: 'Bearer nonsense' }).get('/v1')],
			[403, foreign.get(`/v1/${account(emulator, 5).id}`)],
			[404, client.get(`/v1/${missing}`)],
			[400, client.get('/v1/00000000-0000-0000-0000-000000000000')],
			[404, client.get(`/v1/${own}/drafts/${missing}`)],
			[404, client.get(`/v1/${own}/docflows/${missing}`)],
			[404, client.get(`/v1/${own}/contents/${missing}`)],
			[404, client.get(`/v1/${own}/no-such-thing`)],
			[405, client.patch(`/v1/${own}/organizations`)],
		];
		for (const [status, request] of cases) {
			const answer = await request;
			expect(answer.status).toBe(status);
			expect(answer.data).toMatchObject({
				id: expect.stringMatching(/^urn:error:externapi/),
				'status-code': status,
			});
			expect(answer.data['trace-id']).toMatch(/^[0-9a-f]{32}$/);
			expect(answer.headers).toMatchObject({ 'x-kontur-trace-id': answer.data['trace-id'] });
		}
	});

	test('a wrong method names the right ones', async () => {
		const client = await signIn(emulator);
		const answer = await client.delete(`/v1/${account(emulator).id}/organizations`);
		expect(String(answer.headers.allow).split(', ').sort()).toEqual(['GET', 'POST']);
	});

	test('a user sees only the accounts with rights', async () => {
		const answer = await (await signIn(emulator, accountantUser)).get('/v1');
		expect(answer.data['total-count']).toBe(3);
		expect(answer.data.accounts.map((item: { role: string }) => item.role)).toEqual([
			'user',
			'admin',
			'director',
		]);
	});
});
