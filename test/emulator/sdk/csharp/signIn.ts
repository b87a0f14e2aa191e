import { atLeast, differs, filled, is, status, type Ask, type Source } from '../scenario';

const correct = {
	grant_type: 'password',
	username: '{login}',
	password: '{password}',
	scope: 'extern.api',
	client_id: '{clientId}',
	client_secret: '{apiKey}',
};

const token = (as: string, changes: Record<string, string> = {}): Ask => ({
	as,
	to: 'POST /connect/token',
	form: { ...correct, ...changes },
	user: 'nobody',
});

const file = 'Kontur.Extern.Api.Client.Auth.OpenId.End2EndTests/Client/OpenIdClient_Tests.cs';

export const openId: Source = {
	sdk: 'C#',
	file,
	scenarios: [
		{
			test: 'Should_successfully_authenticate_query',
			asks: [token('answer')],
			facts: [
				status('answer', 200),
				filled('answer.body.access_token'),
				atLeast('answer.body.expires_in', 1),
			],
		},
		{
			test: 'Should_fail_when_given_incorrect_credentials',
			asks: [token('answer', { username: 'unknown username', password: 'unknown password' })],
			facts: [atLeast('answer.status', 400)],
		},
		{
			test: 'Should_fail_when_given_an_incorrect_apy_key',
			asks: [token('answer', { client_secret: 'some unknown' })],
			facts: [atLeast('answer.status', 400)],
		},
		{
			test: 'Should_fail_when_given_an_incorrect_scope',
			asks: [token('answer', { scope: 'unknown scope' })],
			facts: [atLeast('answer.status', 400)],
		},
		{
			test: 'Should_fail_when_given_an_incorrect_client_id',
			asks: [token('answer', { client_id: 'unknown client' })],
			facts: [atLeast('answer.status', 400)],
		},
	],
};

export const authenticator: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.Auth.OpenId.End2EndTests/Authenticator/OpenIdAuthenticator_Tests.cs',
	scenarios: [
		{
			test: 'Authenticate_By_Password.Should_authenticate_by_password_for_the_first_time',
			asks: [token('answer')],
			facts: [filled('answer.body.access_token'), is('answer.body.token_type', 'Bearer')],
		},
		{
			test: 'Authenticate_By_Password.Should_reauthenticate_if_the_access_token_expired',
			asks: [token('first'), { ...token('second'), after: 3_600_000 }],
			facts: [
				filled('second.body.access_token'),
				differs('second.body.access_token', 'first.body.access_token'),
			],
		},
		{
			test: 'Authenticate_By_Password.Should_reauthenticate_if_the_access_token_is_valid_but_the_force_flag_is_enabled',
			asks: [token('first'), token('second')],
			facts: [
				filled('second.body.access_token'),
				differs('second.body.access_token', 'first.body.access_token'),
			],
		},
	],
};
