import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { seedClients, seedUsers } from '../emulator/auth/state';
import { startEmulator, type Emulator } from '../emulator/server';
import { withOpenssl } from '../support/openssl';
import { makePfx, TestCertificates, type KeyKind, type TestCertificate } from '../support/testCertificates';
import type { Engine } from './engine';
import {
	EXTERN,
	OFD,
	everythingShown,
	externCredential,
	externSettings,
	konturEngine,
	ofdCredential,
	ofdSettings,
} from './kontur';

/*
 * Every way to sign in, against an emulator that does its own cryptography with openssl. Certificates are new for
 * every run: sign-ins are remembered per process, so nothing here meets a session of another test.
 */

const [user] = seedUsers;
const [client] = seedClients;
const SERVICE_USER = 'partner-user-42';
const PHONE = '9991234567';
const SNILS = '11223344595';

let certificates: TestCertificates;
const made = new Map<string, TestCertificate>();
const key = (name: string) => {
	const found = made.get(name);
	if (!found) throw new Error(`no test certificate ${name}`);
	return found;
};

let emulator: Emulator;
let engine: Engine;
let number = 0;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	const kinds: Record<string, KeyKind> = {
		rsa: 'rsa',
		gost2001: 'gost2001',
		gost256: 'gost2012_256',
		gost512: 'gost2012_512',
		stranger: 'rsa',
	};
	for (const [name, kind] of Object.entries(kinds)) made.set(name, await certificates.make(kind));
	made.set('expired', await certificates.make('rsa', { validity: 'expired' }));
});
afterAll(async () => await certificates.remove());

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	emulator.control.changeUser(user.login, { phone: PHONE, snils: SNILS, administrator: false });
	for (const [name, { der, kind }] of made) {
		if (name === 'stranger') continue;
		emulator.control.addUserCertificate(user.login, der);
		if (kind !== 'gost2001') emulator.control.addTrusted(client.clientId, { certificate: der });
	}
	emulator.control.linkUser(client.clientId, SERVICE_USER, user.login);
});
afterEach(async () => await emulator.close());

const pair = (name: string) => ({
	keyFrom: 'file',
	privateKey: key(name).keyPem,
	certificate: key(name).pem,
	thumbprint: key(name).thumbprint,
	keyPassword: '',
});

interface Way {
	settings: () => ICredentialDataDecryptedObject;
	/** What the emulator counts a sign-in as. */
	counted: string;
	/** What it counts the renewal of a session as that has run out; none where the proof holds the time of day. */
	renewed?: string;
	service: 'extern' | 'ofd';
}

const extern = (signIn: string, more: () => object, counted: string, renewed?: string): Way => ({
	// A password in settings that do not use it makes the settings of each test its own.
	settings: () => ({ ...externSettings(emulator), signIn, ...more() }),
	counted,
	renewed,
	service: 'extern',
});

