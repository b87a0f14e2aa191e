import { execFileSync } from 'child_process';
import { join } from 'path';
import type { Area, Line } from '../area';
import type { Worst } from './apart';
import { cancelled } from './cancelled';
import { MOST_GROWTH, MOST_MB, MOST_MS, SIZE } from './bounds';
import { readers } from './readers';

function* lines(): Generator<Line> {
	for (const reader of Object.keys(readers)) {
		const script = join(__dirname, 'apart.js');
		const answer = execFileSync(process.execPath, ['--expose-gc', script, reader], { encoding: 'utf8' });
		const worst = JSON.parse(answer.trim().split('\n').at(-1) ?? '') as Worst;
		yield {
			what: `${reader}: longest time without a turn of the event loop`,
			ours: worst.block,
			unit: 'ms',
			bound: { most: MOST_MS },
			note: `worst of ${worst.shapes} shapes: ${worst.blockShape}`,
		};
		yield {
			what: '  memory besides the bytes',
			ours: worst.mb,
			unit: 'MB',
			bound: { most: MOST_MB },
			note: worst.mbShape,
		};
		yield { what: '  CPU time', ours: worst.cpu, unit: 'ms', note: worst.cpuShape };
		yield {
			what: '  the same over that of a quarter of the bytes',
			ours: worst.growth,
			unit: '',
			bound: { most: MOST_GROWTH },
			note: worst.growthShape,
		};
	}
}

/** Files and answers that are made to do harm. */
export const hostile: Area = {
	title: `Hostile files and answers of ${SIZE / 1024 / 1024} MB`,
	missing: () =>
		process.platform === 'linux'
			? undefined
			: 'The memory of a process is read in a way that only Linux has.',
	tables: () => [
		{ title: 'executions that are cancelled while Kontur does not respond', lines: cancelled },
		{ title: 'what each reader of foreign bytes does to n8n at worst', lines },
	],
};
