import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { credentials as russian } from '../../../nodes/shared/language/ru/credentials';
import { anchors, documents, localLinks, read, root } from './markdown';

const links = documents().flatMap((path) => localLinks(path).map((link) => ({ path, ...link })));

test('there are documents, and links between them', () => {
	expect(documents()).toEqual(
		expect.arrayContaining(['README.md', 'docs/architecture.md', 'examples/README.md']),
	);
	expect(links.length).toBeGreaterThan(50);
});

test('every link inside the project leads to a file', () => {
	const broken = links.filter(({ file }) => !existsSync(join(root, file)));
	expect(broken.map(({ path, target }) => `${path}: ${target}`)).toEqual([]);
});

test('every link to a place in a document leads to a heading or a named place', () => {
	const broken = links.filter(
		({ file, anchor }) =>
			anchor !== undefined &&
			file.endsWith('.md') &&
			existsSync(join(root, file)) &&
			!anchors(read(file)).has(anchor),
	);
	expect(broken.map(({ path, target }) => `${path}: ${target}`)).toEqual([]);
});

describe('the help of credentials', () => {
	const files = readdirSync(join(root, 'credentials'));
	const help = files.map(
		(file) => /documentationUrl =\s+'([^']+)'/.exec(read(`credentials/${file}`))?.[1] ?? '',
	);
	const pages = [
		...help.map((url) => [url, 'docs/keys.md']),
		...help.map((url) => [russian[url] ?? '', 'docs/ru/keys.md']),
	];

	test.each(pages)('%s leads to its place in %s', (url, page) => {
		const [, path, anchor] = /\/blob\/main\/([^#]+)#(.+)$/.exec(url) ?? [];
		expect(path).toBe(page);
		expect(anchors(read(path)).has(anchor)).toBe(true);
	});
});

test('the Russian page of keys names fields and sites as the credentials do', () => {
	const names = Object.values(russian);
	const page = read('docs/ru/keys.md');
	const tables = [...page.matchAll(/^\| поле \| что ввести \|\n\|[-| ]+\n((?:\|.*\n)+)/gm)];
	const rows = tables.flatMap(([, body]) => body.trim().split('\n'));
	const named = rows.flatMap((row) => {
		const [, field, values] = row.split('|').map((cell) => cell.replace(/\s*\([^)]*\)/g, '').trim());
		return [...field.split(', '), ...(field === 'Площадка' ? values.split(/, | или /) : [])];
	});
	expect(named.length).toBeGreaterThan(12);
	expect(named.filter((name) => /[А-яЁё]/.test(name) && !names.includes(name))).toEqual([]);
});

describe('examples', () => {
	const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.json'));

	test.each(['examples/README.md', 'docs/ru/examples.md'])('are all listed in %s', (page) => {
		const text = read(page);
		expect(examples.filter((name) => !text.includes(`${name})`))).toEqual([]);
	});

	test('that depend on the clock name their time zone, because n8n begins in New York', () => {
		const clocked = examples
			.map((name) => ({ name, text: read(`examples/${name}`) }))
			.filter(({ text }) => /scheduleTrigger|\$now|\$today/.test(text));
		expect(clocked.length).toBeGreaterThan(5);
		const without = clocked.filter(({ text }) => {
			const { settings } = JSON.parse(text) as { settings: { timezone?: string } };
			return settings.timezone !== 'Europe/Moscow';
		});
		expect(without.map(({ name }) => name)).toEqual([]);
	});
});
