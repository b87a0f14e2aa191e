// Everything that has to hold, on a fresh clone: installs, lints, builds, scans and runs all suites. The suites
// run on the Node.js that n8n runs on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
	buildPackage,
	ensureInstalled,
	node24,
	requireOpenssl,
	root,
	runScript,
	SetupError,
	work,
} from './setup.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

const checks = [
	['Types', bin('tsc'), ['-p', 'tsconfig.test.json', '--noEmit']],
	['Lint of the sources', bin('eslint'), ['.']],
	['Lint of the node descriptions', bin('tsx'), ['scripts/lintDescriptions.mjs']],
	['Generated documentation', bin('tsx'), ['scripts/generateDocs.ts', '--check']],
	['Official scan', process.execPath, ['scripts/scan.mjs']],
];

const suites = [
	['unit', 'emulator', 'host', 'conformance'],
	// In a process of its own: it measures nothing, but two n8n beside other suites would make both wait.
	['e2e'],
];

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

/** The editor is looked at in a real browser. Where none is, Debian's package can be installed by root. */
function requireBrowser() {
	const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
	if (process.env.CHROMIUM_PATH || known.some((path) => existsSync(path))) return;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.error('Installing Chromium for the look at the editor …');
		mkdirSync(work, { recursive: true });
		for (const args of [
			['update'],
			['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
		]) {
			const { status, stderr } = spawnSync('apt-get', args, {
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
			});
			if (status !== 0) throw new SetupError(`apt-get ${args[0]} failed: ${stderr.toString().slice(-500)}`);
		}
		return;
	}
	throw new SetupError(
		'The end-to-end tests look at the editor in Chromium and found none. Install Chromium or Chrome, or name it in CHROMIUM_PATH.',
	);
}

await runScript(async () => {
	await ensureInstalled();
	await requireOpenssl();
	requireBrowser();
	await buildPackage();

	let passed = 0;
	let failed = 0;
	for (const [title, command, args] of checks) {
		console.log(`\n== ${title}`);
		if ((await run(command, args)) === 0) passed += 1;
		else {
			failed += 1;
			console.log(`== ${title}: FAILED`);
		}
	}
	for (const projects of suites) {
		console.log(`\n== Suites: ${projects.join(', ')}`);
		const report = join(work, `jest-${projects[0]}.json`);
		rmSync(report, { force: true });
		const code = await run(node24, [
			join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
			'--selectProjects',
			...projects,
			'--json',
			`--outputFile=${report}`,
			...(projects.includes('e2e') ? ['--runInBand'] : []),
		]);
		if (!existsSync(report))
			throw new SetupError(`The suites ${projects.join(', ')} ended without a report.`);
		const result = JSON.parse(readFileSync(report, 'utf8'));
		passed += result.numPassedTests;
		failed += result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;
		if (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed += 1;
	}
	console.log(`\n${passed} passed, ${failed} failed`);
	if (failed > 0) process.exitCode = 1;
});
