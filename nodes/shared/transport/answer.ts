import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** Why an answer that should be JSON is none: a page for people, text that breaks off, nothing at all. */
export type Unreadable = 'page' | 'broken' | 'empty';

/**
 * Turns the text of an answer into the JSON that it is, in place. What cannot be read becomes an empty object.
 * A bare text, which some methods give in place of JSON, stays a text; an answer that is no text is left alone.
 */
export function readJson(response: IN8nHttpFullResponse): Unreadable | undefined {
	const body = (response.body as unknown) ?? '';
	if (typeof body !== 'string') return undefined;
	response.body = {};
	if (body.trim() === '') return 'empty';
	try {
		response.body = JSON.parse(body) as IN8nHttpFullResponse['body'];
		return undefined;
	} catch {
		if (/^\s*</.test(body)) return 'page';
		if (/^\s*[[{"]/.test(body)) return 'broken';
		response.body = body as unknown as IN8nHttpFullResponse['body'];
		return undefined;
	}
}

/** The same of an answer that is a file: what cannot be the file itself. */
export function unreadableFile({ statusCode, headers }: IN8nHttpFullResponse): Unreadable | undefined {
	if (statusCode === 204 || String(headers['content-length'] ?? '') === '0') return 'empty';
	const isPage = /^text\/html/i.test(String(headers['content-type'] ?? ''));
	// The page of a proxy is no part of a file, and Kontur's tracing does not know it.
	return isPage && !headers['content-range'] && !headers['x-kontur-trace-id'] ? 'page' : undefined;
}
