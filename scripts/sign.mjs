// Signs a file the way a report is signed, with a throw-away key: a detached CMS signature in DER beside a
// self-signed certificate. Nothing of it is valid anywhere but in the emulator.
// Usage: node scripts/sign.mjs FILE [FOLDER]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireOpenssl, runScript, SetupError, work } from './setup.mjs';

function openssl(...args) {
	try {
		execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
	} catch (error) {
		throw new SetupError(`openssl ${args[0]} failed: ${String(error.stderr ?? error.message).trim()}`);
	}
}

/** Signs the file into `<folder>/<name>.sig`; makes the key and the certificate when they are not there. */
export async function sign(file, folder = join(work, 'demo')) {
	await requireOpenssl();
	if (!existsSync(file)) throw new SetupError(`There is no file ${file} to sign.`);
	mkdirSync(folder, { recursive: true });
	const key = join(folder, 'test-key.pem');
	const certificate = join(folder, 'test-certificate.pem');
	if (!existsSync(key) || !existsSync(certificate)) {
		openssl(
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '3650'],
			...['-subj', '/O=TEST ONLY - NOT A REAL SIGNATURE/CN=n8n-nodes-kontur demo'],
			...['-keyout', key, '-out', certificate],
		);
	}
	const signature = join(folder, `${basename(file)}.sig`);
	openssl(
		...['cms', '-sign', '-binary', '-md', 'sha256', '-outform', 'DER'],
		...['-signer', certificate, '-inkey', key, '-in', file, '-out', signature],
	);
	return { signature, certificate, certificateText: readFileSync(certificate, 'utf8') };
}

async function main() {
	const [file, folder] = process.argv.slice(2);
	if (!file) throw new SetupError('Usage: node scripts/sign.mjs FILE [FOLDER]');
	const made = await sign(file, folder);
	console.log(`Signature: ${made.signature}\nCertificate: ${made.certificate}`);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await runScript(main);
