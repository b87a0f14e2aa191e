import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gostEngine, withOpenssl } from '../../support/openssl';
import type { Json } from './execution';
import { work } from './places';

/** A throwaway certificate to sign with; its name says that it is not real. */
export interface TestSigner {
	/** PEM. */
	certificate: string;
	/** PEM, PKCS#8 without a password. */
	privateKey: string;
}

const requests = `
[req]
distinguished_name = dn
x509_extensions = extensions
[dn]
[extensions]
keyUsage = digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement
subjectKeyIdentifier = hash
`;

/** Creates one with openssl: GOST R 34.10-2012 if the GOST engine is installed, otherwise RSA. */
export async function makeSigner(days = 365): Promise<TestSigner> {
	const isGost = (await gostEngine()) !== undefined;
	mkdirSync(join(work, 'run'), { recursive: true });
	// Not in the usual temporary folder of openssl, so that the key stays within .work.
	const folder = mkdtempSync(join(work, 'run', 'signer-'));
	const key = join(folder, 'test-key.pem');
	const certificate = join(folder, 'test-certificate.pem');
	try {
		await withOpenssl(async (openssl) => {
			await openssl.run(
				...['genpkey', '-out', key, '-algorithm'],
				...(isGost
					? ['gost2012_256', '-pkeyopt', 'paramset:A']
					: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048']),
			);
			await openssl.run(
				...['req', '-new', '-x509', '-key', key, isGost ? '-md_gost12_256' : '-sha256'],
				...['-subj', '/O=TEST ONLY - NOT A REAL SIGNATURE/CN=n8n-nodes-kontur demo'],
				...['-days', String(days), '-out', certificate],
			);
		}, requests);
		return { certificate: await readFile(certificate, 'utf8'), privateKey: await readFile(key, 'utf8') };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The fields of the credential with this certificate. */
export const certificateSettings = ({ certificate, privateKey }: TestSigner): Json => ({
	keyFrom: 'file',
	privateKey,
	certificate,
});

/** Verifies a detached signature with openssl. @throws openssl's message when it does not match the document */
export async function verifyDetached(
	{ certificate }: TestSigner,
	signature: Uint8Array,
	document: Uint8Array,
): Promise<void> {
	await withOpenssl(async (openssl) => {
		await openssl.run(
			...['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any'],
			...['-in', await openssl.file('signature.der', signature)],
			...['-content', await openssl.file('document.bin', document)],
			...['-CAfile', await openssl.file('certificate.pem', certificate)],
			...['-out', join(openssl.folder, 'verified.bin')],
		);
	});
}

/** Verifies a bare signature with openssl. @throws openssl's message when it does not match the data */
export async function verifyBare(
	{ certificate }: TestSigner,
	signature: Uint8Array,
	data: Uint8Array,
): Promise<void> {
	const digest = (await gostEngine()) === undefined ? '-sha256' : '-md_gost12_256';
	await withOpenssl(async (openssl) => {
		const file = await openssl.file('certificate.pem', certificate);
		const key = await openssl.run('x509', '-in', file, '-noout', '-pubkey');
		await openssl.run(
			...['dgst', digest, '-verify', await openssl.file('key.pem', key)],
			...['-signature', await openssl.file('signature.bin', signature)],
			await openssl.file('data.bin', data),
		);
	});
}
