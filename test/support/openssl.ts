import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shell } from './shell';

export interface OpensslRun {
	/** A temporary folder, removed when the work ends. */
	folder: string;
	/** Writes a file into the folder and returns its path. */
	file(name: string, data: string | Uint8Array): Promise<string>;
	/** Runs openssl and returns its output; rejects with its error message. */
	run(...args: string[]): Promise<Buffer>;
}

export class OpensslMissing extends Error {
	constructor() {
		super('openssl was not found');
	}
}

const failed = (args: string[], message: Buffer) =>
	new Error(`openssl ${args[0]} failed: ${message.toString('utf8').trim().slice(-500)}`);

function execute(args: string[], configuration?: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const env = configuration ? { ...process.env, OPENSSL_CONF: configuration } : process.env;
		const options = { env, encoding: 'buffer' as const, maxBuffer: 1 << 27 };
		execFile('openssl', args, options, (error, stdout, stderr) => {
			if (!error) resolve(stdout);
			else if (error.code === 'ENOENT') reject(new OpensslMissing());
			else reject(failed(args, stderr));
		});
	});
}

// The emulator also runs by itself, perhaps where there is no shell.
const isTested = 'JEST_WORKER_ID' in process.env;

let runs = 0;

/** Like `execute`, with its output in files of the folder. */
async function executeInShell(args: string[], configuration: string, folder: string): Promise<Buffer> {
	const [out, err] = ['out', 'err'].map((name) => join(folder, `${++runs}.${name}`));
	const env = { OPENSSL_CONF: configuration, PATH: process.env.PATH ?? '' };
	const code = await shell().run(['openssl', ...args], env, out, err);
	if (code === 127) throw new OpensslMissing();
	if (code !== 0) throw failed(args, await readFile(err));
	return await readFile(out);
}

async function findEngine(): Promise<string | undefined> {
	try {
		const answer = process.env.KONTUR_OPENSSL ?? (await execute(['version', '-e'])).toString('utf8');
		const folder = /ENGINESDIR: "(.*)"/.exec(answer)?.[1] ?? '';
		return ['gost.so', 'gost.dylib', 'gost.dll'].map((name) => join(folder, name)).find(existsSync);
	} catch {
		return undefined;
	}
}

let engine: Promise<string | undefined> | undefined;

/** The library of the GOST engine; undefined if it is not installed. */
export function gostEngine(): Promise<string | undefined> {
	engine ??= findEngine();
	return engine;
}

// Only a configuration makes the engine known to `cms` and `req`; the option -engine does not.
function configurationWith(library: string | undefined, sections: string): string {
	const engines = `openssl_conf = openssl_def
[openssl_def]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
dynamic_path = ${library ?? ''}
default_algorithms = ALL
`;
	return `${library ? engines : ''}${sections}`;
}

/** Provides openssl, with the GOST engine if installed, and a folder to work in. */
export async function withOpenssl<T>(work: (openssl: OpensslRun) => Promise<T>, sections = ''): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'kontur-openssl-'));
	const file = async (name: string, data: string | Uint8Array): Promise<string> => {
		const path = join(folder, name);
		await writeFile(path, data, { mode: 0o600 });
		return path;
	};
	try {
		const configuration = await file('openssl.cnf', configurationWith(await gostEngine(), sections));
		const run = async (...args: string[]) =>
			await (isTested ? executeInShell(args, configuration, folder) : execute(args, configuration));
		return await work({ folder, file, run });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
