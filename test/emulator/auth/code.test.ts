import { createHash, createPublicKey, verify } from 'node:crypto';

import { startEmulator, type Emulator } from '../server';
import { blockedUser, demo, http, otherClient, partnerUser } from '../support';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(() => emulator.control.reset());
afterAll(async () => await emulator.close());

type Fields = Record<string, string>;

const redirectUri = 'http://localhost:5678/rest/oauth2-credential/callback?a=1';
const question = {
	response_type: 'code',
	client_id: demo.clientId,
	scope: 'openid extern.api',
	redirect_uri: redirectUri,
	state: '51ab/+ &',
	nonce: '9f2c',
};
const consent = { login: partnerUser.login, password: partnerUser.password, decision: 'allow' };

function address(change: Fields = {}): string {
	const query = new URLSearchParams(
		Object.entries({ ...question, ...change }).filter(([, value]) => value !== ''),
	);
	return `/connect/authorize?${query.toString()}`;
}

const client = () => http(emulator);

async function decide(change: Fields = {}, form: Fields = {}) {
	return await client().post(address(change), new URLSearchParams({ ...consent, ...form }), {
		maxRedirects: 0,
	});
}

function target(answer: { status: number; headers: object }): URL {
	expect(answer.status).toBe(302);
	return new URL(String((answer.headers as Fields).location));
}

async function codeFor(change: Fields = {}): Promise<string> {
	return target(await decide(change)).searchParams.get('code') ?? '';
}

async function redeem(fields: Fields) {
	return await client().post(
		'/connect/token',
		new URLSearchParams({
			grant_type: 'authorization_code',
			client_id: demo.clientId,
			client_secret: demo.apiKey,
			redirect_uri: redirectUri,
			...fields,
		}),
	);
}

async function outcome(fields: Fields) {
	const { status, data } = await redeem(fields);
	return status === 200 ? 'token' : [data.error, data.error_description];
}

function claimsOf(token: string): Record<string, unknown> {
	return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8')) as Record<
		string,
		unknown
	>;
}

describe('the page', () => {
	test('asks for login and password, and keeps the question', async () => {
		const answer = await client().get(address({ scope: 'openid', state: '"><script>' }));
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
		const text = String(answer.data);
		for (const part of [demo.clientId, 'name="login"', 'name="password"', '>Allow<', '>Deny<']) {
			expect(text).toContain(part);
		}
		expect(text).not.toContain('<script>');
		const action = /action="([^"]*)"/.exec(text)?.[1].replace(/&amp;/g, '&') ?? '';
		const sent = await client().post(action, new URLSearchParams(consent), { maxRedirects: 0 });
		expect(target(sent).searchParams.get('state')).toBe('"><script>');
	});

	test('after Allow the person goes back with code, state and scope', async () => {
		const url = target(await decide());
		expect(url.href.startsWith('http://localhost:5678/rest/oauth2-credential/callback?a=1&')).toBe(true);
		expect(Object.fromEntries(url.searchParams)).toEqual({
			a: '1',
			code: expect.stringMatching(/^[0-9a-f]{64}$/),
			state: question.state,
			scope: 'openid extern.api',
		});
	});

	test('after Deny with the refusal, without a password', async () => {
		const url = target(await decide({}, { decision: 'deny', login: '', password: '' }));
		expect(Object.fromEntries(url.searchParams)).toEqual({
			a: '1',
			error: 'access_denied',
			state: question.state,
		});
	});

	test.each([
		['a wrong password', { password: 'x' }],
		['a blocked user', { login: blockedUser.login, password: blockedUser.password }],
		['no button', { decision: '' }],
	])('%s: the page is shown again', async (_case, form) => {
		const answer = await decide({}, form);
		expect(answer.status).toBe(200);
		expect(String(answer.data)).toContain('role="alert"');
		expect(String(answer.data)).toContain('name="password"');
	});

	test.each([
		['an unknown application', { client_id: 'x' }],
		['no address', { redirect_uri: '' }],
		['an address of another kind', { redirect_uri: 'javascript:alert(1)' }],
		['an invalid address', { redirect_uri: 'http://' }],
		['an address with a fragment', { redirect_uri: 'http://localhost/#a' }],
	])('%s: nobody is sent anywhere', async (_case, change) => {
		for (const answer of [await client().get(address(change)), await decide(change)]) {
			expect(answer.status).toBe(400);
			expect(answer.headers.location).toBeUndefined();
		}
	});

	test.each([
		['another response type', { response_type: 'token' }, 'unsupported_response_type'],
		['a scope that is not granted', { scope: 'openid mail' }, 'invalid_scope'],
		['no scope', { scope: '' }, 'invalid_scope'],
		[
			'a plain code challenge',
			{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
			'invalid_request',
		],
		['a code challenge without a method', { code_challenge: 'x'.repeat(43) }, 'invalid_request'],
		['a short code challenge', { code_challenge: 'x', code_challenge_method: 'S256' }, 'invalid_request'],
	])('%s: the application gets an error', async (_case, change, error) => {
		const answer = await client().get(address(change), { maxRedirects: 0 });
		expect(target(answer).searchParams.get('error')).toBe(error);
		expect(target(answer).searchParams.get('state')).toBe(question.state);
	});

	test('addresses may be registered', async () => {
		const body = { clientId: demo.clientId, redirectUris: [redirectUri] };
		expect((await client().post('/_control/auth/clients', body)).status).toBe(200);
		expect((await client().get(address())).status).toBe(200);
		expect((await client().get(address({ redirect_uri: `${redirectUri}&b=2` }))).status).toBe(400);
	});
});

