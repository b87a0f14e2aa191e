import {
	decryptCms,
	testedKinds,
	TestCertificates,
	type KeyKind,
	type TestCertificate,
} from '../../support/testCertificates';
import { startEmulator, type Emulator } from '../server';
import { accountantUser, demo, http, otherClient, partnerUser, requestToken } from '../support';
import { openRsa } from './openRsa';

let emulator: Emulator;
let made: TestCertificates;
const certificates = new Map<KeyKind, TestCertificate>();
let rsa: TestCertificate;

beforeAll(async () => {
	emulator = await startEmulator();
	made = await TestCertificates.create();
	for (const kind of testedKinds) certificates.set(kind, await made.make(kind));
	rsa = certificateOf('rsa');
});
beforeEach(() => {
	emulator.control.reset();
	for (const { pem } of certificates.values()) emulator.control.addUserCertificate(partnerUser.login, pem);
});
afterAll(async () => {
	await made.remove();
	await emulator.close();
});

function certificateOf(kind: KeyKind): TestCertificate {
	const found = certificates.get(kind);
	if (!found) throw new Error(`no ${kind} certificate`);
	return found;
}

type Fields = Record<string, string>;

async function challenge(fields: Fields) {
	return await http(emulator).post(
		'/authentication/certificate',
		new URLSearchParams({ client_id: demo.clientId, client_secret: demo.apiKey, free: 'false', ...fields }),
	);
}

async function answerTo(certificate: TestCertificate, fields: Fields = {}): Promise<Fields> {
	const { data } = await challenge({ public_key: certificate.pem, ...fields });
	const message = Buffer.from(String(data.encrypted_key), 'base64');
	const plaintext =
		certificate.kind === 'rsa'
			? openRsa(certificate.keyPem, message)
			: await decryptCms(certificate, message);
	return {
		grant_type: 'certificate',
		decrypted_key: plaintext.toString('base64'),
		thumbprint: certificate.thumbprint,
	};
}

async function outcome(fields: Fields) {
	const { status, data } = await requestToken(emulator, fields);
	return status === 200 ? 'token' : [data.error, data.error_description];
}

describe('the certificate grant', () => {
	test.each(testedKinds)('%s: the decrypted challenge opens Extern', async (kind) => {
		const certificate = certificateOf(kind);
		const first = await challenge({ public_key: certificate.pem });
		expect(first.status).toBe(200);
		expect(first.data).toEqual({ encrypted_key: expect.any(String), trusted_thumbprints: null });
		expect(first.headers['cache-control']).toContain('no-store');
		const { status, data } = await requestToken(emulator, await answerTo(certificate));
		expect(status).toBe(200);
		expect(data).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'extern.api' });
		const client = http(emulator, { Authorization: `Bearer ${String(data.access_token)}` });
		expect((await client.get('/v1')).status).toBe(200);
		expect(emulator.control.counters().logins).toEqual({ certificate: 1 });
	});

	test.each([
		['PEM', () => rsa.pem],
		['PEM without header lines', () => rsa.pem.replace(/-----.*-----/g, '').trim()],
		['base64 of the DER', () => rsa.der.toString('base64')],
	])('the certificate may come as %s', async (_form, text) => {
		expect(await outcome(await answerTo(rsa, { public_key: text() }))).toBe('token');
	});

	test('a form whose plus signs were not encoded has no certificate', async () => {
		const body = `client_id=${demo.clientId}&client_secret=${demo.apiKey}&public_key=`;
		const text = rsa.der.toString('base64');
		expect(text).toContain('+');
		const { status, data } = await http(emulator).post('/authentication/certificate', body + text, {
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		});
		expect([status, data.error]).toEqual([400, 'invalid_request']);
	});

	test('refusals of the first step', async () => {
		const refused = async (fields: Fields) => {
			const { status, data } = await challenge(fields);
			return [status, data.error];
		};
		const expired = await made.make('rsa', { validity: 'expired' });
		expect(await refused({ public_key: '' })).toEqual([400, 'invalid_request']);
		expect(await refused({ public_key: rsa.keyPem })).toEqual([400, 'invalid_request']);
		expect(await refused({ public_key: expired.pem })).toEqual([400, 'invalid_request']);
		expect((await challenge({ public_key: expired.pem, free: 'true' })).status).toBe(200);
		expect(await refused({ public_key: rsa.pem, client_secret: 'x' })).toEqual([400, 'invalid_client']);
		expect(await refused({ public_key: rsa.pem, partial_factor_token: 'x' })).toEqual([400, 'invalid_grant']);
		emulator.control.revokeCertificate(rsa.thumbprint);
		expect(await refused({ public_key: rsa.pem })).toEqual([400, 'invalid_request']);
	});

	test('refusals of the second step', async () => {
		const answer = await answerTo(rsa);
		expect(await outcome({ ...answer, thumbprint: '' })).toEqual(['invalid_request', expect.any(String)]);
		expect(await outcome({ ...answer, decrypted_key: '' })).toEqual(['invalid_request', expect.any(String)]);
		expect(await outcome({ ...answer, decrypted_key: 'a b=' })).toEqual([
			'invalid_request',
			expect.any(String),
		]);
		expect(await outcome({ ...answer, scope: 'mail' })).toEqual(['invalid_scope', undefined]);
		expect(await outcome({ ...answer, decrypted_key: 'AAAA' })).toEqual(['invalid_grant', 'WrongKey']);
		expect(await outcome({ ...answer, thumbprint: 'AB' })).toEqual(['invalid_grant', 'UnknownCertificate']);
		expect(await outcome(answer)).toBe('token');
		expect(await outcome(answer)).toEqual(['invalid_grant', 'RndBytesNotFound']);
		const late = await answerTo(rsa);
		emulator.state.clock.advance(600_000);
		expect(await outcome(late)).toEqual(['invalid_grant', 'RndBytesExpired']);
		emulator.control.changeUser(partnerUser.login, { blocked: true });
		expect(await outcome(await answerTo(rsa))).toEqual(['invalid_grant', 'the user is blocked']);
	});

	test('a later challenge of the user replaces the earlier one', async () => {
		const answer = await answerTo(rsa);
		await challenge({ public_key: rsa.pem });
		expect(await outcome(answer)).toEqual(['invalid_grant', 'WrongKey']);
	});
});

