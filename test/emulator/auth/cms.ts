import { gostEngine, OpensslMissing, withOpenssl } from '../../support/openssl';
import { HttpError } from '../core/errors';
import type { EmulatorOptions } from '../core/options';
import type { Certificate } from './certificate';

const missingEngine =
	"The emulator needs openssl's GOST engine for GOST certificates and found none (on Debian: apt-get install libengine-gost-openssl)";

async function playable(certificates: Certificate[]): Promise<Certificate[]> {
	return (await gostEngine()) ? certificates : certificates.filter(({ key }) => !key?.startsWith('gost'));
}

function notPlayable(error: unknown): never {
	if (error instanceof OpensslMissing)
		throw new HttpError(501, `The emulator needs openssl: ${error.message}`);
	throw error;
}

function contentCipher({ key }: Certificate, options: EmulatorOptions): string {
	if (!key?.startsWith('gost')) return 'aes-256-cbc';
	return key === 'gost2001' ? 'gost89' : options.challengeCipher;
}

/** CMS EnvelopedData (DER) that only the holder of the certificate's key can open. */
export async function envelop(
	data: Buffer,
	certificate: Certificate,
	options: EmulatorOptions,
): Promise<Buffer> {
	if ((await playable([certificate])).length === 0) throw new HttpError(501, missingEngine);
	return await withOpenssl(async ({ file, run }) => {
		const content = await file('content.bin', data);
		const recipient = await file('recipient.pem', certificate.pem);
		const cipher = `-${contentCipher(certificate, options)}`;
		return await run('cms', '-encrypt', '-binary', '-in', content, '-outform', 'DER', cipher, recipient);
	}).catch(notPlayable);
}

async function verifies(
	signature: Buffer,
	text: string | Uint8Array,
	certificates: Certificate[],
): Promise<boolean> {
	if (certificates.length === 0) return false;
	return await withOpenssl(async ({ folder, file, run }) => {
		const paths = {
			signature: await file('signature.der', signature),
			content: await file('content.txt', text),
			certificates: await file('certificates.pem', certificates.map(({ pem }) => pem).join('')),
		};
		const checked = run(
			...['cms', '-verify', '-binary', '-inform', 'DER', '-in', paths.signature, '-content', paths.content],
			...['-certfile', paths.certificates, '-nointern', '-noverify', '-out', `${folder}/verified`],
		);
		return await checked.then(
			() => true,
			(error: unknown) => (error instanceof OpensslMissing ? notPlayable(error) : false),
		);
	});
}

/** Whether the bytes are a CMS signature (DER) over the text by one of these certificates; chains do not matter. */
export async function isSignedBy(
	signature: Buffer,
	text: string | Uint8Array,
	certificates: Certificate[],
): Promise<boolean> {
	const usable = await playable(certificates);
	if (await verifies(signature, text, usable)) return true;
	if (usable.length < certificates.length) throw new HttpError(501, missingEngine);
	return false;
}