const ways: Record<string, Way> = {
	'certificate, RSA': extern('certificate', () => pair('rsa'), 'certificate', 'refresh_token'),
	'certificate, GOST 2001': extern('certificate', () => pair('gost2001'), 'certificate', 'refresh_token'),
	'certificate, GOST 2012 256': extern('certificate', () => pair('gost256'), 'certificate', 'refresh_token'),
	'certificate, GOST 2012 512': extern('certificate', () => pair('gost512'), 'certificate', 'refresh_token'),
	'trusted system': extern(
		'trusted',
		() => ({ ...pair('rsa'), serviceUserId: SERVICE_USER }),
		'trusted',
		'refresh_token',
	),
	'trusted system, a key without a certificate': extern(
		'trusted',
		() => ({ ...pair('rsa'), certificate: '', thumbprint: '', serviceUserId: SERVICE_USER }),
		'trusted',
		'refresh_token',
	),
	'integration without a user': extern(
		'clientCredentials',
		() => ({}),
		'client_credentials',
		'client_credentials',
	),
	'certificate (auth.sid), RSA': extern(
		'sidCertificate',
		() => pair('rsa'),
		'auth.sid certificate',
		'auth.sid refresh',
	),
	'certificate (auth.sid), GOST 2012 256': extern(
		'sidCertificate',
		() => pair('gost256'),
		'auth.sid certificate',
		'auth.sid refresh',
	),
	'password (auth.sid)': extern('sidPassword', () => ({}), 'auth.sid', 'auth.sid refresh'),
	'trusted system (auth.sid) by user ID, GOST 2012 256': extern(
		'sidTrusted',
		() => ({ ...pair('gost256'), identifyBy: 'serviceUserId', serviceUserId: SERVICE_USER }),
		'auth.sid truster',
	),
	'trusted system (auth.sid) by phone, RSA': extern(
		'sidTrusted',
		() => ({ ...pair('rsa'), identifyBy: 'phone', phone: `+7 (${PHONE.slice(0, 3)}) ${PHONE.slice(3)}` }),
		'auth.sid truster',
	),
	'trusted system (auth.sid) by SNILS, GOST 2012 512': extern(
		'sidTrusted',
		() => ({ ...pair('gost512'), identifyBy: 'snils', snils: '112-233-445 95' }),
		'auth.sid truster',
	),
	'trusted system (auth.sid) by thumbprint, GOST 2012 256': extern(
		'sidTrusted',
		() => ({
			...pair('gost256'),
			identifyBy: 'thumbprint',
			userThumbprint: key('gost512').thumbprint,
			serviceUserId: SERVICE_USER,
		}),
		'auth.sid truster',
	),
	'Kontur.OFD, certificate, GOST 2012 256': {
		settings: () => ({ ...ofdSettings(emulator), signIn: 'certificate', ...pair('gost256') }),
		counted: 'auth.sid ofd certificate',
		renewed: 'auth.sid ofd certificate',
		service: 'ofd',
	},
	'Kontur.OFD, certificate, RSA': {
		settings: () => ({ ...ofdSettings(emulator), signIn: 'certificate', ...pair('rsa') }),
		counted: 'auth.sid ofd certificate',
		renewed: 'auth.sid ofd certificate',
		service: 'ofd',
	},
};

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { index } }));
const list = { operation: 'getAll', returnAll: false, limit: 1 };
const run = async ({ service }: Pick<Way, 'service'>, count = 1, on = engine) =>
	service === 'extern'
		? await on.run(
				EXTERN,
				{ resource: 'account', ...list },
				{ items: items(count), credentials: externCredential },
			)
		: await on.run(
				OFD,
				{ resource: 'organization', ...list },
				{ items: items(count), credentials: ofdCredential },
			);
const logins = () => emulator.control.counters().logins;
/** Nothing a process remembers of other tests fits: the emulator's address is part of whose session it is. */
const use = (way: Way, changes: object = {}) =>
	engine.credentials.set(way.service, { ...way.settings(), ...changes, unused: ++number });

describe.each(Object.entries(ways))('%s', (_name, way) => {
	test('pressing Test is green', async () => {
		use(way);
		expect(await engine.testCredential(way.service)).toMatchObject({ status: 'OK' });
		expect(logins()).toEqual({ [way.counted]: 1 });
	});

	test('ten items sign in once, the next execution not at all', async () => {
		use(way);
		const first = await run(way, 10);
		expect(first.error).toBeUndefined();
		expect(first.items).toHaveLength(10);
		expect((await run(way, 3)).items).toHaveLength(3);
		expect(logins()).toEqual({ [way.counted]: 1 });
	});

	test('a session that was dropped with all its tokens leads to one new sign-in', async () => {
		use(way);
		await run(way);
		emulator.control.dropSessions();
		const after = await run(way, 5);
		expect(after.error).toBeUndefined();
		expect(after.items).toHaveLength(5);
		expect(logins()).toEqual({ [way.counted]: 2 });
	});

	test('no secret is in outputs, errors or logs', async () => {
		const { challenges } = emulator.state.auth;
		const remember = challenges.set.bind(challenges);
		const opened: string[] = [];
		challenges.set = (holder, challenge) => {
			opened.push(challenge.plaintext.toString('base64'), challenge.plaintext.toString('hex'));
			return remember(holder, challenge);
		};
		use(way);
		const shown = [await run(way, 2)];
		emulator.control.dropSessions();
		shown.push(await run(way, 2));
		const settings = engine.credentials.get(way.service);
		const echo = `${settings.apiKey} ${settings.password} ${settings.sessionToken}`;
		const body = { error: 'invalid_grant', error_description: echo, Code: echo, ErrorMessage: echo };
		emulator.control.addFault({ service: 'identity', times: 20, status: 400, body });
		emulator.control.addFault({ service: 'auth', times: 20, status: 403, body });
		emulator.control.dropSessions();
		const refused = await run(way);
		expect(refused.error).toBeDefined();
		const text = everythingShown(shown, refused, engine.log);
		const pem = String(settings.privateKey ?? '')
			.split('\n')
			.filter((line) => line.length > 40);
		const secrets = [
			settings.apiKey,
			settings.password,
			...pem,
			...opened,
			...[...emulator.state.auth.tokens.values()].flatMap(({ value, refreshToken }) => [value, refreshToken]),
			...[...emulator.state.auth.sessions.values()].flatMap(({ sid, refreshToken }) => [sid, refreshToken]),
			...String(settings.sessionToken)
				.split(/[. ]/)
				.filter((part) => part.length > 20),
		].filter((secret): secret is string => typeof secret === 'string' && secret !== '');
		expect(secrets.length).toBeGreaterThanOrEqual(3);
		expect(opened.length > 0).toBe(/certificate/.test(way.counted));
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	});
});

