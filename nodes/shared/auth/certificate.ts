import { createHmac, randomBytes } from 'crypto';
import {
	checkDates,
	checkKeyPeriod,
	GostError,
	openContainerRing,
	openKeyRing,
	parseCertificates,
	type Certificate,
	type KeyChoice,
	type KeyFile,
	type KeyRing,
	type PrivateKey,
} from '../gost';
import { t } from '../language';
import { pastedPlaceAdvice } from './pastedPlace';
import { required, SignInRefused, type Settings } from './signIn';

/** A private key with its certificate. */
export interface KeyPair {
	key: PrivateKey;
	certificate: Certificate;
	/** Other certificates of the key file, usually those of the issuers. */
	chain: readonly Certificate[];
	/** All pairs of the key file. A message names the one that decrypts it. */
	alternatives: KeyRing['pairs'];
	/** The pairs that the credential may mean: all, unless it names a certificate. */
	fitting: KeyRing['pairs'];
}

/** How to choose a pair if a key file has several. */
export interface KeyPairOptions {
	/** Whether the certificate may be expired or not yet valid. */
	anyDate?: boolean;
	/** Whether the key must be within its own period, which may end before the certificate does. */
	toSign?: boolean;
	/** The caller decrypts with all pairs, so that none has to be chosen. */
	forDecryption?: boolean;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const thumbprintOf = (settings: Settings) =>
	text(settings.thumbprint)
		.replace(/[^0-9a-f]/gi, '')
		.toUpperCase();

const PFX_INSTEAD = t`Export the certificate with its key to a PFX file (certmgr.msc, All Tasks, Export) and paste that as base64, or use a GOST key.`;

/** Returns advice for a key or certificate that does not work. */
function advice(error: GostError): string {
	switch (error.code) {
		case 'wrong-password':
			return t`The private key does not open with this password. Check Key Password in the credential: it is the password of the key file or container, not of the Kontur login.`;
		case 'key-mismatch':
			return t`${error.message}. Paste the key and the certificate of the same pair.`;
		case 'other-thumbprint':
			return t`The certificate in the credential has a different thumbprint: ${error.message}. Correct Certificate Thumbprint or paste the matching certificate.`;
		case 'ambiguous':
			return t`${error.message}. Enter the thumbprint of the one to use in Certificate Thumbprint.`;
		case 'unsupported':
			if (error.oid === undefined) return `${error.message}. ${PFX_INSTEAD}`;
			return t`The key or certificate uses an unsupported algorithm (${error.oid ?? error.message}).`;
		case 'expired':
		case 'not-yet-valid':
			return t`${error.message}. Add a currently valid certificate to the credential.`;
		default:
			return t`The private key or the certificate cannot be read. Paste the whole file: PEM as text, a PFX or a zipped CryptoPro container as base64.`;
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
		t`The private key cannot decrypt the data that Kontur encrypted for the certificate (${error.message}). Check that the key and the certificate belong together.`,
		{ extra: { code: error.code } },
	);
}

/** @throws SignInRefused when the field holds a path */
function refusePlace(displayName: string, value: string): void {
	const advice = pastedPlaceAdvice(displayName, value);
	if (advice) throw new SignInRefused(advice, { extra: { code: 'bad-argument' } });
}

/** Returns a required field with a key. @throws SignInRefused when it is empty or a path */
function contentsOf(settings: Settings, name: string, displayName: string): string {
	const value = required(settings, name, displayName);
	refusePlace(displayName, value);
	return value;
}

const base64 = (settings: Settings, name: string, displayName: string) =>
	Buffer.from(contentsOf(settings, name, displayName).replace(/-----[^-]+-----/g, ''), 'base64');

async function pastedCertificates(settings: Settings): Promise<Certificate[]> {
	const pasted = text(settings.certificate);
	if (!pasted) return [];
	refusePlace(t`Certificate`, pasted);
	return await withAdvice(() => parseCertificates(pasted));
}

/** The keys of a credential, and how it chooses one of them. */
interface OpenedKeys {
	ring: KeyRing;
	choice: KeyChoice;
}

async function openRing(settings: Settings): Promise<OpenedKeys> {
	const certificates = await pastedCertificates(settings);
	const choice = { thumbprint: thumbprintOf(settings), certificates };
	const password = typeof settings.keyPassword === 'string' ? settings.keyPassword : '';
	if (settings.keyFrom !== 'container') {
		const file = contentsOf(settings, 'privateKey', t`Private Key`);
		return { ring: await withAdvice(() => openKeyRing(file, { password, certificates })), choice };
	}
	const files = {
		header: base64(settings, 'headerKey', t`File header.key`),
		masks: base64(settings, 'masksKey', t`File masks.key`),
		primary: base64(settings, 'primaryKey', t`File primary.key`),
	};
	return { ring: await withAdvice(() => openContainerRing(files, { password, certificates })), choice };
}

const chosen = async ({ ring, choice }: OpenedKeys, { anyDate }: KeyPairOptions): Promise<KeyFile> =>
	await withAdvice(() => ring.choose({ ...choice, anyDate }));

/** Chooses the key pair; for decryption, any of several. */
async function choosePair(opened: OpenedKeys, options: KeyPairOptions): Promise<KeyPair> {
	const { pairs } = opened.ring;
	const isUnnamed = !opened.choice.thumbprint && opened.choice.certificates?.length === 0;
	const any = options.forDecryption && isUnnamed && pairs.length > 1 ? pairs[0] : undefined;
	const { key, certificate, others } = any ? { ...any, others: [] } : await chosen(opened, options);
	if (!certificate) {
		throw new SignInRefused(
			t`The certificate is missing: the key file does not contain one. Paste the certificate (.cer) into the credential.`,
		);
	}
	if (!options.anyDate) await withAdvice(() => checkDates(certificate, new Date()));
	if (options.toSign) await withAdvice(() => checkKeyPeriod(certificate, new Date()));
	const fitting = isUnnamed ? pairs : [{ key, certificate }];
	return { key, certificate, chain: others, alternatives: pairs, fitting };
}

/**
 * Opens the private key of a credential, and its certificate if one is pasted or in the key file. Reads the settings of
 * `keyFields`.
 * @throws SignInRefused with advice: unreadable key, wrong password, key of another certificate, different thumbprint,
 * several keys of which none is chosen
 */
export async function openKey(settings: Settings): Promise<Pick<KeyFile, 'key' | 'certificate'>> {
	return await chosen(await openRing(settings), {});
}

/**
 * Opens the private key of a credential with its certificate, which must be valid now unless `anyDate` is set.
 * @throws SignInRefused with advice, as `openKey`; also when the certificate is missing, expired or not yet valid
 */
export async function openKeyPair(settings: Settings, options: KeyPairOptions = {}): Promise<KeyPair> {
	return await choosePair(await openRing(settings), options);
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
	// A keyed hash names a credential, so that no key of the map is a password.
	const secret = randomBytes(32);
	const rings = new Map<string, Promise<OpenedKeys>>();
	return async (settings, options = {}) => {
		const id = createHmac('sha256', secret)
			.update(JSON.stringify(keyIdentity(settings)))
			.digest('hex');
		const opening = rings.get(id) ?? openRing(settings);
		rings.set(id, opening);
		// Operations that only decrypt take any date; the others sign.
		return await choosePair(await opening, { toSign: !options.anyDate, ...options });
	};
}
