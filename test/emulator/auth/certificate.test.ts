import { generateKeyPairSync } from 'node:crypto';

import {
	decryptCms,
	gostDescribe,
	testedKinds,
	TestCertificates,
	type KeyKind,
	type TestCertificate,
} from '../../support/testCertificates';
import { withOpenssl } from '../../support/openssl';
import { sampleCells } from '../../support/sampling';
import type { ChallengeCipher } from '../core/options';
import { startEmulator, type Emulator } from '../server';
import { demo, http, partnerUser } from '../support';
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

const binary = { headers: { 'Content-Type': 'application/octet-stream' } };

async function init(body: string | Buffer, query = `?free=false&apiKey=${demo.apiKey}`) {
	return await http(emulator).post(`/auth/v5.16/authenticate-by-cert${query}`, body, binary);
}

async function approve(thumbprint: string, answer: Buffer, key = `&apiKey=${demo.apiKey}`) {
	return await http(emulator).post(`/auth/v5.16/approve-cert?thumbprint=${thumbprint}${key}`, answer, binary);
}

async function opened(certificate: TestCertificate, answer: { data: { EncryptedKey: string } }) {
	const message = Buffer.from(answer.data.EncryptedKey, 'base64');
	return certificate.kind === 'rsa'
		? openRsa(certificate.keyPem, message)
		: await decryptCms(certificate, message);
}

describe('auth.sid by certificate', () => {
	test.each(testedKinds)('%s: the decrypted challenge opens Extern', async (kind) => {
		const certificate = certificateOf(kind);
		const answer = await init(certificate.pem);
		expect(answer.status).toBe(200);
		expect(answer.data).toEqual({
			EncryptedKey: expect.any(String),
			TrustedThumbprints: null,
			Link: {
				Rel: expect.any(String),
				Href: `${emulator.url}/auth/v5.16/approve-cert?thumbprint=${certificate.thumbprint}`,
			},
		});
		const plaintext = await decryptCms(certificate, Buffer.from(answer.data.EncryptedKey, 'base64'));
		expect(await opened(certificate, answer)).toEqual(plaintext);
		const session = await approve(certificate.thumbprint.toLowerCase(), plaintext);
		expect(session.status).toBe(200);
		expect(session.data).toEqual({ Sid: expect.any(String), RefreshToken: expect.any(String) });
		const client = http(emulator, {
			Authorization: `auth.sid ${String(session.data.Sid)}`,
			'X-Kontur-Apikey': demo.apiKey,
		});
		expect((await client.get('/v1')).status).toBe(200);
		expect(emulator.control.counters().logins).toEqual({ 'auth.sid certificate': 1 });
	});

	test('the challenge begins with the ID of the user and is binary', async () => {
		const plaintext = await opened(rsa, await init(rsa.pem));
		const { id } = partnerUser;
		expect(plaintext.subarray(0, 16).toString('hex')).toBe(id.replace(/-/g, ''));
		expect(Buffer.from(plaintext.toString('utf8')).equals(plaintext)).toBe(false);
		expect(await opened(rsa, await init(rsa.pem))).not.toEqual(plaintext);
	});

	test.each([
		['PEM', () => rsa.pem],
		['PEM with CRLF', () => rsa.pem.replace(/\n/g, '\r\n')],
		['base64 alone', () => rsa.der.toString('base64')],
		['DER', () => rsa.der],
	])('the certificate may come as %s', async (_form, body) => {
		const answer = await init(body());
		expect(answer.status).toBe(200);
		expect((await approve(rsa.thumbprint, await opened(rsa, answer))).status).toBe(200);
	});

	test.each([
		['apiKey', `?apiKey=${demo.apiKey}`, {}, 200],
		['api-key', `?api-key=${demo.apiKey.toUpperCase()}`, {}, 200],
		['a header', '', { 'X-Kontur-ApiKey': demo.apiKey }, 200],
		['nothing', '', {}, 401],
		['an unknown one', '?apiKey=11111111-1111-4111-8111-111111111111', {}, 403],
	])('the api-key by %s', async (_way, query, headers, status) => {
		const client = http(emulator, headers as Record<string, string>);
		const first = await client.post(`/auth/v5.13/authenticate-by-cert${query}`, rsa.pem, binary);
		expect(first.status).toBe(status);
		const plaintext = await opened(rsa, await init(rsa.pem));
		const address = `/auth/v5.13/approve-cert${query || '?'}&thumbprint=${rsa.thumbprint}`;
		expect((await client.post(address, plaintext, binary)).status).toBe(status);
	});

	test('anything but a certificate is unreadable', async () => {
		const cases = [
			'no certificate',
			rsa.keyPem,
			`${rsa.pem}x`,
			rsa.der.subarray(0, -1),
			Buffer.concat([rsa.der, Buffer.alloc(1)]),
			rsa.pem.replace('M', ' '),
		];
		for (const body of cases) {
			const answer = await init(body);
			expect([answer.status, answer.data]).toEqual([403, { Code: 'CertUnreadable' }]);
		}
		expect((await init('')).status).toBe(400);
	});

	test('a certificate with a key of another kind cannot be registered', async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
		const elliptic = await withOpenssl(async ({ file, run }) => {
			const key = await file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
			const request = await file('request.cnf', '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Test\n');
			return await run('req', '-x509', '-new', '-config', request, '-key', key, '-days', '9');
		});
		expect((await init(elliptic)).data).toEqual({ Code: 'CertRegisterFail' });
	});

	test.each(['expired', 'future'] as const)('%s: 406, unless the checks are waived', async (validity) => {
		const certificate = await made.make('rsa', { validity });
		emulator.control.addUserCertificate(partnerUser.login, certificate.der);
		expect((await init(certificate.pem)).status).toBe(406);
		expect((await init(certificate.pem, `?apiKey=${demo.apiKey}`)).status).toBe(406);
		const answer = await init(certificate.pem, `?free=true&apiKey=${demo.apiKey}`);
		expect(answer.status).toBe(200);
		expect((await approve(certificate.thumbprint, await opened(certificate, answer))).status).toBe(200);
	});

	test("validity is judged by the emulator's clock", async () => {
		emulator.state.clock.freeze(new Date('2019-12-31T23:59:59Z'));
		expect((await init(rsa.pem)).status).toBe(406);
		emulator.state.clock.advance(1000);
		expect((await init(rsa.pem)).status).toBe(200);
	});

	test('a revoked certificate is not valid', async () => {
		emulator.control.revokeCertificate(rsa.thumbprint.toLowerCase());
		const answer = await init(rsa.pem);
		expect([answer.status, answer.data]).toEqual([403, { Code: 'CertNotValid' }]);
		expect((await init(rsa.pem, `?free=TRUE&apiKey=${demo.apiKey}`)).status).toBe(200);
	});
});

