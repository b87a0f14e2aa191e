import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seedClients, seedUsers } from '../emulator/auth/state';
import { sampleCells } from '../support/sampling';
import { makePfx, TestCertificates, testedKinds, type TestCertificate } from '../support/testCertificates';
import { errorOf, itemsOf, type Json } from './support/execution';
import { N8n, type Credential } from './support/n8n';
import { places } from './support/places';
import { sharedN8n } from './support/sharedN8n';
import { chain, startStand, type Stand } from './support/stand';
import { externSettings, ofdSettings } from './support/workflows';

const [user] = seedUsers;
const [client] = seedClients;
const SERVICE_USER = 'partner-user-7';
const PHONE = '9991112233';

let stand: Stand;
let second: N8n | undefined;
let certificates: TestCertificates;
let rsa: TestCertificate;
/** GOST where openssl can make it, see testedKinds. */
let national: TestCertificate;
let pfx: Buffer;
/** What the emulator encrypted in challenges, in the forms the nodes handle it in. */
const challenges: string[] = [];

beforeAll(async () => {
	certificates = await TestCertificates.create();
	rsa = await certificates.make('rsa');
	national = await certificates.make(testedKinds.includes('gost2012_256') ? 'gost2012_256' : 'rsa');
	pfx = await makePfx(national, 'Пароль-1');
	stand = await startStand('sign-in', {}, {});
	const { control, state } = stand.emulator;
	const open = state.auth.challenges;
	const remember = open.set.bind(open);
	open.set = (holder, challenge) => {
		const { plaintext } = challenge;
		challenges.push(plaintext.toString('base64'), plaintext.toString('hex'));
		return remember(holder, challenge);
	};
	control.changeUser(user.login, { phone: PHONE, administrator: false });
	for (const { der } of [rsa, national]) {
		control.addUserCertificate(user.login, der);
		control.addTrusted(client.clientId, { certificate: der });
	}
	control.linkUser(client.clientId, SERVICE_USER, user.login);
}, 300_000);

afterAll(async () => {
	await second?.stop();
	await stand?.stop();
	await certificates?.remove();
});

const pair = ({ keyPem, pem }: TestCertificate): Json => ({
	keyFrom: 'file',
	privateKey: keyPem,
	certificate: pem,
});

interface Way {
	type: 'konturExternApi' | 'konturOfdApi';
	settings: () => Json;
	counted: string;
	/** A change that cannot work, and what the Test says of it. */
	wrong: Json;
	advice: RegExp;
}

const extern = (signIn: string, more: () => Json, counted: string, wrong: Json, advice: RegExp): Way => ({
	type: 'konturExternApi',
	settings: () => ({ ...externSettings(stand.emulator.url), signIn, ...more() }),
	counted,
	wrong,
	advice,
});

const otherKey = { apiKey: '00000000-0000-4000-8000-000000000000' };
const unknownKey = /does not recognize this (API key|combination of Service Name)/i;

const ways: Record<string, Way> = {
	'certificate, a PFX with its password': extern(
		'certificate',
		() => ({ keyFrom: 'file', privateKey: pfx.toString('base64'), keyPassword: 'Пароль-1' }),
		'certificate',
		{ keyPassword: 'Another-Password-1' },
		/does not open with this password/,
	),
	'certificate (auth.sid)': extern(
		'sidCertificate',
		() => pair(national),
		'auth.sid certificate',
		otherKey,
		unknownKey,
	),
	'trusted system': extern(
		'trusted',
		() => ({ ...pair(rsa), serviceUserId: SERVICE_USER }),
		'trusted',
		{ serviceUserId: 'nobody' },
		/rejected the trusted sign-in/,
	),
	'trusted system (auth.sid)': extern(
		'sidTrusted',
		() => ({ ...pair(national), identifyBy: 'phone', phone: PHONE }),
		'auth.sid truster',
		{ phone: '9990000001' },
		/did not find this user/,
	),
	'integration without a user': extern(
		'clientCredentials',
		() => ({}),
		'client_credentials',
		otherKey,
		unknownKey,
	),
	'password (auth.sid)': extern(
		'sidPassword',
		() => ({}),
		'auth.sid',
		{ password: 'Wrong-1' },
		/rejected the login or password/,
	),
	'Kontur.OFD, certificate': {
		type: 'konturOfdApi',
		settings: () => ({ ...ofdSettings(stand.emulator.url), signIn: 'certificate', ...pair(national) }),
		counted: 'auth.sid ofd certificate',
		wrong: { certificate: 'no certificate' },
		advice: /cannot be read/,
	},
};

