import { UserError } from 'n8n-workflow';
import { externAddresses, ofdAddresses } from '../../../nodes/shared/auth/environments';

test('each environment has its own hosts', () => {
	expect(externAddresses({ environment: 'production' })).toEqual({
		api: 'https://extern-api.kontur.ru',
		identity: 'https://identity.kontur.ru',
		auth: 'https://api.kontur.ru',
	});
	expect(externAddresses({ environment: 'test' })).toEqual({
		api: 'https://extern-api.testkontur.ru',
		identity: 'https://identity.testkontur.ru',
		auth: 'https://api.testkontur.ru',
	});
	expect(ofdAddresses({ environment: 'production' })).toEqual({
		api: 'https://ofd-api.kontur.ru',
		auth: 'https://api.kontur.ru',
	});
	expect(ofdAddresses({ environment: 'test' })).toEqual({
		api: 'https://ofd-project.kontur.ru:11002',
		auth: 'https://api.kontur.ru',
	});
});

test('addresses of another environment are passed over', () => {
	const typed = {
		apiUrl: 'http://127.0.0.1:1',
		identityUrl: 'http://127.0.0.1:2',
		authUrl: 'http://127.0.0.1:3',
	};
	const { api, identity, auth } = externAddresses({ environment: 'production', ...typed });
	expect([api, identity, auth].join()).not.toContain('127.0.0.1');
	expect(ofdAddresses({ environment: 'test', ...typed }).auth).toBe('https://api.kontur.ru');
});

test('a custom address serves for all, unless the others are named', () => {
	const custom = { environment: 'custom', apiUrl: ' http://proxy.example:8080/kontur// ' };
	const api = 'http://proxy.example:8080/kontur';
	expect(externAddresses(custom)).toEqual({ api, identity: api, auth: api });
	expect(ofdAddresses(custom)).toEqual({ api, auth: api });
	const named = { ...custom, identityUrl: 'https://id.example/', authUrl: 'https://auth.example' };
	expect(externAddresses(named)).toEqual({
		api,
		identity: 'https://id.example',
		auth: 'https://auth.example',
	});
});

test.each([undefined, '', ' ', 'extern-api.kontur.ru', 'ftp://host', 'https://', 'https:///path'])(
	'%j is not an address: the field is named',
	(apiUrl) => {
		const read = () => externAddresses({ environment: 'custom', ...(apiUrl !== undefined && { apiUrl }) });
		expect(read).toThrow(UserError);
		expect(read).toThrow('API URL in the credential is not a valid address. Enter it with https://');
	},
);

test('a wrong second address is named too', () => {
	const custom = { environment: 'custom', apiUrl: 'https://a.example' };
	expect(() => externAddresses({ ...custom, identityUrl: 'id' })).toThrow(/^Identity URL in the credential/);
	expect(() => ofdAddresses({ ...custom, authUrl: 'auth' })).toThrow(/^Auth URL in the credential/);
});
