// Runs all checks on a fresh clone: installs, lints, builds, scans and runs all suites. The suites run on the Node.js
// of n8n.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
	buildPackage,
	ensureInstalled,
	hostNode,
	typeCheck,
	isNewestN8n,
	requireOpenssl,
	root,
	runScript,
	SetupError,
	work,
} from './setup.mjs';

// The tests read English texts, whatever language the machine speaks.
for (const name of ['LC_ALL', 'LC_MESSAGES', 'LANGUAGE']) delete process.env[name];
process.env.LANG = 'en_US.UTF-8';

const withoutGost = process.env.KONTUR_TESTS_WITHOUT_GOST === '1';

// npm test -- checks unit: only these; without names, all of them. npm run test:all runs the exhaustive tests in full.
const isWhole = process.argv.includes('--all') || process.env.KONTUR_TESTS === 'all';
if (isWhole) process.env.KONTUR_TESTS = 'all';
else process.env.KONTUR_SEED ??= String(randomInt(1_000_000));
const chosen = process.argv.slice(2).filter((argument) => argument !== '--all');
const isChosen = (name) => chosen.length === 0 || chosen.includes(name);

const bin = (name) => join(root, 'node_modules', '.bin', name);

// Type-aware linting of a file depends on other files, so only the rest is cached.
const cache = join(work, 'cache');
const checks = [
	['Types', process.execPath, typeCheck],
	['Lint of the sources', bin('eslint'), ['.']],
	[
		'Layout of the sources',
		bin('prettier'),
		['--check', '--cache', '--cache-location', join(cache, 'prettier'), '**/*.{ts,mjs,js}'],
	],
	['Rooms and doors', bin('depcruise'), ['nodes', 'credentials', 'test/emulator']],
	['What nobody uses', bin('knip'), []],
	['Lint of the node descriptions', bin('tsx'), ['scripts/lintDescriptions.mjs']],
	['Generated documentation', bin('tsx'), ['scripts/generateDocs.ts', '--check']],
	['Picture of the rooms', bin('tsx'), ['scripts/generateArchitecture.ts', '--check']],
	['Probes of all doubts', bin('tsx'), ['scripts/probe/main.ts', '--emulator']],
	['Official scan', process.execPath, ['scripts/scan.mjs']],
];

const projects = ['unit', 'emulator', 'host', 'conformance', 'e2e'];
const names = ['checks', ...projects];

// The tests mostly wait for n8n, so more run at once than there are processors.
const workers = availableParallelism() + 2;

/** Runs a program. Its output is printed as it comes, or returned at the end. */
async function run(command, args, stdio = 'inherit', env = {}) {
	const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
	const stop = () => child.kill('SIGTERM');
	process.once('exit', stop);
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	process.off('exit', stop);
	return { code, output };
}

