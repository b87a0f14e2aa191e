import { createServer } from 'http';
import type { Server } from 'http';
import type { AddressInfo } from 'net';
import type { ICredentialType, IDataObject, INodeProperties } from 'n8n-workflow';

import { createEngine } from '../engine/engine';
import { SampleNode } from '../engine/engine.fixture';

const SAMPLE = 'test-package.sample';
let server: Server;
let url = '';
const seen: string[] = [];

beforeAll(async () => {
	server = createServer((request, response) => {
		const { authorization = '' } = request.headers;
		seen.push(`${request.url} ${authorization}`);
		const isToken = request.url === '/token';
		const isKnown = isToken || authorization === 'Bearer fresh';
		response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
		response.end(JSON.stringify(isToken ? { access_token: 'fresh', token_type: 'bearer' } : { ok: isKnown }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

class SampleOAuth2 implements ICredentialType {
	name = 'sampleApi';

	displayName = 'Sample OAuth2 API';

	extends = ['oAuth2Api'];

	properties: INodeProperties[] = [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Token', name: 'accessTokenUrl', type: 'hidden', default: '={{$self.url}}/token' },
	];
}

const engineWith = (oauthTokenData: IDataObject = {}) => {
	const data = { url, clientId: 'id', clientSecret: 'secret', oauthTokenData };
	return createEngine({
		nodes: { [SAMPLE]: new SampleNode() },
		credentialTypes: [new SampleOAuth2()],
		credentials: { it: { name: 'It', type: 'sampleApi', data } },
	});
};

it('refreshes an OAuth2 token after a 401 and stores it', async () => {
	const engine = engineWith({ access_token: 'old', refresh_token: 'again', token_type: 'bearer' });
	const { error, json } = await engine.run(SAMPLE, {}, { credentials: { sampleApi: 'it' } });
	expect(error).toBeUndefined();
	expect(json).toEqual([{ ok: true }]);
	expect(seen.map((line) => line.split(' ')[0])).toEqual(['/echo/hello', '/token', '/echo/hello']);
	expect(engine.credentials.get('it').oauthTokenData).toMatchObject({
		access_token: 'fresh',
		refresh_token: 'again',
	});
	engine.credentials.edit('it', { clientId: 'other' });
	expect(engine.credentials.get('it').oauthTokenData).toMatchObject({ access_token: 'fresh' });
});

it('tests an OAuth2 credential by whether it was connected', async () => {
	expect(await engineWith({ access_token: 'a' }).testCredential('it')).toEqual({
		status: 'OK',
		message: 'Connection Successful!',
	});
	expect((await engineWith().testCredential('it')).message).toBe(
		'This OAuth2 credential was not connected to an account.',
	);
});
