import { randomUUID } from 'node:crypto';
import { signDetached, signRaw, toPem } from '../../../nodes/shared/gost';
import { at, asText } from '../../../test/emulator/core/values';
import type { Ask } from '../ask';
import type { Answer } from '../ask/client';
import {
	answerChallenge,
	AUTH,
	askChallenge,
	askToken,
	keep,
	keyPair,
	openSid,
	sharedSid,
	sidFrom,
	tokenAnswer,
} from '../ask/session';
import { doubt, forPerson, type Section } from '../doubt';
import { plainSignature } from '../plainSignature';

const errorOf = ({ body }: Answer) => asText(body.error) ?? '';

const nobody = (ask: Ask) => ({
	grant_type: 'password',
	username: `nobody-${ask.madeUp()}@example.com`,
	password: ask.madeUp(),
});

const apiKeyHeader = (ask: Ask) => ({ 'X-Kontur-Apikey': ask.key('apiKey') });

/** A challenge of the authenticator of `auth.sid`. */
async function askSidChallenge(
	ask: Ask,
	body: { text: string } | { bytes: Uint8Array },
	key: 'query' | 'header' | 'both' = 'both',
) {
	return await ask.auth(`POST ${AUTH}/authenticate-by-cert`, {
		query: { free: true, ...(key !== 'header' && { apiKey: ask.key('apiKey') }) },
		headers: key === 'query' ? {} : apiKeyHeader(ask),
		...body,
	});
}

async function pemOf(ask: Ask) {
	return { text: toPem('CERTIFICATE', (await keyPair(ask)).certificate.der) };
}

const base64url = (data: string | Uint8Array) => Buffer.from(data).toString('base64url');

/** Vouches for the partner's user with a token. */
async function vouchByToken(ask: Ask, withKeyId: boolean): Promise<Answer> {
	const { key, certificate } = await keyPair(ask);
	if (key.kind !== 'rsa') return ask.lack('a token of a trusted system needs an RSA key');
	const issued = Math.floor(Date.now() / 1000) - 30;
	const keyId = {
		kid: certificate.thumbprint,
		x5t: base64url(Buffer.from(certificate.thumbprint, 'hex')),
	};
	const parts = [
		{ alg: 'RS256', typ: 'JWT', ...(withKeyId && keyId) },
		{
			iss: ask.key('clientId'),
			sub: ask.key('partnerUserId'),
			jti: randomUUID(),
			iat: issued,
			nbf: issued,
			exp: issued + 600,
		},
	].map((part) => base64url(JSON.stringify(part)));
	const signature = await signRaw(Buffer.from(parts.join('.')), key, { rsaHash: 'sha256' });
	return await askToken(ask, { grant_type: 'trusted', token: [...parts, base64url(signature)].join('.') });
}

const timestamp = () => {
	const [date, time] = new Date().toISOString().split('T');
	return `${date.split('-').reverse().join('.')} ${time.slice(0, 8)}`;
};

/** Vouches for the partner's user, whom a phone names, with a signature. */
async function vouchBySignature(
	ask: Ask,
	options: { isPlain?: boolean; withUserId?: boolean },
): Promise<Answer> {
	const pair = await keyPair(ask);
	const phone = ask.key('partnerUserPhone');
	const moment = timestamp();
	const lines = Buffer.from(
		`apikey=${ask.key('apiKey').toLowerCase()}\r\nid=${phone}\r\ntimestamp=${moment}\r\n`,
	);
	const answer = await ask.auth(`POST ${AUTH}/authenticate-by-truster`, {
		query: {
			apiKey: ask.key('apiKey'),
			phone,
			timestamp: moment,
			serviceUserId: options.withUserId ? ask.key('partnerUserId') : undefined,
		},
		bytes: options.isPlain ? await plainSignature(lines, pair) : await signDetached(lines, pair),
	});
	keep(ask, answer.body.Key);
	return answer;
}

async function refreshSid(ask: Ask, version: string, held: { sid: string; refresh: string }) {
	const answer = await ask.auth(`POST /sessions/${version}/sessions/refresh`, {
		query: { 'auth.sid': held.sid, 'refresh-token': held.refresh, 'api-key': ask.key('apiKey') },
	});
	return sidFrom(ask, answer);
}

