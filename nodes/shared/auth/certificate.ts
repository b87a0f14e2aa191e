import {
	checkDates,
	checkKeyMatches,
	GostError,
	openContainer,
	openKeyFile,
	parseCertificates,
	type Certificate,
	type KeyFile,
	type PrivateKey,
} from '../gost';
import { required, SignInRefused, type Settings } from './signIn';

/** A private key with its certificate. */
export interface KeyPair {
	key: PrivateKey;
	certificate: Certificate;
	/** Other certificates of the key file, usually those of the issuers. */
	chain: readonly Certificate[];
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const thumbprintOf = (settings: Settings) =>
	text(settings.thumbprint)
		.replace(/[^0-9a-f]/gi, '')
		.toUpperCase();

/** Returns advice for a key or certificate that does not work. */
function advice(error: GostError): string {
	switch (error.code) {
		case 'wrong-password':
			return 'The private key does not open with this password. Check Key Password in the credential: it is the password of the key file or container, not of the Kontur login.';
		case 'key-mismatch':
			return 'The private key does not belong to the certificate. Paste the key and the certificate of the same pair.';
		case 'unsupported':
			return `The key or certificate uses an unsupported algorithm (${error.oid ?? error.message}).`;
		case 'expired':
		case 'not-yet-valid':
			return `${error.message}. Add a currently valid certificate to the credential.`;
		default:
			return 'The private key or the certificate cannot be read. Paste the whole file: PEM as text, a PFX or a zipped CryptoPro container as base64.';
	}
}

function throwAdvice(error: unknown): never {
	if (!(error instanceof GostError)) throw error;
	throw new SignInRefused(advice(error), { extra: { code: error.code } });
}

/** Turns a `GostError` into advice. @throws SignInRefused with the code in `extra` */
const withAdvice = async <T>(work: () => T | Promise<T>): Promise<T> =>
	await Promise.resolve().then(work).catch(throwAdvice);

/** Turns a `GostError` from decrypting a challenge into advice about the key pair. @throws SignInRefused */
export function keyProblem(error: unknown): never {
	if (!(error instanceof GostError)) throw error;
	throw new SignInRefused(
		`The private key cannot decrypt the data that Kontur encrypted for the certificate (${error.message}). Check that the key and the certificate belong together.`,
		{ extra: { code: error.code } },
	);
}

const base64 = (settings: Settings, name: string, displayName: string) =>
	Buffer.from(required(settings, name, displayName).replace(/-----[^-]+-----/g, ''), 'base64');

/** Returns the pasted certificate that the thumbprint names, or the first one. */
async function pastedCertificate(settings: Settings): Promise<Certificate | undefined> {
	const pasted = text(settings.certificate);
	if (!pasted) return undefined;
	const certificates = await withAdvice(() => parseCertificates(pasted));
	const thumbprint = thumbprintOf(settings);
	return certificates.find((certificate) => certificate.thumbprint === thumbprint) ?? certificates[0];
}

async function openFile(settings: Settings): Promise<KeyFile> {
	const certificate = await pastedCertificate(settings);
	const password = typeof settings.keyPassword === 'string' ? settings.keyPassword : '';
	if (settings.keyFrom !== 'container') {
		const file = required(settings, 'privateKey', 'Private Key');
		return await withAdvice(() => openKeyFile(file, { password, certificate }));
	}
	const files = {
		header: base64(settings, 'headerKey', 'File header.key'),
		masks: base64(settings, 'masksKey', 'File masks.key'),
		primary: base64(settings, 'primaryKey', 'File primary.key'),
	};
	return await withAdvice(async () => {
		const opened = await openContainer(files, password);
		if (!certificate) return opened;
		checkKeyMatches(opened.key, certificate);
		return { key: opened.key, certificate, others: [] };
	});
}

/**
 * Opens the private key of a credential, and its certificate if one is pasted or in the key file. Reads the settings of
 * `keyFields`.
 * @throws SignInRefused with advice: unreadable key, wrong password, key of another certificate, different thumbprint
 */
export async function openKey(
	settings: Settings,
): Promise<Omit<KeyPair, 'certificate'> & { certificate?: Certificate }> {
	const { key, certificate, others: chain } = await openFile(settings);
	const thumbprint = thumbprintOf(settings);
	if (thumbprint && certificate && certificate.thumbprint !== thumbprint) {
		throw new SignInRefused(
			`The certificate in the credential has a different thumbprint: ${certificate.thumbprint}. Correct Certificate Thumbprint or paste the matching certificate.`,
		);
	}
	return { key, certificate, chain };
}

/**
 * Opens the private key of a credential with its certificate, which must be valid now unless `anyDate` is set.
 * @throws SignInRefused with advice, as `openKey`; also when the certificate is missing, expired or not yet valid
 */
export async function openKeyPair(settings: Settings, { anyDate = false } = {}): Promise<KeyPair> {
	const { key, certificate, chain } = await openKey(settings);
	if (!certificate) {
		throw new SignInRefused(
			'The certificate is missing: the key file does not contain one. Paste the certificate (.cer) into the credential.',
		);
	}
	if (!anyDate) await withAdvice(() => checkDates(certificate, new Date()));
	return { key, certificate, chain };
}

/** Returns the settings that determine which key a credential holds, for `SignInMethod.identity`. */
export const keyIdentity = (settings: Settings): unknown[] => [
	settings.keyFrom,
	settings.privateKey,
	settings.headerKey,
	settings.masksKey,
	settings.primaryKey,
	settings.keyPassword,
	settings.certificate,
	settings.thumbprint,
];

/** Returns a caching `openKeyPair` for many items, because opening a password-protected file is slow. */
export function keyPairOpener(): typeof openKeyPair {
	const opened = new Map<string, Promise<KeyPair>>();
	return async (settings, { anyDate = false } = {}) => {
		const id = JSON.stringify(keyIdentity(settings));
		const opening = opened.get(id) ?? openKeyPair(settings, { anyDate: true });
		opened.set(id, opening);
		const pair = await opening;
		if (!anyDate) await withAdvice(() => checkDates(pair.certificate, new Date()));
		return pair;
	};
}
