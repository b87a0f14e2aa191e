import { execFileSync } from 'node:child_process';
import { Agent } from 'node:http';
import axios from 'axios';
import type { Json } from './support/execution';
import { places } from './support/places';
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
	expect(names).toContain('n8n-nodes-kontur.konturOfdTool');
});

test.each([
	['konturExternApi', 'Kontur.Extern API', ['konturExtern', 'konturExternTrigger']],
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
