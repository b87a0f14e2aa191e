// Installs what the demo and the end-to-end tests need and packs the nodes. Plain Node.js, because it runs before
// anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const work = join(root, '.work');
const newest = join(root, 'test', 'n8n');
/** The versions of n8n and of its Node.js, from the package.json of this folder. */
const host = resolve(root, process.env.KONTUR_N8N_FOLDER || newest);
export const isNewestN8n = host === newest;
const hostModules = join(host, 'node_modules');
const logs = join(work, 'logs');

/** TypeScript 7 checks types in a quarter of the time. The linters still need the API of TypeScript 5. */
export const typeCheck = [
	join(root, 'node_modules', 'typescript7', 'bin', 'tsc'),
	'-p',
	'tsconfig.test.json',
	'--incremental',
	'--tsBuildInfoFile',
	join(work, 'cache', 'types.tsbuildinfo'),
];

const packFolder = join(work, 'pack');

/** Node.js for n8n; independent of the Node.js that runs this script. */
export const hostNode = join(hostModules, 'node', 'bin', 'node');
export const n8nStart = join(hostModules, 'n8n', 'bin', 'n8n');

/** A problem that the user can solve; shown without a stack trace. */
export class SetupError extends Error {}

const isRussian = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ru');
/** Chooses the text in the language of the person at the terminal. */
export const inLanguage = (english, russian) => (isRussian ? russian : english);

const say = (text) => console.error(text);

const running = new Set();

/** Stops the processes that a setup step has started, for example on Ctrl-C. */
export function stopSetup() {
	for (const child of running) child.kill('SIGTERM');
}

function waitFor(child) {
	running.add(child);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? signal));
	}).finally(() => running.delete(child));
}

async function succeeds(command, args, options = {}) {
	try {
		return (await waitFor(spawn(command, args, { stdio: 'ignore', ...options }))) === 0;
	} catch {
		return false;
	}
}

const commandExists = async (command, ...args) => await succeeds(command, args.length ? args : ['--version']);

const lastLines = (file, count) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');

/** Runs a step with its output in .work/logs; prints the end of the output when the step fails. */
async function step(title, log, command, args, { cwd = root, env = {}, hint } = {}) {
	mkdirSync(logs, { recursive: true });
	const file = join(logs, `${log}.log`);
	const started = Date.now();
	say(`${title} …`);
	const output = openSync(file, 'w');
	let code;
	try {
		code = await waitFor(
			spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] }),
		);
	} catch (error) {
		code = error.code === 'ENOENT' ? `'${command}' was not found` : error.message;
	} finally {
		closeSync(output);
	}
	if (code !== 0) {
		const advice = (await hint?.()) ?? '';
		throw new SetupError(
			`${title}: failed (${code}). ${advice}\nThe end of ${relative(root, file)}:\n${lastLines(file, 25)}`,
		);
	}
	const seconds = Math.round((Date.now() - started) / 1000);
	say(inLanguage(`  done in ${seconds} s`, `  готово за ${seconds} с`));
}

/** npm of the Node.js that runs this script; `npm run` gives its path, otherwise the one in PATH. */
function npm(...args) {
	const script = process.env.npm_execpath;
	return script && /npm-cli\.c?js$/.test(script) ? [process.execPath, [script, ...args]] : ['npm', args];
}

const networkHint = () =>
	'Check that npm can reach its registry from this machine, then run the command again.';

async function requireTools() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		throw new SetupError(`Node.js 20.19 or newer is needed, this is ${process.versions.node}.`);
	}
	const [command, args] = npm('--version');
	if (!(await commandExists(command, ...args))) {
		throw new SetupError('npm was not found. It comes with Node.js: install Node.js 20.19 or newer again.');
	}
}

