import { UserError } from 'n8n-workflow';
import { t } from '../language';
import type { Settings } from './signIn';

/** Base addresses without a trailing slash. */
export interface OfdAddresses {
	api: string;
	auth: string;
}

export interface ExternAddresses extends OfdAddresses {
	identity: string;
}

type Presets<A> = Record<'production' | 'test', A>;

// Source: Kontur.Extern documentation, "Protocol basics" and "Authentication" (hosts).
const extern: Presets<ExternAddresses> = {
	production: {
		api: 'https://extern-api.kontur.ru',
		identity: 'https://identity.kontur.ru',
		auth: 'https://api.kontur.ru',
	},
	test: {
		api: 'https://extern-api.testkontur.ru',
		identity: 'https://identity.testkontur.ru',
		auth: 'https://api.testkontur.ru',
	},
};

// Source: Kontur.OFD documentation, "Endpoints". One authentication host serves production and test.
const ofd: Presets<OfdAddresses> = {
	production: { api: 'https://ofd-api.kontur.ru', auth: 'https://api.kontur.ru' },
	test: { api: 'https://ofd-project.kontur.ru:11002', auth: 'https://api.kontur.ru' },
};

function customAddress(value: unknown, displayName: string): string {
	let address = String(value ?? '').trim();
	while (address.endsWith('/')) address = address.slice(0, -1);
	if (/^https?:\/\/[^/\s]+/.test(address)) return address;
	throw new UserError(
		t`${displayName} in the credential is not a valid address. Enter it with https://, for example ${extern.production.api}`,
	);
}

/** Returns the addresses of a preset environment; an unknown one means production. */
const preset = <A>(presets: Presets<A>, { environment }: Settings): A | undefined =>
	environment === 'custom' ? undefined : presets[environment === 'test' ? 'test' : 'production'];

/** Returns the addresses of Kontur.Extern. @throws UserError for a missing or malformed custom address */
export const externAddresses = (settings: Settings): ExternAddresses =>
	preset(extern, settings) ?? {
		api: customAddress(settings.apiUrl, t`API URL`),
		identity: customAddress(settings.identityUrl || settings.apiUrl, t`Identity URL`),
		auth: customAddress(settings.authUrl || settings.apiUrl, t`Auth URL`),
	};

/** Returns the addresses of Kontur.OFD. @throws UserError for a missing or malformed custom address */
export const ofdAddresses = (settings: Settings): OfdAddresses =>
	preset(ofd, settings) ?? {
		api: customAddress(settings.apiUrl, t`API URL`),
		auth: customAddress(settings.authUrl || settings.apiUrl, t`Auth URL`),
	};

const trimmed = (field: string) => `${field}.trim().replace(/\\/+$/, "")`;

const apiExpression = (presets: Presets<OfdAddresses>) =>
	`={{ $credentials.environment === "custom" ? ${trimmed('$credentials.apiUrl')} : $credentials.environment === "test" ? "${presets.test.api}" : "${presets.production.api}" }}`;

/** The API address as an n8n expression, for declarative credential tests. */
export const externApiExpression = apiExpression(extern);
/** The same for Kontur.OFD. */
export const ofdApiExpression = apiExpression(ofd);

const identityExpression = (path: string) =>
	`={{ ($self.environment === "custom" ? ${trimmed('($self.identityUrl || $self.apiUrl)')} : $self.environment === "test" ? "${extern.test.identity}" : "${extern.production.identity}") + "${path}" }}`;

/**
 * Addresses of the OAuth2 credential, as n8n expressions over its own fields.
 * Source: Kontur.Extern documentation, "Authentication", authorization code.
 */
export const authorizeExpression = identityExpression('/connect/authorize');
export const tokenExpression = identityExpression('/connect/token');
