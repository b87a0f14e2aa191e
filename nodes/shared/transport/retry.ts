/** How often a request may be repeated without asking the user. */
export type Repeat =
	/** Carrying it out twice does no harm: reads, replacements, deletions. */
	| 'harmless'
	/** Carrying it out twice would: repeated only when Kontur says that it did not start. */
	| 'unlessStarted';

export interface Attempt {
	/** 1 for the first try. */
	number: number;
	repeat: Repeat;
	/** HTTP status; absent when no answer came. */
	status?: number;
	retryAfter?: string;
	/** Statuses besides the usual ones that may pass by themselves. */
	passing?: readonly number[];
}

const TRIES = 4;
const LONGEST_WAIT = 60_000;

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3), at most one minute.
 */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
	if (!value) return undefined;
	const seconds = Number(value);
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT) : undefined;
}

/**
 * How long to wait before trying again, in milliseconds, or undefined when it must not be repeated.
 * 429 always means that the request did not start; 503 says so only together with Retry-After; what leaves the
 * outcome open and may pass (502, 503, 504, a cut connection) is repeated only where that is harmless.
 * @param random 0 to 1, spreads the repeats of parallel requests by up to a quarter
 */
export function retryDelay(attempt: Attempt, random = Math.random()): number | undefined {
	if (attempt.number >= TRIES) return undefined;
	const { status, passing = [] } = attempt;
	const asked = retryAfterMs(attempt.retryAfter);
	const notStarted = status === 429 || (status === 503 && asked !== undefined);
	const open = status === undefined || [502, 503, 504, ...passing].includes(status);
	if (!notStarted && !(open && attempt.repeat === 'harmless')) return undefined;
	return (asked ?? 500 * 2 ** (attempt.number - 1)) * (1 + random / 4);
}
