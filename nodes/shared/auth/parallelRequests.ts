import type { Settings } from './signIn';

// Other programs may use the same key, and Kontur counts all of them.
export const DEFAULT_PARALLEL = 8;
/** Kontur.Extern documentation, "Limits": at most 20 concurrent requests per client. */
export const MAX_PARALLEL = 20;

/** Returns how many requests a credential may have in flight. Credentials saved before the field use the default. */
export function parallelRequestsOf({ parallelRequests }: Settings): number {
	const number = Math.floor(Number(parallelRequests ?? DEFAULT_PARALLEL));
	return Number.isFinite(number) ? Math.min(Math.max(number, 1), MAX_PARALLEL) : DEFAULT_PARALLEL;
}
