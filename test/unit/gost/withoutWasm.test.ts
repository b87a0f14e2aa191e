// Node.js without WebAssembly (`node --jitless`), as hardened servers run it: slower, with the same results.
import { transformFileSync } from '@swc/core';
import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { gost94Script } from '../../../nodes/shared/gost/hash/gost94Script';
import { streebogScript } from '../../../nodes/shared/gost/hash/streebogScript';
import { assemble } from '../../../nodes/shared/gost/wasm/module';

const root = join(__dirname, '..', '..', '..');
const options = {
	jsc: { parser: { syntax: 'typescript' as const }, target: 'es2022' as const },
	module: { type: 'commonjs' as const },
	swcrc: false,
};

function compile(folder: string, target: string): void {
	for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
		if (!entry.endsWith('.ts')) continue;
		const output = join(target, folder, entry.replace(/ts$/, 'js'));
		mkdirSync(dirname(output), { recursive: true });
		writeFileSync(output, transformFileSync(join(root, folder, entry), options).code);
	}
}

/** Prints results of everything that runs in WebAssembly where there is one. */
const SCRIPT = `
const { contentDigest, hash } = require(process.argv[2] + '/nodes/shared/gost/hash/hash.js');
const { pbkdf2 } = require(process.argv[2] + '/nodes/shared/gost/hash/mac.js');
const { kuznyechik } = require(process.argv[2] + '/nodes/shared/gost/cipher/kuznyechik.js');
const hex = (data) => Buffer.from(data).toString('hex');
const data = (length) => Uint8Array.from({ length }, (_none, i) => 255 - ((i * i) % 7));
async function main() {
	const results = { wasm: typeof WebAssembly };
	for (const name of ['streebog256', 'streebog512', 'gost94']) {
		for (const length of [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000])
			results[name + ' ' + length] = hex(hash(name, data(length)));
		results[name + ' in chunks'] = hex(await contentDigest(data(20000), name));
		results[name + ' PBKDF2'] = hex(await pbkdf2(name, data(10), data(8), 5, 70));
	}
	const cipher = kuznyechik(data(32));
	const block = new Uint8Array(16);
	for (let i = 0; i < 3; i++) cipher.encryptBlock(data(16 + i), i, block, 0);
	results.kuznyechik = hex(block);
	process.stdout.write(JSON.stringify(results));
}
void main();
`;

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'gost-jitless-'));
	compile('nodes/shared', folder);
	writeFileSync(join(folder, 'script.js'), SCRIPT);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...flags: string[]): Record<string, string> =>
	JSON.parse(
		execFileSync(process.execPath, [...flags, join(folder, 'script.js'), folder], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as Record<string, string>;

test('hashes, key derivation and Kuznyechik give what they give with WebAssembly', () => {
	const { wasm, ...expected } = run();
	const { wasm: missing, ...found } = run('--jitless');
	expect([wasm, missing]).toEqual(['object', 'undefined']);
	expect(found).toEqual(expected);
	expect(found['gost94 0']).toMatch(/^981e5f3c/);
}, 120_000);

test('a module that does not compile gives way to the code in TypeScript', () => {
	expect(assemble(1, [{ name: 'broken', parameters: 0, locals: 0, body: [0xff] }])).toBeUndefined();
	for (const { memory, run: functions } of [streebogScript(), gost94Script()]) {
		expect(memory).toHaveLength(64 * 1024);
		expect(Object.keys(functions)).toContain('blocks');
	}
});
