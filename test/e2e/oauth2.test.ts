import axios from 'axios';
import { CREDENTIAL_BLANKING_VALUE } from 'n8n-workflow';
import { seedClients, seedUsers } from '../emulator/auth/state';
import { errorOf, itemsOf, type Execution, type Json } from './support/execution';
import type { Credential, Workflow } from './support/n8n';
import { activateAndPoll, chain, startStand, type Stand } from './support/stand';
import { until } from './support/wait';

const [partner] = seedUsers;
const [service] = seedClients;

let stand: Stand;
let settings: Json;
let credential: Credential;
let workflow: Workflow;
const executions: Execution[] = [];
const tokens = new Set<string>();

beforeAll(async () => {
	stand = await startStand('oauth2');
	settings = {
		environment: 'custom',
		apiUrl: stand.emulator.url,
		clientId: service.clientId,
		clientSecret: service.apiKey,
	};
	credential = await create('Kontur.Extern OAuth2 account');
	workflow = await listing(credential);
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const create = async (name: string) =>
	await stand.n8n.createCredential(name, 'konturExternOAuth2Api', settings);

const signedWith = ({ id, name }: Credential, node: Json): Json => ({
	typeVersion: 1,
	credentials: { konturExternOAuth2Api: { id, name } },
	...node,
	parameters: { authentication: 'oAuth2', ...(node.parameters as Json) },
});

/** A workflow that lists the accounts. */
const listing = async (used: Credential) => {
	const node = {
		name: 'Accounts',
		type: 'n8n-nodes-kontur.konturExtern',
		parameters: { resource: 'account', operation: 'getAll', returnAll: true },
	};
	return await stand.n8n.createWorkflow(chain(`Accounts by ${used.name}`, signedWith(used, node)));
};

async function run(which = workflow): Promise<Execution> {
	const execution = await stand.n8n.run(which, 'Start');
	executions.push(execution);
	return execution;
}

/** n8n's test of the stored credential. The editor itself only asks whether such a credential is connected. */
const pressTest = async (used = credential) => {
	const { oauthTokenData, ...data } = await stand.n8n.credentialData(used.id);
	const token = oauthTokenData ? { oauthTokenData: CREDENTIAL_BLANKING_VALUE } : {};
	return await stand.n8n.testCredential(used, { ...data, ...token });
};

const browser = axios.create({ proxy: false, maxRedirects: 0, validateStatus: () => true });

/** The page that the button "Connect my account" opens. */
const authorizeUrl = async (used: Credential) =>
	new URL(await stand.n8n.rest<string>('GET', `/rest/oauth2-credential/auth?id=${used.id}`));

/** Fills in Kontur's page as a person would; gives where the browser is sent then, or the page that is shown again. */
async function fillIn(url: URL, form: Record<string, string>): Promise<{ location?: string; page: string }> {
	const shown = await browser.get<string>(url.href);
	expect(shown.status).toBe(200);
	const [, action] = /<form method="post" action="([^"]+)"/.exec(shown.data) ?? [];
	const target = new URL(action.replaceAll('&amp;', '&'), url);
	const { data, headers } = await browser.post<string>(target.href, new URLSearchParams(form).toString());
	return { location: headers.location as string | undefined, page: data };
}

const allow = { login: partner.login, password: partner.password, decision: 'allow' };

/** "Connect my account" up to the window that closes itself. */
async function connect(used: Credential, form: Record<string, string> = allow): Promise<string> {
	const { location } = await fillIn(await authorizeUrl(used), form);
	return await stand.n8n.rest<unknown>('GET', String(location)).then(String);
}

/** Notes what must never be seen. */
function remember(): void {
	for (const { value, refreshToken } of stand.emulator.state.auth.tokens.values()) {
		tokens.add(value).add(refreshToken ?? value);
	}
}

const logins = () => stand.emulator.control.counters().logins;
const expire = () => stand.emulator.state.clock.advance(3_601_000);

test('before it is connected, Test is red and a run says what to do', async () => {
	const { status, message } = await pressTest();
	expect(status).toBe('Error');
	expect(message).toMatch(/not connected|without access token/);
	const error = errorOf(await run());
	expect(error?.message).toContain('is not connected to a Kontur account yet');
});

test('n8n asks Kontur for a code, for itself and for Kontur.Extern', async () => {
	const url = await authorizeUrl(credential);
	expect(`${url.origin}${url.pathname}`).toBe(`${stand.emulator.url}/connect/authorize`);
	expect(Object.fromEntries(url.searchParams)).toEqual({
		response_type: 'code',
		client_id: service.clientId,
		scope: 'openid extern.api',
		redirect_uri: `${stand.n8n.url}/rest/oauth2-credential/callback`,
		state: expect.any(String),
	});
});