describe('further factors', () => {
	const password = {
		grant_type: 'password',
		username: partnerUser.login,
		password: partnerUser.password,
	};

	beforeEach(() => {
		emulator.control.changeUser(partnerUser.login, { factors: ['password', 'certificate'] });
	});

	async function partialToken(fields: Fields): Promise<string> {
		const { status, data } = await requestToken(emulator, fields);
		expect(status).toBe(400);
		return String(data.partial_factor_token);
	}

	test('a password, then the certificate', async () => {
		const first = await requestToken(emulator, password);
		expect(first.status).toBe(400);
		expect(first.data).toEqual({
			error: 'invalid_grant',
			error_description: 'mfa_required',
			partial_factor_token: expect.any(String),
			required_factors: [{ grant_type: 'certificate', identity: rsa.thumbprint }],
		});
		expect(emulator.control.counters().logins).toEqual({});
		const partial = { partial_factor_token: String(first.data.partial_factor_token) };
		expect(await outcome({ ...(await answerTo(rsa, partial)), ...partial })).toBe('token');
		expect(await outcome({ ...(await answerTo(rsa)), ...partial })).toEqual([
			'invalid_grant',
			expect.stringContaining('partial factor token'),
		]);
		expect(emulator.control.counters().logins).toEqual({ certificate: 1 });
	});

	test('the certificate, then the password; a wrong one may be mended', async () => {
		const first = await requestToken(emulator, await answerTo(rsa));
		expect(first.data.required_factors).toEqual([{ grant_type: 'password', identity: partnerUser.login }]);
		const partial = { partial_factor_token: String(first.data.partial_factor_token) };
		expect(await outcome({ ...password, ...partial, password: 'x' })).toEqual([
			'invalid_grant',
			'invalid username or password',
		]);
		expect(await outcome({ ...password, ...partial })).toBe('token');
	});

	test('the token of the first factor is bound to user, application and five minutes', async () => {
		const stale = { partial_factor_token: await partialToken(password) };
		emulator.state.clock.advance(300_000);
		expect((await outcome({ ...(await answerTo(rsa)), ...stale }))[0]).toBe('invalid_grant');
		const partial = { partial_factor_token: await partialToken(await answerTo(rsa)) };
		const other = { username: accountantUser.login, password: accountantUser.password };
		expect((await outcome({ ...password, ...other, ...partial }))[0]).toBe('invalid_grant');
		const foreign = { client_id: otherClient.clientId, client_secret: otherClient.apiKey };
		expect((await outcome({ ...password, ...foreign, ...partial }))[0]).toBe('invalid_grant');
		expect(await outcome({ ...password, ...partial })).toBe('token');
	});

	test('the same factor twice is one factor', async () => {
		const partial = { partial_factor_token: await partialToken(password) };
		const again = await requestToken(emulator, { ...password, ...partial });
		expect(again.data.required_factors).toEqual([expect.objectContaining({ grant_type: 'certificate' })]);
	});

	test('over HTTP; a factor nobody can pass here', async () => {
		const change = { login: partnerUser.login, factors: ['password', 'sms'] };
		expect((await http(emulator).post('/_control/auth/users', change)).status).toBe(200);
		expect((await requestToken(emulator, password)).data.required_factors).toEqual([
			{ grant_type: 'sms', identity: '+7******4567' },
		]);
	});
});
