import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { passwordGrant } from '../../../nodes/shared/auth/identity';
import { secretHeadersOf } from '../../../nodes/shared/auth/secrets';
import { sidByPassword } from '../../../nodes/shared/auth/sid';
import { Gate } from '../../../nodes/shared/foreign';
import {
	NoUsableAnswer,
	SignInFailed,
	SignInRefused,
	type SignInHttp,
	type Token,
} from '../../../nodes/shared/auth/signIn';

const settings = {
	clientId: 'my service',
	apiKey: 'k:e/y-1234567890',
	login: 'анна+1@example.com',
	password: 'Пароль & =%+"1',
};

function service(statusCode: number, body: unknown, headers: Record<string, string> = {}) {
	const requests: IHttpRequestOptions[] = [];
	const http: SignInHttp = async (request) => {
		requests.push(request);
		const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
		const gate = new Gate([settings.password, settings.apiKey]);
		return { statusCode, headers, body: body as IDataObject, text, gate };
	};
	return { http, requests };
}

type Way = (http: SignInHttp, changes?: object) => Promise<Token>;
const addresses = { environment: 'custom', apiUrl: 'https://id.example' };
const identity: Way = async (http, changes) =>
	await passwordGrant(http, { ...addresses, ...settings, ...changes });
const signInBySid = sidByPassword(() => ({ address: 'https://auth.example', path: '/auth', apiKey: 'k' }));
const sid: Way = async (http, changes) => await signInBySid(http, { ...settings, ...changes });

const NOW = Date.UTC(2024, 5, 5);
beforeEach(() => {
	jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
	jest.restoreAllMocks();
});

describe('the identity server', () => {
	test('gets the client and the login in the form and the client in the header too', async () => {
		const { http, requests } = service(200, { access_token: 'token', expires_in: 3600 });
		expect(await identity(http)).toEqual({ value: 'token', expiresAt: NOW + 3540_000 });
		const [{ method, url, headers, body }] = requests;
		expect([method, url]).toEqual(['POST', 'https://id.example/connect/token']);
		const { apiKey, clientId } = settings;
		const basic = Buffer.from(String(headers?.authorization).replace('Basic ', ''), 'base64').toString();
		expect(basic).toBe(`${clientId}:${apiKey}`);
		expect(Object.fromEntries(new URLSearchParams(String(body)))).toEqual({
			grant_type: 'password',
			scope: 'extern.api',
			client_id: clientId,
			client_secret: apiKey,
			username: settings.login,
			password: settings.password,
		});
	});

	test.each<[string, IDataObject, number]>([
		['seconds', { expires_in: 600 }, 540],
		['seconds as text', { expires_in: '600' }, 540],
		['the name of older answers', { expires: 600 }, 540],
		['a few seconds', { expires_in: 10 }, 9],
		['nothing', {}, 3540],
		['nonsense', { expires_in: 'soon' }, 3540],
	])('a lifetime of %s', async (_name, body, seconds) => {
		const { http } = service(200, { access_token: 'token', ...body });
		expect(await identity(http)).toEqual({ value: 'token', expiresAt: NOW + seconds * 1000 });
	});

	test.each<[string, number, unknown, RegExp]>([
		[
			'an unknown client',
			400,
			{ error: 'invalid_client' },
			/^Kontur does not recognize this combination of Service Name/,
		],
		[
			'an unknown client with 401',
			401,
			{ error: 'invalid_client' },
			/^Kontur does not recognize this combination of Service Name/,
		],
		['a wrong password', 400, { error: 'invalid_grant' }, /^Kontur rejected the login or password/],
		['a wrong password with 401', 401, { error: 'invalid_grant' }, /^Kontur rejected the login or password/],
		[
			'one more proof',
			400,
			{ required_factors: [{ grant_type: 'sms' }, { grant_type: 'certificate' }] },
			/^This Kontur account requires a second factor: a code sent to a phone, a certificate\./,
		],
	])('%s is a refusal', async (_name, status, body, text) => {
		const signIn = identity(service(status, body).http);
		await expect(signIn).rejects.toThrow(SignInRefused);
		await expect(signIn).rejects.toThrow(text);
	});

	test('a 200 without a token is not a sign-in', async () => {
		for (const body of [{}, { access_token: '' }, { access_token: 5 }, '', undefined]) {
			await expect(identity(service(200, body).http)).rejects.toThrow(SignInFailed);
		}
	});
});

