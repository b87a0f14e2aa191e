import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { KonturCertificateApi } from '../../credentials/KonturCertificateApi.credentials.js';
import { KonturExternApi } from '../../credentials/KonturExternApi.credentials.js';
import { KonturExternOAuth2Api } from '../../credentials/KonturExternOAuth2Api.credentials.js';
import { KonturOfdApi } from '../../credentials/KonturOfdApi.credentials.js';
import type { Emulator } from '../emulator/server';

/*
 * What nobody may see: the secret fields of all credentials, and the sessions, tokens and challenges of the emulators.
 * Every run, poll, search and test of the engine is looked through for it, in every test, and every file that a real
 * n8n leaves behind.
 */

const types = [
	new KonturCertificateApi(),
	new KonturExternApi(),
	new KonturExternOAuth2Api(),
	new KonturOfdApi(),
];

const secretFields = new Map(
	types.map(({ name, properties }) => [
		name,
		properties.filter(({ typeOptions }) => typeOptions?.password === true).map((field) => field.name),
	]),
);

// Anything shorter occurs by chance.
const SHORTEST = 6;

// Benchmarks use the same engine.
const watches = 'JEST_WORKER_ID' in process.env;

/** Of the credentials. */
const typed = new Set<string>();
/** What an emulator issued, while it exists; some tests start hundreds. */
const givenAway = new Map<WeakRef<Emulator>, Set<string>>();

/** The lines that only a private key has: the first half of an RSA key is its public part. */
function linesOfKey(text: string): string[] {
	const blocks = [...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]+)-----END/g)];
	const bodies = text.includes('-----') ? blocks.map(([, body]) => body) : [text];
	return bodies.flatMap((body) => {
		const base64 = body.replace(/\s/g, '');
		// In lines as in PEM, so that they are found in PEM and in a single line.
		const lines = base64.match(/.{1,64}/g) ?? [];
		// A key of a curve has no public part, and is short.
		const from = lines.length < 8 ? 0 : Math.floor(lines.length / 2);
		return lines.slice(from).filter((line) => line.length >= 24);
	});
}

/** The encodings in which a secret may leak. */
function formsOf(secret: string): string[] {
	const text = secret.trim();
	if (text.length < SHORTEST) return [];
	if (text.length > 150 || text.includes('-----')) return linesOfKey(text);
	return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];
}

/** What emulators and credentials hold is planted again at every look. */
const known = new Map<string, string[]>();

const planter =
	(among: Set<string>) =>
	(value: unknown): void => {
		if (typeof value !== 'string') return;
		let forms = known.get(value);
		if (!forms) known.set(value, (forms = formsOf(value)));
		for (const form of forms) among.add(form);
	};

/** Registers the secrets of a credential. */
export function plantCredential(type: string, data: ICredentialDataDecryptedObject): void {
	const names = secretFields.get(type);
	if (!names) return;
	const plant = planter(typed);
	for (const name of names) {
		if (name !== 'sessionToken') plant(data[name]);
	}
	// Fingerprint, expiry, token, and perhaps a refresh token.
	for (const token of String(data.sessionToken ?? '')
		.split('.')
		.slice(2)
		.join('.')
		.split(' ')) {
		plant(token);
	}
	const { clientId, apiKey, clientSecret, oauthTokenData } = data;
	const key = String(apiKey ?? clientSecret ?? '').trim();
	if (clientId && key) plant(Buffer.from(`${String(clientId).trim()}:${key}`).toString('base64'));
	const { access_token: access, refresh_token: refresh } = (oauthTokenData ?? {}) as IDataObject;
	for (const token of [access, refresh]) plant(token);
}

/** Registers what an emulator issues while the tests of this file run. */
export function plantEmulator(emulator: Emulator): void {
	givenAway.set(new WeakRef(emulator), new Set());
}

