// Everything that has to hold, on a fresh clone: installs, lints, builds, scans and runs all suites. The suites
// run on the Node.js that n8n runs on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
	buildPackage,
	ensureInstalled,
	hostNode,
	isNewestN8n,
	requireOpenssl,
	root,
	runScript,
	SetupError,
	work,
} from './setup.mjs';

const withoutGost = process.env.KONTUR_TESTS_WITHOUT_GOST === '1';

// npm test -- checks unit: only these; without a name all of them.
const chosen = process.argv.slice(2);
const isChosen = (name) => chosen.length === 0 || chosen.includes(name);

const bin = (name) => join(root, 'node_modules', '.bin', name);

const checks = [
	['Types', bin('tsc'), ['-p', 'tsconfig.test.json']],
	['Lint of the sources', bin('eslint'), ['.']],
	['Layout of the sources', bin('prettier'), ['--check', '**/*.{ts,mjs,js}']],
	['What nobody uses', bin('knip'), []],
	['Lint of the node descriptions', bin('tsx'), ['scripts/lintDescriptions.mjs']],
	['Generated documentation', bin('tsx'), ['scripts/generateDocs.ts', '--check']],
	['Official scan', process.execPath, ['scripts/scan.mjs']],
];

// Much of the time is spent waiting, so that more run at once than there are processors.
const suites = [
	{ projects: ['unit', 'emulator', 'host', 'conformance'], workers: 3 },
	// By itself: several n8n beside the other suites would make both wait.
	{ projects: ['e2e'], workers: 3 },
];

const names = ['checks', ...suites.flatMap(({ projects }) => projects)];

async function run(command, args) {
	const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
	const stop = () => child.kill('SIGTERM');
	process.once('exit', stop);
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	process.off('exit', stop);
	return code;
}

/** Installs packages of Debian, which only root can; says whether it did. */
function installed(why, ...packages) {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
	console.error(`Installing ${packages[0]}: ${why} …`);
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
		const { status, stderr } = spawnSync('apt-get', args, {
			// RUNLEVEL keeps Debian from starting what it installs as a service.
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
		});
		if (status !== 0) throw new SetupError(`apt-get ${args[0]} failed: ${stderr.toString().slice(-500)}`);
	}
	return true;
}

/** The editor is looked at in a real browser. */
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

/** Kontur's side of signatures and encryption is played by openssl with its GOST engine. */
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

	let passed = 0;
	let failed = 0;
	for (const [title, command, args] of isChosen('checks') ? checks : []) {
		console.log(`\n== ${title}`);
		if ((await run(command, args)) === 0) passed += 1;
		else {
			failed += 1;
			console.log(`== ${title}: FAILED`);
		}
	}
	for (const { projects: all, workers } of suites) {
		const projects = all.filter(isChosen);
		if (projects.length === 0) continue;
		console.log(`\n== Suites: ${projects.join(', ')}`);
		const report = join(work, `jest-${projects[0]}.json`);
		rmSync(report, { force: true });
		const code = await run(hostNode, [
			join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
			'--selectProjects',
			...projects,
			'--json',
			`--outputFile=${report}`,
			`--maxWorkers=${Math.max(workers, availableParallelism() - 1)}`,
			// The first steps of a newcomer name parts of the newest editor.
			...(isNewestN8n ? [] : ['--testPathIgnorePatterns', 'newcomer']),
		]);
		if (!existsSync(report))
			throw new SetupError(`The suites ${projects.join(', ')} ended without a report.`);
		const result = JSON.parse(readFileSync(report, 'utf8'));
		passed += result.numPassedTests;
		failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
		// A test that is left out unasked is no success.
		if (!withoutGost) failed += result.numPendingTests;
		if (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed += 1;
	}
	console.log(`\n${passed} passed, ${failed} failed`);
	if (failed > 0) process.exitCode = 1;
});