test.each(Object.entries(ways).filter(([, { renewed }]) => renewed !== undefined))(
	'%s: a session that ran out is renewed and no item is lost',
	async (_name, way) => {
		use(way);
		await run(way);
		// Longer than a token and a sid live, shorter than a refresh token of a sid.
		emulator.state.clock.advance(31 * 24 * 3600 * 1000);
		const later = await run(way, 5);
		expect(later.error).toBeUndefined();
		expect(later.items).toHaveLength(5);
		const { renewed = '' } = way;
		expect(logins()).toEqual(
			renewed === way.counted ? { [way.counted]: 2 } : { [way.counted]: 1, [renewed]: 1 },
		);
	},
);

test('a partner signs the documented text, byte for byte', async () => {
	for (const name of ['rsa', 'gost256', 'gost512']) {
		engine.credentials.set('extern', {
			...externSettings(emulator),
			apiKey: client.apiKey.toUpperCase(),
			signIn: 'sidTrusted',
			...pair(name),
			identifyBy: 'phone',
			phone: PHONE,
		});
		expect((await run({ service: 'extern' })).error).toBeUndefined();
		const { text, signature } = emulator.control.lastTruster();
		expect(text).toMatch(
			new RegExp(
				`^apikey=${client.apiKey}\r\nid=${PHONE}\r\ntimestamp=\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d:\\d\\d\r\n$`,
			),
		);
		await withOpenssl(async (openssl) => {
			const paths = {
				signature: await openssl.file('signature.der', signature),
				text: await openssl.file('text.txt', text),
				certificate: await openssl.file('certificate.pem', key(name).pem),
			};
			await openssl.run(
				...['cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', paths.signature],
				...['-content', paths.text, '-CAfile', paths.certificate, '-purpose', 'any', '-no_check_time'],
			);
		});
	}
});

