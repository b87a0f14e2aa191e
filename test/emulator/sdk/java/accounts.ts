import {
	atLeast,
	differs,
	eachHas,
	filled,
	is,
	missing,
	same,
	status,
	type Ask,
	type Source,
} from '../scenario';

const create = (inn: string, kpp: string, name: string): Ask => ({
	as: 'made',
	to: 'POST /v1',
	json: { inn, kpp, 'organization-name': name },
	user: 'newcomer',
});
const first = create('5447822240', '156145230', 'Рога и копыта');

const checked = (place: string, of: Record<'inn' | 'kpp' | 'organization-name', string>) => [
	...Object.entries(of).map(([name, value]) => is(`${place}.${name}`, value)),
	atLeast(`${place}.links`, 1),
	is(`${place}.product-name`, 'extern'),
	is(`${place}.role`, 'admin'),
];

export const accounts: Source = {
	sdk: 'Java',
	file: 'AccountIT.java',
	scenarios: [
		{
			test: 'acquireAccounts',
			asks: [{ as: 'list', to: 'GET /v1?skip=0&take=100', user: 'partner' }],
			facts: [status('list', 200), atLeast('list.body.accounts', 1)],
		},
		{
			test: 'createAccount',
			asks: [first],
			facts: checked('made.body', {
				inn: '5447822240',
				kpp: '156145230',
				'organization-name': 'Рога и копыта',
			}),
		},
		{
			test: 'acquireAccount',
			asks: [
				{ as: 'list', to: 'GET /v1?skip=0&take=100', user: 'partner' },
				{ as: 'read', to: 'GET /v1/{list.body.accounts.1.id}', user: 'partner' },
			],
			facts: [
				same('read.body.inn', 'list.body.accounts.1.inn'),
				same('read.body.kpp', 'list.body.accounts.1.kpp'),
				same('read.body.organization-name', 'list.body.accounts.1.organization-name'),
				atLeast('read.body.links', 1),
				is('read.body.product-name', 'extern'),
				is('read.body.role', 'admin'),
			],
		},
		{
			test: 'deleteAccount',
			asks: [
				create('0270006356', '014243797', 'Рога и копыта 2'),
				{ as: 'removed', to: 'DELETE /v1/{made.body.id}', user: 'newcomer', after: 3000 },
				{ as: 'read', to: 'GET /v1/{made.body.id}', user: 'newcomer' },
			],
			facts: [status('made', 201), status('removed', 200), status('read', 404)],
		},
	],
};

const certificatesOf = (query: string, as: string): Ask => ({
	as,
	to: `GET /v1/{seeded}/certificates?${query}`,
	user: 'partner',
});

export const certificates: Source = {
	sdk: 'Java',
	file: 'CertificateServiceIT.java',
	scenarios: [
		{
			test: 'getCertificatesTest',
			asks: [certificatesOf('skip=0&take=100', 'list')],
			facts: [filled('list.body.certificates'), eachHas('list.body.certificates', ['inn', 'kpp'])],
		},
		{
			test: 'getCertificatesPageTest',
			asks: [certificatesOf('skip=0&take=2', 'two'), certificatesOf('skip=1&take=1', 'one')],
			facts: [
				is('two.body.certificates.length', 2),
				is('one.body.certificates.length', 1),
				same('one.body.certificates.0.content', 'two.body.certificates.1.content'),
			],
		},
		{
			test: 'getCertificateForAllUsersTest',
			asks: [
				certificatesOf('skip=0&take=100&forAllUsers=true', 'all'),
				certificatesOf('skip=0&take=100&forAllUsers=true', 'again'),
			],
			facts: [same('again.body.certificates', 'all.body.certificates')],
		},
	],
};

export const configuration: Source = {
	sdk: 'Java',
	file: 'ConfigurationIT.java',
	scenarios: [
		{
			test: 'shareSameSid',
			asks: [
				{ as: 'list', to: 'GET /v1?skip=0&take=100', user: 'partner' },
				{
					as: 'refused',
					to: 'GET /v1?skip=0&take=100',
					user: 'nobody',
					headers: { Authorization: 'auth.sid wrong', 'X-Kontur-Apikey': 'wrong' },
				},
				{ as: 'without', to: 'GET /v1?skip=0&take=100', user: 'nobody' },
			],
			facts: [status('list', 200), status('refused', 401), status('without', 401)],
		},
	],
};

export const warrants: Source = {
	sdk: 'Java',
	file: 'WarrantsIT.java',
	scenarios: [
		{
			test: 'testGetWarrants',
			asks: [
				{ as: 'list', to: 'GET /v1/{seeded}/warrants?skip=0&take=10&forAllUsers=true', user: 'partner' },
			],
			facts: [
				atLeast('list.body.organization-warrant-informations', 1),
				is('list.body.skip', 0),
				same('list.body.take', 'list.body.organization-warrant-informations.length'),
				eachHas('list.body.organization-warrant-informations', ['organization-id', 'organization-name']),
				eachHas('list.body.organization-warrant-informations', ['warrant.issuer.issuer-organization.name']),
				eachHas('list.body.organization-warrant-informations', ['warrant.date-begin']),
			],
		},
	],
};

const sid = (as: string): Ask => ({
	as,
	to: 'POST /auth/v5.12/authenticate-by-pass?login={login}&apiKey={apiKey}',
	file: 'password',
	user: 'nobody',
});

export const authentication: Source = {
	sdk: 'Java',
	file: 'AuthenticationIT.java',
	scenarios: [
		{
			test: 'CacheRefreshTest.refreshTest',
			asks: [sid('first'), sid('second')],
			facts: [differs('second.body.Sid', 'first.body.Sid')],
		},
		{
			test: 'PasswordAuthTest.passwordAuth',
			asks: [sid('session')],
			facts: [status('session', 200), filled('session.body.Sid'), missing('session.body.Code')],
		},
	],
};

export const events: Source = {
	sdk: 'Java',
	file: 'EventIT.java',
	scenarios: [
		{
			test: 'testGetEvents',
			asks: [{ as: 'page', to: 'GET /v1/events?fromId=0_0&take=10', user: 'partner' }],
			facts: [status('page', 200), eachHas('page.body.api-events', ['docflow-type', 'new-state'])],
		},
	],
};
