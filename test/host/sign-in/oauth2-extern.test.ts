import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { issueToken, seedClients, seedUsers } from '../../emulator/auth/state';
import { storeContent } from '../../emulator/extern/files/contentStore';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account, certificate, cms } from '../../emulator/support';
import { binaryItem, readBinary, useBinaryData, type Engine, type RunOptions } from '../engine/engine';
import { EXTERN, EXTERN_TRIGGER, everythingShown, externCredential, konturEngine } from '../engine/kontur';
import { SENDER_ADDRESS } from '../../support/senderAddress';

useBinaryData('filesystem');

const [partner] = seedUsers;
const [client] = seedClients;
const HOUR = 3_600_000;
const credentials = { konturExternOAuth2Api: 'oauth' };
const oAuth2 = { authentication: 'oAuth2' };
const accounts = { ...oAuth2, resource: 'account', operation: 'getAll', returnAll: false, limit: 1 };

let emulator: Emulator;
let engine: Engine;

/** What n8n stores once the user let it in. */
function connect({ refresh = true, changes = {} }: { refresh?: boolean; changes?: IDataObject } = {}) {
	const { auth } = emulator.state;
	const scope = 'openid extern.api';
	const token = issueToken(auth, partner.login, client.clientId, scope, { seconds: 3600, refresh });
	const oauthTokenData = {
		access_token: token.value,
		token_type: 'Bearer',
		expires_in: 3600,
		...(token.refreshToken ? { refresh_token: token.refreshToken } : {}),
	};
	const data = {
		environment: 'custom',
		apiUrl: emulator.url,
		clientId: client.clientId,
		clientSecret: client.apiKey,
		oauthTokenData,
		...changes,
	};
	engine.store.put('oauth', { name: 'My Kontur', type: 'konturExternOAuth2Api', data: data as never });
	return oauthTokenData;
}

const expire = () => emulator.state.clock.advance(HOUR + 1000);
const TOKEN = '/connect/token';
const renewals = () => emulator.control.log({ route: TOKEN }).length;
const run = async (parameters: IDataObject = accounts, options: RunOptions = {}) =>
	await engine.run(EXTERN, parameters, { credentials, ...options });
const stored = () => engine.credentials.get('oauth').oauthTokenData as IDataObject;

beforeEach(async () => {
	emulator = await startEmulator({ options: { taskMs: 50, docflowVisibleMs: 50 } });
	engine = konturEngine(emulator);
	connect();
});
afterEach(async () => await emulator.close());

test('requests carry the token of the connected account, and nothing else signs in', async () => {
	const { json, error } = await run(accounts, { credentials: { ...credentials, ...externCredential } });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(renewals()).toBe(0);
});

