import { randomUUID } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { issueToken } from '../../emulator/auth/state';
import { KEYS } from '../../emulator/ofd';
import { sampleReport } from '../../emulator/extern/seed/sampleReport';
import type { Account } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import { demo, otherClient } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import { randomOf, sampleCells } from '../../support/sampling';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { binaryItem, useBinaryData, type Engine } from '../engine/engine';
import {
	certificateCredential,
	EXTERN,
	EXTERN_TRIGGER,
	externCredential,
	externSettings,
	konturEngine,
	OFD,
	ofdCredential,
	ofdSettings,
	OLD_HELPER,
	SIGNATURE,
} from '../engine/kontur';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/* One credential with expressions is a user for each item: session, key, limit, address and data are the item's. */

useBinaryData('filesystem');

const NAMES = ['anna', 'boris', 'vera'];

let emulator: Emulator;
let engine: Engine;
let passwords: string[];
let own: Account[];

/** Each user sees an account of its own and no other. */
async function begin(options: object = {}) {
	emulator = await startEmulator({ options: { taskMs: 1, docflowVisibleMs: 1, ...options } });
	engine = konturEngine(emulator);
	passwords = NAMES.map(() => `Many-${randomUUID()}`);
	const { auth, extern } = emulator.state;
	const [seed] = auth.users.values();
	own = [...extern.accounts.values()].slice(0, NAMES.length);
	NAMES.forEach((name, index) => {
		const login = `${name}@example.com`;
		auth.users.set(login, { ...seed, id: randomUUID(), login, password: passwords[index] });
		own[index].members.set(login, 'admin');
	});
	for (const user of auth.users.values()) {
		for (const account of extern.accounts.values()) {
			if (!own.includes(account)) account.members.delete(user.login);
		}
	}
}
beforeEach(async () => await begin());
afterEach(async () => await emulator.close());

/** An expression that gives each item the value of its user. The items themselves hold no secret. */
const ofUser = (values: readonly unknown[]) => `={{ (${JSON.stringify(values)})[$json.user] }}`;

const manyUsers = (): ICredentialDataDecryptedObject => ({
	login: '={{ $json.name }}@example.com',
	password: ofUser(passwords),
});

const itemOf = (user: number, more: IDataObject = {}): INodeExecutionData => ({
	json: { user, name: NAMES[user], ...more },
});

/** Four items of each user in random order. */
function itemsOf(test: string, each = 4): INodeExecutionData[] {
	const random = randomOf(test);
	return NAMES.flatMap((_name, user) => Array.from({ length: each }, () => ({ user, key: random() })))
		.sort((a, b) => a.key - b.key)
		.map(({ user }) => itemOf(user));
}

const userOf = ({ json }: INodeExecutionData) => Number(json.user);
const logins = () => emulator.control.counters().logins;
const succeeded = () => Object.values(logins()).reduce((sum, count) => sum + count, 0);
const accounts = { resource: 'account', operation: 'getAll', returnAll: true, simplify: false };
const unauthorized = { id: 'urn:error:externapi:unauthorized', 'status-code': 401, message: 'expired' };

const SERVICES = {
	'Kontur.Extern': {
		node: EXTERN,
		credentials: externCredential,
		id: 'extern',
		settings: () => ({ ...externSettings(emulator), ...manyUsers() }),
		parameters: accounts,
		path: '/v1',
	},
	'Kontur.OFD': {
		node: OFD,
		credentials: ofdCredential,
		id: 'ofd',
		settings: () => ({ ...ofdSettings(emulator), ...manyUsers() }),
		parameters: { resource: 'organization', operation: 'getAll', returnAll: true, simplify: false },
		path: '/v2/organizations',
	},
};
const services = Object.entries(SERVICES);

