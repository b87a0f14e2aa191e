import {
	checkDates,
	checkKeyMatches,
	GostError,
	openContainer,
	openKeyFile,
	parseCertificates,
	toResultAsync,
	type Certificate,
	type KeyFile,
	type PrivateKey,
} from '../gost';
import { required, SignInRefused, type Settings } from './signIn';

/** A private key with its certificate. */
export interface KeyPair {
	key: PrivateKey;
	certificate: Certificate;
	/** Other certificates of the file: those of the issuers, as a rule. */
	chain: readonly Certificate[];
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const plainThumbprint = (value: unknown) =>
	text(value)
		.replace(/[^0-9a-f]/gi, '')
		.toUpperCase();

const day = (moment: Date) => moment.toISOString().slice(0, 10);

/** What a person can do about a key or certificate that does not work. */
function advice(error: GostError): string {
	switch (error.code) {
		case 'wrong-password':
			return 'The private key does not open with this password. Check Key Password in the credential; it is the password of the file or of the container, not of the Kontur login.';
		case 'key-mismatch':
			return 'The private key does not belong to the certificate. Paste both from the same key.';
		case 'unsupported':
			return `The key or certificate uses an algorithm that this package does not know (${error.oid ?? error.message}).`;
		case 'expired':
		case 'not-yet-valid':
			return `${error.message}. Put a certificate that is valid now into the credential.`;
		default:
			return 'The private key or the certificate is not readable. Paste the whole file: PEM text as it is, a PFX or a zipped CryptoPro container as base64.';
	}
}

/** Runs work of the cryptography module; its errors become advice. @throws SignInRefused with the code in `extra` */
async function readable<T>(work: () => T | Promise<T>): Promise<T> {
	const outcome = await toResultAsync(async () => await work());
	if (outcome.ok) return outcome.value;
	const { error } = outcome;
	throw new SignInRefused(advice(error), { extra: { code: error.code } });
}

/** For the promise of opening a challenge: what goes wrong there is about the pair of key and certificate. */
export function keyProblem(error: unknown): never {
	if (!(error instanceof GostError)) throw error;
	throw new SignInRefused(
		`The private key does not open what Kontur encrypted for the certificate (${error.message}). Check that key and certificate belong together.`,
		{ extra: { code: error.code } },
	);
}

const base64 = (settings: Settings, name: string, displayName: string) =>
	Buffer.from(required(settings, name, displayName).replace(/-----[^-]+-----/g, ''), 'base64');

async function chosenCertificate(settings: Settings): Promise<Certificate | undefined> {
	const pasted = text(settings.certificate);
	if (!pasted) return undefined;
	const list = await readable(() => parseCertificates(pasted));
	const thumbprint = plainThumbprint(settings.thumbprint);
	return thumbprint ? (list.find((item) => item.thumbprint === thumbprint) ?? list[0]) : list[0];
}

async function openFile(settings: Settings, certificate: Certificate | undefined): Promise<KeyFile> {
	const password = typeof settings.keyPassword === 'string' ? settings.keyPassword : '';
	if (settings.keyFrom === 'container') {
		const files = {
			header: base64(settings, 'headerKey', 'File header.key'),
			masks: base64(settings, 'masksKey', 'File masks.key'),
			primary: base64(settings, 'primaryKey', 'File primary.key'),
		};
		return await readable(async () => {
			const opened = await openContainer(files, password);
			if (!certificate) return opened;
			checkKeyMatches(opened.key, certificate);
			return { key: opened.key, certificate, others: [] };
		});
	}
	const file = required(settings, 'privateKey', 'Private Key');
	return await readable(() => openKeyFile(file, { password, certificate }));
}

/**
 * The private key of a credential and, where one is pasted or in the key file, its certificate.
 * Reads the settings `keyFrom`, `privateKey`, `keyPassword`, `headerKey`, `masksKey`, `primaryKey`, `certificate`
 * and `thumbprint`.
 * @throws SignInRefused with advice: unreadable, wrong password, key of another certificate, other thumbprint
 */
export async function openKey(
	settings: Settings,
): Promise<Omit<KeyPair, 'certificate'> & { certificate?: Certificate }> {
	const file = await openFile(settings, await chosenCertificate(settings));
	const thumbprint = plainThumbprint(settings.thumbprint);
	if (thumbprint && file.certificate && file.certificate.thumbprint !== thumbprint) {
		throw new SignInRefused(
			`The certificate in the credential has another thumbprint: ${file.certificate.thumbprint}. Correct Certificate Thumbprint or paste the certificate it is for.`,
		);
	}
	return { key: file.key, certificate: file.certificate, chain: file.others };
}

/**
 * The private key of a credential with its certificate, which has to be valid now unless told otherwise.
 * @throws SignInRefused with advice, as `openKey`; also when there is no certificate or it is out of its dates
 */
export async function openKeyPair(settings: Settings, { anyDate = false } = {}): Promise<KeyPair> {
	const { key, certificate, chain } = await openKey(settings);
	if (!certificate) {
		throw new SignInRefused(
			'The certificate is missing: the key file holds none. Paste the certificate (.cer) into the credential.',
		);
	}
	if (!anyDate) await readable(() => checkDates(certificate, new Date()));
	return { key, certificate, chain };
}

/** The settings that decide which key a credential holds, for `SignInWay.identity`. */
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

/**
 * `openKeyPair` that opens equal settings only once, for work on many items: files protected by a password take
 * their time.
 */
export function keyPairOpener(): typeof openKeyPair {
	const opened = new Map<string, Promise<KeyPair>>();
	return async (settings, { anyDate = false } = {}) => {
		const id = JSON.stringify(keyIdentity(settings));
		const opening = opened.get(id) ?? openKeyPair(settings, { anyDate: true });
		opened.set(id, opening);
		const pair = await opening;
		if (!anyDate) await readable(() => checkDates(pair.certificate, new Date()));
		return pair;
	};
}

/** The dates of a certificate in one sentence. */
export const validity = ({ notBefore, notAfter }: Certificate): string =>
	`valid from ${day(notBefore)} to ${day(notAfter)}`;
