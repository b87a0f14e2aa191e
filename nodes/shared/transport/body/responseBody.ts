import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { endBody, LongText, readText, TIMEOUT } from '../../auth';
import { Gate, hasMethodNames, isPage } from '../../foreign';
import { yieldToEventLoop } from '../../gost';
import { isObject } from '../../shapes';
import type { Unreadable } from '../decide';
import { parseJson } from './parseJson';
import { Foreign, parseLong, PIECE, TooDeep, TooMany } from './parseLong';

// Bytes; files are streamed instead.
const LONGEST_JSON = 64 * 1024 * 1024;
const LONGEST_ERROR = 256 * 1024;
// Bounds the recursion of code, here and in n8n, that visits every value of a response.
const LEVELS = 200;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Returns whether a value is nested deeper than anything that Kontur sends or accepts. */
export function isTooDeep(value: unknown, levels = LEVELS): boolean {
	return isNested(value) && (levels === 0 || isWithinTooDeep(value, levels - 1));
}

// Every response is checked: plain loops that recurse into objects only are many times faster than Object.values().
function isWithinTooDeep(value: object, levels: number): boolean {
	if (Array.isArray(value)) {
		for (let index = 0; index < value.length; index++) {
			const one: unknown = value[index];
			if (isNested(one) && (levels === 0 || isWithinTooDeep(one, levels - 1))) return true;
		}
		return false;
	}
	for (const name in value) {
		const one = (value as IDataObject)[name];
		if (isNested(one) && (levels === 0 || isWithinTooDeep(one, levels - 1))) return true;
	}
	return false;
}

/**
 * Reads a response body to its end as text, in place. An unusable body becomes an empty object; a body that is not a
 * stream is left unchanged.
 * @returns why the body is unusable, judged by its bytes alone
 * @throws the network error when the connection is lost
 */
export async function readBody(
	response: IN8nHttpFullResponse,
	timeoutMs?: number,
): Promise<Unreadable | undefined> {
	const isWhole = await readText(response, LONGEST_JSON, timeoutMs).catch((error: unknown) => {
		// A compressed body that cannot be decompressed is as truncated as an uncompressed one.
		if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error;
		return undefined;
	});
	if (isWhole) return undefined;
	response.body = {};
	return isWhole === false ? 'long' : 'broken';
}

/**
 * Parses a JSON response body in place. An unusable body becomes an empty object. Plain text, which some methods return
 * instead of JSON, stays a string. Non-string bodies are returned unchanged.
 * @param gate masks what the request carried
 */
