// Compiles what is measured to plain JavaScript, as n8n runs it, and starts the benchmark on the Node.js of n8n.
import { transformFileSync } from '@swc/core';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostNode, root, work } from '../../scripts/setup.mjs';

const target = join(work, 'bench');
const folders = [
	'nodes',
	'credentials',
	'test/unit',
	'test/support',
	'test/emulator',
	'test/host',
	'test/e2e/support',
	'test/bench',
];
const options = {
	jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
	module: { type: 'commonjs' },
};

function compile(folder) {
	mkdirSync(join(target, folder), { recursive: true });
	for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) compile(path);
		else if (path.endsWith('.ts'))
			writeFileSync(
				join(target, path.replace(/ts$/, 'js')),
				transformFileSync(join(root, path), { ...options, swcrc: false }).code,
			);
		else copyFileSync(join(root, path), join(target, path));
	}
}

rmSync(target, { recursive: true, force: true });
for (const folder of folders) if (existsSync(join(root, folder))) compile(folder);
const node = existsSync(hostNode) ? hostNode : process.execPath;
if (node !== hostNode)
	console.log('The Node.js of n8n is not installed (npm test installs it): measured on another one.');
const { status } = spawnSync(node, [join(target, 'test', 'bench', 'run.js'), ...process.argv.slice(2)], {
	stdio: 'inherit',
});
process.exitCode = status ?? 1;