describe('the challenge, which Kontur keeps once per user', () => {
	test.each(['certificate', 'sidCertificate'])(
		'is asked for again when another login replaced it (%s)',
		async (signIn) => {
			engine.credentials.set('extern', { ...externSettings(emulator), signIn, ...pair('rsa') });
			emulator.control.stealChallenges(2);
			const { error } = await run({ service: 'extern' });
			expect(error).toBeUndefined();
			expect(Object.values(logins())).toEqual([1]);
		},
	);

	test.each(['certificate', 'sidCertificate'])('that never holds ends in advice (%s)', async (signIn) => {
		engine.credentials.set('extern', { ...externSettings(emulator), signIn, ...pair('rsa') });
		emulator.control.stealChallenges(50);
		const { error } = await run({ service: 'extern' });
		expect(error?.message).toMatch(
			/Another program appears to be signing in|Kontur rejected the certificate/,
		);
		expect(logins()).toEqual({});
	});

	test('two processes that sign in with one certificate at once both get in', async () => {
		engine.credentials.set('extern', {
			...externSettings(emulator),
			signIn: 'sidCertificate',
			...pair('gost256'),
		});
		await jest.isolateModulesAsync(async () => {
			const kontur = await import('./kontur');
			const other = kontur.konturEngine(emulator, engine.store);
			for (let round = 0; round < 5; round++) {
				emulator.control.dropSessions();
				const results = await Promise.all([
					run({ service: 'extern' }, 3),
					run({ service: 'extern' }, 3, other),
				]);
				expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
				expect(results.map(({ items: output }) => output.length)).toEqual([3, 3]);
			}
		});
	});

	test('one certificate in both credentials, used at once, opens both', async () => {
		engine.credentials.set('extern', {
			...externSettings(emulator),
			signIn: 'sidCertificate',
			...pair('gost512'),
		});
		engine.credentials.set('ofd', { ...ofdSettings(emulator), signIn: 'certificate', ...pair('gost512') });
		const results = await Promise.all([run({ service: 'extern' }), run({ service: 'ofd' })]);
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
	});

	test.each([
		'magma-ctr-acpkm',
		'magma-ctr-acpkm-omac',
		'kuznyechik-ctr-acpkm',
		'kuznyechik-ctr-acpkm-omac',
	] as const)('may be encrypted by %s', async (challengeCipher) => {
		emulator.control.setOptions({ challengeCipher });
		engine.credentials.set('extern', {
			...externSettings(emulator),
			signIn: 'certificate',
			...pair('gost256'),
		});
		expect((await run({ service: 'extern' })).error).toBeUndefined();
	});
});

describe('key files as people have them', () => {
	const withKey = (changes: object) =>
		engine.credentials.set('extern', {
			...externSettings(emulator),
			signIn: 'sidCertificate',
			keyFrom: 'file',
			...changes,
		});

	test.each(['aes', 'gost'] as const)('a PFX as base64 with its password (%s)', async (protection) => {
		const pfx = await makePfx(key('gost256'), 'Пароль 1', protection);
		withKey({ privateKey: pfx.toString('base64'), keyPassword: 'Пароль 1' });
		expect((await run({ service: 'extern' })).error).toBeUndefined();
	});

	test('a PFX with a wrong password is refused before anything is sent', async () => {
		const pfx = await makePfx(key('gost256'), 'Пароль 1');
		withKey({ privateKey: pfx.toString('base64'), keyPassword: 'wrong-Secret-97' });
		const { status, message } = await engine.testCredential('extern');
		expect(status).toBe('Error');
		expect(message).toContain('does not open with this password. Check Key Password');
		expect(message).not.toContain('wrong-Secret-97');
		expect(emulator.control.log()).toEqual([]);
	});

	test('PEM whose line breaks were lost in a one-line field', async () => {
		withKey({
			privateKey: key('gost256').keyPem.replaceAll('\n', ' '),
			certificate: key('gost256').pem.replaceAll('\n', ''),
		});
		expect((await run({ service: 'extern' })).error).toBeUndefined();
	});
});

const message = async (way: keyof typeof ways, changes: object = {}) => {
	use(ways[way], changes);
	const { status, message: text } = await engine.testCredential(ways[way].service);
	expect(status).toBe('Error');
	return text;
};

describe('settings that cannot work are refused with advice before anything is sent', () => {
	test.each<[string, keyof typeof ways, () => object, string]>([
		['no key', 'certificate, RSA', () => ({ privateKey: '' }), 'Private Key is empty in the credential'],
		['no certificate', 'certificate, RSA', () => ({ certificate: '' }), 'The certificate is missing'],
		['an unreadable key', 'certificate, RSA', () => ({ privateKey: 'my key' }), 'cannot be read'],
		[
			'the certificate of another key',
			'certificate, RSA',
			() => ({ certificate: key('stranger').pem, thumbprint: '' }),
			'does not belong to the certificate',
		],
		['an expired certificate', 'certificate, RSA', () => pair('expired'), 'The certificate expired on'],
		[
			'another thumbprint',
			'certificate, RSA',
			() => ({ thumbprint: key('gost256').thumbprint }),
			'has a different thumbprint',
		],
		[
			'a GOST key for a token',
			'trusted system',
			() => pair('gost256'),
			'requires an RSA key. For a GOST key, choose',
		],
		['no user ID', 'trusted system', () => ({ serviceUserId: '' }), 'Partner User ID is empty'],
		[
			'a phone that is too short',
			'trusted system (auth.sid) by phone, RSA',
			() => ({ phone: '123' }),
			'Phone in the credential must have 10 digits',
		],
	])('%s', async (_name, way, changes, text) => {
		expect(await message(way, changes())).toContain(text);
		expect(emulator.control.log()).toEqual([]);
	});
});

