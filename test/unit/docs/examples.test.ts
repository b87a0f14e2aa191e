import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples, exampleFolder, languages, render } from '../../../scripts/examples';

interface Node {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null }>;
}

interface Workflow {
	name: string;
	nodes: Node[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
}

const filesOf = (language: (typeof languages)[number]) =>
	readdirSync(exampleFolder(language)).filter((name) => name.endsWith('.json'));

const read = (file: string, language: (typeof languages)[number]): Workflow =>
	JSON.parse(readFileSync(join(exampleFolder(language), file), 'utf8')) as Workflow;

const written = examples.map(({ file }) => `${file}.json`);
const pairs = written.map((file) => ({ file, en: read(file, 'en'), ru: read(file, 'ru') }));

describe.each(languages)('the examples (%s)', (language) => {
	test('are the ones that their sources make; if not, run npm run docs', () => {
		expect(filesOf(language).sort()).toEqual([...written].sort());
		for (const source of examples) {
			const expected: unknown = JSON.parse(JSON.stringify(render(source, language)));
			expect(read(`${source.file}.json`, language)).toEqual(expected);
		}
	});

	test('have nothing in them that could go out: no address, no INN, no account, no person', () => {
		const found = written.flatMap((file) => {
			const settings = read(file, language).nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
			const text = JSON.stringify(settings.map(({ parameters }) => parameters));
			const suspicious = text.match(
				/\b\d{1,3}(?:\.\d{1,3}){3}\b|\b\d{10}\b|\b\d{12}\b|@example|"mode":"list"/g,
			);
			return (suspicious ?? []).map((what) => `${file}: ${what}`);
		});
		expect(found).toEqual([]);
	});

	test('leave credentials to the person who imports them', () => {
		const ids = written.flatMap((file) =>
			read(file, language).nodes.flatMap(({ credentials }) =>
				Object.values(credentials ?? {}).map(({ id }) => id),
			),
		);
		expect(ids.length).toBeGreaterThan(50);
		expect(new Set(ids)).toEqual(new Set([null]));
	});
});

describe('both languages', () => {
	const CYRILLIC = /[А-Яа-яЁё]/;

	/** What an expression reads, whatever it says around that. */
	const reads = (text: string, names: Map<string, string>) =>
		[...text.matchAll(/\$\('([^']+)'\)|\$json\S*|\$(?:now|runIndex|execution|binary)\b/g)]
			.map(([whole, node]) => (node ? `node ${names.get(node) ?? node}` : whole.replace(/[^\w$.?].*$/, '')))
			.sort();

	function same(en: unknown, ru: unknown, names: Map<string, string>, place: string): string[] {
		if (typeof en === 'string' && typeof ru === 'string') {
			const isExpression = en.startsWith('=');
			if (isExpression !== ru.startsWith('=')) return [place];
			if (isExpression && reads(en, names).join() !== reads(ru, new Map()).join())
				return [`${place}: ${en} / ${ru}`];
			return [];
		}
		if (Array.isArray(en) && Array.isArray(ru)) {
			if (en.length !== ru.length) return [place];
			return en.flatMap((one: unknown, index) => same(one, ru[index], names, `${place}.${index}`));
		}
		if (typeof en === 'object' && en && typeof ru === 'object' && ru) {
			const keys = Object.keys(en);
			if (keys.join() !== Object.keys(ru).join()) return [place];
			return keys.flatMap((key) =>
				same(
					(en as Record<string, unknown>)[key],
					(ru as Record<string, unknown>)[key],
					names,
					`${place}.${key}`,
				),
			);
		}
		return en === ru ? [] : [place];
	}

	test.each(pairs)('$file does the same in both', ({ en, ru }) => {
		const names = new Map(en.nodes.map(({ name }, index) => [name, ru.nodes[index].name]));
		const withoutPlace = ({ nodes }: Workflow) =>
			nodes
				.filter(({ type }) => !type.endsWith('.stickyNote'))
				.map((node) => ({ ...node, name: '', position: [], webhookId: '', credentials: undefined }));
		expect(same(withoutPlace(en), withoutPlace(ru), names, '')).toEqual([]);
		const linked = Object.entries(en.connections).map(([from, to]) => [
			names.get(from),
			JSON.parse(JSON.stringify(to), (key, value: unknown) =>
				key === 'node' ? names.get(String(value)) : value,
			) as unknown,
		]);
		expect(Object.fromEntries(linked)).toEqual(ru.connections);
		expect(ru.settings).toEqual(en.settings);
	});

	test.each(pairs)('$file speaks only Russian in the Russian edition', ({ ru }) => {
		const brands = ['Telegram'];
		const english = ru.nodes.filter(({ name }) => !CYRILLIC.test(name) && !brands.includes(name));
		expect(english.map(({ name }) => name)).toEqual([]);
		const notes = ru.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		for (const { parameters } of notes) {
			const bold = [...String(parameters.content).matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name);
			const unknown = bold.filter(
				(name) => !CYRILLIC.test(name) && !ru.nodes.some((node) => node.name === name),
			);
			expect(unknown).toEqual([]);
		}
		const texts = ru.nodes.flatMap(({ type, parameters }) =>
			type.endsWith('.stopAndError') ? [String(parameters.errorMessage)] : [],
		);
		for (const text of texts)
			expect(text.replace(/\{\{.*?\}\}/gs, '').replace(/^=/, '')).toMatch(/^$|[А-Яа-яЁё]/);
	});

	test.each(pairs)('every node that $file speaks of is in it', ({ en, ru }) => {
		for (const { nodes } of [en, ru]) {
			const names = nodes.map(({ name }) => name);
			const named = [...JSON.stringify(nodes).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
			expect(named.filter((name) => !names.includes(name))).toEqual([]);
		}
	});
});

test('what sends or changes something runs only with its settings filled in', () => {
	// Reads and local work need no settings.
	const harmless =
		/^(docflow\.get|document\.|revenue\.|organization\.getAll|cashbox\.getAll|certificate\.get)/;
	const unguarded = pairs.filter(({ en }) => !en.nodes.some(({ name }) => name === 'Stop: Fill In Settings'));
	expect(unguarded.length).toBeGreaterThan(0);
	for (const { en } of unguarded) {
		const operations = en.nodes
			.filter(({ type, parameters }) => type.startsWith('n8n-nodes-kontur.') && parameters.operation)
			.map(({ parameters }) => `${String(parameters.resource)}.${String(parameters.operation)}`);
		expect(operations.filter((operation) => !harmless.test(operation))).toEqual([]);
	}
});
