import { execFileSync } from 'child_process';
import { mkdtempSync, rmSync, statSync } from 'fs';
import { dirname, join } from 'path';
import type { Area, Line } from '../area';
import { places } from '../../e2e/support/places';
import { notSetUp } from '../places';

const PROCESSES = 7;

interface Loaded {
	ms: number;
	mb: number;
	heap: number;
}

function load(folder: string): Loaded {
	const script = join(__dirname, 'apart.js');
	const answer = execFileSync(process.execPath, ['--expose-gc', script, folder], { encoding: 'utf8' });
	return JSON.parse(answer) as Loaded;
}

function* lines(): Generator<Line> {
	const { tarball } = places();
	// Below the project, where its nodes find n8n-workflow.
	const folder = mkdtempSync(join(dirname(tarball), 'unpacked-'));
	try {
		execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=1']);
		const all = Array.from({ length: PROCESSES }, () => load(folder));
		const median = (name: keyof Loaded) => all.map((one) => one[name]).sort((a, b) => a - b)[PROCESSES >> 1];
		yield { what: 'loading all nodes and credentials', ours: median('ms'), unit: 'ms', bound: { most: 150 } };
		yield { what: 'memory of the process for it', ours: median('mb'), unit: 'MB', bound: { most: 25 } };
		yield { what: 'of that in the heap', ours: median('heap'), unit: 'MB' };
		yield { what: 'tarball', ours: statSync(tarball).size / 1000, unit: 'kB', bound: { most: 400 } };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What the package costs an n8n that does not use it. */
export const packageArea: Area = {
	title: 'The package',
	missing: notSetUp,
	tables: () => [{ title: 'the median of 7 processes', lines }],
};
