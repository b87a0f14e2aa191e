import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ask } from '../../scripts/probe/ask';
import { secretValues, type Keys } from '../../scripts/probe/ask/keys';
import { Secrets } from '../../scripts/probe/ask/secrets';
import { replay } from '../../scripts/probe/cassette/replay';
import { isCassette, Recorder, type Cassette } from '../../scripts/probe/cassette/record';
import { probe } from '../../scripts/probe/cli';
import { doubts } from '../../scripts/probe/doubts';
import { startStand, type Stand } from '../../scripts/probe/emulator';
import { startEmulator } from './server';
import { report } from '../../scripts/probe/report';
import { runProbes } from '../../scripts/probe/run';
import { TestCertificates } from '../support/testCertificates';

const keys = {
	clientId: 'planted-client',
	apiKey: '5ec2e700-1111-4222-8333-444455556666',
	login: 'planted.login@secret.example',
	password: 'Planted-Password-77',
	partnerUserId: 'planted-partner-user',
	partnerUserPhone: '9161234567',
	ofdKey: '0fd5ec2e-7777-4888-8999-aaaabbbbcccc',
} satisfies Keys;

const personal = [
	'Иванова Мария Сергеевна',
	'ООО «Секретная фирма»',
	'7707083893',
	'500100732259',
	'maria.ivanova@mail.example',
	'+79031112233',
	'112-233-445 95',
	'ivanova',
	'Иванова',
];
const tokens = ['a7f3'.repeat(16), 'B9E1'.repeat(16)];
const planted = [...Object.values(keys), ...personal, ...tokens];

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

const id = '11111111-2222-4333-8444-555555555555';
const row = {
	id,
	...Object.fromEntries(personal.map((text, index) => [`field-${index}`, text])),
	[personal[0]]: personal[1],
	[personal[8]]: 1,
	[keys.apiKey]: keys.password,
	inn: personal[2],
	number: Number(personal[2]),
	type: personal[0],
	status: keys.login,
	role: personal[4],
	'new-state': `urn:transaction:${personal[2]}`,
	'send-date': '1980-05-17',
	'docflow-type': 'urn:docflow:fss-report',
	description: {
		'payer-inn': personal[2],
		filename: `NO_PRIB_${personal[2]}.xml`,
		'support-print': 'unknown',
	},
	links: [{ rel: 'reply', name: personal[0], href: `https://evil.example/${keys.apiKey}/${personal[2]}` }],
};

/** Lets every probe go on, and plants secrets in whatever it could pass on. */
const generous = JSON.stringify({
	...row,
	access_token: tokens[0],
	refresh_token: tokens[1],
	Sid: tokens[1],
	Key: tokens[0],
	error: keys.password,
	error_description: personal[0],
	Code: personal[0],
	Link: { Href: `https://${keys.login}/` },
	'total-count': 1000,
	accounts: [row, row],
	drafts: [row],
	docflows: [row],
	documents: [row],
	organizations: [row],
	users: [row],
	'api-events': [row, row],
	'next-event-id': personal[2],
	'task-state': 'succeed',
	'task-result': {
		...row,
		data: { 'documents-errors': { [personal[2]]: [{ level: `warn ${personal[0]}` }] } },
	},
});

const answering =
	(status: number, body: string, trace: string): RequestListener =>
	(request, response) => {
		request.resume();
		response.writeHead(status, {
			'Content-Type': 'application/json',
			'X-Kontur-Trace-Id': trace,
			'Content-Range': `bytes ${keys.partnerUserPhone}-2/3 ivanova`,
			Location: `https://evil.example/?sid=${tokens[1]}`,
		});
		response.end(body);
	};

const hostile: Record<string, RequestListener> = {
	'answers with secrets': answering(200, generous, keys.apiKey),
	'refuses with secrets': answering(400, generous, tokens[0].slice(0, 32)),
	'names an INN as trace ID': answering(200, generous, `7707083893${'a'.repeat(22)}`),
	redirects: answering(302, '', 'none'),
	'answers with a page': answering(200, `<html>${planted.join(' ')}</html>`, 'none'),
	'nests its JSON': answering(200, nested(5000), 'none'),
	'closes the connection': (request) => request.socket.destroy(),
};

async function run(args: string[]): Promise<{ code: number; output: string }> {
	let output = '';
	const add = (text: string) => void (output += `${text}\n`);
	const code = await probe(args, {}, { print: add, note: add });
	return { code, output };
}

async function closedPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