describe('answers to the challenge', () => {
	const code = async (thumbprint: string, answer: Buffer) => {
		const { status, data } = await approve(thumbprint, answer);
		return status === 200 ? 'session' : [status, data.Code];
	};

	test('it is good once', async () => {
		const plaintext = await opened(rsa, await init(rsa.pem));
		expect(await code(rsa.thumbprint, plaintext)).toBe('session');
		expect(await code(rsa.thumbprint, plaintext)).toEqual([403, 'RndBytesNotFound']);
	});

	test('without a first step there is none', async () => {
		expect(await code(rsa.thumbprint, Buffer.from('x'))).toEqual([403, 'RndBytesNotFound']);
	});

	test('a wrong answer leaves it open', async () => {
		const plaintext = await opened(rsa, await init(rsa.pem));
		for (const wrong of [plaintext.subarray(1), Buffer.from(plaintext.toString('base64'))]) {
			expect(await code(rsa.thumbprint, wrong)).toEqual([403, 'WrongKey']);
		}
		expect(await code(rsa.thumbprint, plaintext)).toBe('session');
	});

	test('it lives 10 minutes', async () => {
		emulator.state.clock.freeze();
		const plaintext = await opened(rsa, await init(rsa.pem));
		emulator.state.clock.advance(600_000);
		expect(await code(rsa.thumbprint, plaintext)).toEqual([403, 'RndBytesExpired']);
		const second = await opened(rsa, await init(rsa.pem));
		emulator.state.clock.advance(599_999);
		expect(await code(rsa.thumbprint, second)).toBe('session');
	});

	test('a user has one: the next login spoils the one before', async () => {
		const first = await opened(rsa, await init(rsa.pem));
		const second = await opened(rsa, await init(rsa.pem));
		expect(await code(rsa.thumbprint, first)).toEqual([403, 'WrongKey']);
		expect(await code(rsa.thumbprint, second)).toBe('session');
	});

	test('that holds for another certificate of the user too', async () => {
		const other = await made.make('rsa');
		emulator.control.addUserCertificate(partnerUser.login, other.der);
		const first = await opened(rsa, await init(rsa.pem));
		await init(other.pem);
		expect(await code(rsa.thumbprint, first)).toEqual([403, 'WrongKey']);
	});

	test('challenges can be stolen, given and coming ones', async () => {
		const given = await opened(rsa, await init(rsa.pem));
		expect((await http(emulator).post('/_control/auth/challenges/steal', { next: 1 })).data).toEqual({
			stolen: 1,
		});
		expect(await code(rsa.thumbprint, given)).toEqual([403, 'WrongKey']);
		expect(await code(rsa.thumbprint, await opened(rsa, await init(rsa.pem)))).toEqual([403, 'WrongKey']);
		expect(await code(rsa.thumbprint, await opened(rsa, await init(rsa.pem)))).toBe('session');
	});

	test('an unknown certificate is rejected only with the answer, and an option assigns it to a user', async () => {
		const unknown = await made.make('rsa');
		const plaintext = await opened(unknown, await init(unknown.pem));
		expect(await code(unknown.thumbprint, plaintext)).toEqual([403, 'UnknownCertificate']);
		await http(emulator).put('/_control/options', { certificateOwner: partnerUser.login });
		const owned = await opened(unknown, await init(unknown.pem));
		expect(await code(unknown.thumbprint, owned)).toBe('session');
	});

	test('a blocked user gets no session', async () => {
		emulator.control.changeUser(partnerUser.login, { blocked: true });
		const plaintext = await opened(rsa, await init(rsa.pem));
		expect(await code(rsa.thumbprint, plaintext)).toEqual([403, 'CreateSessionError']);
	});

	test('thumbprint and answer are wanted', async () => {
		expect((await approve('', Buffer.from('x'))).status).toBe(400);
		expect((await approve(rsa.thumbprint, Buffer.alloc(0))).status).toBe(400);
	});
});

