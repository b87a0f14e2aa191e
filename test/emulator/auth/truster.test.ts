import { cachedLater } from '../../support/cached';
import { signCms, testedKinds, TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { startEmulator, type Emulator } from '../server';
import { accountantUser, blockedUser, demo, http, otherClient, partnerUser } from '../support';

let emulator: Emulator;
let made: TestCertificates;
let partners: TestCertificate[];
let rsa: TestCertificate;

const now = new Date('2026-04-05T06:07:08Z');
const timestamp = '05.04.2026 06:07:08';

beforeAll(async () => {
	emulator = await startEmulator();
	made = await TestCertificates.create();
	partners = [];
	for (const kind of testedKinds) partners.push(await made.make(kind));
	rsa = partners[0];
});
beforeEach(() => {
	emulator.control.reset();
	emulator.state.clock.freeze(now);
	for (const { pem } of partners) emulator.control.addTrusted(demo.clientId, { certificate: pem });
});
afterAll(async () => {
	await made.remove();
	await emulator.close();
});

type Fields = Record<string, string>;
type SignOptions = Parameters<typeof signCms>[2];

function textOf(id: string, at = timestamp): string {
	return `apikey=${demo.apiKey}\r\nid=${id}\r\ntimestamp=${at}\r\n`;
}

async function call(name: string, fields: Fields, body?: Buffer) {
	const query = new URLSearchParams({ apiKey: demo.apiKey, ...fields });
	return await http(emulator).post(`/auth/v5.16/${name}?${query.toString()}`, body, {
		headers: { 'Content-Type': 'application/octet-stream' },
	});
}

async function init(fields: Fields, body: Buffer) {
	return await call('authenticate-by-truster', { timestamp, ...fields }, body);
}

/** Of the certificate and texts that are the same in each run. */
async function signedBy(
	certificate: TestCertificate,
	text: string,
	options: SignOptions = {},
): Promise<Buffer> {
	const recipe = [signCms.toString(), certificate.keyPem, certificate.pem, text, JSON.stringify(options)];
	const made64 = await cachedLater('truster.p7s', recipe.join('\n'), async () => {
		return (await signCms(certificate, Buffer.from(text), options)).toString('base64');
	});
	return Buffer.from(made64, 'base64');
}

async function initAs(fields: Fields, id: string) {
	return await init(fields, await signedBy(rsa, textOf(id)));
}

const byPhone = { phone: partnerUser.phone };

describe('truster', () => {
	test.each(testedKinds.map((kind, index) => [kind, index] as const))(
		'a %s signature of a registered partner opens a session without a refresh token',
		async (_kind, index) => {
			const signature = await signedBy(partners[index], textOf(partnerUser.phone));
			const answer = await init(byPhone, signature);
			expect(answer.status).toBe(200);
			const key = String(answer.data.Key);
			expect(answer.data).toEqual({
				Key: expect.stringMatching(/^[0-9A-F]{64}$/),
				Link: {
					Rel: expect.any(String),
					Href: `${emulator.url}/auth/v5.16/approve-truster?id=${partnerUser.phone}&key=${key}`,
				},
			});
			const session = await call('approve-truster', { key, id: partnerUser.phone });
			expect(session.status).toBe(200);
			expect(session.data).toEqual({ Sid: expect.any(String) });
			const client = http(emulator, {
				Authorization: `auth.sid ${String(session.data.Sid)}`,
				'X-Kontur-Apikey': demo.apiKey,
			});
			expect((await client.get('/v1')).status).toBe(200);
			expect(emulator.control.counters().logins).toEqual({ 'auth.sid truster': 1 });
		},
	);

	test('the user is named by thumbprint, snils or the linked id', async () => {
		const thumbprint = emulator.control.addUserCertificate(partnerUser.login, (await made.make('rsa')).der);
		emulator.control.linkUser(demo.clientId, 'user 7', partnerUser.login);
		for (const [name, id] of [
			['thumbprint', thumbprint],
			['snils', partnerUser.snils],
			['serviceUserId', 'user 7'],
		]) {
			const answer = await initAs({ [name]: id }, id);
			expect(answer.status).toBe(200);
			const href = new URL(String(answer.data.Link.Href));
			expect(href.searchParams.get('id')).toBe(id);
			expect((await call('approve-truster', { key: String(answer.data.Key), id })).status).toBe(200);
		}
	});

	test('a linked ID may accompany another credential of the same user', async () => {
		emulator.control.linkUser(demo.clientId, 'seven', partnerUser.login);
		emulator.control.linkUser(demo.clientId, 'eight', accountantUser.login);
		expect((await initAs({ ...byPhone, serviceUserId: 'seven' }, partnerUser.phone)).status).toBe(200);
		const answer = await initAs({ ...byPhone, serviceUserId: 'eight' }, partnerUser.phone);
		expect([answer.status, answer.data]).toEqual([403, { Code: 'UserNotFound' }]);
	});

	test('tests can read the signature and what it had to be over', async () => {
		const before = await http(emulator).get('/_control/auth/truster');
		expect(before.status).toBe(404);
		const signature = Buffer.from('no signature');
		await init(byPhone, signature);
		expect(emulator.control.lastTruster()).toEqual({
			clientId: demo.clientId,
			text: textOf(partnerUser.phone),
			signature,
			verified: false,
		});
		expect((await http(emulator).get('/_control/auth/truster')).data).toMatchObject({
			text: textOf(partnerUser.phone),
			signature: signature.toString('base64'),
		});
	});

	test.each([
		['LF instead of CRLF', textOf(partnerUser.phone).replace(/\r\n/g, '\n')],
		['no end of line at the end', textOf(partnerUser.phone).trimEnd()],
		['a byte order mark', `\uFEFF${textOf(partnerUser.phone)}`],
		['the api-key in capitals', textOf(partnerUser.phone).replace(demo.apiKey, demo.apiKey.toUpperCase())],
		['another user', textOf(accountantUser.phone)],
		['another time', textOf(partnerUser.phone, '05.04.2026 06:07:09')],
	])('a signature over %s is not valid', async (_case, text) => {
		const answer = await init(byPhone, await signedBy(rsa, text));
		expect([answer.status, answer.data]).toEqual([403, { Code: 'SignatureNotValid' }]);
	});

	test('only detached CMS in DER by a registered, valid certificate counts', async () => {
		const text = textOf(partnerUser.phone);
		const stranger = await made.make('rsa');
		const expired = await made.make('rsa', { validity: 'expired' });
		emulator.control.addTrusted(demo.clientId, { certificate: expired.der });
		emulator.control.addTrusted(otherClient.clientId, { certificate: stranger.pem });
		const good = await signedBy(rsa, text);
		for (const wrong of [
			await signedBy(rsa, text, { attached: true }),
			await signedBy(stranger, text),
			await signedBy(expired, text),
			Buffer.from(good.toString('base64')),
			good.subarray(0, -1),
		]) {
			expect((await init(byPhone, wrong)).data).toEqual({ Code: 'SignatureNotValid' });
		}
		expect((await init(byPhone, good)).status).toBe(200);
		expect((await init(byPhone, await signedBy(rsa, text, { withoutCertificate: true }))).status).toBe(200);
		expect((await init(byPhone, Buffer.alloc(0))).status).toBe(400);
	});

	test('the api-key in capitals is signed in lower case', async () => {
		const signature = await signedBy(rsa, textOf(partnerUser.phone));
		expect((await init({ ...byPhone, apiKey: demo.apiKey.toUpperCase() }, signature)).status).toBe(200);
	});

	test.each([
		['no time', { timestamp: '' }],
		['an ISO time', { timestamp: '2026-04-05T06:07:08Z' }],
		['an invalid date', { timestamp: '31.02x2026 06:07:08' }],
		['nobody named', { phone: '' }],
		['two credentials', { snils: partnerUser.snils }],
		['a phone of 11 digits', { phone: `7${partnerUser.phone}` }],
		['a snils with dashes', { phone: '', snils: '112-233-445 95' }],
		['an invalid thumbprint', { phone: '', thumbprint: 'AB' }],
	])('%s is a bad request', async (_case, change) => {
		expect((await init({ ...byPhone, ...change }, Buffer.from('x'))).status).toBe(400);
	});

	test('the time may differ by five minutes', async () => {
		const at = async (moment: string) => {
			const signature = await signedBy(rsa, textOf(partnerUser.phone, moment));
			const { status, data } = await init({ ...byPhone, timestamp: moment }, signature);
			return status === 200 ? 200 : data.Code;
		};
		expect(await at('05.04.2026 06:02:08')).toBe(200);
		expect(await at('05.04.2026 06:12:08')).toBe(200);
		expect(await at('05.04.2026 06:02:07')).toBe('TimestampOutOfRange');
		expect(await at('05.04.2026 09:07:08')).toBe('TimestampOutOfRange');
	});

	test('users that are missing, not unique or blocked', async () => {
		expect((await initAs({ phone: '9000000000' }, '9000000000')).data).toEqual({ Code: 'UserNotFound' });
		expect((await initAs({ serviceUserId: 'x' }, 'x')).data).toEqual({ Code: 'UserNotFound' });
		emulator.control.changeUser(accountantUser.login, { phone: partnerUser.phone });
		expect((await initAs(byPhone, partnerUser.phone)).data).toEqual({ Code: 'UserNotUniq' });
		const id = blockedUser.phone;
		const key = String((await initAs({ phone: id }, id)).data.Key);
		expect((await call('approve-truster', { key, id })).data).toEqual({ Code: 'CreateSessionError' });
	});

	test('the api-key is wanted in both steps', async () => {
		for (const name of ['authenticate-by-truster', 'approve-truster']) {
			expect((await call(name, { apiKey: '' })).status).toBe(401);
			expect((await call(name, { apiKey: 'x' })).data).toEqual({ Code: 'InvalidApiKey' });
		}
	});

	test('the key is good once, for its user, its application and 10 minutes', async () => {
		const id = partnerUser.phone;
		const fresh = async () => String((await initAs(byPhone, id)).data.Key);
		const approve = async (fields: Fields) => (await call('approve-truster', fields)).data.Code ?? 'session';
		const key = await fresh();
		expect((await call('approve-truster', { key })).status).toBe(400);
		expect((await call('approve-truster', { id })).status).toBe(400);
		expect(await approve({ key, id: accountantUser.phone })).toBe('WrongKey');
		expect(await approve({ key, id, apiKey: otherClient.apiKey })).toBe('WrongKey');
		expect(await approve({ key: 'AB', id })).toBe('WrongKey');
		expect(await approve({ key, id })).toBe('session');
		expect(await approve({ key, id })).toBe('WrongKey');
		const second = await fresh();
		emulator.state.clock.advance(600_000);
		expect(await approve({ key: second, id })).toBe('KeyExpired');
	});
});

describe('linking users', () => {
	async function link(change: Fields = {}) {
		const fields = { 'api-key': demo.apiKey, serviceUserId: 'seven', phone: partnerUser.phone, ...change };
		const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
		return await http(emulator).put(`/auth/v5.16/register-external-service-id?${query.toString()}`);
	}

	test('a user found by phone can be vouched for by the linked id', async () => {
		expect((await initAs({ serviceUserId: 'seven' }, 'seven')).status).toBe(403);
		const answer = await link();
		expect([answer.status, answer.data]).toEqual([200, '']);
		expect((await initAs({ serviceUserId: 'seven' }, 'seven')).status).toBe(200);
		const query = new URLSearchParams({ serviceUserId: 'seven', timestamp, apiKey: otherClient.apiKey });
		const foreign = await http(emulator).post(`/auth/v5.16/authenticate-by-truster?${query.toString()}`, 'x');
		expect(foreign.status).toBe(403);
	});

	test('its refusals', async () => {
		const outcome = async (change: Fields) => {
			const { status, data } = await link(change);
			return [status, data.Code];
		};
		expect(await outcome({ 'api-key': '' })).toEqual([401, 'ApiKeyRequired']);
		expect(await outcome({ 'api-key': 'x' })).toEqual([403, 'InvalidApiKey']);
		expect(await outcome({ 'api-key': otherClient.apiKey })).toEqual([403, 'InvalidApiKey']);
		expect(await outcome({ serviceUserId: '' })).toEqual([403, 'NotId']);
		expect(await outcome({ phone: '' })).toEqual([400, 'ParameterMissing']);
		expect(await outcome({ phone: `7${partnerUser.phone}` })).toEqual([400, 'PhoneIsNot10Digits']);
		expect(await outcome({ phone: '9000000000' })).toEqual([403, 'UserNotFound']);
		emulator.control.changeUser(partnerUser.login, { administrator: true });
		expect(await outcome({})).toEqual([403, 'ForbiddenForTargetUser']);
		emulator.control.changeUser(accountantUser.login, { phone: partnerUser.phone });
		expect(await outcome({})).toEqual([403, 'UserNotUniq']);
	});

	test('another application may be given the permission', async () => {
		emulator.control.changeClient(otherClient.clientId, { linkByPhone: true });
		expect((await link({ 'api-key': otherClient.apiKey })).status).toBe(200);
	});

	test('it is a PUT', async () => {
		const answer = await http(emulator).post('/auth/v5.16/register-external-service-id');
		expect([answer.status, answer.headers.allow]).toEqual([405, 'PUT']);
	});
});

test('the log keeps no phone, snils or key of a partner', async () => {
	await initAs({ snils: partnerUser.snils }, partnerUser.snils);
	await call('approve-truster', { key: 'SECRETSECRET', id: partnerUser.snils });
	const log = JSON.stringify(emulator.control.log());
	expect(log).toContain('/auth/v5.16/approve-truster');
	for (const secret of [partnerUser.snils, 'SECRETSECRET', demo.apiKey]) expect(log).not.toContain(secret);
});
