import type { IncomingHttpHeaders } from 'node:http';

import type { ErrorDetails } from './errors';
import type { EmulatorState } from './state';

export type ServiceName = 'identity' | 'auth' | 'extern' | 'ofd' | 'control';

export interface EmulatorRequest {
	method: string;
	path: string;
	params: Record<string, string>;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** The body as JSON; throws a 400 when it is not. */
	json(): unknown;
	state: EmulatorState;
	now(): Date;
	traceId: string;
	baseUrl: string;
}

export interface Reply {
	status: number;
	json?: unknown;
	text?: string;
	bytes?: Buffer;
	/** Instead of bytes, for responses in several buffers. */
	chunks?: Buffer[];
	headers?: Record<string, string>;
}

export interface Route {
	service: ServiceName;
	method: string;
	path: string;
	handler: (request: EmulatorRequest) => Reply | Promise<Reply>;
}

interface ErrorFacts extends ErrorDetails {
	status: number;
	message: string;
	traceId: string;
}

export type ErrorFormatter = (error: ErrorFacts) => Reply;

interface CompiledRoute {
	route: Route;
	segments: string[];
	/** One character a segment; literals sort before parameters at the leftmost difference. */
	rank: string;
}

export type Match =
	| { kind: 'route'; route: Route; params: Record<string, string> }
	| { kind: 'method'; allow: string[] }
	| { kind: 'none' };

function isParameter(segment: string): boolean {
	return segment.startsWith('{') && segment.endsWith('}');
}

/** '{accountId}' takes any segment, 'v{version}' any segment with that beginning. */
function matchSegment(pattern: string, value: string): [string, string] | boolean {
	const open = pattern.indexOf('{');
	if (open < 0) return pattern.toLowerCase() === value.toLowerCase();
	const prefix = pattern.slice(0, open);
	if (!value.startsWith(prefix) || value.length === prefix.length) return false;
	return [pattern.slice(open + 1, -1), value.slice(prefix.length)];
}

export function serviceOf(path: string): ServiceName {
	const [first = '', second = ''] = path.split('/').filter((segment) => segment !== '');
	// The test stand's own tools create data and are not part of the emulated service.
	if (first === '_control' || first === 'test-tools') return 'control';
	if (first === 'auth' || first === 'sessions') return 'auth';
	if (first === 'v2' || (first === 'v1' && second === 'integration')) return 'ofd';
	return first === 'v1' ? 'extern' : 'identity';
}

export class Router {
	private readonly compiled: CompiledRoute[];

	constructor(readonly routes: Route[]) {
		this.compiled = routes
			.map((route) => {
				const segments = route.path.split('/').filter((segment) => segment !== '');
				const rank = segments
					.map((segment) => (isParameter(segment) ? '2' : segment.includes('{') ? '1' : '0'))
					.join('');
				return { route, segments, rank };
			})
			.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
	}

	match(service: ServiceName, method: string, path: string): Match {
		const values = path.split('/').filter((segment) => segment !== '');
		const allow: string[] = [];
		for (const { route, segments } of this.compiled) {
			if (route.service !== service || segments.length !== values.length) continue;
			const params: Record<string, string> = {};
			const fits = segments.every((segment, index) => {
				const result = matchSegment(segment, values[index]);
				if (Array.isArray(result)) params[result[0]] = decodeURIComponent(result[1]);
				return result !== false;
			});
			if (!fits) continue;
			if (route.method === method) return { kind: 'route', route, params };
			allow.push(route.method);
		}
		return allow.length > 0 ? { kind: 'method', allow: [...new Set(allow)] } : { kind: 'none' };
	}
}
