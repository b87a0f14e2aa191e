import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';

export const root = join(__dirname, '..', '..', '..');

const foreign = new Set(['node_modules', 'dist', 'n8n', '.git', '.work']);

/** All documents of the project, by their path. */
export const documents = (folder = root): string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (entry.isDirectory()) return foreign.has(entry.name) ? [] : documents(join(folder, entry.name));
		return entry.name.endsWith('.md') ? [relative(root, join(folder, entry.name))] : [];
	});

export const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** A document without what is shown as code, where brackets and # mean other things. */
const prose = (text: string) =>
	text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));

/** The headings of a level, as they are read. */
export const headings = (text: string, level: string): string[] =>
	[...prose(text).matchAll(new RegExp(`^${level} (.+)$`, 'gm'))].map(([, heading]) => heading.trim());

/** What the host of the repository makes of a heading in an address. */
const slug = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
		.replaceAll(' ', '-');

/** The places in a document that an address may name. */
export function anchors(text: string): Set<string> {
	const slugs = headings(text, '#{1,6}').map(slug);
	const named = [...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id);
	const numbered = slugs.map((one, index) => {
		const before = slugs.slice(0, index).filter((other) => other === one).length;
		return before === 0 ? one : `${one}-${before}`;
	});
	return new Set([...numbered, ...named]);
}

/** The links of a document that stay in the project: the file, by its path, and the place in it. */
export const localLinks = (path: string) =>
	[...prose(read(path)).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target]) => decodeURIComponent(target))
		.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
		.map((target) => {
			const [file, anchor] = target.split('#');
			return { target, file: file === '' ? path : join(dirname(path), file), anchor };
		});
