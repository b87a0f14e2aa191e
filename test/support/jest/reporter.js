const { readdirSync, readFileSync, rmSync, existsSync } = require('node:fs');
const { join, sep } = require('node:path');

const text = (number) => number.toLocaleString('en-US');

/** Totals the cells that test files counted with `count` of sampling.ts, by name. */
function totals(folder) {
	const sums = new Map();
	for (const name of existsSync(folder) ? readdirSync(folder) : []) {
		for (const line of readFileSync(join(folder, name), 'utf8').trim().split('\n')) {
			const { cells, checked, existing } = JSON.parse(line);
			const sum = sums.get(cells) ?? { checked: 0, existing: 0 };
			sums.set(cells, { checked: sum.checked + checked, existing: sum.existing + existing });
		}
	}
	return [...sums].sort(([a], [b]) => a.localeCompare(b));
}

/** Prints how many of the existing cells were checked, and the seed that reproduces the sample. */
module.exports = class {
	onRunStart() {
		rmSync(process.env.KONTUR_COUNTS, { recursive: true, force: true });
	}

	onRunComplete(_contexts, { testResults }) {
		const lines = totals(process.env.KONTUR_COUNTS).map(
			([cells, { checked, existing }]) => `${cells}: ${text(checked)} of ${text(existing)}`,
		);
		const suites = testResults.filter(({ testFilePath }) => testFilePath.includes(`${sep}conformance${sep}`));
		const cases = suites
			.flatMap((suite) => suite.testResults)
			.filter(({ status }) => status === 'passed' || status === 'failed');
		// `node › resource.operation › what is tested`
		const operations = new Set(
			cases
				.map(({ ancestorTitles }) => ancestorTitles.slice(0, 2))
				.filter(([, operation]) => /^\w+\.\w+$/.test(operation ?? ''))
				.map((titles) => titles.join(' ')),
		);
		if (operations.size > 0) {
			lines.push(`Conformance: ${text(operations.size)} operations, ${text(cases.length)} cases`);
		}
		if (process.env.KONTUR_TESTS !== 'all') lines.push(`Seed: KONTUR_SEED=${process.env.KONTUR_SEED}`);
		process.stderr.write(`\n${lines.join('\n')}\n`);
		rmSync(process.env.KONTUR_COUNTS, { recursive: true, force: true });
	}
};