describe('the code', () => {
	test('gives a token that opens Extern, and says who signed in', async () => {
		emulator.state.clock.freeze(new Date('2026-04-05T06:07:08Z'));
		const answer = await redeem({ code: await codeFor() });
		expect(answer.status).toBe(200);
		expect(answer.data).toEqual({
			access_token: expect.any(String),
			refresh_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 3600,
			scope: 'openid extern.api',
			id_token: expect.any(String),
		});
		const bearer = http(emulator, { Authorization: `Bearer ${String(answer.data.access_token)}` });
		expect((await bearer.get('/v1')).status).toBe(200);
		const now = Date.parse('2026-04-05T06:07:08Z') / 1000;
		const claims = claimsOf(String(answer.data.id_token));
		expect(claims).toMatchObject({ iss: emulator.url, aud: demo.clientId, nonce: '9f2c', iat: now });
		expect((await bearer.get('/connect/userinfo')).data.sub).toBe(claims.sub);
		expect(emulator.control.counters().logins).toEqual({ authorization_code: 1 });
	});

	test('the ID token is signed with the published key', async () => {
		const configuration = (await client().get('/.well-known/openid-configuration')).data;
		const { keys } = (await client().get(String(configuration.jwks_uri))).data;
		const { data } = await redeem({ code: await codeFor() });
		const [head, body, signature] = String(data.id_token).split('.');
		const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
		expect(header).toMatchObject({ alg: 'RS256', kid: keys[0].kid });
		const key = createPublicKey({ key: keys[0], format: 'jwk' });
		const check = (text: string) =>
			verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64url'));
		expect(check(`${head}.${body}`)).toBe(true);
		expect(check(`${head}.${body}x`)).toBe(false);
		expect(keys[0].d).toBeUndefined();
	});

	test('without openid there is no ID token, by a switch no refresh token', async () => {
		emulator.control.setOptions({ refreshTokens: false });
		const { data } = await redeem({ code: await codeFor({ scope: 'extern.api' }) });
		expect(Object.keys(data).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
	});

	test('the refresh token works', async () => {
		const { data } = await redeem({ code: await codeFor({ scope: 'openid extern.api offline_access' }) });
		const refresh = { grant_type: 'refresh_token', refresh_token: String(data.refresh_token) };
		expect(await outcome(refresh)).toBe('token');
	});

	test('is good once', async () => {
		const code = await codeFor();
		expect(await outcome({ code })).toBe('token');
		expect(await outcome({ code })).toEqual(['invalid_grant', 'the code is unknown']);
	});

	test('lives 5 minutes', async () => {
		emulator.state.clock.freeze();
		const [first, second] = [await codeFor(), await codeFor()];
		emulator.state.clock.advance(299_999);
		expect(await outcome({ code: first })).toBe('token');
		emulator.state.clock.advance(1);
		expect(await outcome({ code: second })).toEqual(['invalid_grant', 'the code has expired']);
	});

	test('is bound to its application and address', async () => {
		const other = { client_id: otherClient.clientId, client_secret: otherClient.apiKey };
		const code = await codeFor();
		expect(await outcome({ code, ...other })).toEqual(['invalid_grant', 'the code is unknown']);
		expect(await outcome({ code, redirect_uri: 'http://localhost:5678/' })).toEqual([
			'invalid_grant',
			'redirect_uri is another one',
		]);
		expect(await outcome({ code: await codeFor(), client_secret: 'x' })).toEqual([
			'invalid_client',
			undefined,
		]);
		expect((await outcome({ code: '' }))[0]).toBe('invalid_request');
		expect((await outcome({ code: await codeFor(), redirect_uri: '' }))[0]).toBe('invalid_request');
	});

	test('PKCE: the verifier has to fit when there was a challenge', async () => {
		const verifier = 'v'.repeat(43);
		const pkce = {
			code_challenge: createHash('sha256').update(verifier).digest('base64url'),
			code_challenge_method: 'S256',
		};
		expect(await outcome({ code: await codeFor(pkce), code_verifier: verifier })).toBe('token');
		const misfit = ['invalid_grant', 'code_verifier does not fit'];
		expect(await outcome({ code: await codeFor(pkce), code_verifier: 'w'.repeat(43) })).toEqual(misfit);
		expect(await outcome({ code: await codeFor(pkce) })).toEqual(misfit);
		expect(await outcome({ code: await codeFor() })).toBe('token');
	});

	test('a user blocked since then gets no token', async () => {
		const code = await codeFor();
		emulator.control.changeUser(partnerUser.login, { blocked: true });
		expect(await outcome({ code })).toEqual(['invalid_grant', 'the user is blocked']);
	});
});

test('discovery names every address and grant that is served', async () => {
	const { data } = await client().get('/.well-known/openid-configuration');
	expect(data.issuer).toBe(emulator.url);
	const served = new Set(emulator.control.routes().map(({ path }) => path));
	const addresses = Object.entries(data as Record<string, unknown>).filter(([name]) =>
		/_endpoint$|_uri$/.test(name),
	);
	expect(addresses.length).toBe(5);
	for (const [, value] of addresses) expect(served).toContain(new URL(String(value)).pathname);
	expect(data.grant_types_supported.sort()).toEqual([
		'authorization_code',
		'certificate',
		'client_credentials',
		'password',
		'refresh_token',
		'trusted',
		'urn:ietf:params:oauth:grant-type:device_code',
	]);
});

test('the log keeps no state, and codes never come into it', async () => {
	const code = await codeFor({ state: 'state-of-a-person' });
	await redeem({ code });
	const log = JSON.stringify(emulator.control.log());
	expect(log).toContain('/connect/authorize');
	for (const secret of [code, 'state-of-a-person', partnerUser.password, demo.apiKey]) {
		expect(log).not.toContain(secret);
	}
});

test('client credentials know no scopes of a user', async () => {
	const fields = { grant_type: 'client_credentials' };
	expect(await outcome({ ...fields, scope: 'extern.api' })).toBe('token');
	for (const name of ['openid', 'profile', 'offline_access']) {
		expect((await outcome({ ...fields, scope: `extern.api ${name}` }))[0]).toBe('invalid_scope');
	}
});
