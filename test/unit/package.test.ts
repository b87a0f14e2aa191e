import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './docs/markdown';

/* What an installation brings along: this package and nothing else, so there is nothing in it to be audited. */

type Dependencies = Record<string, string> | undefined;
interface Manifest {
	dependencies?: Dependencies;
	optionalDependencies?: Dependencies;
	bundleDependencies?: unknown;
	bundledDependencies?: unknown;
	peerDependencies?: Dependencies;
	scripts: Record<string, string>;
	packages?: Record<string, Manifest>;
}

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Manifest;

test.each([
	['package.json', () => read('package.json')],
	['package-lock.json', () => read('package-lock.json').packages?.[''] as Manifest],
])('%s names no package that is installed with this one', (_name, manifest) => {
	const { dependencies, optionalDependencies, bundleDependencies, bundledDependencies, peerDependencies } =
		manifest();
	for (const some of [dependencies, optionalDependencies, bundleDependencies, bundledDependencies]) {
		expect(some ?? {}).toEqual({});
	}
	// It is a part of n8n, which the package is installed into.
	expect(Object.keys(peerDependencies ?? {})).toEqual(['n8n-workflow']);
});

test('nothing runs at the installation', () => {
	const names = Object.keys(read('package.json').scripts);
	expect(names.filter((name) => /install|prepare|prepack|postpack/.test(name))).toEqual([]);
});

const sources = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

test('what runs in n8n loads nothing but n8n-workflow and crypto', () => {
	const files = [...sources('nodes'), ...sources('credentials')];
	expect(files.length).toBeGreaterThan(200);
	const foreign = files.flatMap((file) => {
		const text = readFileSync(join(root, file), 'utf8');
		const named = [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gm)];
		const loaded = [...text.matchAll(/\b(?:require|import)\(\s*'([^']+)'\s*\)(?!\.)/g)];
		return [...named, ...loaded]
			.map(([, name]) => name)
			.filter((name) => !name.startsWith('.') && name !== 'n8n-workflow' && name !== 'crypto')
			.map((name) => `${file}: ${name}`);
	});
	expect(foreign).toEqual([]);
});
