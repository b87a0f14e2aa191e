import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Environment variables, which are also the lines of a file of keys. */
export const KEY_NAMES = {
	clientId: 'KONTUR_CLIENT_ID',
	apiKey: 'KONTUR_API_KEY',
	login: 'KONTUR_LOGIN',
	password: 'KONTUR_PASSWORD',
	keyFile: 'KONTUR_KEY_FILE',
	keyPassword: 'KONTUR_KEY_PASSWORD',
	certificateFile: 'KONTUR_CERTIFICATE_FILE',
	partnerUserId: 'KONTUR_PARTNER_USER_ID',
	partnerUserPhone: 'KONTUR_PARTNER_USER_PHONE',
	account: 'KONTUR_ACCOUNT',
	ofdKey: 'KONTUR_OFD_KEY',
} as const;

/** What they are, for the help. */
export const KEY_HELP = `KONTUR_CLIENT_ID, KONTUR_API_KEY       service name and API key of your integration
KONTUR_LOGIN, KONTUR_PASSWORD          a Kontur user
KONTUR_KEY_FILE, KONTUR_KEY_PASSWORD   private key of that user or of the partner (PFX, PEM, zipped container), and its password
KONTUR_CERTIFICATE_FILE                its certificate, if the key file has none
KONTUR_PARTNER_USER_ID, KONTUR_PARTNER_USER_PHONE
                                       a user for whom the partner vouches
KONTUR_ACCOUNT                         ID of an account made for this, to write into
KONTUR_OFD_KEY                         integrator key of Kontur.OFD`;

export type KeyName = keyof typeof KEY_NAMES;

export type Keys = Readonly<Partial<Record<KeyName, string>>>;

const PATHS: readonly KeyName[] = ['keyFile', 'certificateFile'];

export class UsageError extends Error {}

/** Reads the keys from a file, if one is named, and from the environment. */
export function readKeys(path: string | undefined, environment: NodeJS.ProcessEnv): Keys {
	let held: NodeJS.Dict<string> = {};
	try {
		if (path !== undefined) held = parseEnv(readFileSync(path, 'utf8'));
	} catch {
		throw new UsageError(`The file of keys cannot be read. Check --keys ${path}`);
	}
	const known = new Set<string>(Object.values(KEY_NAMES));
	// A line without a name could be a secret, so only what looks like one of our names is shown.
	const unknown = Object.keys(held).filter((name) => !known.has(name));
	if (unknown.length > 0) {
		const shown = unknown.filter((name) => /^KONTUR_[A-Z_]{1,30}$/.test(name));
		throw new UsageError(
			`The file of keys has ${unknown.length} unknown ${unknown.length === 1 ? 'name' : 'names'}${shown.length > 0 ? ` (${shown.join(', ')})` : ''}. The names are: ${[...known].join(', ')}`,
		);
	}
	const entries = Object.entries(KEY_NAMES).map(([name, variable]) => [
		name,
		(held[variable] ?? environment[variable] ?? '').trim(),
	]);
	return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** The values that nothing may show. File names are not among them. */
export const secretValues = (keys: Keys): string[] =>
	Object.entries(keys)
		.filter(([name]) => !PATHS.includes(name as KeyName))
		.flatMap(([, value]) => value ?? []);