test('Deny, or a wrong password, connects nothing', async () => {
	const wrong = await fillIn(await authorizeUrl(credential), { ...allow, password: 'Wrong-Password-9' });
	expect(wrong).toMatchObject({ location: undefined, page: expect.stringContaining('password is wrong') });
	expect(await connect(credential, { ...allow, decision: 'deny' })).toContain('access_denied');
	expect(await pressTest()).toMatchObject({ status: 'Error' });
});

test('Allow connects: Test is green, a workflow lists the accounts, the editor gets no secret', async () => {
	const page = await connect(credential);
	expect(page).toContain('success');
	expect(page).not.toContain('access_denied');
	expect(logins()).toEqual({ authorization_code: 1 });
	expect(await pressTest()).toEqual({ status: 'OK', message: 'Connection successful!' });

	const accounts = itemsOf(await run(), 'Accounts').map(({ json }) => json.inn);
	const known = [...stand.emulator.state.extern.accounts.values()].map(({ inn }) => inn);
	expect(accounts.length).toBeGreaterThan(0);
	expect(known).toEqual(expect.arrayContaining(accounts));

	const data = await stand.n8n.credentialData(credential.id);
	expect(data).toMatchObject({ clientSecret: CREDENTIAL_BLANKING_VALUE, oauthTokenData: true });
});

test('a token that has ended is renewed, in a run and by pressing Test', async () => {
	expire();
	const renewed = await run();
	expect(errorOf(renewed)).toBeUndefined();
	expect(itemsOf(renewed, 'Accounts').length).toBeGreaterThan(0);
	expect(logins()).toEqual({ authorization_code: 1, refresh_token: 1 });
	// The next one has the token that the first stored.
	expect(errorOf(await run())).toBeUndefined();
	expect(logins()).toMatchObject({ refresh_token: 1 });
	expire();
	expect(await pressTest()).toMatchObject({ status: 'OK' });
	expect(logins()).toMatchObject({ refresh_token: 2 });
});

test('the trigger works with it', async () => {
	const trigger = {
		name: 'Trigger',
		type: 'n8n-nodes-kontur.konturExternTrigger',
		parameters: {
			startFrom: 'beginning',
			pollTimes: { item: [{ mode: 'everyX', value: 12, unit: 'hours' }] },
		},
	};
	const [, node] = chain('', signedWith(credential, trigger)).nodes;
	expire();
	const polled = await stand.n8n.createWorkflow({ name: 'Feed', nodes: [node], connections: {} });
	await activateAndPoll(stand, polled);
	const execution = await until('the execution', 60, async () => (await stand.n8n.executions(polled))[0]);
	executions.push(execution);
	expect(itemsOf(execution, 'Trigger').length).toBe(stand.emulator.state.extern.events.length);
	await stand.n8n.deactivate(polled);
	expect(logins()).toMatchObject({ refresh_token: 3 });
});

test('a connection that was revoked asks for Reconnect, and Reconnect heals it', async () => {
	remember();
	stand.emulator.control.dropSessions();
	expect(errorOf(await run())?.message).toMatch(
		/^Kontur did not renew the connection: .* Open the credential and press Reconnect\.$/,
	);
	// These words are n8n's own. An older n8n has those of its OAuth2 client.
	expect(await pressTest()).toEqual({
		status: 'Error',
		message: stand.n8n.isBefore(2, 11)
			? expect.stringMatching(/^The provided authorization grant .* is invalid, expired, revoked/)
			: 'The credential "Kontur.Extern OAuth2 account" needs to be reconnected.',
	});
	await connect(credential);
	expect(errorOf(await run())).toBeUndefined();
});

test('where Kontur gives no refresh token, the end of the hour asks for Reconnect', async () => {
	stand.emulator.control.setOptions({ refreshTokens: false });
	const short = await create('An hour');
	await connect(short);
	const listed = await listing(short);
	expect(errorOf(await run(listed))).toBeUndefined();
	expire();
	expect(errorOf(await run(listed))?.message).toMatch(
		/^The connection to Kontur has expired: .* Open the credential and press Reconnect\./,
	);
	const { status, message } = await pressTest(short);
	expect(status).toBe('Error');
	expect(message).toMatch(stand.n8n.isBefore(2, 11) ? /refreshToken is required/ : /reconnect/i);
	await connect(short);
	expect(errorOf(await run(listed))).toBeUndefined();
});

test('no secret is in executions or in the log', () => {
	remember();
	const secrets = [service.apiKey, partner.password, ...tokens];
	const shown = `${JSON.stringify(executions)}\n${stand.n8n.logs()}`;
	expect(tokens.size).toBeGreaterThan(6);
	expect(executions.length).toBeGreaterThan(8);
	expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
});
