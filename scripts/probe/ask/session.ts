import { readFileSync } from 'node:fs';
import {
	decrypt,
	openContainer,
	openKeyFile,
	parseCertificate,
	toPem,
	toResult,
	type Certificate,
	type PrivateKey,
} from '../../../nodes/shared/gost';
import { asText } from '../../../test/emulator/core/values';
import type { Answer } from './client';
import type { Ask } from '.';

export const SCOPE = 'extern.api';

/** The authenticator's version that Kontur's pages name last. */
export const AUTH = '/auth/v5.16';

/** The fields that every request to the identity server has. */
export const client = (ask: Ask) => ({ client_id: ask.key('clientId'), client_secret: ask.key('apiKey') });

export async function askToken(ask: Ask, fields: Record<string, string>): Promise<Answer> {
	const answer = await ask.identity('POST /connect/token', {
		form: { ...client(ask), scope: SCOPE, ...fields },
	});
	keep(ask, answer.body.access_token, answer.body.refresh_token);
	return answer;
}

/** Notes tokens, so that no report can hold them. */
export function keep(ask: Ask, ...tokens: unknown[]): void {
	for (const token of tokens) ask.run.secrets.add(asText(token) ?? '');
}

export interface Pair {
	key: PrivateKey;
	certificate: Certificate;
}

function fileOf(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		return undefined;
	}
}

/** The private key of the keys with its certificate. */
export const keyPair = (ask: Ask): Promise<Pair> =>
	ask.once('key pair', async () => {
		const [keyFile, certificateFile] = [
			ask.key('keyFile'),
			ask.has('certificateFile') ? ask.key('certificateFile') : '',
		];
		const bytes = fileOf(keyFile) ?? ask.lack('the file of KONTUR_KEY_FILE cannot be read');
		const given = certificateFile ? fileOf(certificateFile) : undefined;
		const password = ask.has('keyPassword') ? ask.key('keyPassword') : undefined;
		const own = toResult(() => given && parseCertificate(given));
		if (!own.ok) return ask.lack('the file of KONTUR_CERTIFICATE_FILE is not a certificate');
		const opened = await openKeyFile(bytes, { password, certificate: own.value })
			.catch(() => openContainer(bytes, password))
			.catch(() => ask.lack('the key in KONTUR_KEY_FILE does not open'));
		const certificate = opened.certificate ?? own.value ?? ask.lack('the key has no certificate');
		return { key: opened.key, certificate };
	});

/** A response to a challenge: the decrypted secret. */
export async function solve(ask: Ask, challenge: unknown): Promise<Uint8Array> {
	const pair = await keyPair(ask);
	const message = asText(challenge) ?? ask.lack('Kontur gave no challenge for the certificate');
	return await decrypt(message, pair).catch(() =>
		ask.lack('the challenge cannot be decrypted with the given key'),
	);
}

export async function askChallenge(ask: Ask, publicKey?: string): Promise<Answer> {
	const { certificate } = await keyPair(ask);
	const form = {
		...client(ask),
		public_key: publicKey ?? Buffer.from(certificate.der).toString('base64'),
		free: 'true',
	};
	return await ask.identity('POST /authentication/certificate', { form });
}

export async function answerChallenge(ask: Ask, challenge: Answer): Promise<Answer> {
	const { certificate } = await keyPair(ask);
	const secret = await solve(ask, challenge.body.encrypted_key);
	return await askToken(ask, {
		grant_type: 'certificate',
		decrypted_key: Buffer.from(secret).toString('base64'),
		thumbprint: certificate.thumbprint,
	});
}

/** The response with the access token that the run works with. */
export const tokenAnswer = (ask: Ask): Promise<Answer> =>
	ask.once('token', async () => {
		const answer = ask.has('password')
			? await askToken(ask, {
					grant_type: 'password',
					username: ask.key('login'),
					password: ask.key('password'),
				})
			: await answerChallenge(ask, await askChallenge(ask));
		if (answer.isGood && asText(answer.body.access_token)) return answer;
		return ask.lack(
			answer.status === 429
				? 'Kontur asks to wait (HTTP 429); try again later'
				: `Kontur did not accept the keys (HTTP ${answer.status})`,
		);
	});

export async function sessionHeaders(ask: Ask): Promise<Record<string, string>> {
	const answer = await tokenAnswer(ask);
	return { Authorization: `Bearer ${asText(answer.body.access_token) ?? ''}` };
}

export interface Sid {
	sid: string;
	refresh: string;
}

export function sidFrom(ask: Ask, { body }: Answer): Sid | undefined {
	keep(ask, body.Sid, body.RefreshToken);
	const sid = asText(body.Sid);
	return sid ? { sid, refresh: asText(body.RefreshToken) ?? '' } : undefined;
}

/** Opens an `auth.sid` session. */
export async function openSid(ask: Ask): Promise<Sid> {
	// The version that has the password login: Kontur's Java SDK.
	const answer = await ask.auth('POST /auth/v5.12/authenticate-by-pass', {
		query: { login: ask.key('login') },
		headers: { 'X-Kontur-Apikey': ask.key('apiKey') },
		text: ask.key('password'),
	});
	return sidFrom(ask, answer) ?? ask.lack(`Kontur opened no auth.sid session (HTTP ${answer.status})`);
}

/** The `auth.sid` session that the run works with. */
export const sharedSid = (ask: Ask): Promise<Sid> => ask.once('sid', () => openSid(ask));

/** The session of Kontur.OFD that the run works with. */
export const ofdSid = (ask: Ask): Promise<Sid> =>
	ask.once('OFD sid', async () => {
		const answer = ask.has('password')
			? await ask.ofdAuth('POST /auth/authenticate-by-pass', {
					query: { login: ask.key('login') },
					text: ask.key('password'),
				})
			: await ofdByCertificate(ask);
		return sidFrom(ask, answer) ?? ask.lack(`Kontur.OFD opened no session (HTTP ${answer.status})`);
	});

async function ofdByCertificate(ask: Ask): Promise<Answer> {
	const { certificate } = await keyPair(ask);
	const challenge = await ask.ofdAuth('POST /auth/authenticate-by-cert', {
		query: { free: true },
		text: toPem('CERTIFICATE', certificate.der),
	});
	const secret = await solve(ask, challenge.body.EncryptedKey);
	return await ask.ofdAuth('POST /auth/v5.9/approve-cert', {
		query: { thumbprint: certificate.thumbprint },
		bytes: secret,
	});
}

export async function ofdHeaders(ask: Ask): Promise<Record<string, string>> {
	const { sid } = await ofdSid(ask);
	return { Authorization: `auth.sid ${sid}`, 'X-Kontur-Ofd-Apikey': ask.key('ofdKey') };
}
