// Checks one operation within half a minute: npm run check -- document.get, or konturOfd.document.get if two nodes have
// an operation of that name. `npm test` checks everything.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
	ensureInstalled,
	hostNode,
	typeCheck,
	requireOpenssl,
	root,
	runScript,
	SetupError,
} from './setup.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const folders = { konturExtern: 'KonturExtern', konturOfd: 'KonturOfd', konturSignature: 'KonturSignature' };

/** The operations of a resource, by node: their stored names and files. */
function operationsOf(resource) {
	return Object.entries(folders).flatMap(([node, folder]) => {
		const place = join(root, 'nodes', folder, 'actions', resource);
		if (!existsSync(place)) return [];
		const names = readdirSync(place).filter((name) => name.endsWith('.operation.ts'));
		return names.map((name) => {
			const file = join(place, name);
			const [, value] = /\bvalue: '(\w+)'/.exec(readFileSync(file, 'utf8')) ?? [];
			return { node, value, files: [file, join(place, 'index.ts')] };
		});
	});
}

function find(argument = '') {
	const parts = argument.split('.');
	const [node, resource, operation] = parts.length === 3 ? parts : [undefined, ...parts];
	if (!operation) throw new SetupError('Usage: npm run check -- resource.operation');
	const all = operationsOf(resource);
	const found = all.filter(({ value, ...each }) => value === operation && (!node || each.node === node));
	if (found.length === 1) return { name: `${resource}.${operation}`, ...found[0] };
	const names = (found.length > 1 ? found : all).map((each) => `${each.node}.${resource}.${each.value}`);
	const problem = found.length > 1 ? 'Several nodes have it' : 'There is no such operation';
	throw new SetupError(
		`${problem}. ${names.length > 0 ? `Name one of ${names.join(', ')}` : 'Names are those of docs/operations.md'}.`,
	);
}

async function passes(title, command, args, env = {}) {
	const child = spawn(command, args, {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, ...env },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	console.log(`${title}: ${code === 0 ? 'passed' : 'FAILED'}`);
	if (code !== 0) console.log(output.trimEnd());
	return code === 0;
}

/** Tests whose name contains the operation as a separate word, or that cover all operations. */
const testsOf = (name) =>
	`(^|\\s)${name.replace('.', '\\.')}(\\s|:|$)|stored names|registered|in the catalogue|every (operation|list) has|every documented route`;

await runScript(async () => {
	const { name, node, files } = find(process.argv[2]);
	await ensureInstalled();
	await requireOpenssl();
	console.log(`${node} ${name}: ${files.map((file) => relative(root, file)).join(', ')}`);
	const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	const results = await Promise.all([
		passes('Conformance', hostNode, [
			...[jest, '--selectProjects', 'conformance', '--maxWorkers=2', '--silent'],
			...['--testNamePattern', testsOf(name)],
		]),
		passes('Types', process.execPath, typeCheck),
		passes('Lint', bin('eslint'), files),
		passes('Layout', bin('prettier'), ['--check', ...files]),
		passes('docs/operations.md', bin('tsx'), ['scripts/generateDocs.ts', '--check']),
	]);
	if (results.includes(false)) process.exitCode = 1;
});
