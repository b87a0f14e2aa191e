import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';

/*
 * Stands between a client and a server, as proxies do, and answers some requests in the server's place. It knows
 * nothing of the server behind it and none of its switches.
 */

/** What a gateway answers with, in the server's place. */
export interface GatewayAnswer {
	name: string;
	status?: number;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** In place of a body: what becomes of the server's own, which is JSON. */
	change?: (body: unknown) => unknown;
}

const json = (name: string, body: string): GatewayAnswer => ({
	name,
	headers: { 'content-type': 'application/json; charset=utf-8' },
	body,
});

const page = '<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon</body></html>';
const zipped = gzipSync(
	JSON.stringify({ id: '1', items: Array.from({ length: 200 }, (_one, id) => ({ id })) }),
);

/** Answers that are none of Kontur's, though their status says that all is well. */
export const wrongAnswers: readonly GatewayAnswer[] = [
	json('an empty object', '{}'),
	json('an empty list', '[]'),
	json('null', 'null'),
	json('a JSON text', '"OK"'),
	{ name: 'a text', headers: { 'content-type': 'text/plain' }, body: 'OK' },
	{ name: 'a page', headers: { 'content-type': 'text/html; charset=utf-8' }, body: page },
	json('JSON of somebody else', '{"status":"maintenance","until":"2030-01-01T00:00:00Z"}'),
	{ name: 'no body', headers: { 'content-type': 'application/json' }, body: '' },
	{ name: '204', status: 204 },
	{
		name: 'gzip that breaks off',
		headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
		body: zipped.subarray(0, zipped.length - 20),
	},
	json('JSON that breaks off', '{"id":"7d3f1c52-9a4e-4b08-8c6d-1e2f3a4b5c6d","task-state":"succ'),
	json(
		'an error object',
		'{"id":"urn:error:gateway:failed","status-code":500,"message":"Upstream failed","errorCodeId":"urn:error:gateway:failed","properties":{}}',
	),
];

const changed = (one: (value: unknown) => unknown) => {
	const deeply = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(deeply);
		if (typeof value !== 'object' || value === null) return one(value);
		return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deeply(inner)]));
	};
	return deeply;
};

const nullsInLists = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(() => null);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, nullsInLists(inner)]));
};

const otherTypes = (value: unknown): unknown => {
	if (Array.isArray(value)) return { length: value.length };
	if (typeof value === 'object' && value !== null) return 'text';
	return typeof value === 'string' ? 7 : 'text';
};

const inFields = (one: (value: unknown) => unknown) => (body: unknown) => {
	if (Array.isArray(body)) return body.map(one);
	if (typeof body !== 'object' || body === null) return one(body);
	return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, one(value)]));
};

/** Kontur's own answers, of which something became something else. */
export const changedAnswers: readonly GatewayAnswer[] = [
	{ name: 'null in every field', change: inFields(() => null) },
	{ name: 'null for every value', change: changed(() => null) },
	{ name: 'null for every element', change: nullsInLists },
	{ name: 'another type in every field', change: inFields(otherTypes) },
	{ name: 'a number for every text', change: changed((value) => (typeof value === 'string' ? 7 : value)) },
];

const textOf = (bytes: Buffer, { headers }: IncomingMessage): string =>
	(headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');

/** Which of the requests meet an answer of the gateway. */
interface Replacement {
	answer: Meeting['answer'];
	/** 0 for the first. */
	from: number;
	times: number;
	/** The server has carried the request out before the gateway answers. */
	isForwarded: boolean;
}

/** What becomes of one request. */
export interface Meeting {
	/** The server carries the request out. */
	isForwarded: boolean;
	/** What the gateway answers with, which may depend on the request. Without it, the connection is cut. */
	answer?: GatewayAnswer | ((request: IncomingMessage) => GatewayAnswer);
	/** Half of the server's own response is let through before the cut. */
	isHalved?: boolean;
	/** Nothing gets through after this request: who asks is gone. */
	isLast?: boolean;
}

export interface Gateway {
	url: string;
	/** What was asked since the last `reset`, as `METHOD /path`, without what `isCounted` leaves out. */
	readonly asked: string[];
	/** How often the gateway itself answered since then. */
	readonly answered: number;
	/** @param next one replacement, or what becomes of each request by its number; 0 for the first */
	reset: (next?: Replacement | ((number: number) => Meeting | undefined)) => void;
	close: () => Promise<void>;
}

const read = async (stream: IncomingMessage): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

async function forward(target: URL, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
	return await new Promise((resolve, reject) => {
		const outgoing = send(
			{
				host: target.hostname,
				port: target.port,
				method: incoming.method,
				path: incoming.url,
				headers: { ...incoming.headers, host: target.host },
			},
			resolve,
		);
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

/**
 * Starts a gateway on this machine.
 * @param target returns the address of the server behind the gateway
 * @param isCounted which requests may be answered in the server's place: not those of signing in
 */
export async function startGateway(
	target: () => string,
	isCounted: (path: string) => boolean = () => true,
): Promise<Gateway> {
	const asked: string[] = [];
	let answered = 0;
	let meets: (number: number) => Meeting | undefined = () => undefined;
	let isGone = false;

	const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
		const path = String(incoming.url).split('?')[0];
		// By the clock that a test may have set.
		response.setHeader('Date', new Date(Date.now()).toUTCString());
		const body = await read(incoming);
		if (isGone) return void response.destroy();
		const meeting = isCounted(path) ? meets(asked.push(`${incoming.method} ${path}`) - 1) : undefined;
		isGone ||= meeting?.isLast === true;
		const answer =
			meeting?.isForwarded === false ? undefined : await forward(new URL(target()), incoming, body);
		if (!meeting) {
			response.writeHead(answer?.statusCode ?? 502, answer?.headers);
			answer?.pipe(response);
			return;
		}
		answered += 1;
		const bytes = answer ? await read(answer) : undefined;
		const given = typeof meeting.answer === 'function' ? meeting.answer(incoming) : meeting.answer;
		if (given?.change && answer && bytes) {
			const isJson = String(answer.headers['content-type']).includes('json') && bytes.length > 0;
			const { 'content-encoding': _encoding, 'content-length': _length, ...headers } = answer.headers;
			response.writeHead(answer.statusCode ?? 502, headers);
			const { change } = given;
			response.end(isJson ? JSON.stringify(change(JSON.parse(textOf(bytes, answer)))) : bytes);
		} else if (given) {
			response.writeHead(given.status ?? 200, { ...given.headers });
			response.end(given.body);
		} else if (meeting.isHalved && answer && bytes) {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
		} else response.destroy();
	};

	const server = createServer((incoming, response) => {
		serve(incoming, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		get answered() {
			return answered;
		},
		reset: (next) => {
			asked.length = 0;
			answered = 0;
			isGone = false;
			if (typeof next === 'function') meets = next;
			else {
				const { answer, from, times, isForwarded } = next ?? { from: 0, times: 0, isForwarded: false };
				meets = (number) => (number >= from && number < from + times ? { answer, isForwarded } : undefined);
			}
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
