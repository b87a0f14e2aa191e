import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

// Others may work with the same key, and Kontur counts them all.
const USUAL = 8;
/** Kontur.Extern documentation, "Limits": a client has at most 20 requests under way. */
const MOST = 20;

/**
 * The field of a credential that says how many requests may be under way at once.
 * @param bound what the service says about it, without the final period
 */
export const parallelRequests = (bound: string): INodeProperties => ({
	displayName: 'Parallel Requests',
	name: 'parallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST },
	default: USUAL,
	description: `How many requests one process of n8n may have under way with this key. ${bound}.`,
});

/** How many requests may be under way at once with a credential; credentials from before the field have the usual. */
export function parallelRequestsOf({ parallelRequests: chosen }: ICredentialDataDecryptedObject): number {
	const number = Math.floor(Number(chosen ?? USUAL));
	return Number.isFinite(number) ? Math.min(Math.max(number, 1), MOST) : USUAL;
}
