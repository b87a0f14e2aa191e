/** A figure compared with openssl, or with nothing. */
export interface Line {
	readonly what: string;
	readonly ours: number;
	readonly theirs?: number;
	readonly unit: 'ms' | 's' | 'MB' | 'kB' | '';
	/** The most it may be: as a multiple of `theirs`, as a figure, or above `theirs`; what to aim for is in words. */
	readonly bound?: { readonly ratio: number } | { readonly most: number } | { readonly more: number };
	readonly aim?: string;
	/** What `theirs` is, where it is not the same work. */
	readonly note?: string;
}

export interface Table {
	readonly title: string;
	/** The program to compare with. */
	readonly other?: string;
	readonly lines: () => AsyncIterable<Line> | Iterable<Line>;
}

/** What `npm run bench -- <name>` measures. */
export interface Area {
	readonly title: string;
	/** Why it cannot be measured here. */
	readonly missing: () => string | undefined;
	readonly tables: () => readonly Table[];
}

/** The bound in words, and whether it is kept. */
function judge({ ours, theirs = 0, bound, unit }: Line): [limit: string, within: boolean] {
	if (!bound) return ['', true];
	if ('ratio' in bound) return [`${Number(bound.ratio.toFixed(2))}x`, ours <= bound.ratio * theirs];
	if ('more' in bound) return [`+${bound.more} ${unit}`, ours <= theirs + bound.more];
	return [`${bound.most} ${unit}`, ours <= bound.most];
}

function cells(line: Line): string[] {
	const { ours, theirs, bound, unit } = line;
	const ratio = theirs === undefined ? undefined : ours / theirs;
	const figure = (value: number | undefined): string =>
		value === undefined ? '' : `${value < 10 && unit !== '' ? value.toFixed(1) : Math.round(value)} ${unit}`;
	const [limit, within] = judge(line);
	return [
		line.what,
		figure(ours),
		figure(theirs),
		ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
		limit,
		bound ? (within ? 'within' : 'OVER') : '',
		[line.aim ? `aim ${line.aim}` : '', line.note ?? ''].filter(Boolean).join('; '),
	];
}

const WIDTHS = [58, 9, 9, 7, 9, 7, 0];

const row = (items: readonly string[]): string =>
	items
		.map((item, i) => (i === 0 || i > 4 ? item.padEnd(WIDTHS[i]) : item.padStart(WIDTHS[i])))
		.join('  ')
		.trimEnd();

/** What a busy machine may add before a bound counts as broken. */
const TOLERATED = 1.1;

const isFarOver = (line: Line): boolean => !judge({ ...line, ours: line.ours / TOLERATED })[1];

/**
 * Prints each line as soon as it is measured.
 * @returns the lines that are more than a tenth over their bounds
 */
export async function print(table: Table): Promise<string[]> {
	const over: string[] = [];
	console.log(
		`\n${row([table.title, 'ours', table.other ?? '', table.other ? 'ratio' : '', 'bound', '', ''])}`,
	);
	console.log('-'.repeat(110));
	for await (const line of table.lines()) {
		console.log(row(cells(line)));
		if (isFarOver(line)) over.push(`${table.title}: ${line.what.trim()}`);
	}
	return over;
}