describe('every documented refusal becomes advice', () => {
	test.each<[string, keyof typeof ways, () => object, string]>([
		[
			'UnknownCertificate',
			'certificate (auth.sid), RSA',
			() => ({ ...pair('stranger') }),
			'No Kontur user is registered with this certificate',
		],
		[
			'an unknown certificate at the identity server',
			'certificate, RSA',
			() => ({ ...pair('stranger') }),
			'Kontur rejected the certificate',
		],
		[
			'InvalidApiKey',
			'certificate (auth.sid), RSA',
			() => ({ apiKey: '00000000-0000-4000-8000-000000000000' }),
			'Kontur does not recognize this API key',
		],
		[
			'invalid_client',
			'trusted system',
			() => ({ clientId: 'nobody' }),
			'does not recognize this combination of Service Name (Client ID) and API Key',
		],
		[
			'a user who is not linked',
			'trusted system',
			() => ({ serviceUserId: 'nobody' }),
			'rejected the trusted sign-in for this user',
		],
		[
			'a partner key that Kontur does not know',
			'trusted system',
			() => ({ ...pair('stranger') }),
			'rejected the trusted sign-in for this user',
		],
		[
			'a partner certificate that Kontur does not know (auth.sid)',
			'trusted system (auth.sid) by phone, RSA',
			() => ({ ...pair('stranger') }),
			'rejected the trusted sign-in for this user',
		],
		[
			'UserNotFound',
			'trusted system (auth.sid) by phone, RSA',
			() => ({ phone: '9990000000' }),
			'Kontur did not find this user',
		],
	])('%s', async (_name, way, changes, text) => {
		expect(await message(way, changes())).toContain(text);
	});

	test.each<[string, number, string]>([
		['CertRegisterFail', 403, 'could not register the certificate'],
		['CertNotValid', 403, 'considers the certificate invalid'],
		['CertUnreadable', 403, 'cannot read the certificate'],
		['UnknownError', 403, 'authenticator failed. Try again in a few minutes'],
		['', 406, 'its issuer is not trusted'],
		['', 500, 'could not complete the sign-in'],
	])('authenticate-by-cert: %s %i', async (code, status, text) => {
		emulator.control.addFault({
			path: '/authenticate-by-cert',
			times: 3,
			status,
			body: code ? { Code: code } : {},
		});
		expect(await message('certificate (auth.sid), RSA')).toContain(text);
	});

	test.each<[string, number, string]>([
		['UnknownError', 403, 'authenticator failed'],
		['CreateSessionError', 403, 'authenticator failed'],
		['UnknownCertificate', 403, 'No Kontur user is registered with this certificate'],
	])('approve-cert: %s', async (code, status, text) => {
		emulator.control.addFault({ path: '/approve-cert', status, body: { Code: code } });
		expect(await message('certificate (auth.sid), RSA')).toContain(text);
	});

	test.each(['RndBytesNotFound', 'RndBytesExpired', 'WrongKey'])(
		'approve-cert: %s is tried again',
		async (code) => {
			emulator.control.addFault({ path: '/approve-cert', status: 403, body: { Code: code } });
			use(ways['certificate (auth.sid), RSA']);
			expect((await run({ service: 'extern' })).error).toBeUndefined();
		},
	);

	test('an account that asks for one more proof says which', async () => {
		emulator.control.changeUser(user.login, { factors: ['password', 'certificate'] });
		use({
			...ways['certificate, RSA'],
			settings: () => ({ ...externSettings(emulator), signIn: 'password' }),
		});
		const { message: text } = await engine.testCredential('extern');
		expect(text).toContain('requires a second factor: a certificate');
	});
});
