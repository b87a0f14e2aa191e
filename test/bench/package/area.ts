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

function load(folder: string, language: string): Loaded {
	const script = join(__dirname, 'apart.js');
	const { LC_ALL: _all, ...env } = process.env;
	const answer = execFileSync(process.execPath, ['--expose-gc', script, folder], {
		encoding: 'utf8',
		env: { ...env, LANG: language },
	});
	return JSON.parse(answer) as Loaded;
}

function* lines(): Generator<Line> {
	const { tarball } = places();
	// Below the project, where its nodes find n8n-workflow.
	const folder = mkdtempSync(join(dirname(tarball), 'unpacked-'));
	try {
		execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=1']);
		const measured = (language: string) => {
			const all = Array.from({ length: PROCESSES }, () => load(folder, language));
			return (name: keyof Loaded) => all.map((one) => one[name]).sort((a, b) => a - b)[PROCESSES >> 1];
		};
		const [english, russian] = ['en_US.UTF-8', 'ru_RU.UTF-8'].map(measured);
		yield {
			what: 'loading all nodes and credentials',
			ours: english('ms'),
			unit: 'ms',
			bound: { most: 140 },
		};
		yield { what: 'in a Russian process', ours: russian('ms'), unit: 'ms', bound: { most: 210 } };
		yield { what: 'memory of the process for it', ours: russian('mb'), unit: 'MB', bound: { most: 25 } };
		yield { what: 'of that in the heap', ours: russian('heap'), unit: 'MB', bound: { most: 8 } };
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
