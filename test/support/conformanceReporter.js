const { sep } = require('node:path');

/** Says at the end of the conformance suite how much of it there was. */
module.exports = class {
	onRunComplete(_contexts, { testResults }) {
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
		if (operations.size === 0) return;
		const count = (number) => number.toLocaleString('en-US');
		process.stderr.write(
			`\nConformance: ${count(operations.size)} operations, ${count(cases.length)} cases\n`,
		);
	}
};
