import { GostError } from './errors';

export type Result<T> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: GostError };

function outcome<T>(failure: unknown): Result<T> {
	if (failure instanceof GostError) return { ok: false, error: failure };
	// Anything else is a fault of the program and must not pass for a fault of the data.
	throw failure;
}

/** What `work` gives, or the error of this module that it throws. */
export function toResult<T>(work: () => T): Result<T> {
	let failure: unknown;
	try {
		return { ok: true, value: work() };
	} catch (error) {
		failure = error;
	}
	return outcome(failure);
}

/** `attempt` for a promise. */
export async function toResultAsync<T>(work: () => Promise<T>): Promise<Result<T>> {
	let failure: unknown;
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		failure = error;
	}
	return outcome(failure);
}
