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

/** A literal in lower case; or what precedes the name of a parameter, and the name. */
type Segment = { literal: string } | { prefix: string; name: string };

interface CompiledRoute {
	route: Route;
	segments: Segment[];
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
function compiledSegment(pattern: string): Segment {
	const open = pattern.indexOf('{');
	if (open < 0) return { literal: pattern.toLowerCase() };
	return { prefix: pattern.slice(0, open), name: pattern.slice(open + 1, -1) };
}

export function serviceOf(path: string): ServiceName {
	const [first = '', second = ''] = path.split('/').filter((segment) => segment !== '');
	// The test stand's own tools create data and are not part of the emulated service.
	if (first === '_control' || first === 'test-tools') return 'control';
	if (first === 'auth' || first === 'sessions') return 'auth';
	if (first === 'v2' || (first === 'v1' && second === 'integration')) return 'ofd';
	return first === 'v1' ? 'extern' : 'identity';
}

/** Undefined where a segment differs. */
function paramsOf(
	segments: Segment[],
	values: string[],
	lower: string[],
): Record<string, string> | undefined {
	const params: Record<string, string> = {};
	for (const [index, segment] of segments.entries()) {
		if ('literal' in segment) {
			if (segment.literal !== lower[index]) return undefined;
			continue;
		}
		const { prefix, name } = segment;
		const value = values[index];
		if (!value.startsWith(prefix) || value.length === prefix.length) return undefined;
		params[name] = decodeURIComponent(value.slice(prefix.length));
	}
	return params;
}

const keyOf = (service: ServiceName, length: number) => `${service} ${length}`;

export class Router {
	/** By service and number of segments. */
	private readonly compiled = new Map<string, CompiledRoute[]>();

	constructor(readonly routes: Route[]) {
		const all = routes
			.map((route): CompiledRoute => {
				const segments = route.path.split('/').filter((segment) => segment !== '');
				const rank = segments
					.map((segment) => (isParameter(segment) ? '2' : segment.includes('{') ? '1' : '0'))
					.join('');
				return { route, segments: segments.map(compiledSegment), rank };
			})
			.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
		for (const one of all) {
			const key = keyOf(one.route.service, one.segments.length);
			const known = this.compiled.get(key);
			if (known) known.push(one);
			else this.compiled.set(key, [one]);
		}
	}

	match(service: ServiceName, method: string, path: string): Match {
		const values = path.split('/').filter((segment) => segment !== '');
		const lower = values.map((value) => value.toLowerCase());
		const allow: string[] = [];
		for (const { route, segments } of this.compiled.get(keyOf(service, values.length)) ?? []) {
			const params = paramsOf(segments, values, lower);
			if (!params) continue;
			if (route.method === method) return { kind: 'route', route, params };
			allow.push(route.method);
		}
		return allow.length > 0 ? { kind: 'method', allow: [...new Set(allow)] } : { kind: 'none' };
	}
}
