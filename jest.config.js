const { spawnSync } = require('node:child_process');
const { randomInt } = require('node:crypto');
const { join } = require('node:path');

// Workers inherit the environment of this process.
process.env.KONTUR_SEED ??= String(randomInt(1_000_000));
process.env.KONTUR_COUNTS ??= join(__dirname, '.work', 'counts', String(process.pid));
// So that not every test file asks.
const { stdout: openssl } = spawnSync('openssl', ['version', '-a'], { encoding: 'utf8' });
if (openssl) process.env.KONTUR_OPENSSL ??= openssl;

const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

const suite = (displayName) => ({
	displayName,
	testEnvironment: '<rootDir>/test/support/jest/environment.js',
	runtime: '<rootDir>/test/support/jest/runtime.js',
	rootDir: __dirname,
	roots: [`<rootDir>/test/${displayName}`],
	testMatch: ['**/*.test.ts'],
	// Sources that tsx also runs import some files by the extension they are compiled to.
	moduleNameMapper: { '^(\\.{1,2}/.+\\.(?:node|credentials))\\.js$': '$1' },
	transform: { '^.+\\.ts$': swc },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/n8n', '<rootDir>/.work/'],
});

module.exports = {
	projects: [
		...['unit', 'emulator', 'host', 'conformance'].map(suite),
		{
			...suite('e2e'),
			globalSetup: '<rootDir>/test/e2e/support/globalSetup.js',
			globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.js',
		},
	],
	coverageProvider: 'v8',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageDirectory: '.work/coverage',
	coverageReporters: ['text-summary', 'json', 'html'],
	testTimeout: 60_000,
	workerIdleMemoryLimit: '1GB',
	testSequencer: '<rootDir>/test/support/jest/sequencer.js',
	reporters: ['default', '<rootDir>/test/support/jest/reporter.js'],
};
