// apart.js <folder of the package> prints { ms, mb }: what loading its nodes and credentials takes.
import { createRequire } from 'module';
import { join } from 'path';

const [, , folder] = process.argv;
const load = createRequire(__filename);

// n8n has these loaded when it comes to the nodes.
load('n8n-workflow');
global.gc?.();
const before = process.memoryUsage();
const started = performance.now();
const { n8n } = load(join(folder, 'package.json')) as {
	n8n: { nodes: string[]; credentials: string[] };
};
const instances = [...n8n.nodes, ...n8n.credentials].map((path) => {
	const name = path.split('/').at(-1)?.split('.')[0] ?? '';
	const loaded = load(join(folder, path)) as Record<string, new () => object>;
	return new loaded[name]();
});
if (instances.length === 0) throw new Error('The package has no nodes');
const ms = performance.now() - started;
global.gc?.();
const after = process.memoryUsage();
console.log(
	JSON.stringify({ ms, mb: (after.rss - before.rss) / 1e6, heap: (after.heapUsed - before.heapUsed) / 1e6 }),
);