/** All secrets that must not appear now. */
function allPlanted(): string[] {
	for (const [reference, secrets] of givenAway) {
		const emulator = reference.deref();
		if (!emulator) givenAway.delete(reference);
		// Some stand for an emulator in another process.
		if (!(emulator?.state as Emulator['state'] | undefined)) continue;
		const plant = planter(secrets);
		const { tokens, sessions, challenges } = (emulator as Emulator).state.auth;
		for (const { value, refreshToken } of tokens.values()) [value, refreshToken].forEach(plant);
		for (const { sid, refreshToken } of sessions.values()) [sid, refreshToken].forEach(plant);
		for (const { plaintext } of challenges.values()) {
			for (const form of ['base64', 'hex'] as const) plant(plaintext.toString(form));
		}
	}
	return [...typed, ...[...givenAway.values()].flatMap((secrets) => [...secrets])];
}

/** A text this long is a file. */
const LONG = 100_000;

/** Everything visible, as texts; errors with their non-enumerable properties. Files stand alone, once each. */
function textsOf(shown: unknown): string[] {
	const seen = new WeakSet();
	const files = new Set<string>();
	const text = JSON.stringify(shown, (_name, value: unknown) => {
		if (typeof value === 'string' && value.length > LONG) {
			files.add(value);
			return undefined;
		}
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return undefined;
		seen.add(value);
		if (!(value instanceof Error)) return value;
		return { ...value, message: value.message, stack: value.stack, cause: value.cause };
	});
	return [text, ...files];
}

const BEFORE = 120;

/** Which sequences of four characters a text has, by a hash of 18 bits; cleared for each text. */
const present = new Uint8Array(0x40000);

const hashAt = (text: string, at: number): number =>
	(Math.imul(text.charCodeAt(at), 7919) +
		Math.imul(text.charCodeAt(at + 1), 961) +
		Math.imul(text.charCodeAt(at + 2), 127) +
		text.charCodeAt(at + 3)) &
	0x3ffff;

/** Leaves out secrets with four characters in a row that the text has nowhere: searching for hundreds takes long. */
function possibleIn(text: string, secrets: readonly string[]): readonly string[] {
	present.fill(0);
	for (let at = 0; at < text.length - 3; at++) present[hashAt(text, at)] = 1;
	return secrets.filter((secret) => {
		for (let at = 0; at < secret.length - 3; at++) if (!present[hashAt(secret, at)]) return false;
		return true;
	});
}

/** The secrets found in a text or a file: the text before each, and its beginning. */
function secretsIn(text: string | Buffer, secrets: readonly string[]): string[] {
	const possible = typeof text === 'string' ? possibleIn(text, secrets) : secrets;
	return possible.flatMap((secret) => {
		const at = text.indexOf(secret);
		if (at < 0) return [];
		const before = text.slice(Math.max(0, at - BEFORE), at).toString();
		return [`${before}${secret.slice(0, 4)}…`];
	});
}

/** @throws Error when a secret is visible */
export function lookForSecrets(...shown: unknown[]): void {
	if (!watches) return;
	const secrets = allPlanted();
	const found = textsOf(shown).flatMap((text) => secretsIn(text, secrets));
	if (found.length > 0) throw new Error(`Secrets are shown: ${found.join('\n')}`);
}

// Installed packages, and the copy of the editor that n8n makes.
const FOREIGN = /node_modules|[\\/]\.cache[\\/]/;

/** The secrets found in files and folders, except in the code of n8n and its packages. */
export function secretsInFiles(...places: string[]): string[] {
	if (!watches) return [];
	const secrets = allPlanted();
	const files = places.flatMap((place) =>
		statSync(place).isFile()
			? [place]
			: readdirSync(place, { recursive: true, encoding: 'utf8' })
					.map((name) => join(place, name))
					.filter((path) => !FOREIGN.test(path) && lstatSync(path).isFile()),
	);
	return files.flatMap((path) =>
		secretsIn(readFileSync(path), secrets).map((secret) => `${path}: ${secret}`),
	);
}

/** The number of secrets searched for, in all their encodings. */
export const secretsPlanted = (): number => allPlanted().length;
