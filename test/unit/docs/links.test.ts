import { existsSync } from 'fs';
import { join } from 'path';
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
