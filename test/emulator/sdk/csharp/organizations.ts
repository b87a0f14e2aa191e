import { atLeast, count, filled, is, none, same, some, status, type Source } from '../scenario';

const home = '/v1/{account}/organizations';
const add = (as: string, body: object) => ({ as, to: `POST ${home}`, json: { name: 'the org', ...body } });
const person = { inn: '{personInn}' };
const company = { inn: '{inn}', kpp: '{kpp}' };
const read = { as: 'read', to: `GET ${home}/{made.body.id}` };
const list = (query = '', as = 'list') => ({ as, to: `GET ${home}?skip=0&take=100${query}` });
const remove = { as: 'removed', to: `DELETE ${home}/{made.body.id}` };

export const organizations: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/OrganizationPathsExtensions_Tests.cs',
	scenarios: [
		{
			test: 'Get_should_fail_if_the_organization_does_not_exist',
			asks: [{ as: 'read', to: `GET ${home}/{random}` }],
			facts: [atLeast('read.status', 400)],
		},
		{
			test: 'TryGet_should_return_null_if_the_organization_does_not_exist',
			asks: [{ as: 'read', to: `GET ${home}/{random}` }],
			facts: [status('read', 404)],
		},
		{
			test: 'Should_add_a_new_org_of_individual_entrepreneur',
			asks: [add('made', person), read],
			facts: [
				status('made', 201),
				same('read.body.id', 'made.body.id'),
				same('read.body.general', 'made.body.general'),
			],
		},
		{
			test: 'Should_add_a_new_org_of_legal_entity',
			asks: [add('made', company), read],
			facts: [
				status('made', 201),
				same('read.body.id', 'made.body.id'),
				same('read.body.general', 'made.body.general'),
			],
		},
		{
			test: 'TryGet_should_not_load_deleted_organization',
			asks: [add('made', company), read, remove, { ...read, as: 'after' }],
			facts: [same('read.body.general', 'made.body.general'), status('removed', 200), status('after', 404)],
		},
		{
			test: 'List_should_return_default_organization_of_the_account',
			asks: [list()],
			facts: [
				count('list.body.organizations', 1),
				same('list.body.organizations.0.general.inn', 'ownInn'),
				same('list.body.organizations.0.general.kpp', 'ownKpp'),
				is('list.body.organizations.0.general.is-main-org', true),
			],
		},
		{
			test: 'List_should_load_all_organizations_of_the_account',
			asks: [add('first', person), add('second', company), list()],
			facts: [
				count('list.body.organizations', 3),
				same('list.body.organizations.1.id', 'first.body.id'),
				same('list.body.organizations.1.general.name', 'first.body.general.name'),
				same('list.body.organizations.2.id', 'second.body.id'),
				same('list.body.organizations.2.general.kpp', 'second.body.general.kpp'),
			],
		},
		{
			test: 'List_should_not_load_deleted_organization',
			asks: [add('made', company), list(), remove, list('', 'after')],
			facts: [
				some('list.body.organizations', { general: { inn: '1754462785' } }),
				none('after.body.organizations', { general: { inn: '1754462785' } }),
			],
		},
		{
			test: 'List_should_filter_organization_by_inn',
			asks: [add('made', person), add('other', company), list('&inn={personInn}')],
			facts: [count('list.body.organizations', 1), same('list.body.organizations.0.id', 'made.body.id')],
		},
		{
			test: 'List_should_filter_organization_by_inn_and_kpp',
			asks: [
				add('first', person),
				add('made', company),
				add('third', { inn: '{inn}', kpp: '{otherKpp}' }),
				list('&inn={inn}&kpp={kpp}'),
			],
			facts: [count('list.body.organizations', 1), same('list.body.organizations.0.id', 'made.body.id')],
		},
		{
			test: 'Should_rename_an_organization',
			asks: [
				add('made', company),
				{ as: 'renamed', to: `PUT ${home}/{made.body.id}`, json: { name: 'the new name' } },
				read,
			],
			facts: [
				status('renamed', 200),
				same('read.body.id', 'made.body.id'),
				is('read.body.general.name', 'the new name'),
				same('read.body.general.inn', 'made.body.general.inn'),
				same('read.body.general.kpp', 'made.body.general.kpp'),
				is('read.body.general.is-main-org', false),
				same('read.body.general.links', 'made.body.general.links'),
			],
		},
		{
			test: 'Count_should_return_organization_count',
			asks: [add('made', company), { as: 'list', to: `GET ${home}?skip=0&take=0` }],
			facts: [is('list.body.total-count', 2)],
		},
		{
			test: 'Count_should_return_zero_organization_count_when_no_organizations',
			asks: [{ as: 'list', to: `GET ${home}?skip=0&take=0&inn={otherInn}` }],
			facts: [is('list.body.total-count', 0)],
		},
		{
			test: 'Should_return_organization_sedo_subscriptions',
			asks: [
				add('made', company),
				{
					as: 'found',
					to: `POST ${home}/{made.body.id}/control-unit-subscriptions`,
					json: { 'control-unit-subscription-type': 'fss-sedo' },
				},
			],
			facts: [status('found', 200), filled('found.body')],
		},
	],
};