describe('a hostile server', () => {
	let server: Server;
	let certificates: TestCertificates;
	let given: Keys;
	let behaviour: RequestListener = hostile.redirects;

	beforeAll(async () => {
		certificates = await TestCertificates.create();
		const certificate = await certificates.make('rsa');
		given = { ...keys, keyFile: certificate.paths.key, certificateFile: certificate.paths.certificate };
		server = createServer((request, response) => behaviour(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});

	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		await certificates.remove();
	});

	it.each(Object.keys(hostile))('that %s gets nothing into report and cassette', async (name) => {
		behaviour = hostile[name];
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const secrets = new Secrets(secretValues(given));
		const recorder = new Recorder(secrets);
		const addresses = { identity: url, auth: url, extern: url, ofdAuth: url, ofd: url };
		const ask = new Ask({
			addresses,
			keys: given,
			secrets,
			isTestStand: true,
			onExchange: recorder.onExchange,
		});
		const finished = await runProbes(doubts, ask, {
			allowed: new Set(['reads', 'writes', 'sends']),
			onOutcome: recorder.onOutcome,
		});
		const text = report(finished, secrets, { environment: 'test', version: '0', doubts });
		const cassette = JSON.stringify(recorder.cassette());
		for (const secret of planted) {
			expect(text).not.toContain(secret);
			expect(cassette).not.toContain(secret);
		}
		expect(text).toContain('Doubts settled');
		expect(secrets.isIn(cassette)).toBe(false);
	});
});

describe('npm run probe', () => {
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kontur-probe-'));
	});

	afterAll(async () => {
		await rm(folder, { recursive: true, force: true });
	});

	it('says that a dead server does not answer', async () => {
		const file = join(folder, 'keys');
		await writeFile(
			file,
			`KONTUR_CLIENT_ID=one\nKONTUR_API_KEY=${keys.apiKey}\nKONTUR_LOGIN=a\nKONTUR_PASSWORD=${keys.password}\n`,
		);
		const address = `http://127.0.0.1:${await closedPort()}`;
		const { code, output } = await run(['--address', address, '--keys', file]);
		expect(output).toContain(`The run ended early: ${address} refuses connections.`);
		expect(output).not.toContain(keys.apiKey);
		expect(output).not.toContain(keys.password);
		expect(code).toBe(1);
	});

	it('settles nothing by a key with a mistake', async () => {
		const emulator = await startEmulator();
		const file = join(folder, 'mistyped');
		await writeFile(
			file,
			`KONTUR_CLIENT_ID=one\nKONTUR_API_KEY=${keys.apiKey}\nKONTUR_LOGIN=a\nKONTUR_PASSWORD=${keys.password}\n`,
		);
		const args = ['--address', emulator.url, '--keys', file, '--only', 'A1,A2,A19'];
		const { code, output } = await run(args).finally(() => emulator.close());
		expect(output).toContain('Doubts settled: 0 of 3');
		expect(output).toContain('Kontur did not accept the keys');
		expect(code).toBe(1);
	});

	it.each([
		[['--env', 'prod'], /^--env must be test or production\./],
		[['--address', '127.0.0.1:8765', '--env', 'test'], /^--address must be a URL/],
		[['--emulator', '--only', ','], /^--only names no doubt/],
		[['--emulator', '--only', 'A6'], /needs a person/],
		[
			['--emulator', '--only', 'A3', '--record', '/no/such/folder/x'],
			/^The recording cannot be written there/,
		],
		[['--foo'], /^--foo is not an option/],
		[['something-secret'], /^The options are wrong\.(?![^]*something-secret)/],
	])('says what is wrong with %j', async (args, words) => {
		const { code, output } = await run(args);
		expect(output).toMatch(words);
		expect(code).toBe(2);
	});

	it('asks an emulator, and keeps the exchanges', async () => {
		const file = join(folder, 'cassette');
		const { code, output } = await run(['--emulator', '--only', 'a3, X1', '--record', file]);
		expect(output).toContain('Doubts settled: 2 of 2');
		expect(output).toContain('| A3 | expiresIn: It is called `expires_in` |');
		expect(isCassette(JSON.parse(await readFile(file, 'utf8')))).toBe(true);
		expect(code).toBe(0);
	});

	it.each([
		['no environment', [], 'Usage: npm run probe'],
		['no keys', ['--env', 'test'], 'There are no keys'],
		['an unknown option', ['--envv', 'test'], 'Usage: npm run probe'],
		['a missing file of keys', ['--env', 'test', '--keys', '/nowhere'], 'cannot be read'],
		['an unknown doubt', ['--emulator', '--only', 'Z1'], 'is not in docs/doubts.md'],
	])('ends with 2 for %s', async (_name, args, words) => {
		const { code, output } = await run(args);
		expect(output).toContain(words);
		expect(code).toBe(2);
	});

	it('never repeats a line of the file of keys', async () => {
		const file = join(folder, 'wrong');
		await writeFile(file, `${keys.password}=1\n`);
		const { code, output } = await run(['--env', 'test', '--keys', file]);
		expect(output).toContain('unknown name');
		expect(output).not.toContain(keys.password);
		expect(code).toBe(2);
	});
});

