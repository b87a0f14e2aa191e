import type { IncomingHttpHeaders } from 'node:http';

export interface PresentedSession {
	scheme: 'bearer' | 'auth.sid';
	value: string;
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
	const value = headers[name];
	return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
}

/** The session a request carries; the header wins over the cookie. */
export function presentedSession(headers: IncomingHttpHeaders): PresentedSession | undefined {
	const header = /^(\S+)\s+(\S+)$/.exec(headerText(headers, 'authorization').trim());
	if (header) {
		const scheme = header[1].toLowerCase();
		if (scheme === 'bearer' || scheme === 'auth.sid') return { scheme, value: header[2] };
	}
	for (const part of headerText(headers, 'cookie').split(';')) {
		const equals = part.indexOf('=');
		if (equals < 0 || part.slice(0, equals).trim().toLowerCase() !== 'auth.sid') continue;
		return { scheme: 'auth.sid', value: part.slice(equals + 1).trim() };
	}
	return undefined;
}

export function presentedApiKey(headers: IncomingHttpHeaders, query: URLSearchParams): string {
	const header = headerText(headers, 'x-kontur-apikey');
	if (header) return header;
	for (const [name, value] of query) {
		if (/^api-?key$/i.test(name)) return value;
	}
	return '';
}
