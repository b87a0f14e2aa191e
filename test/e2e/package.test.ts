import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import axios from 'axios';
import { partnerUser } from '../emulator/support';
import { KEYS } from '../emulator/ofd';
import type { Json } from './support/execution';
import { places, work } from './support/places';
import { startStand, type Stand } from './support/stand';

interface Described extends Json {
	name: string;
	displayName: string;
	iconUrl?: { light: string; dark: string };
	codex?: { categories?: string[]; alias?: string[]; resources?: Json };
	supportedNodes?: string[];
}

let stand: Stand;
let nodes: Described[];
let credentials: Described[];

beforeAll(async () => {
	stand = await startStand('package');
	nodes = await stand.n8n.rest<Described[]>('GET', '/types/nodes.json');
	credentials = await stand.n8n.rest<Described[]>('GET', '/types/credentials.json');
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const files = () =>
	execFileSync('tar', ['tzf', places().tarball], { encoding: 'utf8' })
		.split('\n')
		.filter((name) => name && !name.endsWith('/'))
		.map((name) => name.replace(/^package\//, ''));

const manifest = () =>
	JSON.parse(
		execFileSync('tar', ['xzOf', places().tarball, 'package/package.json'], { encoding: 'utf8' }),
	) as Json & { n8n: { nodes: string[]; credentials: string[] } };

const expected = [
	['konturExtern', 'Kontur.Extern', 'Экстерн'],
	['konturExternAdvanced', 'Kontur.Extern Advanced', 'Экстерн'],
	['konturExternTrigger', 'Kontur.Extern Trigger', 'Экстерн'],
	['konturOfd', 'Kontur.OFD', 'чек'],
	['konturOfdTrigger', 'Kontur.OFD Trigger', 'чек'],
];

test('the tarball holds what n8n needs and nothing else', () => {
	const others = files().filter((name) => !/^dist\/(nodes|credentials)\//.test(name));
	expect(others.sort()).toEqual(['LICENSE', 'README.md', 'README.ru.md', 'index.js', 'package.json']);
	const { n8n } = manifest();
	expect(files()).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
});

test('the package has no dependencies and no install scripts', () => {
	const { dependencies, optionalDependencies, scripts } = manifest();
	expect(Object.keys((dependencies ?? {}) as Json)).toEqual([]);
	expect(Object.keys((optionalDependencies ?? {}) as Json)).toEqual([]);
	expect(Object.keys((scripts ?? {}) as Json).filter((name) => /install|prepare/.test(name))).toEqual([]);
});

test.each(expected)('n8n lists %s with icons and search words', async (name, displayName, word) => {
	const node = nodes.find((one) => one.name === `n8n-nodes-kontur.${name}`);
	expect(node).toMatchObject({ displayName });
	expect(node?.codex?.categories).toEqual(['Finance & Accounting']);
	expect(node?.codex?.alias).toEqual(expect.arrayContaining(['Контур', word]));
	expect(node?.codex?.resources).toHaveProperty('primaryDocumentation');
	for (const theme of ['light', 'dark'] as const) {
		// A new connection: n8n may be closing the previous one.
		const icon = await axios.get(`${stand.n8n.url}/${String(node?.iconUrl?.[theme])}`, {
			proxy: false,
			httpAgent: new Agent(),
		});
		expect(icon.headers['content-type']).toContain('svg');
	}
});

test('the action nodes can be tools of an AI agent', () => {
	const names = nodes.map(({ name }) => name);
	expect(names).toContain('n8n-nodes-kontur.konturExternTool');
	expect(names).toContain('n8n-nodes-kontur.konturExternAdvancedTool');
	expect(names).toContain('n8n-nodes-kontur.konturOfdTool');
});

test.each([
	['konturExternApi', 'Kontur.Extern API', ['konturExtern', 'konturExternAdvanced', 'konturExternTrigger']],
	['konturOfdApi', 'Kontur.OFD API', ['konturOfd', 'konturOfdTrigger']],
])('n8n lists the credential %s with an icon and its nodes', (name, displayName, users) => {
	const credential = credentials.find((one) => one.name === name);
	expect(credential).toMatchObject({ displayName });
	expect(credential?.iconUrl).toEqual({
		light: expect.stringContaining('.svg'),
		dark: expect.stringContaining('.dark.svg'),
	});
	expect(credential?.supportedNodes).toEqual(
		expect.arrayContaining(users.map((user) => `n8n-nodes-kontur.${user}`)),
	);
});

function unpacked(name: string): string {
	const folder = join(work, 'run', name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	execFileSync('tar', ['xzf', places().tarball, '-C', folder]);
	return folder;
}

/** Runs a program that finds what n8n brings along. */
async function runBesideN8n(program: string, args: readonly string[], env: Record<string, string>) {
	const { node, n8nStart } = places();
	return await promisify(execFile)(node, ['-e', program, ...args], {
		env: { ...process.env, NODE_PATH: join(dirname(n8nStart), '../..'), ...env },
	});
}

/** Loads the nodes and credentials as n8n does at its start. Argument: folder of the package. */
const LOADED = `
const { basename, join } = require('node:path');
const [folder] = process.argv.slice(1);
const { n8n } = require(join(folder, 'package.json'));
const names = n8n.nodes.map((file) => {
	const { description } = new (require(join(folder, file))[basename(file).split('.')[0]])();
	return (description ?? {}).displayName;
});
for (const file of n8n.credentials) new (require(join(folder, file))[basename(file).split('.')[0]])();
const ours = Object.keys(require.cache).filter((file) => file.startsWith(folder) && file.endsWith('.js'));
console.log(JSON.stringify({ names, files: ours.map((file) => basename(file).split('-')[0]) }));
`;

test.each([
	['en_US.UTF-8', 'Kontur.Extern', false],
	['ru_RU.UTF-8', 'Контур.Экстерн', true],
])(
	'in %s, n8n reads at its start what it needs then: Russian texts in Russian only',
	async (locale, name, isRussian) => {
		const folder = unpacked('loaded-package');
		const { stdout } = await runBesideN8n(LOADED, [join(folder, 'package')], {
			LC_ALL: locale,
			LANG: locale,
		});
		rmSync(folder, { recursive: true, force: true });
		const { names, files } = JSON.parse(stdout) as { names: string[]; files: string[] };
		expect(names).toContain(name);
		const read = ['later', 'russian', 'shared'].filter((file) => files.includes(file));
		expect(read).toEqual(isRussian ? ['russian', 'shared'] : ['shared']);
	},
);

/*
 * Runs operations of the packed node in a process of its own, which is asked afterwards whether it still is what it was.
 * Arguments: folder of the package, address, session, key.
 */
const PROBE = `
const { join } = require('node:path');
const [folder, apiUrl, readyToken, apiKey] = process.argv.slice(1);
const prototypes = [Object, Array, Function, String, Map, Promise, Error].map((one) => one.prototype);
const innate = () => JSON.stringify(prototypes.map((one) => Reflect.ownKeys(one).map(String)));
const functions = () => [Object.prototype.toString, Object.prototype.hasOwnProperty, Object.prototype.constructor];
const { KonturOfd } = require(join(folder, 'dist/nodes/KonturOfd/KonturOfd.node.js'));
const [before, were] = [innate(), functions()];
const node = new KonturOfd();
const quiet = () => undefined;
async function run(parameters) {
	const context = {
		getInputData: () => [{ json: {} }],
		getNodeParameter: (name, _item, fallback) => (name in parameters ? parameters[name] : fallback),
		getNode: () => ({
			name: 'Node', type: 'n8n-nodes-kontur.konturOfd', typeVersion: 1, parameters,
			credentials: { konturOfdApi: { id: '1', name: 'x' } },
		}),
		getCredentials: async () => ({ environment: 'custom', apiUrl, apiKey, signIn: 'sid', readyToken }),
		getExecutionCancelSignal: quiet,
		getExecutionId: () => '1',
		getTimezone: () => 'Europe/Moscow',
		addExecutionHints: quiet,
		continueOnFail: () => false,
		logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
		helpers: {
			httpRequestWithAuthentication: async (_type, { url, method, headers }) => {
				const signed = { ...headers, authorization: 'auth.sid ' + readyToken, 'x-kontur-ofd-apikey': apiKey };
				const response = await fetch(url, { method, headers: signed });
				return {
					statusCode: response.status,
					headers: Object.fromEntries(response.headers),
					body: await response.text(),
				};
			},
		},
	};
	const [items] = await node.execute.call(context);
	return items.length;
}
(async () => {
	const counts = [];
	for (const parameters of JSON.parse(process.env.PROBE_RUNS)) counts.push(await run(parameters));
	const isUnchanged = innate() === before && functions().every((one, index) => one === were[index]);
	console.log(JSON.stringify({ counts, isUnchanged, isPolluted: 'polluted' in {} }));
	process.exit();
})();
`;

test('no response changes what all objects have, in the packed node too', async () => {
	const { emulator } = stand;
	const { ofd } = emulator.state;
	const folder = unpacked('hostile-package');

	ofd.clear();
	const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
	for (const name of names) {
		const { id } = ofd.addOrganization({ id: name.toLowerCase(), shortName: name });
		ofd.addRegister(id, { regNumber: name, fn: name, name });
		ofd.printReceipts(name, { dateTime: '2026-03-09T10:00:00', count: 2 });
	}
	const poison = JSON.parse(
		'{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}',
	) as object;
	const poisoned = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(poisoned);
		if (typeof value !== 'object' || value === null) return value;
		const members = Object.entries(value).map(([name, one]) => [name, poisoned(one)] as const);
		return Object.fromEntries([...members, ...Object.entries(poison)]);
	};
	const restore = emulator.control.changeAnswers(({ service }, json) =>
		service === 'ofd' ? poisoned(json) : json,
	);
	const { login, password } = partnerUser;
	const signIn = await axios.post<{ Sid: string }>(
		`${emulator.url}/auth/authenticate-by-pass?login=${encodeURIComponent(login)}`,
		password,
		{ proxy: false },
	);
	const common = { returnAll: true, simplify: true, options: {}, cashRegisters: 'all', organizations: 'all' };
	const period = { dateFrom: '2026-03-09T00:00:00', dateTo: '2026-03-09T23:59:59' };
	const runs = [
		{ ...common, resource: 'organization', operation: 'getAll' },
		{ ...common, resource: 'cashbox', operation: 'getAll' },
		{ ...common, resource: 'document', operation: 'getAll', types: ['receipt'], ...period },
		{ ...common, resource: 'statistics', operation: 'byDays', ...period },
	];
	const args = [join(folder, 'package'), emulator.url, signIn.data.Sid, KEYS.main];
	const { stdout } = await runBesideN8n(PROBE, args, { PROBE_RUNS: JSON.stringify(runs) });
	restore();
	rmSync(folder, { recursive: true, force: true });
	expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
		counts: [names.length, names.length, names.length * 2, names.length],
		isUnchanged: true,
		isPolluted: false,
	});
});
