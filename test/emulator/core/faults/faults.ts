import type { Reply, ServiceName } from '../router';

/** Before the service acted; after it acted, with the response lost or replaced; in the body of its response. */
export type FaultPhase = 'before' | 'after' | 'body';

/** The kinds of fault with their phases; the first phase is the default. */
export const faultKinds = {
	/** An answer with `status`, `body` and `headers`. */
	status: ['before', 'after'],
	/** An HTML page from a proxy, with `status` 200 by default. */
	html: ['before', 'after'],
	/** 302, or another `status`, to the Location of `headers` or a host that is not the service's. */
	redirect: ['before', 'after'],
	/** 204, or another `status`, without a body. */
	empty: ['before', 'after'],
	/** The connection ends. With `delayMs` this simulates a hanging service. */
	cut: ['before', 'after', 'body'],
	/** The body comes in pieces, `delayMs` (50 unless given) between them. */
	slowBody: ['body'],
	/** Content-Length is off by `lengthBy` (16 unless given), then the connection ends. */
	wrongLength: ['body'],
	/** Half of the body, with the length of that half: JSON that breaks off. */
	truncatedJson: ['body'],
} as const satisfies Record<string, readonly [FaultPhase, ...FaultPhase[]]>;

export type FaultKind = keyof typeof faultKinds;

export interface FaultInput {
	service?: ServiceName;
	method?: string;
	/** A route pattern such as '/v1/{accountId}/drafts', or the source of a regular expression over the path. */
	path?: string;
	/** Number of requests that it affects; 1 by default. */
	times?: number;
	/** Number of matching requests that pass unaffected first. */
	skip?: number;
	/** Without one: `status` when there is a status, and nothing but the delay when there is none. */
	kind?: FaultKind;
	phase?: FaultPhase;
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	delayMs?: number;
	lengthBy?: number;
	/** Short for the kind `cut` in this phase; together with a status that answer is cut. */
	cut?: FaultPhase;
}

export interface Fault extends FaultInput {
	id: number;
	times: number;
	skip: number;
	hits: number;
}

/** How the body of a response is damaged. */
export interface Breakage {
	cut?: boolean;
	truncated?: boolean;
	slowMs?: number;
	lengthBy?: number;
}

/** The effect of a fault on one request. */
export interface FaultPlan {
	/** Before anything is answered. */
	delayMs: number;
	/** The service processes the request. */
	acts: boolean;
	/** Instead of the service's own answer. */
	reply?: Reply;
	/** The response comes from a proxy, without the service's headers. */
	foreign: boolean;
	/** No answer at all. */
	cut: boolean;
	broken: Breakage;
}

const page =
	'<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Try later</h1></body></html>\n';

function replyOf(fault: FaultInput, kind: FaultKind | undefined): Reply | undefined {
	const { status, headers, body } = fault;
	if (kind === 'html') {
		return {
			status: status ?? 200,
			text: page,
			headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
		};
	}
	if (kind === 'redirect') {
		return { status: status ?? 302, headers: { Location: 'https://elsewhere.example/', ...headers } };
	}
	if (kind === 'empty') return { status: status ?? 204, headers };
	if (status === undefined) return undefined;
	return { status, headers, ...(typeof body === 'string' ? { text: body } : { json: body }) };
}

/** Returns what is wrong with a fault; undefined if it is valid. */
export function faultProblem({ kind, phase, cut, status }: FaultInput): string | undefined {
	const phases: readonly FaultPhase[] | undefined = kind && faultKinds[kind];
	if (kind !== undefined && !phases)
		return `'kind' of a fault is one of ${Object.keys(faultKinds).join(', ')}`;
	if (kind && cut) return "'cut' and 'kind' of a fault exclude each other";
	if (kind === 'status' && status === undefined) return "a fault of kind 'status' needs a status";
	const allowed = phases ?? (cut ? [] : faultKinds.status);
	if (phase !== undefined && !allowed.includes(phase)) return `this fault has no phase '${phase}'`;
	return undefined;
}

/** Returns the effect on a request that a fault hits. */
export function planOf(fault: FaultInput | undefined): FaultPlan {
	if (!fault) return { delayMs: 0, acts: true, foreign: false, cut: false, broken: {} };
	const kind = fault.kind ?? (fault.cut ? 'cut' : undefined);
	const reply = replyOf(fault, kind);
	const usual = kind ? faultKinds[kind][0] : 'before';
	const phase = fault.phase ?? fault.cut ?? usual;
	const cuts = kind === 'cut';
	return {
		// The pieces of a slow body have the pauses between them.
		delayMs: kind === 'slowBody' ? 0 : (fault.delayMs ?? 0),
		acts: reply ? fault.phase === 'after' : !(cuts && phase === 'before'),
		...(reply && { reply }),
		foreign: kind === 'html' || kind === 'redirect',
		cut: cuts && phase !== 'body',
		broken: {
			cut: cuts && phase === 'body',
			truncated: kind === 'truncatedJson',
			...(kind === 'slowBody' && { slowMs: fault.delayMs ?? 50 }),
			...(kind === 'wrongLength' && { lengthBy: fault.lengthBy ?? 16 }),
		},
	};
}

export class Faults {
	private items: Fault[] = [];

	private nextId = 1;

	constructor(private readonly isPattern: (path: string) => boolean) {}

	/** @throws Error when the fault is invalid */
	add(input: FaultInput): number {
		const problem = faultProblem(input);
		if (problem) throw new Error(problem);
		if (input.path !== undefined && !this.isPattern(input.path)) new RegExp(input.path);
		const fault = { ...input, id: this.nextId++, times: input.times ?? 1, skip: input.skip ?? 0, hits: 0 };
		this.items.push(fault);
		return fault.id;
	}

	clear(): void {
		this.items = [];
	}

	list(): Fault[] {
		return this.items.map((item) => ({ ...item }));
	}

	take(service: ServiceName, method: string, path: string, pattern: string): Fault | undefined {
		for (const fault of this.items) {
			if (fault.times <= 0 || !this.applies(fault, service, method, path, pattern)) continue;
			if (fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			fault.times -= 1;
			fault.hits += 1;
			return fault;
		}
		return undefined;
	}

	private applies(
		fault: Fault,
		service: ServiceName,
		method: string,
		path: string,
		pattern: string,
	): boolean {
		if (fault.service !== undefined && fault.service !== service) return false;
		if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
		if (fault.path === undefined) return true;
		if (this.isPattern(fault.path)) return fault.path === pattern;
		return new RegExp(fault.path).test(path);
	}
}
