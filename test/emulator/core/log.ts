import type { IncomingHttpHeaders } from 'node:http';

import type { ServiceName } from './router';

export interface LogEntry {
	n: number;
	at: string;
	service: ServiceName;
	method: string;
	path: string;
	query: Record<string, string[]>;
	/** The route pattern, empty when no route fits. */
	route: string;
	/** 0 while the request runs and when the connection was cut. */
	status: number;
	traceId: string;
	authorization: string;
	requestBytes: number;
	contentType: string;
	headers: Record<string, string>;
	/** The service processed the request, whatever happened to the response. */
	acted: boolean;
	/** The id of the fault that hit it. */
	fault?: number;
}

export interface LogFilter {
	service?: string;
	method?: string;
	route?: string;
	path?: string;
	status?: number;
	acted?: boolean;
	/** Only entries after this number. */
	after?: number;
}

const limit = 20_000;
const secretNames = /api-?key|(^|\.)sid$|token|secret|password|signature|phone|snils|^(key|id|state)$/i;
const maskedHeaders = /^x-kontur-api-?key$/;

/** No log may contain a whole secret, not even in tests. */
function mask(value: string): string {
	return value.length <= 8 ? '…' : `…${value.slice(-4)}`;
}

export function describeAuthorization(header: string | undefined): string {
	if (!header) return '';
	const space = header.indexOf(' ');
	return space < 0 ? mask(header) : `${header.slice(0, space)} ${mask(header.slice(space + 1))}`;
}

export function loggedQuery(query: URLSearchParams): Record<string, string[]> {
	const result: Record<string, string[]> = {};
	for (const name of new Set(query.keys())) {
		const values = query.getAll(name);
		result[name] = secretNames.test(name) ? values.map(mask) : values;
	}
	return result;
}

const loggedNames = new Set(['range', 'content-range', 'request-timeout', 'transfer-encoding']);

export function loggedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	const result: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (!loggedNames.has(name) && !name.startsWith('x-')) continue;
		const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
		result[name] = maskedHeaders.test(name) ? mask(text) : text;
	}
	return result;
}

export class RequestLog {
	private entries: LogEntry[] = [];

	private next = 1;

	counts: Record<string, number> = {};

	/** Maximum number of concurrent requests of one client, by service. */
	mostAtOnce: Record<string, number> = {};

	noteAtOnce(service: ServiceName, running: number): void {
		this.mostAtOnce[service] = Math.max(this.mostAtOnce[service] ?? 0, running);
	}

	add(entry: Omit<LogEntry, 'n'>): LogEntry {
		const stored = { n: this.next++, ...entry };
		this.entries.push(stored);
		if (this.entries.length > limit) this.entries.splice(0, this.entries.length - limit);
		const key = `${entry.method} ${entry.route || '(no route)'}`;
		this.counts[key] = (this.counts[key] ?? 0) + 1;
		return stored;
	}

	clear(): void {
		this.entries = [];
		this.counts = {};
		this.mostAtOnce = {};
	}

	find(filter: LogFilter = {}): LogEntry[] {
		return this.entries.filter(
			(entry) =>
				(filter.service === undefined || entry.service === filter.service) &&
				(filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
				(filter.route === undefined || entry.route === filter.route) &&
				(filter.path === undefined || entry.path === filter.path) &&
				(filter.status === undefined || entry.status === filter.status) &&
				(filter.acted === undefined || entry.acted === filter.acted) &&
				(filter.after === undefined || entry.n > filter.after),
		);
	}
}
