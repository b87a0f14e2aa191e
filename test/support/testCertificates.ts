import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cachedLater } from './cached';
import { gostEngine, withOpenssl, type OpensslRun } from './openssl';

export type KeyKind = 'rsa' | 'gost2001' | 'gost2012_256' | 'gost2012_512';

export const gostKinds = ['gost2001', 'gost2012_256', 'gost2012_512'] as const;

export interface CertificateFacts {
	/** Common name. */
	name?: string;
	inn?: string;
	snils?: string;
	/** Validity, by default from 2020 to 2049 so that a clock set by a test stays within it. */
	validity?: 'expired' | 'future';
	/** Until when the private key may sign, as GeneralizedTime. */
	keyEnds?: string;
	/** Key usage, by default for signing and encryption. */
	keyUsage?: string;
}

export interface TestCertificate {
	kind: KeyKind;
	/** SHA-1 of the certificate, hex in capitals. */
	thumbprint: string;
	der: Buffer;
	pem: string;
	/** The private key, PKCS#8 without a password. */
	keyPem: string;
	paths: { certificate: string; der: string; key: string };
}

const keys: Record<KeyKind, { generate: string[]; digest: string }> = {
	rsa: { generate: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], digest: 'sha256' },
	gost2001: { generate: ['gost2001', '-pkeyopt', 'paramset:A'], digest: 'md_gost94' },
	gost2012_256: { generate: ['gost2012_256', '-pkeyopt', 'paramset:A'], digest: 'md_gost12_256' },
	gost2012_512: { generate: ['gost2012_512', '-pkeyopt', 'paramset:A'], digest: 'md_gost12_512' },
};

const periods = {
	usual: ['20200101000000Z', '20491231235959Z'],
	expired: ['20200101000000Z', '20210101000000Z'],
	future: ['20480101000000Z', '20491231235959Z'],
};

const usage = 'digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement';

const subjectMembers = ['commonName', 'INN', 'SNILS'];

/** privateKeyUsagePeriod, for which openssl has no name. */
function keyPeriod(ends: string): string {
	const end = Buffer.concat([Buffer.of(0x81, ends.length), Buffer.from(ends)]);
	return `2.5.29.16 = DER:${Buffer.concat([Buffer.of(0x30, end.length), end]).toString('hex')}`;
}

/** Only `openssl ca` can issue a certificate with past dates. */
const issuing = (database: string, keyUsage: string, keyEnds?: string): string => `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test
[ca]
default_ca = issuer
[issuer]
database = ${database}
new_certs_dir = .
rand_serial = yes
unique_subject = no
email_in_dn = no
string_mask = utf8only
policy = anything
x509_extensions = extensions
[anything]
${subjectMembers.map((name) => `${name} = optional`).join('\n')}
[extensions]
keyUsage = ${keyUsage}
subjectKeyIdentifier = hash
${keyEnds ? keyPeriod(keyEnds) : ''}
`;

async function selfSigned(openssl: OpensslRun, kind: KeyKind, facts: CertificateFacts) {
	const { generate, digest } = keys[kind];
	const at = (name: string) => join(openssl.folder, name);
	const subject = `/CN=${facts.name ?? 'Петров Петр Петрович'}/INN=${facts.inn ?? '781100000020'}/SNILS=${facts.snils ?? '11223344595'}`;
	const database = await openssl.file('index.txt', '');
	const configuration = await openssl.file(
		'issuing.cnf',
		issuing(database, facts.keyUsage ?? usage, facts.keyEnds),
	);
	const keyPem = await openssl.run('genpkey', '-algorithm', ...generate);
	const key = await openssl.file('key.pem', keyPem);
	await openssl.run(
		...['req', '-new', '-utf8', '-config', configuration, '-key', key],
		...[`-${digest}`, '-subj', subject, '-out', at('request.pem')],
	);
	const [from, until] = periods[facts.validity ?? 'usual'];
	await openssl.run(
		...['ca', '-batch', '-notext', '-selfsign', '-config', configuration, '-outdir', openssl.folder],
		...['-keyfile', key, '-md', digest, '-startdate', from, '-enddate', until],
		...['-in', at('request.pem'), '-out', at('certificate.pem')],
	);
	const der = await openssl.run('x509', '-in', at('certificate.pem'), '-outform', 'DER');
	return { der, keyPem: keyPem.toString('utf8') };
}

/** How often this test file has asked for each kind of certificate: each time it gets another one. */
const asked = new Map<string, number>();

