import { withOpenssl } from '../../support/openssl';
import { isWhole, sampleCells } from '../../support/sampling';
import { makePfx } from '../../support/testCertificates';
import { everythingShown, externSettings, ofdSettings } from '../engine/kontur';
import { client, PHONE, key, emulator, engine, ways, run, logins, use, pair } from './ways.fixture';

/** Another few for each test. */
const someWays = (name: string, all = Object.entries(ways)) => sampleCells('ways to sign in', name, all, 3);

describe('each way', () => {
	test.each(someWays('Test'))('%s: pressing Test is green', async (_name, way) => {
		use(way);
		expect(await engine.testCredential(way.service)).toMatchObject({ status: 'OK' });
		expect(logins()).toEqual({ [way.counted]: 1 });
	});

	test.each(someWays('items'))(
		'%s: ten items sign in once, the next execution not at all',
		async (_name, way) => {
			use(way);
			const first = await run(way, 10);
			expect(first.error).toBeUndefined();
			expect(first.items).toHaveLength(10);
			expect((await run(way, 3)).items).toHaveLength(3);
			expect(logins()).toEqual({ [way.counted]: 1 });
		},
	);

	test.each(someWays('dropped'))(
		'%s: a session that was dropped with all its tokens leads to one new sign-in',
		async (_name, way) => {
			use(way);
			await run(way);
			emulator.control.dropSessions();
			const after = await run(way, 5);
			expect(after.error).toBeUndefined();
			expect(after.items).toHaveLength(5);
			expect(logins()).toEqual({ [way.counted]: 2 });
		},
	);

	test.each(someWays('secrets'))('%s: no secret is in outputs, errors or logs', async (_name, way) => {
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

const renewing = Object.entries(ways).filter(([, { renewed }]) => renewed !== undefined);
test.each(someWays('renewed', renewing))(
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
			const kontur = await import('../engine/kontur');
			const other = kontur.konturEngine(emulator, engine.store);
			for (let round = 0; round < (isWhole ? 5 : 2); round++) {
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

	const ciphers = [
		'magma-ctr-acpkm',
		'magma-ctr-acpkm-omac',
		'kuznyechik-ctr-acpkm',
		'kuznyechik-ctr-acpkm-omac',
	] as const;
	test.each(sampleCells('ways to sign in', 'ciphers', ciphers, 2))(
		'may be encrypted by %s',
		async (challengeCipher) => {
			emulator.control.setOptions({ challengeCipher });
			engine.credentials.set('extern', {
				...externSettings(emulator),
				signIn: 'certificate',
				...pair('gost256'),
			});
			expect((await run({ service: 'extern' })).error).toBeUndefined();
		},
	);
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
