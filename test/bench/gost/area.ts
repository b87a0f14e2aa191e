import { execFileSync } from 'child_process';
import { join } from 'path';
import { createHash, decrypt, decryptChunks, signDetached, signRaw } from '../../../nodes/shared/gost';
import { hasEngine, openssl } from '../../unit/gost/engine';
import { costly, kinds } from '../../unit/gost-cms/mutations';
import type { Area, Line, Table } from '../area';
import { sized } from '../size';
import { leastOf, median, sideBySide } from '../timing';
import { CIPHERS, Material, type CipherName } from './material';

const ROUNDS = sized(4, 2);
const BLOCK = { most: 50 };
const MUTATION = { most: 2000 };

async function* speed(material: Material): AsyncGenerator<Line> {
	const path = (name: string): string => material.path(name);
	const [signer, large] = [material.signer('512'), path('64.bin')];
	const hashed = await sideBySide(
		ROUNDS,
		async () => {
			const state = createHash('streebog256');
			for await (const part of material.stream('64.bin')) state.update(part);
			state.digest();
		},
		() => openssl(['dgst', '-md_gost12_256', large]),
	);
	yield { what: 'Streebog-256 of 64 MB, from a file', ...hashed, unit: 'ms', bound: { ratio: 1.2 } };

	const output = path('output');
	const sign = ['cms', '-sign', '-cades', '-binary', '-in', large, '-signer', path('512.crt')];
	const signed = await sideBySide(
		ROUNDS,
		() => signDetached(material.stream('64.bin'), signer),
		() => openssl([...sign, '-inkey', path('512.key'), '-outform', 'DER', '-out', output]),
	);
	yield {
		what: 'detached CAdES signature of 64 MB, from a stream',
		...signed,
		unit: 'ms',
		bound: { ratio: 1.3 },
	};

	const decryptOpenssl = (cipher: CipherName): Uint8Array =>
		openssl([
			...['cms', '-decrypt', '-inform', 'DER', '-in', path(`${cipher}.20.der`), '-out', output],
			...['-inkey', path('512.key'), '-recip', path('512.crt')],
		]);
	// openssl's engine cannot decrypt what it encrypted with these: it changes the key elsewhere on the way back.
	const encryptOpenssl = (cipher: CipherName): void => material.encrypt(cipher, '20', 'output');
	for (const cipher of CIPHERS) {
		const same = cipher === 'gost89';
		const message = material.read(`${cipher}.20.der`);
		yield {
			what: `decryption of 20 MB, ${cipher}`,
			...(await sideBySide(
				ROUNDS,
				() => decrypt(message, signer),
				() => (same ? decryptOpenssl(cipher) : encryptOpenssl(cipher)),
			)),
			unit: 'ms',
			bound: { ratio: same ? 1.1 : 1.5 },
			aim: '1x',
			note: same ? undefined : "openssl's encryption, it cannot decrypt its own",
		};
	}
	yield {
		what: 'decryption of 20 MB, gost89, from a stream',
		...(await sideBySide(
			ROUNDS,
			async () => {
				for await (const _piece of decryptChunks(material.stream('gost89.20.der'), signer));
			},
			() => decryptOpenssl('gost89'),
		)),
		unit: 'ms',
		bound: { ratio: 1.5 },
		aim: '1x',
	};
}

/** What `apart.js` measures; the least of three processes where the machine's other work adds to it. */
function apart(material: Material, processes: number, ...args: readonly string[]): number {
	return leastOf(processes, join(__dirname, 'apart.js'), material.path('.'), ...args);
}

function* memory(material: Material): Generator<Line> {
	const unit = 'MB';
	const bound = { most: 100 };
	yield { what: 'signing 64 MB from a stream', ours: apart(material, 1, 'memory-sign'), unit, bound };
	for (const cipher of ['gost89', 'kuznyechik-ctr-acpkm-omac'])
		yield {
			what: `decrypting 64 MB from a stream, ${cipher}`,
			ours: apart(material, 1, 'memory-decrypt', cipher),
			unit,
			bound,
		};
}

