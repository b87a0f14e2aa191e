import { gostEngine, withOpenssl } from '../../support/openssl';
import { HttpError } from '../core/errors';
import type { EmulatorOptions } from '../core/options';
import type { Certificate } from './certificate';

async function requireEngine(certificates: Certificate[]): Promise<void> {
	if (certificates.every(({ key }) => key === 'rsa') || (await gostEngine())) return;
	throw new HttpError(
		501,
		"The emulator needs openssl's GOST engine for GOST certificates and found none (on Debian: apt-get install libengine-gost-openssl)",
	);
}

function contentCipher({ key }: Certificate, options: EmulatorOptions): string {
	if (key === 'rsa') return 'aes-256-cbc';
	return key === 'gost2001' ? 'gost89' : options.challengeCipher;
}

/** CMS EnvelopedData (DER) that only the holder of the certificate's key can open. */
export async function envelop(
	data: Buffer,
	certificate: Certificate,
	options: EmulatorOptions,
): Promise<Buffer> {
	await requireEngine([certificate]);
	return await withOpenssl(async ({ file, run }) => {
		const content = await file('content.bin', data);
		const recipient = await file('recipient.pem', certificate.pem);
		const cipher = `-${contentCipher(certificate, options)}`;
		return await run('cms', '-encrypt', '-binary', '-in', content, '-outform', 'DER', cipher, recipient);
	});
}

/** Whether the bytes are a CMS signature (DER) over the text by one of these certificates; chains do not matter. */
export async function isSignedBy(
	signature: Buffer,
	text: string,
	certificates: Certificate[],
): Promise<boolean> {
	if (certificates.length === 0) return false;
	await requireEngine(certificates);
	return await withOpenssl(async ({ folder, file, run }) => {
		const paths = {
			signature: await file('signature.der', signature),
			content: await file('content.txt', text),
			certificates: await file('certificates.pem', certificates.map(({ pem }) => pem).join('')),
		};
		try {
			await run(
				...['cms', '-verify', '-binary', '-inform', 'DER', '-in', paths.signature, '-content', paths.content],
				...['-certfile', paths.certificates, '-nointern', '-noverify', '-out', `${folder}/verified`],
			);
			return true;
		} catch {
			return false;
		}
	});
}