const listing = (credential: Credential) => {
	const isOfd = credential.type === 'konturOfdApi';
	return chain('Listing', {
		name: 'List',
		type: `n8n-nodes-kontur.${isOfd ? 'konturOfd' : 'konturExtern'}`,
		typeVersion: 1,
		parameters: { resource: isOfd ? 'organization' : 'account', operation: 'getAll', limit: 3 },
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	});
};

const logins = () => ({ ...stand.emulator.control.counters().logins });
const since = (before: Record<string, number>) =>
	Object.fromEntries(
		Object.entries(logins())
			.map(([kind, count]) => [kind, count - (before[kind] ?? 0)] as const)
			.filter(([, count]) => count > 0),
	);

const drawn = sampleCells('Ways to sign in', 'n8n', Object.entries(ways), 3);

describe.each(drawn)('%s', (name, way) => {
	test('Test is green, a workflow runs, a session that ended is renewed, wrong settings are red', async () => {
		const before = logins();
		const data = way.settings();
		const credential = await stand.n8n.createCredential(name, way.type, data);
		expect(await stand.n8n.testCredential(credential, data)).toMatchObject({ status: 'OK' });

		const workflow = await stand.n8n.createWorkflow(listing(credential));
		const first = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(first)).toBeUndefined();
		const listed = itemsOf(first, 'List').length;
		expect(listed).toBeGreaterThan(0);
		expect(since(before)).toEqual({ [way.counted]: 1 });

		stand.emulator.control.dropSessions();
		const again = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(again)).toBeUndefined();
		expect(itemsOf(again, 'List')).toHaveLength(listed);
		expect(since(before)).toEqual({ [way.counted]: 2 });

		const wrong = await stand.n8n.editCredential(credential, way.wrong);
		expect(wrong.status).toBe('Error');
		expect(wrong.message).toMatch(way.advice);
		const failed = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(failed)?.message).toMatch(way.advice);
	});
});

test('two n8n that sign in with one certificate at the same time both get in', async () => {
	const settings = { places: places(), name: 'sign-in-second' };
	const shared = sharedN8n();
	second = shared ? N8n.attach(shared, settings) : await N8n.start(settings);
	// A certificate that signed in nowhere yet: a process signs in for one at most five times a minute.
	const data = { ...ways['certificate (auth.sid)'].settings(), ...pair(rsa) };
	const both = await Promise.all(
		[stand.n8n, second].map(async (n8n) => {
			const credential = await n8n.createCredential('One certificate', 'konturExternApi', data);
			return { n8n, workflow: await n8n.createWorkflow(listing(credential)) };
		}),
	);
	for (let round = 0; round < 4; round++) {
		stand.emulator.control.dropSessions();
		const executions = await Promise.all(
			both.map(async ({ n8n, workflow }) => await n8n.run(workflow, 'Start')),
		);
		expect(executions.map(errorOf)).toEqual([undefined, undefined]);
		for (const execution of executions) expect(itemsOf(execution, 'List')).toHaveLength(3);
	}
}, 240_000);

/** Every file that n8n has written: its database, its log, what it keeps of executions. */
function filesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((path) => !path.includes('node_modules') && statSync(path).isFile());
}

test('no secret is in what n8n keeps: database, executions, logs', async () => {
	await stand.n8n.stopKeepingData();
	const { tokens, sessions } = stand.emulator.state.auth;
	const lines = [rsa, national].flatMap(({ keyPem }) =>
		keyPem.split('\n').filter((line) => line.length >= 44 && !line.startsWith('-')),
	);
	const secrets = [
		client.apiKey,
		user.password,
		'Пароль-1',
		pfx.toString('base64').slice(100, 160),
		...lines,
		...[...tokens.values()].flatMap(({ value, refreshToken }) => [value, refreshToken]),
		...[...sessions.values()].flatMap(({ sid, refreshToken }) => [sid, refreshToken]),
		...challenges,
	].filter((secret): secret is string => typeof secret === 'string' && secret.length > 5);
	expect(lines.length).toBeGreaterThan(2);
	expect(tokens.size + sessions.size).toBeGreaterThan(0);
	expect(challenges.length).toBeGreaterThan(0);

	const files = [...filesOf(stand.n8n.folder), stand.n8n.logFile];
	expect(files.some((path) => path.endsWith('.sqlite'))).toBe(true);
	const found = files.flatMap((path) => {
		const bytes = readFileSync(path);
		return secrets
			.filter((secret) => bytes.includes(secret))
			.map((secret) => `${path}: ${secret.slice(0, 8)}…`);
	});
	expect(found).toEqual([]);
});
