import { execFileSync, spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Certificate } from '../../../nodes/shared/gost/x509/certificate';
import { parseCertificate } from '../../../nodes/shared/gost/x509/certificateFile';
import { GostError } from '../../../nodes/shared/gost/base/errors';
import {
	chooseKey,
	GostPrivateKey,
	parsePrivateKeyInfo,
	type PrivateKey,
} from '../../../nodes/shared/gost/keys/privateKey';
import { toBinary } from '../../../nodes/shared/gost/asn1/pem';
import { cachedByOpenssl, keepText, keptText } from '../../support/cached';
import { isWhole } from '../../support/sampling';

export const PASSWORD = 'Пароль';

/** Stands before the digest of a file that is kept apart; base64 does not have it. */
const APART = '@';

/** Files made by fixtures/make.sh, by path. */
export class Fixtures {
	constructor(private readonly files: Readonly<Record<string, string>>) {}

	static read(path: string): Fixtures {
		return new Fixtures(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>);
	}

	get(path: string): Uint8Array {
		const found = this.files[path];
		if (found === undefined) throw new Error(`No fixture ${path}`);
		// A Buffer, as callers have it: code that takes its slices for copies shows.
		return Buffer.from(found.startsWith(APART) ? keptText(found.slice(1)) : found, 'base64');
	}

	list(prefix: string): string[] {
		return Object.keys(this.files).filter((path) => path.startsWith(prefix));
	}

	text(path: string): string {
		return Buffer.from(this.get(path)).toString('utf8');
	}

	names(): string[] {
		return this.list('keys/')
			.filter((path) => path.endsWith('.key'))
			.map((path) => path.slice('keys/'.length, -'.key'.length));
	}

	certificate(name: string): Certificate {
		return parseCertificate(this.get(`keys/${name}.crt`));
	}

	key(name: string): PrivateKey {
		return chooseKey(parsePrivateKeyInfo(toBinary(this.get(`keys/${name}.key`))), this.certificate(name));
	}

	signer(name: string): { key: PrivateKey; certificate: Certificate } {
		return { key: this.key(name), certificate: this.certificate(name) };
	}
}

const folder = join(__dirname, 'fixtures');
export const committed = Fixtures.read(join(folder, 'fixtures.json'));

export const hasEngine =
	spawnSync('openssl', ['engine', 'gost'], { encoding: 'utf8' }).stdout?.includes('(gost)') ?? false;

export function inTemporary<T>(work: (dir: string) => T): T {
	const dir = mkdtempSync(join(tmpdir(), 'gost-test-'));
	try {
		return work(dir);
	} finally {
		rmSync(dir, { recursive: true });
	}
}

const isLarge = (path: string): boolean => path.includes('.large.');

/** Cases with large messages, and key files of every key. */
function makeLive(script: string): string {
	return inTemporary((dir) => {
		const target = join(dir, 'live.json');
		execFileSync(script, [target], { env: { ...process.env, LARGE: '1', EVERY: '1' }, stdio: 'pipe' });
		const made = readFileSync(target, 'utf8');
		if (isWhole) return made;
		// Fifty megabytes, of which a run reads one or two messages.
		const files = Object.entries(JSON.parse(made) as Record<string, string>);
		return JSON.stringify(
			Object.fromEntries(
				files.map(([path, data]) => [path, isLarge(path) ? `${APART}${keepText(data)}` : data]),
			),
		);
	});
}

/** The committed cases, and live ones of this machine's openssl where it has its engine. */
export function fixtureSets({ large = false } = {}): Array<[string, Fixtures]> {
	if (!hasEngine) return [['committed', committed]];
	const script = join(folder, 'make.sh');
	const recipe = `${readFileSync(script, 'utf8')}\n${makeLive}`;
	const made = cachedByOpenssl('cms.json', recipe, () => makeLive(script));
	const files = Object.entries(JSON.parse(made) as Record<string, string>);
	const live = files.filter(([path]) => large || !isLarge(path));
	return [
		['committed', committed],
		['live', new Fixtures(Object.fromEntries(live))],
	];
}

const ENGINE_CONFIG = [
	'openssl_conf = a',
	'[a]',
	'engines = b',
	'[b]',
	'gost = c',
	'[c]',
	'engine_id = gost',
	'default_algorithms = ALL',
	'',
].join('\n');

function runOpenssl(files: Readonly<Record<string, Uint8Array | string>>, args: readonly string[]) {
	return inTemporary((dir) => {
		for (const [name, data] of Object.entries({ 'gost.cnf': ENGINE_CONFIG, ...files }))
			writeFileSync(join(dir, name), data);
		const env = { ...process.env, OPENSSL_CONF: join(dir, 'gost.cnf') };
		return spawnSync('openssl', args, { cwd: dir, env });
	});
}

/** Runs openssl with the engine in a folder that holds the files. */
export function openssl(
	files: Readonly<Record<string, Uint8Array | string>>,
	args: readonly string[],
): { ok: boolean; text: string } {
	const run = runOpenssl(files, args);
	return { ok: run.status === 0, text: `${run.stdout.toString()}${run.stderr.toString()}` };
}

/** What openssl writes; throws when it fails. */
export function opensslOutput(
	files: Readonly<Record<string, Uint8Array | string>>,
	args: readonly string[],
): Buffer {
	const run = runOpenssl(files, args);
	if (run.status !== 0) throw new Error(run.stderr.toString());
	return run.stdout;
}

/** Like `opensslOutput`, for inputs of tests: what openssl wrote once serves later runs too. */
export function cachedOutput(files: Readonly<Record<string, string>>, args: readonly string[]): Buffer {
	const make = () => opensslOutput(files, args).toString('base64');
	return Buffer.from(cachedByOpenssl('output', JSON.stringify([files, args]), make), 'base64');
}

/** The number of a GOST key. */
export const numberOf = (key: PrivateKey): bigint => GostPrivateKey.numberOf(key as GostPrivateKey);

export async function codeOf(work: () => unknown): Promise<string> {
	try {
		await work();
	} catch (error) {
		if (error instanceof GostError) return error.code;
		throw error;
	}
	return 'no error';
}

export async function* chunks(data: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < data.length; at += size) {
		await Promise.resolve();
		yield data.subarray(at, at + size);
	}
}

/** A generator of numbers that gives the same ones for a seed everywhere (xorshift). */
export function seeded(seed: number): (below: number) => number {
	let state = seed >>> 0 || 1;
	return (below) => {
		state ^= state << 13;
		state >>>= 0;
		state ^= state >>> 17;
		state ^= state << 5;
		state >>>= 0;
		return state % below;
	};
}

export function hex(data: Uint8Array): string {
	return Buffer.from(data).toString('hex');
}
