import { createHash, generateKeyPair, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import type { EmulatorRequest, Reply } from '../../core/router';
import type { Client, User } from '../state';

interface SigningKey {
	privateKey: KeyObject;
	kid: string;
	/** The public half (RFC 7517). */
	jwk: JsonWebKey;
}

const lifetime = 300;

async function makeKey(): Promise<SigningKey> {
	const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
	const digest = createHash('sha1').update(publicKey.export({ type: 'spki', format: 'der' }));
	const kid = digest.digest('hex').toUpperCase();
	return { privateKey, kid, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } };
}

let key: Promise<SigningKey> | undefined;

function signingKey(): Promise<SigningKey> {
	key ??= makeKey();
	return key;
}

function part(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** An ID token (OpenID Connect Core 1.0, section 2) that names the user and the application. */
export async function makeIdToken(
	request: EmulatorRequest,
	client: Client,
	user: User,
	nonce?: string,
): Promise<string> {
	const { privateKey, kid } = await signingKey();
	const now = Math.floor(request.now().getTime() / 1000);
	const claims = {
		iss: request.baseUrl,
		aud: client.clientId,
		sub: user.id,
		iat: now,
		nbf: now,
		exp: now + lifetime,
		auth_time: now,
		...(nonce === undefined ? {} : { nonce }),
	};
	const text = `${part({ alg: 'RS256', kid, typ: 'JWT' })}.${part(claims)}`;
	return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}

export async function publicKeys(): Promise<Reply> {
	return { status: 200, json: { keys: [(await signingKey()).jwk] } };
}
