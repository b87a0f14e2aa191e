import { isObject } from './values';

export interface EmulatorOptions {
	/** Default and largest page of every Extern list; 0 = the documented limits. */
	pageSize: number;
	/** How long a deferred job (check, prepare, send) runs. */
	taskMs: number;
	/** How long a sent docflow answers 404. */
	docflowVisibleMs: number;
	/** How long after a change of a docflow lists do not show it. */
	docflowIndexMs: number;
	/** How long after it happened an event comes to the feed. */
	feedDelayMs: number;
	/** Response to a read from before the oldest kept event: the oldest events, or an error. */
	lostCursor: 'oldest' | 'http-400' | 'http-404';
	/** Lifetime of access tokens. */
	tokenSeconds: number;
	/** How far the `Date` header is off from the service's clock, in milliseconds. */
	dateHeaderMs: number;
	/** Whether answers have a `Date` header. */
	dateHeader: boolean;
	/** Simultaneous requests per client; 0 = unlimited. */
	externParallelLimit: number;
	ofdParallelLimit: number;
	/** Value of Retry-After on 429; 0 = header absent. */
	retryAfterSeconds: number;
	/** Delays every response, so that parallel requests overlap. */
	latencyMs: number;
	/** How a send refused by its check shows: in the task, or as HTTP 400 of the poll. */
	sendFailure: 'task-result' | 'http-400';
	/** Token grants also return a refresh token. */
	refreshTokens: boolean;
	robotsMode: 'manual' | 'timed';
	robotsStepMs: number;
	/** Login of the user that owns unregistered certificates; '' = nobody. */
	certificateOwner: string;
	/** Verifies signatures of replies over their content with openssl, instead of checking only their structure. */
	verifySignatures: boolean;
	/** How the content of a challenge to a GOST R 34.10-2012 certificate is encrypted. */
	challengeCipher: ChallengeCipher;
}

const challengeCiphers = [
	'gost89',
	'magma-ctr-acpkm',
	'magma-ctr-acpkm-omac',
	'kuznyechik-ctr-acpkm',
	'kuznyechik-ctr-acpkm-omac',
] as const;

export type ChallengeCipher = (typeof challengeCiphers)[number];

export const defaultOptions: EmulatorOptions = {
	pageSize: 0,
	taskMs: 200,
	docflowVisibleMs: 100,
	docflowIndexMs: 0,
	feedDelayMs: 0,
	lostCursor: 'oldest',
	tokenSeconds: 3600,
	dateHeaderMs: 0,
	dateHeader: true,
	externParallelLimit: 20,
	ofdParallelLimit: 0,
	retryAfterSeconds: 0,
	latencyMs: 0,
	sendFailure: 'task-result',
	refreshTokens: true,
	robotsMode: 'manual',
	robotsStepMs: 3000,
	certificateOwner: '',
	verifySignatures: false,
	challengeCipher: 'gost89',
};

const choices: Partial<Record<keyof EmulatorOptions, readonly string[]>> = {
	challengeCipher: challengeCiphers,
	lostCursor: ['oldest', 'http-400', 'http-404'],
	sendFailure: ['task-result', 'http-400'],
	robotsMode: ['manual', 'timed'],
};

/** Returns what is wrong with a set of switches from HTTP; undefined if it is valid. */
export function optionsProblem(patch: unknown): string | undefined {
	if (!isObject(patch)) return 'an object of switches is expected';
	for (const [name, value] of Object.entries(patch)) {
		if (!(name in defaultOptions)) return `unknown switch '${name}'`;
		const key = name as keyof EmulatorOptions;
		const expected = typeof defaultOptions[key];
		if (typeof value !== expected) return `switch '${name}' must be a ${expected}`;
		if (typeof value === 'number' && (!Number.isInteger(value) || value < 0)) {
			return `switch '${name}' must be a whole number from 0`;
		}
		const allowed = choices[key];
		if (allowed && !allowed.includes(String(value))) {
			return `switch '${name}' must be one of ${allowed.join(', ')}`;
		}
	}
	return undefined;
}