function* blocks(material: Material): Generator<Line> {
	const line = (what: string, ...args: readonly string[]): Line => ({
		what,
		ours: apart(material, 3, ...args),
		unit: 'ms',
		bound: BLOCK,
	});
	yield line('signing 64 MB', 'block-sign');
	yield line('verifying a signature of 64 MB', 'block-verify');
	for (const cipher of CIPHERS) yield line(`decrypting 64 MB, ${cipher}`, 'block-decrypt', cipher);
	yield line('opening a PFX as openssl makes it', 'block-pfx', 'usual');
	const files: ReadonlyArray<readonly [string, string]> = [
		['with GOST encryption, 2048 iterations', 'gost'],
		['of CryptoPro CSP', 'cryptoPro'],
		['with PBKDF2, 10,000 iterations', '10000'],
		['with PBKDF2, 200,000 iterations', '200000'],
		['with PKCS#12 derivation, 10,000 iterations', 'legacy-10000'],
		['with PKCS#12 derivation, 200,000 iterations', 'legacy-200000'],
	];
	for (const [what, name] of files) {
		yield line(`opening a PFX ${what}`, 'block-pfx', name);
		yield { what: '  its CPU time', ours: apart(material, 3, 'cpu-pfx', name), unit: 'ms' };
	}
	for (const [name] of costly) yield line(`made to cost: ${name}`, 'block-costly', name);
	const documents = 'verifying XML documents of 5 MB made to cost, the worst';
	yield { what: documents, ours: apart(material, 1, 'block-xml'), unit: 'ms', bound: BLOCK };
	const time = apart(material, 1, 'cpu-xml');
	yield { what: '  CPU time of the worst', ours: time, unit: 'ms', bound: MUTATION };
}

async function* small(material: Material): AsyncGenerator<Line> {
	const challenge = material.read('gost89.challenge.der');
	const signer = material.signer('512');
	const unit = 'ms';
	yield {
		what: 'decryption of a challenge as in a login, median of 200',
		ours: await median(200, () => decrypt(challenge, signer)),
		unit,
		aim: '8 ms',
	};
	const bytes = new Uint8Array(32);
	for (const [bits, aim] of [
		['256', '1.7 ms'],
		['512', '4.6 ms'],
	] as const) {
		const { key } = material.signer(bits);
		yield {
			what: `signature of 32 bytes with a ${bits}-bit key, median of 200`,
			ours: await median(200, () => signRaw(bytes, key)),
			unit,
			aim,
		};
	}
	const module = join(__dirname, '..', '..', '..', 'nodes', 'shared', 'gost');
	const load = `const start = performance.now(); require(${JSON.stringify(module)}); console.log(performance.now() - start)`;
	const loads = Array.from({ length: 9 }, () =>
		Number(execFileSync(process.execPath, ['-e', load], { encoding: 'utf8' })),
	);
	yield {
		what: 'loading the module in a fresh process, median of 9',
		ours: loads.sort((a, b) => a - b)[4],
		unit,
		aim: '10 ms',
	};
}

function* damaged(material: Material): Generator<Line> {
	for (const kind of Object.keys(kinds)) {
		const ours = apart(material, 1, 'slowest-damaged', kind);
		yield { what: `slowest of 200: ${kind}`, ours, unit: 'ms', bound: MUTATION };
	}
	const costly = apart(material, 1, 'slowest-costly');
	yield { what: 'slowest of a megabyte made to cost', ours: costly, unit: 'ms', bound: MUTATION };
	const unit = 'MB';
	const bound = { most: 256 };
	yield { what: 'memory for all of the former', ours: apart(material, 1, 'memory-damaged'), unit, bound };
	yield {
		what: 'memory for a megabyte made to cost',
		ours: apart(material, 1, 'memory-costly'),
		unit,
		bound,
	};
}

function tables(): readonly Table[] {
	const material = Material.make();
	const other = 'openssl';
	return [
		{ title: `Speed, best of ${ROUNDS}`, other, lines: () => speed(material) },
		{ title: 'Peak memory over what the process held before', lines: () => memory(material) },
		{ title: 'Longest block of the event loop, best of 3 processes', lines: () => blocks(material) },
		{ title: 'Small work', lines: () => small(material) },
		{ title: 'Damaged input', lines: () => damaged(material) },
	];
}

export const gost: Area = {
	title: "GOST cryptography; openssl's times include starting its process",
	missing: () =>
		hasEngine ? undefined : "openssl with the GOST engine is needed (Debian: 'libengine-gost-openssl').",
	tables,
};
