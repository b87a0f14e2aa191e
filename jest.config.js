const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

const suite = (displayName) => ({
	displayName,
	testEnvironment: 'node',
	rootDir: __dirname,
	roots: [`<rootDir>/test/${displayName}`],
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': swc },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/n8n/', '<rootDir>/.work/'],
});

module.exports = {
	projects: ['unit', 'emulator', 'host', 'conformance', 'e2e'].map(suite),
	testTimeout: 60_000,
};
