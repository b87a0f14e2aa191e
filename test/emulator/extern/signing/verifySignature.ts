import { gostEngine, withOpenssl } from '../../../support/openssl';
import { readCertificate } from '../../auth/certificate';
import { isSignedBy } from '../../auth/cms';
import { HttpError } from '../../core/errors';
import type { ExternState } from '../state';

const digests: Record<string, string> = {
	gost2001: '-md_gost94',
	gost2012_256: '-md_gost12_256',
	gost2012_512: '-md_gost12_512',
	rsa: '-sha256',
};

async function isBareSignature(signature: Buffer, data: Buffer, der: Buffer): Promise<boolean> {
	const certificate = readCertificate(der);
	const digest = certificate?.key && digests[certificate.key];
	if (!digest) return false;
	return await withOpenssl(async ({ file, run }) => {
		const key = await run('x509', '-in', await file('certificate.pem', certificate.pem), '-noout', '-pubkey');
		const paths = {
			key: await file('key.pem', key),
			signature: await file('signature.bin', signature),
			data: await file('data.bin', data),
		};
		const checked = run('dgst', digest, '-verify', paths.key, '-signature', paths.signature, paths.data);
		return await checked.then(
			() => true,
			() => false,
		);
	});
}

export interface Signed {
	signature: Buffer;
	/** The data that the signature must cover. */
	data: Buffer;
	certificate: Buffer;
	bare: boolean;
}

/** Refuses a signature that does not match its data, if verification is switched on. */
export async function requireFitting(extern: ExternState, signed: Signed): Promise<void> {
	if (!extern.options.verifySignatures) return;
	const certificate = readCertificate(signed.certificate);
	if (!certificate) throw new HttpError(400, 'The certificate cannot be read');
	if (certificate.key !== 'rsa' && !(await gostEngine())) {
		throw new HttpError(501, "The emulator needs openssl's GOST engine to verify this signature");
	}
	const fits = signed.bare
		? await isBareSignature(signed.signature, signed.data, signed.certificate)
		: await isSignedBy(signed.signature, signed.data, [certificate]);
	if (!fits) throw new HttpError(400, 'The signature does not fit what it is made for');
}