export const signingIn: Section = {
	title: 'Signing in',
	doubts: [
		doubt('A1', {
			question: "Is the password grant still open? Its page was removed; Kontur's C# SDK still uses it",
			weDo: 'It is the default; client ID and key go both into the form and into the Basic header, as in that SDK',
			where: 'N `shared/auth/identity.ts` `passwordGrant`; E `auth/grants/grants.ts`',
			readings: { open: 'It is open', closed: 'It is closed' },
			probe: async (ask) => {
				const answer = await askToken(ask, nobody(ask));
				const isClosed = ['unsupported_grant_type', 'unauthorized_client'].includes(errorOf(answer));
				if (isClosed) return 'closed';
				// A key with a mistake is refused alike.
				await tokenAnswer(ask);
				return answer.status === 400 && errorOf(answer) ? 'open' : undefined;
			},
		}),
		doubt('A2', {
			question: 'How is a refused password reported?',
			weDo: '`invalid_client` = ID or key; a list `required_factors` = a second factor is required; any other 4xx except 429 = login or password',
			where: 'N `shared/auth/identity.ts`',
			readings: {
				distinct: 'A refused key is `invalid_client`, a refused password is not',
				same: 'Both are the same error',
			},
			probe: async (ask) => {
				await tokenAnswer(ask);
				const password = await askToken(ask, nobody(ask));
				const key = await askToken(ask, { ...nobody(ask), client_secret: ask.madeUp() });
				if (!errorOf(password) || !errorOf(key)) return undefined;
				if (errorOf(password) === errorOf(key)) return 'same';
				return errorOf(key) === 'invalid_client' ? 'distinct' : undefined;
			},
		}),
		doubt('A3', {
			question: 'Is the lifetime called `expires_in` or `expires`?',
			weDo: 'Read both, else one hour; renew the token a minute (or a tenth) earlier',
			where: 'N `shared/auth/identity.ts`',
			readings: {
				expiresIn: 'It is called `expires_in`',
				expires: 'It is called `expires`',
				absent: 'The response names no lifetime',
			},
			probe: async (ask) => {
				const { body } = await tokenAnswer(ask);
				if (Number(body.expires_in) > 0) return 'expiresIn';
				return Number(body.expires) > 0 ? 'expires' : 'absent';
			},
		}),
		forPerson('A6', {
			question: 'How long is a sid valid? 30 days, or less "for various reasons"',
			weDo: 'Use it 15 days, renew on 401',
			where: 'N `shared/auth/sid.ts`',
			person: 'It takes weeks of use to see',
		}),
		doubt('A7', {
			question: 'Does an invalid session give 401 or 403?',
			weDo: '401 renews the session once, 403 means no rights and never signs in',
			where: 'N `shared/transport/client.ts`, `shared/transport/service.ts`; E `extern/call.ts`',
			readings: { unauthorized: 'It gives 401', forbidden: 'It gives 403' },
			probe: async (ask) => {
				const headers = { Authorization: `Bearer ${ask.madeUp()}` };
				const { status } = await ask.bareExtern('GET /v1', { headers });
				return ({ 401: 'unauthorized', 403: 'forbidden' } as const)[status];
			},
		}),
		doubt('A8', {
			question: 'What does Extern return for a live sid with a wrong API key?',
			weDo: 'The emulator: no key 401, unknown key 403. The node: one renewal after 401, none after 403',
			where: 'E `extern/call.ts` `signIn`',
			readings: { forbidden: '403', unauthorized: '401', accepted: 'It does not look at the key' },
			probe: async (ask) => {
				const { sid } = await sharedSid(ask);
				const headers = { Authorization: `auth.sid ${sid}`, 'X-Kontur-Apikey': ask.madeUp() };
				const { status } = await ask.bareExtern('GET /v1', { headers });
				return ({ 200: 'accepted', 401: 'unauthorized', 403: 'forbidden' } as const)[status];
			},
		}),
		doubt('A10', {
			question: 'Does the OFD test stand really use the production authenticator?',
			weDo: 'Yes, as documented',
			where: 'N `shared/auth/environments.ts`',
			readings: {
				production: 'It takes sessions of the production authenticator',
				own: 'It refuses them',
			},
			probe: async (ask) => {
				const { status } = await ask.ofd('GET /v2/organizations');
				return ({ 200: 'production', 401: 'own' } as const)[status];
			},
		}),
		doubt('A11', {
			question:
				'Is `public_key` of the certificate grant PEM, or base64 of DER? PEM without its header lines is the latter with line breaks',
			weDo: 'Base64 of DER, as the C# SDK sends it; `free` as `true` or `false`',
			where:
				'N `shared/auth/identity.ts` `certificateGrant`; E `auth/grants/certificateGrant.ts` (takes all)',
			readings: { any: 'Both are accepted', base64: 'Only base64 of DER', pem: 'Only PEM' },
			probe: async (ask) => {
				const base64 = await askChallenge(ask);
				const pem = await askChallenge(ask, (await pemOf(ask)).text);
				if (base64.isGood) return pem.isGood ? 'any' : 'base64';
				return pem.isGood ? 'pem' : undefined;
			},
		}),
		doubt('A12', {
			question: 'What does the identity server return when another sign-in has replaced the challenge?',
			weDo: 'The same `invalid_grant` as for an unknown certificate: up to three attempts with new challenges',
			where: 'N `shared/auth/challenge.ts`; E `auth/grants/certificateGrant.ts`',
			readings: { invalidGrant: '`invalid_grant`', ownCode: 'A code of its own' },
			probe: async (ask) => {
				const first = await askChallenge(ask);
				await askChallenge(ask);
				const answer = await answerChallenge(ask, first);
				if (answer.isGood || !errorOf(answer)) return undefined;
				return errorOf(answer) === 'invalid_grant' ? 'invalidGrant' : 'ownCode';
			},
		}),
		doubt('A13', {
			question: 'Is the certificate in `authenticate-by-cert` PEM text (pages) or DER (Java SDK)?',
			weDo: 'PEM as `text/plain`',
			where: 'N `shared/auth/sid.ts` `sidByCertificate`; E `auth/sid/sidCertificate.ts` (takes both)',
			readings: { any: 'Both are accepted', pem: 'Only PEM', der: 'Only DER' },
			probe: async (ask) => {
				const pem = await askSidChallenge(ask, await pemOf(ask));
				const der = await askSidChallenge(ask, { bytes: (await keyPair(ask)).certificate.der });
				if (pem.isGood) return der.isGood ? 'any' : 'pem';
				return der.isGood ? 'der' : undefined;
			},
		}),
		doubt('A14', {
			question: 'May `Link.Href` of the challenge name another host?',
			weDo: "Its path and query are followed, at the authenticator of the credential's environment: a decrypted challenge opens a session",
			where: 'N `shared/auth/sid.ts` `approvalUrl`',
			readings: { same: 'It names the host that was asked', other: 'It names another host' },
			probe: async (ask) => {
				const { body } = await askSidChallenge(ask, await pemOf(ask));
				const href = asText(at(body.Link, 'Href')) ?? '';
				const { auth } = ask.run.addresses;
				if (!URL.canParse(href, auth)) return undefined;
				return new URL(href, auth).host === new URL(auth).host ? 'same' : 'other';
			},
		}),
		doubt('A15', {
			question: 'Does the token of a trusted system need `kid` and `x5t`, which its sample has?',
			weDo: 'The thumbprint of the certificate in hexadecimal and in base64url; neither without a certificate. No `aud`; valid for ten minutes',
			where: 'N `shared/auth/identity.ts` `partnerToken`; E `auth/grants/trustedGrant.ts`',
			readings: { optional: 'A token is accepted without them', needed: 'A token needs them' },
			probe: async (ask) => {
				if ((await vouchByToken(ask, false)).isGood) return 'optional';
				return (await vouchByToken(ask, true)).isGood ? 'needed' : undefined;
			},
		}),
		doubt('A16', {
			question:
				'Does the truster take a signature with CAdES attributes? The recipe creates one with plain attributes',
			weDo: 'They are included: the format allows signed attributes',
			where: 'N `shared/auth/sid.ts` `sidByTrust`; E `auth/truster.ts`',
			readings: { accepted: 'It takes them', plainOnly: 'It takes only a plain signature' },
			probe: async (ask) => {
				if ((await vouchBySignature(ask, { withUserId: true })).isGood) return 'accepted';
				const plain = await vouchBySignature(ask, { withUserId: true, isPlain: true });
				return plain.isGood ? 'plainOnly' : undefined;
			},
		}),
		doubt('A17', {
			question: 'Is `serviceUserId` needed in addition to `phone`, `snils` or `thumbprint`?',
			weDo: 'Sent when the field is filled in',
			where: 'N `shared/auth/sid.ts`',
			readings: { optional: 'No', required: 'Yes' },
			probe: async (ask) => {
				if ((await vouchBySignature(ask, { withUserId: false })).isGood) return 'optional';
				return (await vouchBySignature(ask, { withUserId: true })).isGood ? 'required' : undefined;
			},
		}),
		doubt('A18', {
			question: 'Version of the session refresh: `v5.13` on its page, `v5.16` of the other methods',
			weDo: '`/sessions/v5.13/sessions/refresh`; if it fails for any reason, the node signs in again',
			where: 'N `shared/auth/sid.ts` `refreshSid`; E `auth/sid/sid.ts` (takes any)',
			readings: { any: 'Both versions work', v513: 'Only `v5.13`', v516: 'Only `v5.16`' },
			probe: async (ask) => {
				const opened = await openSid(ask);
				const first = await refreshSid(ask, 'v5.13', opened);
				const second = await refreshSid(ask, 'v5.16', first ?? opened);
				if (first) return second ? 'any' : 'v513';
				return second ? 'v516' : undefined;
			},
		}),
		doubt('A19', {
			question:
				'Is the scope `extern.api` enough for client credentials, and does such a token open accounts?',
			weDo: '`extern.api`',
			where:
				"N `shared/auth/identity.ts` `clientCredentialsGrant`; E `auth/grants/grants.ts` (opens the accounts of the client's owner)",
			readings: {
				opens: 'The token lists accounts',
				useless: 'There is a token, but it opens nothing',
				refused: 'There is no token',
			},
			probe: async (ask) => {
				await tokenAnswer(ask);
				const granted = await askToken(ask, { grant_type: 'client_credentials' });
				const token = asText(granted.body.access_token);
				if (!token) return errorOf(granted) ? 'refused' : undefined;
				const headers = { Authorization: `Bearer ${token}` };
				return (await ask.bareExtern('GET /v1', { headers })).isGood ? 'opens' : 'useless';
			},
		}),
		forPerson('A20', {
			question: 'Names of the factors in `required_factors`',
			weDo: 'Those of the grants; unknown names are shown unchanged',
			where: 'N `shared/auth/identity.ts` `factorsOf`; E `auth/factors.ts`',
			person: 'It takes a login with a second factor, and somebody who confirms it',
		}),
		forPerson('A21', {
			question: 'Does the authorization code give a refresh token? The samples show none',
			weDo: 'n8n uses one if there is one; otherwise the error asks to reconnect',
			where: 'N `shared/transport/oauth2.ts`; E option `refreshTokens`',
			person: 'Somebody has to sign in in a browser',
		}),
		doubt('A22', {
			question: 'Does the response of `register-external-service-id` have a body?',
			weDo: 'Not read',
			where: 'N `KonturExtern/actions/partnerUser/link.operation.ts`; E `auth/truster.ts`',
			effect: 'sends',
			readings: { empty: 'No', json: 'Yes' },
			probe: async (ask) => {
				const answer = await ask.auth(`PUT ${AUTH}/register-external-service-id`, {
					query: {
						apiKey: ask.key('apiKey'),
						serviceUserId: ask.key('partnerUserId'),
						phone: ask.key('partnerUserPhone'),
					},
				});
				if (!answer.isGood) return undefined;
				return answer.bytes.length === 0 ? 'empty' : 'json';
			},
		}),
		doubt('A23', {
			question: "Must a renewal name the scope? n8n sends none, Kontur's C# SDK does",
			weDo: 'As n8n does; RFC 6749 allows it',
			where: 'n8n itself',
			readings: { optional: 'No', needed: 'Yes' },
			probe: async (ask) => {
				const refreshToken = async () => {
					const { body } = await askToken(ask, {
						grant_type: 'password',
						username: ask.key('login'),
						password: ask.key('password'),
					});
					return asText(body.refresh_token) ?? ask.lack('the password grant gives no refresh token');
				};
				const renew = async (scope?: string) => {
					const answer = await ask.identity('POST /connect/token', {
						form: {
							client_id: ask.key('clientId'),
							client_secret: ask.key('apiKey'),
							grant_type: 'refresh_token',
							refresh_token: await refreshToken(),
							...(scope && { scope }),
						},
					});
					keep(ask, answer.body.access_token, answer.body.refresh_token);
					return answer.isGood;
				};
				if (await renew()) return 'optional';
				return (await renew('extern.api')) ? 'needed' : undefined;
			},
		}),
		doubt('A24', {
			question: 'Where does `authenticate-by-cert` read the API key: `apiKey` in the query, or the header?',
			weDo: 'Sent in both places',
			where: 'N `shared/auth/sid.ts` `sidByCertificate`; E `auth/sid/sidCertificate.ts` (takes both)',
			readings: { any: 'Either does', query: 'Only the query', header: 'Only the header' },
			probe: async (ask) => {
				const pem = await pemOf(ask);
				const inQuery = (await askSidChallenge(ask, pem, 'query')).isGood;
				const inHeader = (await askSidChallenge(ask, pem, 'header')).isGood;
				if (inQuery) return inHeader ? 'any' : 'query';
				return inHeader ? 'header' : undefined;
			},
		}),
	],
};
