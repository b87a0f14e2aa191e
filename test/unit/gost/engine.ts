import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const directory = mkdtempSync(join(tmpdir(), 'gost-engine-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

function findEngine(): string | undefined {
	try {
		const answer = execFileSync('openssl', ['version', '-e'], { encoding: 'utf8' });
		const library = join(/"(.*)"/.exec(answer)?.[1] ?? '', 'gost.so');
		return existsSync(library) ? library : undefined;
	} catch {
		return undefined;
	}
}

const library = findEngine();

/** Whether openssl with the GOST engine is installed: the live comparisons need it. */
export const hasEngine = library !== undefined;

const configuration = join(directory, 'openssl.cnf');
writeFileSync(
	configuration,
	`openssl_conf = openssl_def
[openssl_def]
engines = engine_section
[engine_section]
gost = gost_section
[gost_section]
engine_id = gost
dynamic_path = ${library ?? ''}
default_algorithms = ALL
`,
);

/** Writes bytes to a temporary file and returns its path. */
export function temporary(name: string, data: Uint8Array): string {
	const path = join(directory, name);
	writeFileSync(path, data);
	return path;
}

/** Runs openssl with the engine; throws when it fails. */
export function openssl(args: readonly string[], input: Uint8Array = new Uint8Array()): Uint8Array {
	const output = execFileSync('openssl', args, {
		input,
		env: { ...process.env, OPENSSL_CONF: configuration },
		maxBuffer: 1 << 28,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	return Uint8Array.from(output);
}