/** A digest of all that the checks read: the files of the repository and the version of Node.js. */
function stateOfFiles() {
	const { status, stdout } = spawnSync(
		'git',
		['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
		{ cwd: root, encoding: 'utf8', maxBuffer: 1e8 },
	);
	if (status !== 0) return undefined;
	const hash = createHash('sha256').update(process.version);
	for (const file of stdout.split('\0').filter((name) => name && existsSync(join(root, name)))) {
		hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
	}
	return hash.digest('hex');
}

/**
 * Runs the checks one after another, in parallel with the suites. A check that has passed on the same files is not
 * repeated, except with --all and in continuous integration.
 */
async function runChecks() {
	const result = { passed: 0, failed: 0 };
	const state = isWhole || process.env.CI ? undefined : stateOfFiles();
	const record = join(cache, 'checks.json');
	const passed = state && existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
	for (const [title, command, args] of checks) {
		if (state && passed[title] === state) {
			result.passed += 1;
			console.log(`\n== ${title}: passed before, on the same files`);
			continue;
		}
		const { code, output } = await run(command, args, ['ignore', 'pipe', 'pipe']);
		if (code === 0) result.passed += 1;
		else result.failed += 1;
		console.log(`\n== ${title}: ${code === 0 ? 'passed' : 'FAILED'}\n${output.trimEnd()}`);
		passed[title] = code === 0 ? state : undefined;
		mkdirSync(cache, { recursive: true });
		writeFileSync(record, JSON.stringify(passed));
	}
	return result;
}

// Large files in pages of 2 MB: tests of uploads and downloads take half the time. Only glibc knows the setting.
const hugePages = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

async function runSuites(selected) {
	const report = join(work, 'jest.json');
	rmSync(report, { force: true });
	const args = [
		'--max-semi-space-size=64',
		join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
		'--selectProjects',
		...selected,
		'--json',
		`--outputFile=${report}`,
		`--maxWorkers=${workers}`,
		// The newcomer's first steps depend on the newest editor.
		...(isNewestN8n ? [] : ['--testPathIgnorePatterns', 'newcomer']),
	];
	const { code } = await run(hostNode, args, 'inherit', hugePages);
	if (!existsSync(report)) throw new SetupError('The suites ended without a report.');
	const result = JSON.parse(readFileSync(report, 'utf8'));
	let failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
	if (code !== 0 && failed === 0) failed = 1;
	// A test that was skipped without being asked to is a failure.
	if (!withoutGost) failed += result.numPendingTests;
	return { passed: result.numPassedTests, failed };
}

/** Installs Debian packages, which requires root; returns whether it did. */
function installed(why, ...packages) {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
	console.error(`Installing ${packages[0]}: ${why} …`);
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
		const { status, stderr } = spawnSync('apt-get', args, {
			// RUNLEVEL keeps Debian from starting installed services.
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
		});
		if (status !== 0) throw new SetupError(`apt-get ${args[0]} failed: ${stderr.toString().slice(-500)}`);
	}
	return true;
}

/** The editor tests use a real browser. */
function requireBrowser() {
	const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
	if (process.env.CHROMIUM_PATH || known.some((path) => existsSync(path))) return;
	if (installed('a look at the editor', 'chromium', 'fonts-dejavu-core')) return;
	throw new SetupError(
		'The end-to-end tests look at the editor in Chromium and found none. Install Chromium or Chrome, or name it in CHROMIUM_PATH.',
	);
}

/** Queue mode, in which n8n works with several processes, needs Redis. */
function requireRedis() {
	if (spawnSync('redis-server', ['--version']).status === 0) return;
	if (installed('queue mode of n8n', 'redis-server')) return;
	throw new SetupError(
		'redis-server was not found; the end-to-end tests try n8n with workers. Install it (Debian and Ubuntu: redis-server).',
	);
}

/** openssl with its GOST engine plays Kontur's part in signatures and encryption. */
function requireGostEngine() {
	if (withoutGost) return;
	const { stdout } = spawnSync('openssl', ['version', '-e'], { encoding: 'utf8' });
	const folder = /"(.*)"/.exec(stdout ?? '')?.[1] ?? '';
	if (['gost.so', 'gost.dylib'].some((name) => existsSync(join(folder, name)))) return;
	if (installed('GOST cryptography for openssl', 'libengine-gost-openssl')) return;
	throw new SetupError(
		'openssl has no GOST engine. Install it (Debian and Ubuntu: libengine-gost-openssl), or leave out the tests that need it: KONTUR_TESTS_WITHOUT_GOST=1 npm test',
	);
}

await runScript(async () => {
	const unknown = chosen.filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new SetupError(`There are no tests ${unknown}, only ${names.join(', ')}`);
	await ensureInstalled();
	await requireOpenssl();
	requireGostEngine();
	if (isChosen('e2e')) {
		requireBrowser();
		requireRedis();
	}
	await buildPackage();

	const selected = projects.filter(isChosen);
	if (!isWhole && selected.length > 0) {
		console.log(`Drawn by KONTUR_SEED=${process.env.KONTUR_SEED}; npm run test:all takes everything.`);
	}
	const results = await Promise.all([
		...(isChosen('checks') ? [runChecks()] : []),
		...(selected.length > 0 ? [runSuites(selected)] : []),
	]);
	const sum = (what) => results.reduce((total, result) => total + result[what], 0);
	const [passed, failed] = [sum('passed'), sum('failed')];
	console.log(`\n${passed} passed, ${failed} failed`);
	if (failed > 0) process.exitCode = 1;
});
