import { isObject } from '../../../test/emulator/core/values';

export type Service = 'identity' | 'auth' | 'extern' | 'ofdAuth' | 'ofd';

export type Addresses = Readonly<Record<Service, string>>;

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Asked {
	query?: Query;
	headers?: Readonly<Record<string, string>>;
	json?: unknown;
	form?: Readonly<Record<string, string>>;
	text?: string;
	bytes?: Uint8Array;
}

/** What a request carried and what came back, for the report and the cassette. */
export interface Exchange {
	service: Service;
	method: string;
	/** Path without the query. */
	path: string;
	asked: Asked;
	answer: Answer;
}

/** A response, whatever its status. */
export class Answer {
	constructor(
		readonly status: number,
		readonly headers: Headers,
		readonly bytes: Buffer,
	) {}

	get text(): string {
		return this.bytes.toString('utf8');
	}

	/** The body as JSON; undefined if it is not JSON. */
	get json(): unknown {
		try {
			return JSON.parse(this.text);
		} catch {
			return undefined;
		}
	}

	/** The body as a JSON object; an empty one for anything else. */
	get body(): Record<string, unknown> {
		const { json } = this;
		return isObject(json) ? json : {};
	}

	get isGood(): boolean {
		return this.status >= 200 && this.status < 300;
	}

	get traceId(): string {
		return this.headers.get('x-kontur-trace-id') ?? '';
	}
}

/** No response that could be read. The message never holds anything that the server sent. */
export class NoAnswer extends Error {}

const TIMEOUT = 30_000;
const LARGEST = 16 * 1024 * 1024;

const REASONS = new Map(
	Object.entries({
		ECONNREFUSED: 'refuses connections',
		ECONNRESET: 'closed the connection',
		UND_ERR_SOCKET: 'closed the connection',
		ENOTFOUND: 'has no address; check the network and the name',
		EAI_AGAIN: 'has no address; check the network and the name',
		TimeoutError: `did not answer within ${TIMEOUT / 1000} seconds`,
		UND_ERR_CONNECT_TIMEOUT: 'cannot be reached',
		TooLarge: `sent more than ${LARGEST / 1024 / 1024} MB`,
	}),
);

class TooLarge extends Error {
	override name = 'TooLarge';
}

function reasonOf(error: unknown): string {
	const { name, cause } = error instanceof Error ? error : { name: '', cause: undefined };
	const code = isObject(cause) || cause instanceof Error ? String((cause as { code?: unknown }).code) : '';
	if (/CERT|TLS|SSL/.test(code)) return 'has a certificate that this computer does not trust';
	return REASONS.get(code) ?? REASONS.get(name) ?? 'did not answer in HTTP';
}

function bodyOf({ json, form, text, bytes }: Asked): { type?: string; body?: string | Uint8Array } {
	if (json !== undefined) return { type: 'application/json', body: JSON.stringify(json) };
	if (form) return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() };
	if (text !== undefined) return { type: 'text/plain; charset=utf-8', body: text };
	return bytes ? { type: 'application/octet-stream', body: bytes } : {};
}

async function readBody(response: Response): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of response.body ?? []) {
		size += part.length;
		if (size > LARGEST) throw new TooLarge();
		parts.push(part);
	}
	return Buffer.concat(parts);
}

export function withQuery(path: string, query: Query = {}): string {
	const given = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (value !== undefined) given.append(name, String(value));
	}
	return given.size > 0 ? `${path}?${given.toString()}` : path;
}

/** Sends one request and returns whatever comes back. Follows no redirect. @throws NoAnswer */
export async function exchange(
	addresses: Addresses,
	service: Service,
	line: string,
	asked: Asked,
): Promise<Exchange> {
	const [method, path] = line.split(' ');
	const { type, body } = bodyOf(asked);
	const address = addresses[service];
	const send = async () => {
		const response = await fetch(`${address}${withQuery(path, asked.query)}`, {
			method,
			headers: { ...(type && { 'Content-Type': type }), ...asked.headers },
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT),
		});
		return new Answer(response.status, response.headers, await readBody(response));
	};
	const answer = await send().catch((error: unknown) => {
		// An address could have a name and a password in it.
		throw new NoAnswer(`${new URL(address).origin} ${reasonOf(error)}.`);
	});
	return { service, method, path, asked, answer };
}
