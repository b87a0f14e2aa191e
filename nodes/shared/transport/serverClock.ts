import type { Client, KonturResponse, ShapedRequest } from './request';

type Headers = Pick<KonturResponse<unknown>, 'headers'>;

/**
 * Returns how far Kontur's clock is ahead of this machine's, in milliseconds. The header has whole seconds (RFC 9110,
 * section 5.6.7), so within the same second the clocks count as equal.
 */
function skewOf(response: Headers): number {
	const here = Date.now();
	const skew = (Date.parse(String(response.headers.date ?? '')) || here) - here;
	return skew > -1000 && skew <= 0 ? 0 : skew;
}

/** Wraps a client so that it tracks Kontur's clock from the responses. */
export function withServerClock(client: Client) {
	let skew = 0;
	const request: Client['request'] = async <T>(what: ShapedRequest<T>) => {
		const response = await client.request<T>(what);
		skew = skewOf(response);
		return response;
	};
	return { client: { ...client, request }, now: () => Date.now() + skew };
}
