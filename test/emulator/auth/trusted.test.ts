import { createHash, createPublicKey, sign } from 'node:crypto';

import {
	gostDescribe,
	gostKinds,
	TestCertificates,
	type TestCertificate,
} from '../../support/testCertificates';
import { startEmulator, type Emulator } from '../server';
import { blockedUser, demo, http, otherClient, partnerUser, requestToken } from '../support';

let emulator: Emulator;
let made: TestCertificates;
let partner: TestCertificate;
let stranger: TestCertificate;

beforeAll(async () => {
	emulator = await startEmulator();
	made = await TestCertificates.create();
	partner = await made.make('rsa');
	stranger = await made.make('rsa');
});
beforeEach(() => {
	emulator.control.reset();
	emulator.state.clock.freeze(new Date('2026-04-05T06:07:08Z'));
	emulator.control.addTrusted(demo.clientId, { certificate: partner.pem });
	emulator.control.linkUser(demo.clientId, 'user 7', partnerUser.login);
});
afterAll(async () => {
	await made.remove();
	await emulator.close();
});

const now = Date.parse('2026-04-05T06:07:08Z') / 1000;
const claims = { iss: demo.clientId, sub: 'user 7', jti: 'one', nbf: now, iat: now, exp: now + 3600 };

function part(value: unknown): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function jwt(changes: object = {}, header: object = {}, by = partner): string {
	const text = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part({ ...claims, ...changes })}`;
	return `${text}.${sign('RSA-SHA256', Buffer.from(text), by.keyPem).toString('base64url')}`;
}

async function outcome(token: string, fields: Record<string, string> = {}) {
	const { status, data } = await requestToken(emulator, { grant_type: 'trusted', token, ...fields });
	return status === 200 ? 'token' : [data.error, data.error_description];
}

const thumbprint = (certificate: TestCertificate, name: 'sha1' | 'sha256' = 'sha1') =>
	createHash(name).update(certificate.der).digest('base64url');

test('a token of the partner opens Extern for the linked user', async () => {
	const answer = await requestToken(emulator, { grant_type: 'trusted', token: jwt() });
	expect(answer.status).toBe(200);
	expect(answer.data).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
	const client = http(emulator, { Authorization: `Bearer ${String(answer.data.access_token)}` });
	expect((await client.get('/v1')).status).toBe(200);
	expect(emulator.control.counters().logins).toEqual({ trusted: 1 });
});

test('names of the key in the header have to fit it', async () => {
	const fits = async (header: object) =>
		await outcome(jwt({ jti: JSON.stringify(header).slice(-36) }, header));
	expect(await fits({ kid: partner.thumbprint })).toBe('token');
	expect(await fits({ kid: partner.thumbprint.toLowerCase(), x5t: thumbprint(partner) })).toBe('token');
	for (const wrong of [
		{ kid: stranger.thumbprint },
		{ x5t: thumbprint(stranger) },
		{ x5t: thumbprint(partner, 'sha256') },
		{ x5t: partner.thumbprint },
	]) {
		expect(await fits(wrong)).toEqual(['invalid_grant', 'the signature is not valid']);
	}
});

test('a bare key may be registered, with a name', async () => {
	const publicKey = createPublicKey(stranger.pem).export({ type: 'spki', format: 'pem' }).toString();
	const body = { clientId: demo.clientId, publicKey, kid: 'Key 1' };
	expect((await http(emulator).post('/_control/auth/trusted', body)).status).toBe(200);
	expect(await outcome(jwt({ jti: 'a' }, { kid: 'Key 1' }, stranger))).toBe('token');
	expect(await outcome(jwt({ jti: 'b' }, {}, stranger))).toBe('token');
	expect((await outcome(jwt({ jti: 'c' }, { kid: 'Key 2' }, stranger)))[0]).toBe('invalid_grant');
	for (const wrong of [{ publicKey: 'x' }, { certificate: 'x' }, {}]) {
		const answer = await http(emulator).post('/_control/auth/trusted', { clientId: demo.clientId, ...wrong });
		expect(answer.status).toBe(400);
	}
});

test('requests not signed by the partner are refused', async () => {
	const [header, body, signature] = jwt().split('.');
	const unsigned = `${part({ alg: 'none' })}.${body}`;
	const problem = async (token: string) => (await outcome(token))[1];
	expect(await problem(jwt({}, {}, stranger))).toBe('the signature is not valid');
	expect(await problem(`${header}.${part({ ...claims, sub: 'user 8' })}.${signature}`)).toBe(
		'the signature is not valid',
	);
	expect(await problem(jwt({}, { alg: 'RS512' }))).toBe('the signature is not valid');
	for (const text of ['x', unsigned, `${unsigned}.`, `${header}.${body}.${signature}=`, `${jwt()}.x`]) {
		expect(await problem(text)).toBe('token is not a JWT');
	}
	expect(await outcome('')).toEqual(['invalid_request', 'token is required']);
});

test('a certificate outside its dates vouches for nobody', async () => {
	const expired = await made.make('rsa', { validity: 'expired' });
	emulator.control.addTrusted(demo.clientId, { certificate: expired.der });
	expect(await outcome(jwt({}, {}, expired))).toEqual(['invalid_grant', 'the signature is not valid']);
});

test.each([
	['another issuer', { iss: 'other' }, 'iss is not the client_id'],
	['no sub', { sub: undefined }, 'sub is missing'],
	['a user that is not linked', { sub: 'user 8' }, 'sub is not linked with a user'],
	['no jti', { jti: undefined }, 'jti is missing'],
	['a jti of 37 bytes', { jti: 'ы'.repeat(18) + 'x' }, 'jti is longer than 36 bytes'],
	['no end', { exp: undefined }, 'exp is missing'],
	['an end as text', { exp: String(now + 60) }, 'exp is missing'],
	['an end that has come', { exp: now }, 'the token has expired'],
	['a start to come', { nbf: now + 301 }, 'the token is not valid yet'],
	['an issue to come', { iat: now + 301 }, 'the token is not valid yet'],
	['more than a day', { exp: now + 86_401 }, 'the token lives longer than 24 hours'],
	[
		'more than a day, most of it gone',
		{ iat: now - 86_000, nbf: undefined, exp: now + 500 },
		'the token lives longer than 24 hours',
	],
	[
		'more than a day with no start',
		{ iat: undefined, nbf: undefined, exp: now + 86_401 },
		'the token lives longer than 24 hours',
	],
])('%s is refused', async (_case, changes, problem) => {
	expect(await outcome(jwt(changes))).toEqual(['invalid_grant', problem]);
});

test('the limits themselves are allowed', async () => {
	expect(await outcome(jwt({ jti: 'ы'.repeat(18), exp: now + 86_400 }))).toBe('token');
	expect(await outcome(jwt({ jti: 'a', iat: now + 300, nbf: now + 300, exp: now + 600 }))).toBe('token');
	expect(await outcome(jwt({ jti: 'b', iat: undefined, nbf: undefined, exp: now + 1 }))).toBe('token');
});

test('a token is good once; its id only for its application', async () => {
	expect(await outcome(jwt())).toBe('token');
	expect(await outcome(jwt())).toEqual(['invalid_grant', 'the token was used before']);
	expect(await outcome(jwt({ sub: 'user 7', exp: now + 60 }))).toEqual([
		'invalid_grant',
		'the token was used before',
	]);
	emulator.control.addTrusted(otherClient.clientId, { certificate: partner.pem });
	const link = { clientId: otherClient.clientId, serviceUserId: 'user 7', login: partnerUser.login };
	expect((await http(emulator).post('/_control/auth/links', link)).status).toBe(200);
	const other = { client_id: otherClient.clientId, client_secret: otherClient.apiKey };
	expect(await outcome(jwt({ iss: otherClient.clientId }), other)).toBe('token');
});

test('a refused token is not used up', async () => {
	expect((await outcome(jwt({ sub: 'user 8' })))[0]).toBe('invalid_grant');
	emulator.control.linkUser(demo.clientId, 'user 8', partnerUser.login);
	expect(await outcome(jwt({ sub: 'user 8' }))).toBe('token');
});

test('a blocked user, a wrong scope', async () => {
	emulator.control.linkUser(demo.clientId, 'user 9', blockedUser.login);
	expect(await outcome(jwt({ sub: 'user 9' }))).toEqual(['invalid_grant', 'sub is not linked with a user']);
	expect(await outcome(jwt(), { scope: 'mail' })).toEqual(['invalid_scope', undefined]);
});

gostDescribe('GOST certificates of a partner', () => {
	test.each(gostKinds)('%s: may be registered, but tokens are signed by RSA', async (kind) => {
		const gost = await made.make(kind);
		const body = { clientId: demo.clientId, certificate: gost.pem };
		expect((await http(emulator).post('/_control/auth/trusted', body)).status).toBe(200);
		expect(await outcome(jwt({}, { kid: gost.thumbprint }))).toEqual([
			'invalid_grant',
			'the signature is not valid',
		]);
	});
});
