import type { Client, ShapedRequest } from '../../shared/transport';

/**
 * How far the clock behind a `Date` header is ahead of this machine's, in milliseconds. The header counts whole
 * seconds (RFC 9110, section 5.6.7): in the same second the clocks agree, as far as it can tell.
 */
function skewOf(header: unknown): number {
	const here = Date.now();
	const skew = (Date.parse(String(header ?? '')) || here) - here;
	return skew > -1000 && skew <= 0 ? 0 : skew;
}

/** A client that learns from responses how far Kontur's clock is ahead; undefined before the first one. */
export function clockOf(client: Client) {
	let skew: number | undefined;
	const request: Client['request'] = async <T>(what: ShapedRequest<T>) => {
		const response = await client.request<T>(what);
		skew = skewOf(response.headers.date);
		return response;
	};
	return { client: { ...client, request }, skew: () => skew, now: () => Date.now() + (skew ?? 0) };
}