describe('the authenticator', () => {
	test('gets the login in the address and the password as the body', async () => {
		const { http, requests } = service(200, { Sid: 'sid' });
		expect(await sid(http)).toEqual({ value: 'sid', expiresAt: NOW + 15 * 86_400_000 });
		expect(requests).toEqual([
			{
				method: 'POST',
				url: `https://auth.example/auth/authenticate-by-pass?login=${encodeURIComponent(settings.login)}`,
				headers: { 'content-type': 'text/plain; charset=utf-8', 'x-kontur-apikey': 'k' },
				body: settings.password,
			},
		]);
	});

	test.each<[string, number, unknown, RegExp]>([
		['a wrong password', 401, { Code: 'Unauthorized' }, /^Kontur rejected the login or password/],
		['a message with status 200', 200, { ErrorMessage: 'нет' }, /нет \(HTTP 200\)/],
		['a wrong API key', 403, { Code: 'InvalidApiKey' }, /^Kontur does not recognize this API key/],
		[
			'BadPassword',
			403,
			{ Code: 'BadPassword' },
			/^Kontur rejected the login or password\. Check both\. .*BadPassword/,
		],
		['UserNotFound', 403, { Code: 'UserNotFound' }, /^Kontur did not find this user/],
		['UserNotUniq', 403, { Code: 'UserNotUniq' }, /^Several Kontur users match/],
		['PasswordNotSet', 403, { Code: 'PasswordNotSet' }, /^This Kontur login has no password/],
		['ConflictUserFromSession', 403, { Code: 'ConflictUserFromSession' }, /requires a second factor/],
		[
			'TooManyIncorrectAttempts',
			403,
			{ Code: 'TooManyIncorrectAttempts' },
			/has locked this login .* Wait 15 minutes/,
		],
	])('%s is a refusal', async (_name, status, body, text) => {
		const signIn = sid(service(status, body).http);
		await expect(signIn).rejects.toThrow(SignInRefused);
		await expect(signIn).rejects.toThrow(text);
	});
});

test.each(['UnknownError', 'CreateSessionError'])('%s is no refusal of the password', async (Code) => {
	await expect(sid(service(403, { Code }).http)).rejects.toThrow(SignInFailed);
});

describe.each([
	['the identity server', identity],
	['the authenticator', sid],
])('%s', (_name, way) => {
	test.each([429, 500, 502, 503])('HTTP %i is temporary, not a refusal', async (status) => {
		const signIn = way(service(status, '<html>', { 'x-kontur-trace-id': 'abc' }).http);
		await expect(signIn).rejects.toThrow(SignInFailed);
		await expect(signIn).rejects.toThrow(
			new RegExp(`could not complete the sign-in.*\\(HTTP ${status}\\).* X-Kontur-Trace-Id: abc\\.$`),
		);
	});

	test.each([301, 404, 405])('HTTP %i is a wrong address and no refusal', async (status) => {
		const signIn = way(service(status, {}).http);
		await expect(signIn).rejects.toThrow(SignInFailed);
		await expect(signIn).rejects.toThrow(
			/was not found at the address in the credential: .* Check Environment and any custom addresses\.$/,
		);
	});

	test.each([
		['login', 'Login'],
		['password', 'Password'],
	])('an empty %s is named and nothing is sent', async (name, label) => {
		for (const value of ['', '  ', undefined, 5]) {
			const { http, requests } = service(200, {});
			await expect(way(http, { [name]: value })).rejects.toThrow(`${label} is empty in the credential.`);
			expect(requests).toEqual([]);
		}
	});

	test.each([
		['a sentence is quoted', 'The login was not found', true],
		['an unbroken run of 27 characters is quoted', 'x'.repeat(27), true],
		['a run of 28, as long as a token, is not', `token ${'x'.repeat(28)}`, false],
	])('%s', async (_what, words, isQuoted) => {
		const body = { error: 'invalid_grant', error_description: words, Code: 'Refused', ErrorMessage: words };
		const error: unknown = await way(service(400, body).http).catch((e: unknown) => e);
		expect((error as Error).message.includes(words)).toBe(isQuoted);
	});

	test.each<[string, number, unknown]>([
		['a page with 200', 200, '<html><title>Access denied</title></html>'],
		['a page with 403', 403, '<html><title>Access denied</title></html>'],
		['an empty body', 200, ''],
		['an empty body with 403', 403, ''],
		['JSON that breaks off', 200, '{"access_tok'],
		['JSON of somebody else', 401, { status: 'maintenance' }],
		['an error of somebody else', 403, { error: 'Forbidden', message: 'no' }],
		['null', 200, null],
		['a list', 403, []],
		['a proxy that wants a password', 407, '<html>'],
	])('%s is no usable answer', async (_what, status, body) => {
		const signIn = way(service(status, body, { server: 'gateway' }).http);
		await expect(signIn).rejects.toThrow(NoUsableAnswer);
		await expect(signIn).rejects.toThrow(new RegExp(`HTTP ${status}, server gateway`));
	});

	test('no secret is quoted', async () => {
		const echo = `login=${settings.login} password=${settings.password} key=${settings.apiKey}`;
		const bodies = [
			echo,
			`<p>${echo}</p>`,
			{ error: `<b>${echo}` },
			{ Code: echo.padEnd(301) },
			{ other: echo },
		];
		for (const body of bodies) {
			for (const status of [200, 400, 401, 500]) {
				const error: unknown = await way(service(status, body).http).catch((e: unknown) => e);
				const { message, stack } = error as Error;
				expect(message).toMatch(/^[A-Z]/);
				const shown = `${message} ${stack}`;
				expect([settings.password, settings.apiKey].filter((secret) => shown.includes(secret))).toEqual([]);
			}
		}
	});
});

test('the headers that carry a key or a token are secret in any letter case', () => {
	const headers = { Authorization: 'Bearer t', 'X-Kontur-ApiKey': 'k', cookie: 'c', accept: '*/*' };
	expect(secretHeadersOf({ headers })).toEqual(['Bearer t', 'k', 'c']);
	expect(secretHeadersOf({})).toEqual([]);
});
