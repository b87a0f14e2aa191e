import { filled, ok, status, type Source } from '../scenario';

const share = (body: object) => ({ as: 'shared', to: 'POST /v1/{account}/share-events', json: body });

export const events: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/EventsPathExtensions_Tests.cs',
	scenarios: [
		{
			test: 'GetEvents_should_be_successful',
			asks: [{ as: 'page', to: 'GET /v1/events?take=100&fromId=0_0', user: 'partner' }],
			facts: [status('page', 200), filled('page.body.api-events')],
		},
		{
			test: 'ShareEvents_should_be_successful',
			asks: [share({ subscriber: '{clientId}' })],
			facts: [ok('shared')],
		},
		{
			test: 'ShareEvents_should_be_bad_request_when_subscriber_does_not_exist',
			asks: [share({ subscriber: '{random}' })],
			facts: [status('shared', 400)],
		},
		{
			test: 'ShareEvents_should_be_bad_request_when_empty_subscriber',
			asks: [share({ subscriber: null }), { ...share({}), as: 'without' }],
			facts: [status('shared', 400), status('without', 400)],
		},
	],
};
