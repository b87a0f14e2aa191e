import { count, is, status, type Source } from '../scenario';

export const docflows: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/DocflowPathsExtensions_Tests.cs',
	scenarios: [
		{
			test: 'Get_should_fail_when_try_to_read_non_existent_docflow',
			asks: [{ as: 'read', to: 'GET /v1/{account}/docflows/{random}' }],
			facts: [status('read', 404)],
		},
		{
			test: 'Get_should_return_error_when_try_to_get_incorrect_accountId',
			asks: [{ as: 'read', to: 'GET /v1/{zero}/docflows/{zero}' }],
			facts: [status('read', 400)],
		},
		{
			test: 'Get_should_return_error_when_try_to_get_other_accountId',
			asks: [{ as: 'read', to: 'GET /v1/{random}/docflows/{zero}' }],
			facts: [status('read', 403)],
		},
		{
			test: 'TryGet_should_return_null_when_try_to_read_non_existent_docflow',
			asks: [{ as: 'read', to: 'GET /v1/{account}/docflows/{random}' }],
			facts: [is('read.body.status-code', 404)],
		},
		{
			test: 'LoadAll_should_not_return_docflows_when_filtered_all',
			asks: [{ as: 'list', to: 'GET /v1/{account}/docflows?skip=0&take=100' }],
			facts: [status('list', 200), count('list.body.docflows-page-item', 0), is('list.body.total-count', 0)],
		},
		{
			test: 'LoadAll_should_not_return_docflows_when_filtered_by_not_existing_pfr',
			asks: [{ as: 'list', to: 'GET /v1/{seeded}/docflows?skip=0&take=100&cu=000-007', user: 'partner' }],
			facts: [status('list', 200), count('list.body.docflows-page-item', 0)],
		},
	],
};