/** A new key takes openssl five starts, so other test files get the same ones. */
async function made(kind: KeyKind, facts: CertificateFacts): Promise<{ der: Buffer; keyPem: string }> {
	const named = JSON.stringify([kind, Object.entries(facts).sort()]);
	const times = (asked.get(named) ?? 0) + 1;
	asked.set(named, times);
	const recipe = [selfSigned, issuing, keyPeriod, JSON.stringify([keys, periods, usage]), named, times];
	const text = await cachedLater('certificate.json', recipe.map(String).join('\n'), async () => {
		const { der, keyPem } = await withOpenssl((openssl) => selfSigned(openssl, kind, facts));
		return JSON.stringify({ der: der.toString('base64'), keyPem });
	});
	const { der, keyPem } = JSON.parse(text) as { der: string; keyPem: string };
	return { der: Buffer.from(der, 'base64'), keyPem };
}

async function inFiles<T>(
	certificate: TestCertificate,
	data: Uint8Array,
	work: (openssl: OpensslRun, paths: { data: string; certificate: string; key: string }) => Promise<T>,
): Promise<T> {
	return await withOpenssl(async (openssl) => {
		const paths = {
			data: await openssl.file('data.bin', data),
			certificate: await openssl.file('certificate.pem', certificate.pem),
			key: await openssl.file('key.pem', certificate.keyPem),
		};
		return await work(openssl, paths);
	});
}

/** Opens a CMS EnvelopedData (DER), as a client of Kontur does with a challenge. */
export async function decryptCms(certificate: TestCertificate, message: Uint8Array): Promise<Buffer> {
	return await inFiles(certificate, message, (openssl, paths) =>
		openssl.run(
			...['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', paths.data],
			...['-recip', paths.certificate, '-inkey', paths.key],
		),
	);
}

/** A CMS SignedData (DER) over the data, detached unless asked otherwise. */
export async function signCms(
	certificate: TestCertificate,
	data: Uint8Array,
	options: { attached?: boolean; withoutCertificate?: boolean } = {},
): Promise<Buffer> {
	return await inFiles(certificate, data, (openssl, paths) =>
		openssl.run(
			...['cms', '-sign', '-binary', '-outform', 'DER', '-in', paths.data],
			...['-signer', paths.certificate, '-inkey', paths.key],
			...(options.attached ? ['-nodetach'] : []),
			...(options.withoutCertificate ? ['-nocerts'] : []),
		),
	);
}

/** Key and certificate as a PFX: protected the way openssl does by default, or by GOST algorithms throughout. */
export async function makePfx(
	certificate: TestCertificate,
	password: string,
	protection: 'aes' | 'gost' = 'aes',
): Promise<Buffer> {
	const gost = ['-keypbe', 'gost89', '-certpbe', 'gost89', '-macalg', 'md_gost12_512'];
	return await inFiles(certificate, new Uint8Array(), (openssl, paths) =>
		openssl.run(
			...['pkcs12', '-export', '-inkey', paths.key, '-in', paths.certificate, '-name', 'test'],
			...['-passout', `pass:${password}`, ...(protection === 'gost' ? gost : [])],
		),
	);
}

/** Creates test certificates with their keys, and keeps the files until it is removed. */
export class TestCertificates {
	private count = 0;

	private constructor(readonly folder: string) {}

	static async create(): Promise<TestCertificates> {
		return new TestCertificates(await mkdtemp(join(tmpdir(), 'kontur-certificates-')));
	}

	async make(kind: KeyKind, facts: CertificateFacts = {}): Promise<TestCertificate> {
		if (kind !== 'rsa' && !(await gostEngine())) {
			throw new Error(
				`openssl has no GOST engine (on Debian: libengine-gost-openssl). ${withoutGost}=1 leaves the tests out that need it.`,
			);
		}
		const { der, keyPem } = await made(kind, facts);
		const pem = new X509Certificate(der).toString();
		const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase();
		const name = `${kind}-${++this.count}`;
		const paths = {
			certificate: await this.file(`${name}.crt`, pem),
			der: await this.file(`${name}.cer`, der),
			key: await this.file(`${name}.key`, keyPem),
		};
		return { kind, thumbprint, der, pem, keyPem, paths };
	}

	/** Writes a file next to the certificates and returns its path. */
	async file(name: string, data: string | Uint8Array): Promise<string> {
		const path = join(this.folder, name);
		await writeFile(path, data, { mode: 0o600 });
		return path;
	}

	async remove(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}
}

const withoutGost = 'KONTUR_TESTS_WITHOUT_GOST';
const skipped = process.env[withoutGost] === '1';
if (skipped) console.warn(`${withoutGost}=1: tests that need openssl's GOST engine are left out`);

/** Use it for tests that need the GOST engine: without it they fail, unless skipping is requested. */
export function gostDescribe(name: string, tests: () => void): void {
	(skipped ? describe.skip : describe)(name, tests);
}

/** Kinds of keys to test with, including GOST unless skipping is requested. */
export const testedKinds: readonly KeyKind[] = skipped ? ['rsa'] : ['rsa', ...gostKinds];