export async function parseBody(
	response: IN8nHttpFullResponse,
	gate = new Gate(),
): Promise<Unreadable | undefined> {
	const body = (response.body as unknown) ?? '';
	if (typeof body !== 'string' && !(body instanceof LongText)) return undefined;
	response.body = {};
	const parts = typeof body === 'string' ? [body] : body.parts;
	const [text] = parts;
	if (parts.every((part) => part.trim() === '')) return 'empty';
	const isLong = parts.length > 1 || text.length > PIECE;
	let value: unknown;
	try {
		value = isLong ? await parseLong(parts, LEVELS, gate) : parseJson(text);
	} catch (error) {
		if (error instanceof TooDeep) return 'deep';
		if (error instanceof TooMany) return 'long';
		if (error instanceof Foreign) return 'foreign';
		if (/^\s*</.test(text)) return 'page';
		if (/^\s*[[{"]/.test(text)) return 'broken';
		// What Kontur says without JSON is an address.
		if (parts.length > 1) return 'long';
		value = isLong ? await gate.longText(text, yieldToEventLoop) : text;
	}
	if (!isLong) {
		if (isTooDeep(value)) return 'deep';
		if (hasMethodNames(text, value)) return 'foreign';
		value = gate.data(text, value);
	}
	response.body = value as IN8nHttpFullResponse['body'];
	return undefined;
}

/** Returns why a response cannot be the requested file. */
export function unreadableFile({ statusCode, headers }: IN8nHttpFullResponse): Unreadable | undefined {
	if (statusCode === 204 || String(headers['content-length'] ?? '') === '0') return 'empty';
	const isPage = /^text\/html/i.test(String(headers['content-type'] ?? ''));
	// A proxy's page has neither a content range nor a Kontur trace ID.
	return isPage && !headers['content-range'] && !headers['x-kontur-trace-id'] ? 'page' : undefined;
}

/** A body that is not a good one, as it was received. */
export interface Said {
	/** Its beginning if it is long; undefined if it could not be read. */
	text?: string;
	isJson: boolean;
}

/**
 * Reads the body of a file request that failed, in place: JSON becomes what it says, anything else an empty object.
 * Other bodies stay as they are.
 * @param timeoutMs how long the whole body may take
 */
export async function readErrorBody(
	response: IN8nHttpFullResponse,
	timeoutMs = TIMEOUT,
): Promise<Said | undefined> {
	const body: unknown = response.body;
	const isStream = isObject(body) && Symbol.asyncIterator in body;
	if (!isStream && !Buffer.isBuffer(body)) return undefined;
	const chunks: Buffer[] = [];
	let length = 0;
	const timeout = AbortSignal.timeout(timeoutMs);
	const abort = () => endBody(body as object, 'response timed out');
	timeout.addEventListener('abort', abort, { once: true });
	try {
		for await (const chunk of isStream ? (body as unknown as AsyncIterable<Buffer>) : [body]) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > LONGEST_ERROR) break;
		}
	} catch {
		// What arrived is enough to see whose answer it is.
	} finally {
		timeout.removeEventListener('abort', abort);
	}
	response.body = {};
	const text = Buffer.concat(chunks)
		.toString('utf8')
		.replace(/^\ufeff/, '');
	try {
		const body = JSON.parse(text) as IDataObject;
		if (isTooDeep(body) || hasMethodNames(text, body)) return { text, isJson: false };
		response.body = body;
		return { text, isJson: true };
	} catch {
		return { text, isJson: false };
	}
}

/**
 * Calls back once the stream of a body has ended, failed or been destroyed.
 * @returns false for a body that is not an open stream; nothing is called then
 */
export function whenClosed(body: unknown, closed: () => void): boolean {
	const stream = body as Partial<import('stream').Readable> | undefined;
	if (typeof stream?.once !== 'function' || stream.destroyed) return false;
	stream.once('close', closed);
	return true;
}

/** Calls back when a body is given up before its end: it failed, or nobody reads it any further. */
export function whenGivenUp(body: unknown, givenUp: () => void): void {
	const stream = body as Partial<import('stream').Readable> | undefined;
	if (typeof stream?.once !== 'function') return;
	stream.once('error', givenUp);
	stream.once('close', () => {
		if (stream.readableEnded !== true) givenUp();
	});
}

// The statuses that something between n8n and Kontur answers with when it lets nothing through.
const OF_GATEWAYS = [401, 403, 407];

/**
 * Returns why a response without success is not Kontur's: only Kontur's own error body refuses something. Overload and
 * failures (429, 5xx) and a part that is too large (413) are told by their status, because Kontur's balancers send them
 * without that body. Other statuses count without it if the response is no page and has a trace ID, which gateways do
 * not add.
 */
export function foreignReason(
	{ statusCode, headers }: IN8nHttpFullResponse,
	{ text, isJson }: Said,
): Unreadable | undefined {
	if (statusCode >= 500 || statusCode === 429 || statusCode === 413) return undefined;
	if (statusCode < 400) return headers.location === undefined ? 'foreign' : 'redirect';
	if (statusCode === 407) return 'proxy';
	if (text === undefined) return 'long';
	if (!isJson && isPage(text)) return 'page';
	if (!OF_GATEWAYS.includes(statusCode) && headers['x-kontur-trace-id']) return undefined;
	if (text.trim() === '') return 'empty';
	return !isJson && /^\s*[[{"]/.test(text.slice(0, 256)) ? 'broken' : 'foreign';
}
