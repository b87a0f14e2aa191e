import { GostError } from './errors';

/** The value of a computation, or the `GostError` it threw. */
export type Result<T> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: GostError };

function failure<T>(error: unknown): Result<T> {
	if (error instanceof GostError) return { ok: false, error };
	// Anything else is a bug and must not pass for bad data.
	throw error;
}

/** Runs `work` and catches `GostError`. Other errors propagate. */
export function toResult<T>(work: () => T): Result<T> {
	try {
		return { ok: true, value: work() };
	} catch (error) {
		return failure(error);
	}
}

/** Awaits `work` and catches `GostError`. Other errors propagate. */
export async function toResultAsync<T>(work: () => Promise<T>): Promise<Result<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		return failure(error);
	}
}