function parse(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

/** Returns whether the installed packages match the lock file, according to npm's record of its last install. */
function agreesWithLock(folder) {
	const wanted = parse(join(folder, 'package-lock.json'))?.packages ?? {};
	const present = parse(join(folder, 'node_modules', '.package-lock.json'))?.packages;
	if (!present) return false;
	return Object.entries(wanted).every(([path, { version, optional, devOptional, extraneous }]) => {
		if (path === '' || optional || devOptional || extraneous) return true;
		return present[path]?.version === version && existsSync(join(folder, path));
	});
}

const stampFile = (folder) => join(folder, 'node_modules', '.n8n-nodes-kontur-setup');

function stampOf(folder) {
	const lock = createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
	// The lock file names the Node.js that compiled code runs on; the scripts may run on another.
	return `${lock} ${process.platform}-${process.arch}\n`;
}

const isStamped = (folder) =>
	existsSync(stampFile(folder)) && readFileSync(stampFile(folder), 'utf8') === stampOf(folder);

async function install(folder, title, log) {
	if (agreesWithLock(folder)) return;
	// Not `npm ci`, which requires the optional packages of all platforms, and a registry may lack some. This installs
	// the same versions and does not change the lock file.
	const [command, args] = npm('install', '--no-save', '--no-audit', '--no-fund');
	await step(title, log, command, args, { cwd: folder, hint: networkHint });
}

const hostVersions = () => parse(join(host, 'package.json')).dependencies;

/** The folder with the C headers of that Node.js, part of its distribution. */
function headersOfNode() {
	for (const parent of [join(hostModules, 'node', 'node_modules'), hostModules]) {
		const names = existsSync(parent) ? readdirSync(parent) : [];
		const found = names.find((name) => existsSync(join(parent, name, 'include', 'node', 'node.h')));
		if (found) return join(parent, found);
	}
	return undefined;
}

async function nodeWorks() {
	const isRight = `process.versions.node === "${hostVersions().node}"`;
	return await succeeds(hostNode, ['-e', `process.exit(${isRight} ? 0 : 1)`]);
}

const sqliteWorks = async () => await succeeds(hostNode, ['-e', 'require("sqlite3")'], { cwd: host });

async function buildToolsHint() {
	const missing = [];
	if (!(await commandExists('make'))) missing.push('make');
	if (!(await commandExists('c++'))) missing.push('a C++ compiler');
	if (!(await commandExists('python3'))) missing.push('python3');
	if (missing.length === 0) return '';
	return `SQLite is compiled on this machine and ${missing.join(', ')} cannot be found. On Debian and Ubuntu: apt-get install build-essential python3. On macOS: xcode-select --install.`;
}

async function installHost() {
	const versions = hostVersions();
	await install(
		host,
		inLanguage(
			`Installing n8n ${versions.n8n} (about 3 GB, some minutes)`,
			`Ставлю n8n ${versions.n8n} (около 3 ГБ, несколько минут)`,
		),
		'install-n8n',
	);
	if (!(await nodeWorks())) {
		const [command, args] = npm('rebuild', 'node', '--ignore-scripts=false');
		await step(
			inLanguage(`Getting Node.js ${versions.node} for n8n`, `Ставлю для него Node.js ${versions.node}`),
			'node',
			command,
			args,
			{
				cwd: host,
				hint: networkHint,
			},
		);
	}
	if (!(await sqliteWorks())) {
		const [command, args] = npm('rebuild', 'sqlite3', '--ignore-scripts=false');
		const headers = headersOfNode();
		await step(inLanguage('Building SQLite for it', 'Собираю SQLite'), 'sqlite3', command, args, {
			cwd: host,
			env: {
				PATH: `${dirname(hostNode)}${delimiter}${process.env.PATH}`,
				...(headers ? { npm_config_nodedir: headers } : {}),
			},
			hint: buildToolsHint,
		});
		if (!(await sqliteWorks()))
			throw new SetupError(`SQLite was built but does not load in Node.js ${versions.node}.`);
	}
}

/** Installs the packages of the project and the n8n for the tests, unless they are installed. */
export async function ensureInstalled() {
	await requireTools();
	if (!isStamped(root)) {
		await install(
			root,
			inLanguage('Installing the packages of the project', 'Ставлю пакеты проекта'),
			'install',
		);
		writeFileSync(stampFile(root), stampOf(root));
	}
	if (!isStamped(host) || !existsSync(hostNode)) {
		await installHost();
		writeFileSync(stampFile(host), stampOf(host));
	}
}

const sources = [
	'nodes',
	'credentials',
	'package.json',
	'index.js',
	'gulpfile.js',
	'tsconfig.json',
	'README.md',
];

function filesUnder(path) {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}

function hashOfSources() {
	const hash = createHash('sha256');
	for (const file of sources.flatMap((name) => filesUnder(join(root, name)))) {
		hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

/** The tarball of exactly these sources, if one was packed. */
function currentTarball() {
	const record = parse(join(packFolder, 'packed.json'));
	const file = join(packFolder, String(record?.file));
	return record?.sources === hashOfSources() && existsSync(file) ? file : undefined;
}

/** Builds and packs the nodes like `npm publish`, and returns the path of the tarball. */
export async function buildPackage() {
	const known = currentTarball();
	if (known) return known;
	const hash = hashOfSources();
	rmSync(packFolder, { recursive: true, force: true });
	mkdirSync(packFolder, { recursive: true });
	const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await step(inLanguage('Building the nodes', 'Собираю узлы'), 'build', process.execPath, [gulp, 'build']);
	const [command, args] = npm('pack', '--pack-destination', packFolder);
	await step(inLanguage('Packing them', 'Упаковываю'), 'pack', command, args);
	const file = readdirSync(packFolder).find((name) => name.endsWith('.tgz'));
	if (!file) throw new SetupError('npm pack made no tarball.');
	writeFileSync(join(packFolder, 'packed.json'), JSON.stringify({ sources: hash, file }));
	return join(packFolder, file);
}

/** Returns the paths of the setup, for programs that do not run it themselves. */
function places() {
	const tarball = currentTarball();
	if (!isStamped(root) || !isStamped(host) || !existsSync(hostNode) || !tarball) {
		throw new SetupError('The setup is missing or older than the sources. Run: node scripts/setup.mjs');
	}
	return { node: hostNode, n8nStart, tarball };
}

export async function requireOpenssl() {
	if (!(await commandExists('openssl', 'version'))) {
		throw new SetupError(
			'openssl was not found; it makes the certificate to sign with. Install it and try again.',
		);
	}
}

/** Runs the main function of a script; on failure prints the message and exits with code 1. */
export async function runScript(main) {
	for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
		process.once(signal, () => {
			stopSetup();
			process.exit(code);
		});
	}
	try {
		await main();
	} catch (error) {
		console.error(error instanceof SetupError ? error.message : error);
		process.exitCode = 1;
	}
}

async function main() {
	if (process.argv.includes('--check')) {
		console.log(JSON.stringify(places()));
		return;
	}
	await ensureInstalled();
	const tarball = await buildPackage();
	say(`Ready. Packed: ${relative(root, tarball)}`);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await runScript(main);
