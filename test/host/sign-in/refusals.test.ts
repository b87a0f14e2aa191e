import { externSettings } from '../engine/kontur';
import { user, key, emulator, engine, pair, ways, run, use } from './ways.fixture';

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
