/*
 * What to do after one attempt at a request, as a pure function: (outcome, policy, history) -> decision.
 */

/** Returns whether a request may be repeated without asking the user. */
export type Repeat =
	/** Running it twice does no harm: reads, replacements, deletions. */
	| 'harmless'
	/** Running it twice does harm, so it is repeated only when Kontur says that it did not start. */
	| 'unlessStarted';

/**
 * Why a response is not usable: an HTML page from a proxy, truncated JSON, nothing, more bytes or levels than any of
 * Kontur's responses has, a body that is not Kontur's, a redirect, a proxy that wants to know who asks, a 401 that does
 * not say why, or without what Kontur documents.
 */
export type Unreadable =
	| 'page'
	| 'broken'
	| 'empty'
	| 'long'
	| 'deep'
	| 'foreign'
	| 'redirect'
	| 'proxy'
	| 'unauthorized'
	| 'undocumented';

/** The result of one attempt. */
export type Outcome =
	| {
			kind: 'answered';
			status: number;
			retryAfter?: string;
			/** A 401 because the session ended, not because of the key. */
			isSessionFailure: boolean;
	  }
	/** A successful status with an unusable body. `missing` names what Kontur documents and the body lacks. */
	| { kind: 'unreadable'; why: Unreadable; missing?: readonly string[] }
	/** Another status, and a body that is not Kontur's: something else answered. */
	| { kind: 'foreign'; why: Unreadable; /** A 401 that may be Kontur's. */ mayBeSession: boolean }
	/** `code` is that of the network; without one the request was never sent. */
	| { kind: 'noAnswer'; code?: string; isCancelled: boolean };

export interface Policy {
	method: string;
	repeat: Repeat;
	/** A response without a body means that there is no data, if a second one agrees. */
	emptyMeansNoData: boolean;
	/** Statuses of 400 and above that are a result, not an error. */
	expected?: readonly number[];
	/** Transient statuses besides 502, 503 and 504. */
	transient?: readonly number[];
	/** Outlasts an overloaded or broken service. Without it, whatever is waiting asks again by itself. */
	isPatient?: boolean;
}

/** What happened before this attempt. */
export interface History {
	/** 1 for the first attempt. */
	number: number;
	/** What the attempts and the waits between them have taken. */
	spentMs: number;
	sessionWasRenewed: boolean;
	/** An earlier attempt may have been carried out. */
	outcomeWasOpen: boolean;
	/** The attempt before had a response without a body. */
	wasEmpty: boolean;
}

export type Decision =
	| { do: 'done' }
	| { do: 'renewSession' }
	| { do: 'wait'; ms: number }
	| { do: 'fail'; reason: 'cancelled' | 'notSent' | 'noAnswer' | 'unreadable' | 'refused' };

/** Always made, however long each takes. */
const ATTEMPTS = 4;
/** Milliseconds. Kontur's own SDK makes ten attempts, ten seconds apart. */
const PATIENCE = 100_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
const LONGEST_RETRY_AFTER = 60_000;

/** Returns whether an HTTP status is 2xx. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * Parses `Retry-After` into milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3), at most one minute.
 */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
	if (!value) return undefined;
	const seconds = Number(value);
	const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER) : undefined;
}

export interface Retry {
	/** 1 for the first attempt. */
	number: number;
	/** As in the history. */
	spentMs?: number;
	repeat: Repeat;
	/** HTTP status; absent when no usable response came. */
	status?: number;
	retryAfter?: string;
	transient?: readonly number[];
	isPatient?: boolean;
}

/**
 * Returns how long to wait before the next attempt, in milliseconds, or undefined when the request must not be
 * repeated. 429 always means that the request did not start; 503 means so only with Retry-After. After 502, 503, 504 or
 * a lost connection the request may have been carried out, so it is repeated only where that is harmless.
 * @param random 0 to 1, jitter: lengthens the wait by up to a quarter
 */
export function retryDelay(
	{ number, spentMs = 0, repeat, status, retryAfter, transient = [], isPatient = false }: Retry,
	random = Math.random(),
): number | undefined {
	const asked = retryAfterMs(retryAfter);
	const notStarted = status === 429 || (status === 503 && asked !== undefined);
	const isTransient = status === undefined || [502, 503, 504, ...transient].includes(status);
	if (!notStarted && !(isTransient && repeat === 'harmless')) return undefined;
	// A connection that cannot be made is hardly ever there a minute later.
	const left = isPatient && status !== undefined ? PATIENCE - spentMs : 0;
	if (number >= ATTEMPTS && left <= 0) return undefined;
	const usual = Math.min(FIRST_WAIT * 2 ** (number - 1), LONGEST_WAIT);
	// A service that asks for no wait at all, again and again, is not asked without one.
	if (asked !== undefined) return Math.max(asked, number < ATTEMPTS ? 0 : usual) * (1 + random / 4);
	const spread = usual * (1 + random / 4);
	// The last attempt is made when the patience ends, not before.
	return left > 0 ? Math.min(spread, Math.max(left, FIRST_WAIT)) : spread;
}

/** Returns whether the request may have been carried out although it did not succeed. */
export const leavesOpen = (outcome: Outcome): boolean =>
	outcome.kind === 'answered' ? outcome.status >= 500 : true;

/** Decides what to do after an attempt. @param random as for `retryDelay` */
export function decide(
	outcome: Outcome,
	{ method, repeat, emptyMeansNoData, expected, transient, isPatient }: Policy,
	{ number, spentMs, sessionWasRenewed, outcomeWasOpen, wasEmpty }: History,
	random = Math.random(),
): Decision {
	const retryOr = (
		reason: 'noAnswer' | 'unreadable' | 'refused',
		answer: Pick<Retry, 'status' | 'retryAfter'> = {},
	): Decision => {
		const ms = retryDelay({ number, spentMs, repeat, transient, isPatient, ...answer }, random);
		return ms === undefined ? { do: 'fail', reason } : { do: 'wait', ms };
	};
	if (outcome.kind === 'noAnswer') {
		if (outcome.isCancelled) return { do: 'fail', reason: 'cancelled' };
		return outcome.code === undefined ? { do: 'fail', reason: 'notSent' } : retryOr('noAnswer');
	}
	if (outcome.kind === 'unreadable') {
		if (outcome.why === 'empty' && emptyMeansNoData && wasEmpty) return { do: 'done' };
		const isLasting = outcome.why === 'long' || outcome.why === 'deep';
		return isLasting ? { do: 'fail', reason: 'unreadable' } : retryOr('unreadable');
	}
	if (outcome.kind === 'foreign') {
		if (outcome.mayBeSession && !sessionWasRenewed) return { do: 'renewSession' };
		return outcome.why === 'long' ? { do: 'fail', reason: 'unreadable' } : retryOr('unreadable');
	}
	const { status, retryAfter, isSessionFailure } = outcome;
	// Deleted by an earlier attempt whose response was lost.
	const isGone = outcomeWasOpen && method === 'DELETE' && status === 404;
	if (isSuccess(status) || isGone || expected?.includes(status)) return { do: 'done' };
	if (isSessionFailure && !sessionWasRenewed) return { do: 'renewSession' };
	return retryOr('refused', { status, retryAfter });
}
