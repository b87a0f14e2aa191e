import { randomBytes } from 'crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseCertificate, toBinary, type Signer } from '../../../nodes/shared/gost';
import { chooseKey, parsePrivateKeyInfo } from '../../../nodes/shared/gost/keys/privateKey';
import { openssl } from '../../unit/gost/engine';
import { writePfx } from '../../unit/gost-cms/cryptoProWriter';

export const CIPHERS = [
	'gost89',
	'magma-ctr-acpkm',
	'kuznyechik-ctr-acpkm',
	'magma-ctr-acpkm-omac',
	'kuznyechik-ctr-acpkm-omac',
] as const;
export type CipherName = (typeof CIPHERS)[number];

export const PASSWORD = 'password';

/** Keys and messages made by openssl for one run, in a separate folder. */
export class Material {
	constructor(private readonly folder: string) {}

	/** Makes all of it; the folder goes away with the process. */
	static make(): Material {
		const material = new Material(mkdtempSync(join(tmpdir(), 'gost-bench-')));
		process.on('exit', () => rmSync(material.folder, { recursive: true, force: true }));
		const path = (name: string): string => material.path(name);
		for (const size of [20, 64]) writeFileSync(path(`${size}.bin`), randomBytes(size * 1024 * 1024));
		writeFileSync(path('req.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n');
		writeFileSync(path('challenge.bin'), randomBytes(128));
		for (const [bits, set] of [
			['256', 'TCA'],
			['512', 'A'],
		]) {
			openssl([
				'genpkey',
				'-algorithm',
				`gost2012_${bits}`,
				'-pkeyopt',
				`paramset:${set}`,
				'-out',
				path(`${bits}.key`),
			]);
			openssl([
				'req',
				'-new',
				'-x509',
				'-key',
				path(`${bits}.key`),
				'-days',
				'30',
				'-subj',
				'/CN=Bench',
				'-config',
				path('req.cnf'),
				`-md_gost12_${bits}`,
				'-out',
				path(`${bits}.crt`),
			]);
		}
		for (const cipher of CIPHERS) {
			for (const size of ['20', '64']) material.encrypt(cipher, size);
		}
		material.encrypt('gost89', 'challenge');
		const pfx = [
			'pkcs12',
			'-export',
			'-inkey',
			path('512.key'),
			'-in',
			path('512.crt'),
			'-passout',
			`pass:${PASSWORD}`,
		];
		openssl([...pfx, '-out', path('usual.pfx')]);
		openssl([
			...pfx,
			'-keypbe',
			'gost89',
			'-certpbe',
			'gost89',
			'-macalg',
			'md_gost12_512',
			'-out',
			path('gost.pfx'),
		]);
		for (const rounds of ['10000', '200000']) {
			openssl([...pfx, '-iter', rounds, '-out', path(`${rounds}.pfx`)]);
			openssl([...pfx, '-legacy', '-iter', rounds, '-out', path(`legacy-${rounds}.pfx`)]);
		}
		const { key, certificate } = material.signer('512');
		if (key.kind === 'gost') writeFileSync(path('cryptoPro.pfx'), writePfx(key, certificate, PASSWORD));
		return material;
	}

	path(name: string): string {
		return join(this.folder, name);
	}

	read(name: string): Uint8Array {
		return readFileSync(this.path(name));
	}

	/** A file in chunks of 64 KB, as node's streams come by default. */
	stream(name: string): AsyncIterable<Uint8Array> {
		return createReadStream(this.path(name));
	}

	signer(bits: '256' | '512'): Signer {
		const certificate = parseCertificate(this.read(`${bits}.crt`));
		const key = chooseKey(parsePrivateKeyInfo(toBinary(this.read(`${bits}.key`))), certificate);
		return { certificate, key };
	}

	encrypt(cipher: CipherName, what: string, output = `${cipher}.${what}.der`): void {
		openssl([
			'cms',
			'-encrypt',
			'-binary',
			'-in',
			this.path(`${what}.bin`),
			'-outform',
			'DER',
			'-out',
			this.path(output),
			`-${cipher}`,
			this.path('512.crt'),
		]);
	}
}
