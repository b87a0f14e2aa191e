import type { ServiceName } from './router';

export interface FaultInput {
	service?: ServiceName;
	method?: string;
	/** A route pattern such as '/v1/{accountId}/drafts', or the source of a regular expression over the path. */
	path?: string;
	/** How many requests it hits; 1 when left out. */
	times?: number;
	/** How many matching requests pass untouched first. */
	skip?: number;
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	delayMs?: number;
	cut?: 'before' | 'after' | 'body';
}

export interface Fault extends FaultInput {
	id: number;
	times: number;
	skip: number;
	hits: number;
}

export class Faults {
	private items: Fault[] = [];

	private nextId = 1;

	constructor(private readonly isPattern: (path: string) => boolean) {}

	add(input: FaultInput): number {
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