test('without the choice of OAuth2 the node works with its other credential', async () => {
	const { json, error } = await run(
		{ ...accounts, authentication: 'apiKey' },
		{ credentials: { ...credentials, ...externCredential } },
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(emulator.control.counters().logins).toMatchObject({ password: 1 });
});

describe('a token that has ended', () => {
	test('is renewed once for all items and stored', async () => {
		const { access_token: old } = stored();
		expire();
		const items = Array.from({ length: 10 }, (_, index) => ({ json: { index } }));
		const result = await run(accounts, { items });
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(renewals()).toBe(1);
		expect(stored().access_token).not.toBe(old);
		expect(stored().refresh_token).toEqual(expect.any(String));
		expect(emulator.control.log({ status: 401 })).toHaveLength(1);
		// The key goes in the form, as Kontur documents it.
		expect(emulator.control.log({ route: TOKEN })).toMatchObject([{ authorization: '' }]);
	});

	test('is renewed once for ten executions at the same time', async () => {
		expire();
		emulator.control.setOptions({ latencyMs: 50 });
		const results = await Promise.all(Array.from({ length: 10 }, async () => await run()));
		expect(results.map(({ error }) => error)).toEqual(Array(10).fill(undefined));
		expect(results.map(({ json }) => json.length)).toEqual(Array(10).fill(1));
		expect(renewals()).toBe(1);
	});

	test('is renewed by a poll', async () => {
		expire();
		const { json } = await engine.poll(
			EXTERN_TRIGGER,
			{ ...oAuth2, startFrom: 'beginning' },
			{ credentials },
		);
		expect(json?.length).toBeGreaterThan(0);
		expect(renewals()).toBe(1);
	});

	test('is renewed by a list search', async () => {
		expire();
		const { results } = await engine.listSearch(
			EXTERN,
			'searchAccounts',
			{ ...oAuth2, resource: 'account', operation: 'get' },
			{ credentials },
		);
		expect(results.length).toBeGreaterThan(0);
		expect(renewals()).toBe(1);
	});

	test('is renewed by pressing Test', async () => {
		expire();
		expect(await engine.testCredential('oauth')).toMatchObject({ status: 'OK' });
		expect(renewals()).toBe(1);
	});

	test('does not harm an upload: the file arrives whole, once', async () => {
		expire();
		const content = Buffer.from('Ромашка'.repeat(10_000));
		const item = await binaryItem({}, { data: { content, fileName: 'report.xml' } });
		const { json, error } = await run(
			{
				...oAuth2,
				resource: 'content',
				operation: 'upload',
				accountId: account(emulator).id,
				binaryPropertyName: 'data',
			},
			{ items: [item] },
		);
		expect(error).toBeUndefined();
		expect(emulator.control.content(String(json[0].id)).bytes.equals(content)).toBe(true);
		const uploads = emulator.control.log({ route: '/v1/{accountId}/contents' });
		expect(uploads.map(({ status, requestBytes }) => [status, requestBytes])).toEqual([
			[401, content.length],
			[201, content.length],
		]);
	});

	test('does not harm a download', async () => {
		const content = Buffer.from('Печатная форма'.repeat(10_000));
		const { extern } = emulator.state;
		const { id } = storeContent(extern, account(emulator), 'application/pdf', [{ from: 0, data: content }]);
		expire();
		const { items, error } = await run({
			...oAuth2,
			resource: 'content',
			operation: 'download',
			accountId: account(emulator).id,
			contentId: id,
		});
		expect(error).toBeUndefined();
		expect((await readBinary(items[0].binary?.data)).equals(content)).toBe(true);
		expect(renewals()).toBe(1);
	});

	test('without a refresh token asks for Reconnect and lets nobody guess', async () => {
		connect({ refresh: false });
		expire();
		const { error } = await run();
		expect(error?.message).toMatch(
			/^The connection to Kontur has expired: .* Open the credential and press Reconnect\./,
		);
		expect(renewals()).toBe(0);
		expect(emulator.control.log({ route: '/v1' })).toHaveLength(1);
	});

	test('without a refresh token asks for Reconnect also where bytes were to be downloaded', async () => {
		connect({ refresh: false });
		expire();
		const { error } = await run({
			...oAuth2,
			resource: 'content',
			operation: 'download',
			accountId: account(emulator).id,
			contentId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b',
		});
		expect(error?.message).toContain('press Reconnect');
	});

	test('with a revoked refresh token asks for Reconnect', async () => {
		emulator.control.dropSessions();
		const { error } = await run();
		expect(error?.message).toMatch(
			/^Kontur did not renew the connection: it was revoked .* Open the credential and press Reconnect\.$/,
		);
		expect(renewals()).toBe(1);
		expect((await engine.testCredential('oauth')).message).toBe(
			'The credential "My Kontur" needs to be reconnected.',
		);
	});

	test('with an API key that was replaced says so', async () => {
		connect({ changes: { clientSecret: seedClients[1].apiKey } });
		expire();
		const { error } = await run();
		expect(error?.message).toContain('Kontur did not renew the connection (invalid_client)');
		expect(error?.message).toContain('the API key (Client Secret) has changed');
		expect(renewals()).toBe(1);
	});

	test.each([
		['fails', { status: 503 }],
		['is away', { cut: 'before' }],
	] as const)('is not lost when the identity server %s', async (_name, fault) => {
		expire();
		emulator.control.addFault({ path: TOKEN, ...fault });
		const { error } = await run();
		expect(error?.message).toMatch(/^The Kontur identity server could not renew the connection/);
		expect(renewals()).toBe(1);
		expect((await run()).error).toBeUndefined();
	});
});

test('a token that is refused although it was renewed is not renewed again', async () => {
	emulator.control.addFault({
		path: '/v1',
		times: 10,
		status: 401,
		body: { id: 'urn:error:externapi:unauthorized', 'status-code': 401, message: 'wrong site' },
	});
	const { error } = await run();
	expect(error?.message).toBe('Kontur.Extern does not accept the connected account');
	expect(error?.description).toMatch(
		/^Open the credential and press Reconnect\. .*\nKontur says: wrong site /,
	);
	expect(error?.description).toMatch(/X-Kontur-Trace-Id: [0-9a-f]{32}/);
	expect(error?.httpCode).toBe('401');
	expect(renewals()).toBe(1);
	expect(emulator.control.log({ route: '/v1' })).toHaveLength(2);
});

test('a missing permission does not renew the token', async () => {
	const { error } = await run({
		...oAuth2,
		resource: 'docflow',
		operation: 'getAll',
		accountId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b',
	});
	expect(error?.message).toBe('This login has no access to the account or object');
	expect(renewals()).toBe(0);
});

test('a credential that nobody connected says what to do and sends nothing', async () => {
	connect({ changes: { oauthTokenData: undefined } });
	const { error } = await run();
	expect(error?.message).toContain('is not connected to a Kontur account yet. Open it, press Connect');
	expect(emulator.control.log()).toEqual([]);
});

describe('sending', () => {
	const SEND = '/v1/{accountId}/drafts/{draftId}/send';
	const sends = () => emulator.control.log({ route: SEND }).map(({ status }) => status);

	const step = async (parameters: IDataObject, options?: RunOptions) => {
		const where = { ...oAuth2, accountId: account(emulator).id };
		return await run({ ...where, ...parameters }, options);
	};

	async function draft(): Promise<string> {
		const { inn, kpp } = account(emulator);
		const created = await step({
			resource: 'draft',
			operation: 'create',
			senderInn: inn,
			senderKpp: kpp ?? '',
			senderCertificate: certificate,
			senderIpAddress: SENDER_ADDRESS,
			recipientType: 'ifns-code',
			recipientCode: '0087',
		});
		const draftId = String(created.json[0].id);
		const guid = 'd6d369c3-2cbc-4090-b3ad-ea69ce62f74d';
		const { bytes, filename } = sampleReport({ inn, kpp, guid, name: 'Ромашка' });
		const added = await step(
			{ resource: 'draftDocument', operation: 'add', draftId, binaryPropertyName: 'data' },
			{ items: [await binaryItem({}, { data: { content: bytes, fileName: filename } })] },
		);
		const documentId = String(added.json[0].id);
		const signature = await binaryItem({}, { data: { content: Buffer.from(cms(certificate), 'base64') } });
		const sign = { resource: 'draftSignature', operation: 'add', draftId, documentId };
		await step({ ...sign, binaryPropertyName: 'data' }, { items: [signature] });
		return draftId;
	}

	const send = async (draftId: string) => await step({ resource: 'draft', operation: 'send', draftId });
	const docflows = (draftId: string) =>
		[...account(emulator).docflows.values()].filter((docflow) => JSON.stringify(docflow).includes(draftId));

	test('a start that the token was too old for is repeated once', async () => {
		const draftId = await draft();
		emulator.control.addFault({ method: 'POST', path: SEND, status: 401 });
		const { json, error } = await send(draftId);
		expect(error).toBeUndefined();
		expect(json[0].docflowId).toEqual(expect.any(String));
		expect(sends()).toEqual([401, 200]);
		expect(docflows(draftId)).toHaveLength(1);
	});

	test('a start whose answer is lost is not repeated', async () => {
		const draftId = await draft();
		emulator.control.addFault({ method: 'POST', path: SEND, cut: 'after' });
		const { json, error } = await send(draftId);
		expect(error).toBeUndefined();
		expect(json[0].docflowId).toEqual(expect.any(String));
		expect(sends()).toHaveLength(1);
		expect(docflows(draftId)).toHaveLength(1);
	});

	test('nothing is sent when the token could not be renewed', async () => {
		const draftId = await draft();
		emulator.control.addFault({ method: 'POST', path: SEND, status: 401 });
		emulator.control.addFault({ path: TOKEN, cut: 'after' });
		const { error } = await send(draftId);
		expect(error?.message).toContain('could not renew the connection, so nothing was sent');
		expect(sends()).toEqual([401]);
		expect(docflows(draftId)).toEqual([]);
	});
});

describe('the token stays with the address of the credential', () => {
	const seen: string[] = [];
	let elsewhere: Server;
	beforeAll(async () => {
		elsewhere = createServer((request, response) => {
			seen.push(`${request.url} ${request.headers.authorization}`);
			response.end('{}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => {
		elsewhere.closeAllConnections();
		await new Promise((resolve) => elsewhere.close(resolve));
	});

	test('a redirect is not followed', async () => {
		const { port } = elsewhere.address() as AddressInfo;
		const headers = { location: `http://127.0.0.1:${port}/v1` };
		emulator.control.addFault({ path: '/v1', times: 1000, status: 302, headers });
		expect((await run()).error?.message).toBe('Kontur.Extern returned a redirect to another address');
		expect(await engine.testCredential('oauth')).toMatchObject({ status: 'Error' });
		expect(seen).toEqual([]);
	});
});

describe('pressing Test', () => {
	test('is green for a connected account', async () => {
		expect(await engine.testCredential('oauth')).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
	});

	test('says that a token has ended for good', async () => {
		connect({ refresh: false });
		expire();
		const { status, message } = await engine.testCredential('oauth');
		expect(status).toBe('Error');
		expect(message).toMatch(/token expired and no refresh token is available.*reconnect/i);
	});

	test('is red before it was connected', async () => {
		connect({ changes: { oauthTokenData: undefined } });
		expect(await engine.testCredential('oauth')).toMatchObject({ status: 'Error' });
		expect(emulator.control.log()).toEqual([]);
	});

	test('says that the login has no rights', async () => {
		emulator.control.addFault({ path: '/v1', status: 403 });
		expect((await engine.testCredential('oauth')).message).toContain('may not use Kontur.Extern');
	});

	test('says where there is no Kontur.Extern', async () => {
		emulator.control.addFault({ path: '/v1', status: 404 });
		expect((await engine.testCredential('oauth')).message).toContain(
			'Kontur.Extern was not found at this address. Check the API URL: it must not include /v1.',
		);
	});
});

test('no secret is in outputs, errors or logs', async () => {
	const planted = new Set<string>([client.apiKey, seedClients[1].apiKey]);
	const plant = ({ access_token: token, refresh_token: refresh }: IDataObject) => {
		for (const value of [token, refresh]) if (typeof value === 'string' && value) planted.add(value);
	};
	const shown: unknown[] = [];
	const tryNode = async () => {
		shown.push(await run(), await run(accounts, { onError: 'continueErrorOutput' }));
		plant(stored());
	};
	const tryAll = async () => {
		await tryNode();
		shown.push(await engine.testCredential('oauth'));
	};

	plant(connect());
	await tryAll();
	expire();
	await tryAll();
	plant(connect({ refresh: false }));
	expire();
	await tryAll();
	plant(connect({ changes: { clientSecret: seedClients[1].apiKey } }));
	expire();
	await tryAll();
	plant(connect());
	expire();
	const { access_token: token, refresh_token: refresh } = stored();
	// An identity server that echoes what it was sent. Pressing Test is left out: n8n itself logs such an answer.
	for (const [status, body] of [
		[400, { error: `bad ${String(refresh)}`, error_description: `${String(refresh)} ${client.apiKey}` }],
		[400, `<html>${String(refresh)} ${client.apiKey}</html>`],
		[503, { refresh_token: refresh }],
	] as const) {
		emulator.control.addFault({ path: TOKEN, times: 2, status, body });
		await tryNode();
	}
	emulator.control.addFault({ path: TOKEN, times: 3, cut: 'before' });
	await tryAll();
	emulator.control.addFault({
		path: '/v1',
		times: 8,
		status: 401,
		body: { Authorization: `Bearer ${String(token)}` },
	});
	await tryAll();

	const text = everythingShown(shown, engine.log);
	expect(planted.size).toBeGreaterThan(8);
	expect([...planted].filter((secret) => text.includes(secret))).toEqual([]);
});
