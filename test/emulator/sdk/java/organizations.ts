import {
	contains,
	count,
	eachHas,
	filled,
	is,
	missing,
	ok,
	same,
	status,
	type Ask,
	type Source,
} from '../scenario';

const home = '/v1/{account}/organizations';
const company = { inn: '{javaInn}', kpp: '{javaKpp}', name: 'TEST OrganizationIT, LLC' };
const person = { inn: '{javaPerson}', name: 'TEST Individual Person' };
const add = (json: object): Ask => ({ as: 'made', to: `POST ${home}`, json });
const search = (query: string): Ask => ({ as: 'list', to: `GET ${home}?skip=0&take=1000&${query}` });
/** The set-up of every test creates its organization, and knows the error of one that is there already. */
const twice = (json: { inn: string }) => ({
	test: 'setUp',
	asks: [add(json), { ...add(json), as: 'again' }, search(`inn=${json.inn}`)],
	facts: [
		status('again', 400),
		contains('again.body.message', 'Such organization already exists'),
		count('list.body.organizations', 1),
	],
});
const read: Ask = { as: 'read', to: `GET ${home}/{made.body.id}` };

const isCompany = (place: string) => [
	same(`${place}.general.inn`, 'javaInn'),
	same(`${place}.general.kpp`, 'javaKpp'),
	is(`${place}.general.name`, company.name),
	filled(`${place}.id`),
];

/** An entrepreneur has no KPP. */
const isPerson = (place: string) => [
	same(`${place}.general.inn`, 'javaPerson'),
	is(`${place}.general.kpp`, null),
	missing(`${place}.general.kpp`),
	is(`${place}.general.name`, person.name),
	filled(`${place}.id`),
];

export const organizations: Source = {
	sdk: 'Java',
	file: 'OrganizationIT.java',
	scenarios: [
		twice(company),
		{
			test: 'testLookup',
			asks: [add(company), read],
			facts: [ok('made'), ...isCompany('read.body')],
		},
		{
			test: 'testUpdate',
			asks: [add(company), { as: 'renamed', to: `PUT ${home}/{made.body.id}`, json: { name: 'Emerald' } }],
			facts: [is('renamed.body.general.name', 'Emerald')],
		},
		{
			test: 'testSearch',
			asks: [add(company), search('inn={javaInn}&kpp={javaKpp}')],
			facts: isCompany('list.body.organizations.0'),
		},
		{
			test: 'testSearchAll',
			asks: [add(company), search('inn={javaInn}')],
			facts: [eachHas('list.body.organizations', ['general.name'])],
		},
	],
};

export const individuals: Source = {
	sdk: 'Java',
	file: 'OrganizationIndividualIT.java',
	scenarios: [
		twice(person),
		{ test: 'testLookup', asks: [add(person), read], facts: isPerson('read.body') },
		{
			test: 'testSearch',
			asks: [add(person), search('inn={javaPerson}')],
			facts: isPerson('list.body.organizations.0'),
		},
		{
			test: 'testSearchAll',
			asks: [add(person), search('inn={javaPerson}')],
			facts: [eachHas('list.body.organizations', ['general.name'])],
		},
	],
};