describe('OFD by certificate', () => {
	test.each(sampleCells('Keys of challenges', 'Kontur.OFD', testedKinds, 2))(
		'%s: the link given is followed without an api-key',
		async (kind) => {
			const certificate = certificateOf(kind);
			const client = http(emulator);
			const answer = await client.post('/auth/authenticate-by-cert?free=false', certificate.pem, binary);
			expect(answer.status).toBe(200);
			expect(answer.data.Link.Href).toBe(
				`${emulator.url}/auth/v5.9/approve-cert?thumbprint=${certificate.thumbprint}`,
			);
			const plaintext = await opened(certificate, answer);
			const session = await client.post(String(answer.data.Link.Href), plaintext, binary);
			expect(session.status).toBe(200);
			const ofd = http(emulator, { Authorization: `auth.sid ${String(session.data.Sid)}` });
			// 401003 speaks of the integrator key, 401002 would speak of the session.
			expect((await ofd.get('/v2/organizations')).data).toMatchObject({ errorCode: 401003 });
			expect(emulator.control.counters().logins).toEqual({ 'auth.sid ofd certificate': 1 });
		},
	);

	test('its errors: no body, an expired certificate, nobody’s certificate', async () => {
		const client = http(emulator);
		expect((await client.post('/auth/authenticate-by-cert?free=false', '', binary)).status).toBe(400);
		const expired = await made.make('rsa', { validity: 'expired' });
		expect((await client.post('/auth/authenticate-by-cert', expired.pem, binary)).status).toBe(406);
		expect((await client.post('/auth/authenticate-by-cert?free=true', expired.pem, binary)).status).toBe(200);
		const address = `/auth/v5.9/approve-cert?thumbprint=${expired.thumbprint}`;
		const answer = await client.post(address, Buffer.from('x'), binary);
		expect([answer.status, answer.data]).toEqual([403, { Code: 'UnknownCertificate' }]);
	});
});

gostDescribe('content encryption of GOST challenges', () => {
	const identifiers: Record<ChallengeCipher, string> = {
		gost89: '06062a8503020215',
		'magma-ctr-acpkm': '06092a8503070101050101',
		'magma-ctr-acpkm-omac': '06092a8503070101050102',
		'kuznyechik-ctr-acpkm': '06092a8503070101050201',
		'kuznyechik-ctr-acpkm-omac': '06092a8503070101050202',
	};
	const cases = (Object.keys(identifiers) as ChallengeCipher[]).flatMap((cipher) =>
		(['gost2012_256', 'gost2012_512'] as const).map((kind) => [cipher, kind] as const),
	);

	test.each(sampleCells('Ciphers of challenges', 'all', cases, 3))('%s for %s', async (cipher, kind) => {
		emulator.control.setOptions({ challengeCipher: cipher });
		const answer = await init(certificateOf(kind).pem);
		const message = Buffer.from(String(answer.data.EncryptedKey), 'base64');
		expect(message.includes(Buffer.from(identifiers[cipher], 'hex'))).toBe(true);
	});

	test('keys of 2001 know only GOST 28147-89', async () => {
		emulator.control.setOptions({ challengeCipher: 'kuznyechik-ctr-acpkm' });
		const certificate = certificateOf('gost2001');
		const plaintext = await opened(certificate, await init(certificate.pem));
		expect((await approve(certificate.thumbprint, plaintext)).status).toBe(200);
	});
});