describe.each(services)('%s', (name, { node, credentials, id, settings, parameters, path }) => {
	beforeEach(() => engine.credentials.set(id, settings()));

	const run = async (items: INodeExecutionData[], options: object = {}) =>
		await engine.run(node, parameters, { credentials, items, ...options });

	test('there are as many sign-ins as users, and none in the next execution', async () => {
		expect((await run(itemsOf(name))).error).toBeUndefined();
		expect(succeeded()).toBe(NAMES.length);
		expect((await run(itemsOf(`${name} again`))).error).toBeUndefined();
		expect(succeeded()).toBe(NAMES.length);
	});

	test.each(sampleCells('sessions of many users', name, [0, 1, 4, 8, 11], 2))(
		'a session dropped before request %i is renewed once, and nobody else signs in',
		async (skip) => {
			await run(NAMES.map((_one, user) => itemOf(user)));
			emulator.control.addFault({ path: `^${path}$`, skip, times: 1, status: 401, body: unauthorized });
			const { items, error } = await run(itemsOf(name));
			expect(error).toBeUndefined();
			expect(new Set(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).size).toBe(12);
			expect(succeeded()).toBe(NAMES.length + 1);
		},
	);

	test('all sessions dropped: each user signs in once', async () => {
		await run(NAMES.map((_one, user) => itemOf(user)));
		emulator.control.dropSessions();
		expect((await run(itemsOf(name))).error).toBeUndefined();
		expect(succeeded()).toBe(2 * NAMES.length);
	});

	test('a wrong password stops the items of its user only, after one attempt', async () => {
		passwords[1] = 'not-the-password';
		engine.credentials.set(id, settings());
		const before = itemsOf(name);
		const { errorItems } = await run(before, { onError: 'continueErrorOutput' });
		expect(errorItems.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
			before.flatMap((item, index) => (userOf(item) === 1 ? [index] : [])),
		);
		expect(succeeded()).toBe(NAMES.length - 1);
		expect(emulator.control.log({ status: 403 }).length + emulator.control.log({ status: 400 }).length).toBe(
			1,
		);
	});

	// n8n 2.0 to 2.33 stores what the expressions gave for the first item along with the session.
	test('nothing is stored: the expressions stay, and no user gets the session of another', async () => {
		const before = engine.store.get(id).data;
		await run(itemsOf(name));
		expect(engine.store.writes).toEqual([]);
		expect(engine.store.get(id).data).toEqual(before);
	});

	test('an item without its value says so', async () => {
		engine.credentials.set(id, { ...settings(), login: '={{ $json.nobody }}' });
		const { error } = await run([itemOf(0)]);
		expect(error?.message).toBe(
			'Login is empty: the credential has an expression for it, and this item has no value.',
		);
		expect(emulator.control.log()).toEqual([]);
	});
});

test('each item gets the accounts of its own user', async () => {
	engine.credentials.set('extern', SERVICES['Kontur.Extern'].settings());
	const items = itemsOf('own accounts', 6);
	const result = await engine.run(EXTERN, accounts, { credentials: externCredential, items });
	expect(result.error).toBeUndefined();
	const expected = items.map((item) => own[userOf(item)].id);
	expect(result.items.map(({ json }) => json.id)).toEqual(expected);
});

test("each item goes to the addresses of its own user's environment", async () => {
	const first = emulator;
	await begin();
	const second = emulator;
	for (const { control, state } of [first, second]) {
		control.clearLog();
		for (const [index, name] of NAMES.entries()) {
			const user = state.auth.users.get(`${name}@example.com`);
			if (user) user.password = passwords[index];
		}
	}
	engine.credentials.set('extern', {
		...externSettings(second),
		...manyUsers(),
		apiUrl: ofUser([first.url, second.url, first.url]),
	});
	const items = itemsOf('addresses');
	const { error } = await engine.run(EXTERN, accounts, { credentials: externCredential, items });
	expect(error).toBeUndefined();
	expect(first.control.log({ service: 'extern' })).toHaveLength(8);
	expect(second.control.log({ service: 'extern' })).toHaveLength(4);
	expect(first.control.counters().logins).toEqual({ password: 2 });
	await first.close();
});

