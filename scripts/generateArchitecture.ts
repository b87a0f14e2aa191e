// Draws the module diagram in docs/architecture.md from the imports. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, '..', 'docs', 'architecture.md');
const [begin, end] = ['<!-- rooms: generated from the imports with `npm run docs` -->', '<!-- /rooms -->'];

/** Returns the module of a source file: a folder below a node or below `nodes/shared`, or the node itself. */
function roomOf(path: string): string | undefined {
	const [top, group, room, ...rest] = path.split('/');
	if (top === 'credentials') return 'credentials';
	if (top !== 'nodes') return undefined;
	return rest.length > 0 ? `${group}/${room}` : `${group}/node`;
}

type Graph = Map<string, Set<string>>;

/** Returns whether `to` can be reached from `from` without the direct arrow. */
function isReachable(graph: Graph, from: string, to: string): boolean {
	const seen = new Set([from]);
	const open = [...(graph.get(from) ?? [])].filter((room) => room !== to);
	for (let room = open.pop(); room !== undefined; room = open.pop()) {
		if (room === to) return true;
		if (seen.has(room)) continue;
		seen.add(room);
		open.push(...(graph.get(room) ?? []));
	}
	return false;
}

/** Draws groups as boxes. Omits an arrow that two others imply. */
function draw(graph: Graph): string {
	const id = (room: string) => room.replace('/', '_');
	const groups = new Map<string, string[]>();
	for (const room of [...graph.keys()].sort()) {
		const group = room.split('/')[0];
		groups.set(group, [...(groups.get(group) ?? []), room]);
	}
	const boxes = [...groups].flatMap(([group, rooms]) => [
		`  subgraph ${group}`,
		...rooms.map((room) => `    ${id(room)}["${room.split('/').at(-1) ?? room}"]`),
		'  end',
	]);
	const arrows = [...graph].flatMap(([from, targets]) =>
		[...targets].filter((to) => !isReachable(graph, from, to)).map((to) => `  ${id(from)} --> ${id(to)}`),
	);
	return ['```mermaid', 'flowchart TB', ...boxes, ...arrows.sort(), '```'].join('\n');
}

async function imports(): Promise<Graph> {
	const { cruise } = await import('dependency-cruiser');
	const { output } = await cruise(['nodes', 'credentials'], {
		baseDir: join(__dirname, '..'),
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
	});
	if (typeof output === 'string') throw new Error('dependency-cruiser returned text');
	const graph: Graph = new Map();
	for (const { source, dependencies } of output.modules) {
		const from = roomOf(source);
		if (!from) continue;
		const targets = graph.get(from) ?? new Set();
		graph.set(from, targets);
		for (const { resolved } of dependencies) {
			const to = roomOf(resolved);
			if (to && to !== from) targets.add(to);
		}
	}
	return graph;
}

async function main(): Promise<void> {
	const before = readFileSync(file, 'utf8');
	const [head, rest = ''] = before.split(begin);
	const [, tail] = rest.split(end);
	if (tail === undefined) throw new Error(`docs/architecture.md lacks the lines ${begin} and ${end}`);
	const after = `${head}${begin}\n\n${draw(await imports())}\n\n${end}${tail}`;
	if (!process.argv.includes('--check')) writeFileSync(file, after);
	else if (after !== before) {
		console.error('The picture in docs/architecture.md is not up to date. Run: npm run docs');
		process.exitCode = 1;
	}
}

void main();
