import { count, filled, is, missing, none, same, some, status, type Source } from '../scenario';

const newcomer = { user: 'newcomer' } as const;

const create = (as: string, body: object) => ({
	as,
	to: 'POST /v1',
	json: { 'organization-name': 'org', ...body },
	...newcomer,
});
const company = { inn: '{inn}', kpp: '{kpp}' };
const read = { as: 'read', to: 'GET /v1/{made.body.id}', after: 1000, ...newcomer };
const list = { as: 'list', to: 'GET /v1?skip=0&take=100', after: 1000, ...newcomer };
const remove = { as: 'removed', to: 'DELETE /v1/{made.body.id}', ...newcomer };

export const accounts: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/AccountPathsExtension_Tests.cs',
	scenarios: [
		{
			test: 'Should_create_a_new_individual_entrepreneur_account_and_read_it',
			asks: [create('made', { inn: '{personInn}' }), read],
			facts: [status('made', 201), status('read', 200), same('read.body', 'made.body')],
		},
		{
			test: 'Should_create_a_new_legal_entity_account_and_read_it',
			asks: [create('made', company), read],
			facts: [status('made', 201), status('read', 200), same('read.body', 'made.body')],
		},
		{
			test: 'Get_should_fail_if_the_account_does_not_exist',
			asks: [{ as: 'read', to: 'GET /v1/{random}', ...newcomer }],
			facts: [status('read', 404)],
		},
		{
			test: 'Get_accounts_should_return_empty_when_accounts_does_not_exist',
			asks: [list],
			facts: [status('list', 200), count('list.body.accounts', 0)],
		},
		{
			test: 'TryGet_should_return_null_if_the_account_does_not_exist',
			asks: [{ as: 'read', to: 'GET /v1/{random}', ...newcomer }],
			facts: [is('read.body.status-code', 404)],
		},
		{
			test: 'Should_not_create_the_same_org',
			asks: [create('made', company), create('again', company), list],
			facts: [
				same('again.body', 'made.body'),
				count('list.body.accounts', 1),
				same('list.body.accounts.0', 'made.body'),
			],
		},
		{
			test: 'Should_load_accounts_list',
			asks: [
				create('first', company),
				create('second', { inn: '{personInn}' }),
				create('third', { inn: '{otherInn}', kpp: '{otherKpp}' }),
				list,
			],
			facts: [
				count('list.body.accounts', 3),
				same('list.body.accounts.0', 'first.body'),
				same('list.body.accounts.1', 'second.body'),
				same('list.body.accounts.2', 'third.body'),
			],
		},
		{
			test: 'Should_not_list_deleted_account',
			asks: [create('made', company), list, remove, { ...list, as: 'after' }],
			facts: [
				some('list.body.accounts', { inn: '1754462785' }),
				status('removed', 200),
				none('after.body.accounts', { inn: '1754462785' }),
			],
		},
		{
			test: 'Should_unable_to_read_deleted_account',
			asks: [create('made', company), read, remove, { ...read, as: 'after' }],
			facts: [
				same('read.body', 'made.body'),
				status('after', 404),
				missing('after.body.inn'),
				filled('after.body.id'),
			],
		},
	],
};