test('each item keeps to the limit of its own key', async () => {
	emulator.control.setOptions({ latencyMs: 30, externParallelLimit: 0 });
	engine.credentials.set('extern', {
		...externSettings(emulator),
		...manyUsers(),
		clientId: ofUser([demo.clientId, otherClient.clientId, demo.clientId]),
		apiKey: ofUser([demo.apiKey, otherClient.apiKey, demo.apiKey]),
		parallelRequests: ofUser([1, 1, 1]),
	} as never);
	const items = itemsOf('limits');
	const { error } = await engine.run(EXTERN, accounts, { credentials: externCredential, items });
	expect(error).toBeUndefined();
	// Of one client.
	expect(emulator.control.counters().mostAtOnce.extern).toBe(1);
});

test('another node with such a credential signs each user in, and stores nothing', async () => {
	engine.credentials.set('extern', SERVICES['Kontur.Extern'].settings());
	for (const user of [0, 1, 0, 1]) {
		const { json, error } = await engine.run(
			OLD_HELPER,
			{ credentialType: 'konturExternApi', method: 'GET', uri: `${emulator.url}/v1` },
			{ credentials: externCredential, items: [itemOf(user)] },
		);
		expect(error).toBeUndefined();
		expect((json[0].accounts as Account[]).map(({ id }) => id)).toEqual([own[user].id]);
	}
	expect(succeeded()).toBe(2);
	expect(engine.store.writes).toEqual([]);
});

describe('keys of the items', () => {
	let certificates: TestCertificates;
	let signers: TestCertificate[];
	beforeAll(async () => {
		shortenPauses(15);
		certificates = await TestCertificates.create();
		signers = [];
		for (const name of NAMES) signers.push(await certificates.make('rsa', { name }));
	});
	afterAll(async () => {
		jest.restoreAllMocks();
		await certificates.remove();
	});
	beforeEach(() =>
		engine.store.put('certificate', {
			name: 'Certificate',
			type: 'konturCertificateApi',
			data: {
				keyFrom: 'file',
				privateKey: ofUser(signers.map(({ keyPem }) => keyPem)),
				certificate: ofUser(signers.map(({ pem }) => pem)),
			},
		}),
	);

	test('Report: Send sends each report as its own user, signed with its own key', async () => {
		engine.credentials.set('extern', SERVICES['Kontur.Extern'].settings());
		const order = itemsOf('reports', 1).map(userOf);
		const items = await Promise.all(
			order.map(async (user) => {
				const { inn, kpp, id } = own[user];
				const guid = `d6d369c3-2cbc-4090-b3ad-ea69ce62f70${user}`;
				const { filename, bytes } = sampleReport({ inn, kpp, guid });
				const { json } = itemOf(user, { accountId: id });
				return await binaryItem(json, {
					data: { content: bytes, fileName: filename, mimeType: 'application/xml' },
				});
			}),
		);
		const { json, error } = await engine.run(
			EXTERN,
			{
				resource: 'report',
				operation: 'send',
				accountId: { __rl: true, mode: 'id', value: '={{ $json.accountId }}' },
				senderIpAddress: SENDER_ADDRESS,
			},
			{ credentials: { ...externCredential, ...certificateCredential }, items },
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(NAMES.length);
		expect(succeeded()).toBe(NAMES.length);
		order.forEach((user, index) => {
			const docflow = own[user].docflows.get(String(json[index].docflowId));
			expect(docflow?.ownerLogin).toBe(`${NAMES[user]}@example.com`);
			const draft = own[user].drafts.get(String(docflow?.description['original-draft-id']));
			expect(JSON.stringify(draft)).toContain(signers[user].der.toString('base64').slice(-40));
		});
	});

	test('Kontur Signature signs each item with its own key', async () => {
		const order = itemsOf('signatures', 2).map(userOf);
		const items = await Promise.all(
			order.map(async (user) => {
				const { json } = itemOf(user);
				return await binaryItem(json, { data: { content: 'text', fileName: 'a.txt' } });
			}),
		);
		const { json, error } = await engine.run(
			SIGNATURE,
			{ resource: 'certificate', operation: 'get', certificateFrom: 'credential' },
			{ credentials: certificateCredential, items },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ thumbprint }) => thumbprint)).toEqual(order.map((user) => signers[user].thumbprint));
	});
});

