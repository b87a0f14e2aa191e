export interface Link {
	from: string;
	output: number;
	to: string;
	input: number;
}

interface Cell {
	column: number;
	lane: number;
}

const STEP = { x: 220, y: 170 } as const;
const NODE = 96;
const MARGIN = 40;
const WIDEST = 1900;
const NARROWEST = 440;
const LINE = 22;
const LETTER = 7.6;

/** Places nodes of one section in columns along the flow, and branches in lanes below each other. */
function cellsOf(names: readonly string[], links: readonly Link[]): Map<string, Cell> {
	const inside = links.filter(({ from, to }) => names.includes(from) && names.includes(to));
	// A link back to an earlier node is a loop and moves nothing.
	const forward = inside.filter(({ from, to }) => names.indexOf(from) < names.indexOf(to));
	const column = new Map<string, number>();
	for (const name of names) {
		const before = forward.filter(({ to }) => to === name).map(({ from }) => (column.get(from) ?? 0) + 1);
		column.set(name, Math.max(0, ...before));
	}
	const taken = new Set<string>();
	const cells = new Map<string, Cell>();
	for (const name of names) {
		const at = column.get(name) ?? 0;
		const parent = forward.find(({ to }) => to === name);
		let lane = parent ? (cells.get(parent.from)?.lane ?? 0) : 0;
		while (taken.has(`${at},${lane}`)) lane += 1;
		taken.add(`${at},${lane}`);
		cells.set(name, { column: at, lane });
	}
	return cells;
}

export interface Placed {
	note: { x: number; y: number; width: number; height: number };
	nodes: Map<string, [number, number]>;
}

/** Lays sections out from left to right, and below where a row is full. */
export function layOut(
	sections: ReadonlyArray<{ text: string; names: readonly string[] }>,
	links: readonly Link[],
): Placed[] {
	let x = 0;
	let y = 0;
	let tallest = 0;
	return sections.map(({ text, names }) => {
		const cells = cellsOf(names, links);
		const columns = 1 + Math.max(0, ...[...cells.values()].map(({ column }) => column));
		const lanes = 1 + Math.max(0, ...[...cells.values()].map(({ lane }) => lane));
		const width = Math.max(NARROWEST, (columns - 1) * STEP.x + NODE + 2 * MARGIN + 60);
		const perLine = (width - 50) / LETTER;
		const lines = text
			.split('\n')
			.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
		const above = 50 + lines * LINE;
		const height = above + (names.length > 0 ? (lanes - 1) * STEP.y + NODE + 70 : 0);
		if (x > 0 && x + width > WIDEST) {
			x = 0;
			y += tallest + MARGIN;
			tallest = 0;
		}
		const nodes = new Map<string, [number, number]>();
		for (const [name, { column, lane }] of cells) {
			nodes.set(name, [x + MARGIN + 30 + column * STEP.x, y + above + lane * STEP.y]);
		}
		const note = { x, y, width, height };
		x += width + MARGIN / 2;
		tallest = Math.max(tallest, height);
		return { note, nodes };
	});
}
