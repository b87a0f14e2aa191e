import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { readText } from '../auth';

/**
 * Why an answer that should be JSON is none: a page for people, text that breaks off, nothing at all; or why one is
 * not taken: no answer of Kontur's is that long or that deep.
 */
export type Unreadable = 'page' | 'broken' | 'empty' | 'long' | 'deep';

/** Whether asking again may bring another answer. */
export const mayPass = (unreadable: Unreadable) => unreadable !== 'long' && unreadable !== 'deep';

/** The longest answer that is read, in bytes; files are no such answers. */
const MOST = 128 * 1024 * 1024;
/** How deep an answer may be nested. What looks at every value of one, here and in n8n, does so level by level. */
const LEVELS = 200;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether something is nested deeper than anything that Kontur gives or takes. */
export function isTooDeep(value: unknown, levels = LEVELS): boolean {
	return isNested(value) && (levels === 0 || isWithinTooDeep(value, levels - 1));
}

// Every answer comes by here: plain loops that call for what is nested alone take a small part of the time of
// Object.values().
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
 * Reads an answer to its end, as text. What cannot be read becomes an empty object; an answer that was read already is
 * left alone.
 * @returns what is wrong with it, as far as that shows
 * @throws what cuts the answer off, with the code of the network
 */
export async function readBody(response: IN8nHttpFullResponse): Promise<Unreadable | undefined> {
	const isWhole = await readText(response, MOST).catch((error: unknown) => {
		// What was packed and cannot be unpacked breaks off no less than what is not packed.
		if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error;
		return undefined;
	});
	if (isWhole) return undefined;
	response.body = {};
	return isWhole === false ? 'long' : 'broken';
}

/**
 * Turns the text of an answer into the JSON that it is, in place. What is none becomes an empty object. A bare text,
 * which some methods give in place of JSON, stays a text; what is no text is left alone.
 */
export function parseBody(response: IN8nHttpFullResponse): Unreadable | undefined {
	const text = (response.body as unknown) ?? '';
	if (typeof text !== 'string') return undefined;
	response.body = {};
	if (text.trim() === '') return 'empty';
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		if (/^\s*</.test(text)) return 'page';
		if (/^\s*[[{"]/.test(text)) return 'broken';
		value = text;
	}
	if (isTooDeep(value)) return 'deep';
	response.body = value as IN8nHttpFullResponse['body'];
	return undefined;
}

/** The same of an answer that is a file: what cannot be the file itself. */
export function unreadableFile({ statusCode, headers }: IN8nHttpFullResponse): Unreadable | undefined {
	if (statusCode === 204 || String(headers['content-length'] ?? '') === '0') return 'empty';
	const isPage = /^text\/html/i.test(String(headers['content-type'] ?? ''));
	// The page of a proxy is no part of a file, and Kontur's tracing does not know it.
	return isPage && !headers['content-range'] && !headers['x-kontur-trace-id'] ? 'page' : undefined;
}