async function recorded(stand: Pick<Stand, 'addresses' | 'keys'>, chosen: string[]): Promise<Recorder> {
	const secrets = new Secrets(secretValues(stand.keys));
	const recorder = new Recorder(secrets);
	const ask = new Ask({ ...stand, isTestStand: true, secrets, onExchange: recorder.onExchange });
	await runProbes(
		doubts.filter(({ id: doubt }) => chosen.includes(doubt)),
		ask,
		{ allowed: new Set(['reads', 'writes', 'sends']), onOutcome: recorder.onOutcome },
	);
	return recorder;
}

describe('a cassette', () => {
	const CHOSEN = ['A3', 'X1', 'X25', 'X36', 'X78'];
	let cassette: Cassette;

	beforeAll(async () => {
		const stand = await startStand();
		const recorder = await recorded(stand, CHOSEN);
		const folder = await mkdtemp(join(tmpdir(), 'kontur-cassette-'));
		expect(recorder.write(join(folder, 'cassette'))).toBe(true);
		const read: unknown = JSON.parse(await readFile(join(folder, 'cassette'), 'utf8'));
		if (!isCassette(read)) throw new Error('not a cassette');
		cassette = read;
		await rm(folder, { recursive: true });
		await stand.close();
	});

	it('holds no name, number or token of the account', () => {
		const text = JSON.stringify(cassette);
		for (const secret of [
			'partner@example.com',
			'Петров',
			'Проба',
			'7d5c3e1a',
			'9001234567',
			'demo-service',
		]) {
			expect(text).not.toContain(secret);
		}
	});

	it('replaces the same by the same', () => {
		const drafts = cassette.exchanges.filter(({ path }) => path.endsWith('/drafts'));
		const [home] = new Set(drafts.map(({ path }) => path));
		expect(home).toMatch(/^\/v1\/00000000-0000-4000-8000-\d{12}\/drafts$/);
		expect(JSON.stringify(drafts[0].answer)).toContain(home.split('/')[2]);
	});

	it('of the emulator agrees with the emulator', async () => {
		const { differences, count } = await replay(cassette);
		expect(differences).toEqual([]);
		expect(count).toBeGreaterThan(CHOSEN.length);
	});

	it('of a company whose demands have no deadline agrees with the emulator', async () => {
		const stand = await startStand();
		const emulator = await startEmulator();
		const { url } = emulator;
		const addresses = { identity: url, auth: url, extern: url, ofdAuth: url, ofd: url };
		const { clientId, apiKey, login, password } = stand.keys;
		const own = { clientId, apiKey, login, password };
		const recorder = await recorded({ addresses, keys: own }, ['X5', 'X20', 'X23', 'X63']);
		await emulator.close();
		await stand.close();
		const { differences, count } = await replay(recorder.cassette());
		expect(differences).toEqual([]);
		expect(count).toBeGreaterThan(4);
	});

	it('of another server shows every field that differs', async () => {
		const text = JSON.stringify(cassette)
			.replaceAll('"expires_in"', '"lifetime"')
			.replaceAll('"users":', '"people":')
			.replaceAll('"returned-count":', '"returned-count-text":"x","unused":');
		const { differences } = await replay(JSON.parse(text) as Cassette);
		const shown = differences.join('\n');
		expect(shown).toContain('lifetime: recorded whole number, the emulator nothing');
		expect(shown).toContain('expires_in: recorded nothing, the emulator whole number');
		expect(shown).toContain('people: recorded list, the emulator nothing');
		expect(shown).toContain('returned-count-text: recorded word, the emulator nothing');
	});

	it('shows another status and stops there', async () => {
		const other = structuredClone(cassette);
		const [first] = other.exchanges.filter(({ doubt }) => doubt === 'X1');
		first.status = 503;
		const { differences } = await replay(other);
		expect(differences.some((text) => text.includes('status: recorded 503'))).toBe(true);
	});
});
