import { createHash, verify } from 'node:crypto';

import { isObject, type JsonObject } from '../../core/values';
import { isValidAt } from '../certificate';
import { allowsScope, grantToken, refuse, type Grant } from '../identity/identityCall';
import { countLogin, type Client, type TrustedKey } from '../state';

const day = 24 * 3600;
// Tolerance for differences between clocks.
const tolerance = 300;

interface Token {
	header: JsonObject;
	claims: JsonObject;
	signed: Buffer;
	signature: Buffer;
}

function decoded(part: string): JsonObject | undefined {
	if (!/^[\w-]+$/.test(part)) return undefined;
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function readToken(text: string): Token | undefined {
	const [head, body, signature, ...more] = text.split('.');
	if (!signature || more.length > 0 || !/^[\w-]+$/.test(signature)) return undefined;
	const header = decoded(head);
	const claims = decoded(body);
	if (!header || !claims) return undefined;
	return {
		header,
		claims,
		signed: Buffer.from(`${head}.${body}`),
		signature: Buffer.from(signature, 'base64url'),
	};
}

/** Names in the header of the token have to fit the key: kid = given name or thumbprint, x5t by RFC 7515, 4.1.7. */
function isNamed({ certificate, kid }: TrustedKey, header: JsonObject): boolean {
	const names = [kid, certificate?.thumbprint].flatMap((name) => (name ? [name.toLowerCase()] : []));
	if (header.kid !== undefined && !names.includes(String(header.kid).toLowerCase())) return false;
	if (header.x5t === undefined) return true;
	const digest = certificate && createHash('sha1').update(certificate.der).digest('base64url');
	return header.x5t === digest;
}

function isSigned({ header, signed, signature }: Token, client: Client, now: number): boolean {
	if (header.alg !== 'RS256') return false;
	return client.trusted.some((key) => {
		if (!key.publicKey || !isNamed(key, header)) return false;
		if (key.certificate && !isValidAt(key.certificate, now)) return false;
		return verify('RSA-SHA256', signed, key.publicKey, signature);
	});
}

/** Returns what is wrong with the claims; times in seconds. */
function claimsProblem({ iss, sub, jti, exp, iat, nbf }: JsonObject, client: Client, now: number) {
	if (iss !== client.clientId) return 'iss is not the client_id';
	if (typeof sub !== 'string' || sub === '') return 'sub is missing';
	if (typeof jti !== 'string' || jti === '') return 'jti is missing';
	if (Buffer.byteLength(jti) > 36) return 'jti is longer than 36 bytes';
	if (typeof exp !== 'number') return 'exp is missing';
	for (const moment of [iat, nbf]) {
		if (moment !== undefined && typeof moment !== 'number') return 'iat and nbf are numbers';
		if (moment !== undefined && moment > now + tolerance) return 'the token is not valid yet';
	}
	if (exp <= now) return 'the token has expired';
	const start = [iat, nbf, now].find((moment): moment is number => typeof moment === 'number') ?? now;
	return exp - start > day ? 'the token lives longer than 24 hours' : undefined;
}

export const trustedGrant: Grant = (request, form, client) => {
	const { auth, options } = request.state;
	const scope = form.get('scope') ?? '';
	if (!allowsScope(client, scope)) return refuse('invalid_scope');
	const text = form.get('token');
	if (!text) return refuse('invalid_request', 'token is required');
	const token = readToken(text);
	if (!token) return refuse('invalid_grant', 'token is not a JWT');
	const now = request.now().getTime();
	if (!isSigned(token, client, now)) return refuse('invalid_grant', 'the signature is not valid');
	const problem = claimsProblem(token.claims, client, Math.floor(now / 1000));
	if (problem) return refuse('invalid_grant', problem);
	const id = `${client.clientId} ${String(token.claims.jti)}`;
	if (auth.usedTokenIds.has(id)) return refuse('invalid_grant', 'the token was used before');
	const user = auth.users.get(client.links.get(String(token.claims.sub)) ?? '');
	if (!user || user.blocked) return refuse('invalid_grant', 'sub is not linked with a user');
	auth.usedTokenIds.add(id);
	countLogin(auth, 'trusted');
	return grantToken(request, client, { login: user.login, scope, refresh: options.refreshTokens });
};