describe('OAuth2', () => {
	const oAuth2 = { ...accounts, authentication: 'oAuth2' };
	// What a connection was used with is remembered per credential.
	let id = 0;
	let credentials: Record<string, string>;
	beforeEach(() => (credentials = { konturExternOAuth2Api: `oauth${++id}` }));

	function connect(changes: IDataObject) {
		const { auth } = emulator.state;
		const token = issueToken(auth, `${NAMES[0]}@example.com`, demo.clientId, 'openid extern.api', {
			seconds: 3600,
			refresh: true,
		});
		engine.store.put(credentials.konturExternOAuth2Api, {
			name: 'Kontur',
			type: 'konturExternOAuth2Api',
			data: {
				environment: 'custom',
				apiUrl: emulator.url,
				clientId: demo.clientId,
				clientSecret: demo.apiKey,
				oauthTokenData: {
					access_token: token.value,
					refresh_token: token.refreshToken,
					token_type: 'Bearer',
				},
				...changes,
			} as never,
		});
	}

	const refusal = /^The OAuth2 credential has expressions that give different items different values/;

	test.each<[string, () => IDataObject]>([
		['the service', () => ({ clientId: ofUser(['a', 'b', 'c']) })],
		['the API key', () => ({ clientSecret: ofUser(['a', 'b', 'c']) })],
		['the address', () => ({ apiUrl: ofUser([emulator.url, `${emulator.url}/`, emulator.url]) })],
	])('items that differ in %s are refused before any request', async (_what, changes) => {
		connect(changes());
		const items = itemsOf('oauth', 2);
		const result = await engine.run(EXTERN, oAuth2, { credentials, items, onError: 'continueErrorOutput' });
		expect(result.errorItems).toHaveLength(items.length);
		for (const { json } of result.errorItems) expect(json.error).toMatch(refusal);
		expect(emulator.control.log()).toEqual([]);
	});

	test('items that come one at a time are refused too', async () => {
		connect({ clientId: ofUser(['a', 'b', 'c']) });
		const one = async (user: number) =>
			await engine.run(EXTERN, oAuth2, { credentials, items: [itemOf(user)] });
		expect((await one(0)).error).toBeUndefined();
		expect((await one(0)).error).toBeUndefined();
		expect((await one(1)).error?.message).toMatch(refusal);
		expect((await one(0)).error).toBeUndefined();
	});

	test('expressions that give all items the same do no harm', async () => {
		connect({ clientId: `={{ ${JSON.stringify(demo.clientId)} }}`, parallelRequests: ofUser([1, 2, 3]) });
		const items = itemsOf('same', 2);
		const result = await engine.run(EXTERN, oAuth2, { credentials, items });
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(items.length);
	});
});

describe('where there are no items', () => {
	beforeEach(() => engine.credentials.set('extern', SERVICES['Kontur.Extern'].settings()));

	test('a list of the editor says that the credential needs an item', async () => {
		await expect(
			engine.listSearch(EXTERN, 'searchAccounts', accounts, { credentials: externCredential }),
		).rejects.toThrow(/expression/);
	});

	test('a trigger says so too', async () => {
		await expect(
			engine.poll(EXTERN_TRIGGER, { events: 'changes' }, { credentials: externCredential, mode: 'manual' }),
		).rejects.toThrow(/expression/);
	});
});

test('an integrator key of the item goes with its requests', async () => {
	engine.credentials.set('ofd', {
		...SERVICES['Kontur.OFD'].settings(),
		apiKey: ofUser([KEYS.main, KEYS.empty, KEYS.main]),
	});
	const items = itemsOf('keys', 2);
	const { items: outputs } = await engine.run(
		OFD,
		{ resource: 'organization', operation: 'getAll', returnAll: true },
		{ credentials: ofdCredential, items },
	);
	const served = new Set(outputs.map(({ pairedItem }) => (pairedItem as { item: number }).item));
	expect([...served].sort((a, b) => a - b)).toEqual(
		items.flatMap((item, index) => (userOf(item) === 1 ? [] : [index])),
	);
});
