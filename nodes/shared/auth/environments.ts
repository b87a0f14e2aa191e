import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

export type Environment = 'production' | 'test' | 'custom';

export interface ExternAddresses {
	api: string;
	identity: string;
	auth: string;
}

export interface OfdAddresses {
	api: string;
	auth: string;
}

const extern: Record<Exclude<Environment, 'custom'>, ExternAddresses> = {
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

const ofd: Record<Exclude<Environment, 'custom'>, OfdAddresses> = {
	production: { api: 'https://ofd-api.kontur.ru', auth: 'https://api.kontur.ru' },
	test: { api: 'https://ofd-project.kontur.ru:11002', auth: 'https://api.kontur.ru' },
};

function customAddress(value: unknown, displayName: string): string {
	const text = String(value ?? '')
		.trim()
		.replace(/\/+$/, '');
	if (!/^https?:\/\/[^/\s]+/.test(text)) {
		throw new UserError(
			`${displayName} in the credential is not an address. Enter it with https://, for example ${extern.production.api}`,
		);
	}
	return text;
}

/**
 * Base addresses of Kontur.Extern for a credential, without a trailing slash.
 * Source: Kontur.Extern documentation, "Protocol basics" (hosts) and "Authentication" (hosts).
 * @throws UserError when the environment is custom and an address is missing or malformed
 */
export function externAddresses(credentials: ICredentialDataDecryptedObject): ExternAddresses {
	if (credentials.environment === 'test') return extern.test;
	if (credentials.environment !== 'custom') return extern.production;
	return {
		api: customAddress(credentials.apiUrl, 'API URL'),
		identity: customAddress(credentials.identityUrl || credentials.apiUrl, 'Identity URL'),
		auth: customAddress(credentials.authUrl || credentials.apiUrl, 'Auth URL'),
	};
}

/**
 * Base addresses of Kontur.OFD for a credential, without a trailing slash.
 * Source: Kontur.OFD documentation, "Endpoints": one authentication host serves production and test.
 * @throws UserError when the environment is custom and an address is missing or malformed
 */
export function ofdAddresses(credentials: ICredentialDataDecryptedObject): OfdAddresses {
	if (credentials.environment === 'test') return ofd.test;
	if (credentials.environment !== 'custom') return ofd.production;
	return {
		api: customAddress(credentials.apiUrl, 'API URL'),
		auth: customAddress(credentials.authUrl || credentials.apiUrl, 'Auth URL'),
	};
}

const plainExpression = (field: string) => `${field}.trim().replace(/\\/+$/, "")`;

const expressionFor = (table: Record<Exclude<Environment, 'custom'>, { api: string }>) =>
	`={{ $credentials.environment === "custom" ? ${plainExpression('$credentials.apiUrl')} : $credentials.environment === "test" ? "${table.test.api}" : "${table.production.api}" }}`;

/** The API address as an n8n expression, for the declarative credential tests. */
export const externApiExpression = expressionFor(extern);

/** The API address as an n8n expression, for the declarative credential tests. */
export const ofdApiExpression = expressionFor(ofd);

const identityExpression = (path: string) =>
	`={{ ($self.environment === "custom" ? ${plainExpression('($self.identityUrl || $self.apiUrl)')} : $self.environment === "test" ? "${extern.test.identity}" : "${extern.production.identity}") + "${path}" }}`;

/**
 * Where a user lets n8n in, as an n8n expression over the credential's own fields.
 * Source: Kontur.Extern documentation, "Authentication", authorization code.
 */
export const authorizeExpression = identityExpression('/connect/authorize');

/**
 * Where tokens are issued, as an n8n expression over the credential's own fields.
 * Source: Kontur.Extern documentation, "Authentication", authorization code.
 */
export const tokenExpression = identityExpression('/connect/token');
