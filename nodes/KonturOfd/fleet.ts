import type { IDataObject } from 'n8n-workflow';
import { listAll, type Client } from '../shared/transport';
import { readRegister, type Register } from '../shared/trigger/receipts';

/** Which cash registers a trigger watches. */
export interface Scope {
	/** Undefined means all that the key opens. */
	organizationId?: string;
	/** Registration numbers; undefined means all. */
	kktRegIds?: readonly string[];
}

/** A cash register with its organization. */
export interface Target {
	organizationId: string;
	kktRegId: string;
	cashbox: IDataObject;
	register: Register;
}

export interface Fleet {
	targets: Target[];
	/** What could not be listed, in words, and why. */
	failures: Array<{ what: string; error: unknown }>;
	/** How far Kontur's clock is ahead of this machine's, in milliseconds; undefined when it did not answer. */
	skew?: number;
}

const whole = { style: 'whole' } as const;

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

export const cashboxesOf = (organizationId: string) =>
	({
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes',
		pathValues: { organizationId },
	}) as const;

export const cashboxOf = ({ organizationId, kktRegId }: Target) =>
	({
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}',
		pathValues: { organizationId, kktRegId },
	}) as const;

export async function organizationIds(client: Client): Promise<string[]> {
	const all = await listAll(client, { method: 'GET', path: '/v2/organizations' }, whole);
	return all.map(({ id }) => text(id)).filter(Boolean);
}

/**
 * How far the clock behind a `Date` header is ahead of this machine's, in milliseconds. The header counts whole
 * seconds (RFC 9110, section 5.6.7): in the same second the clocks agree, as far as it can tell.
 */
function skewOf(header: unknown): number {
	const here = Date.now();
	const skew = (Date.parse(String(header ?? '')) || here) - here;
	return skew > -1000 && skew <= 0 ? 0 : skew;
}

/** The registers of a scope as Kontur lists them now, one request an organization. */
export async function listFleet(client: Client, scope: Scope): Promise<Fleet> {
	const fleet: Fleet = { targets: [], failures: [] };
	let organizations: string[];
	try {
		organizations = scope.organizationId ? [scope.organizationId] : await organizationIds(client);
	} catch (error) {
		return { ...fleet, failures: [{ what: 'organizations', error }] };
	}
	for (const organizationId of organizations) {
		try {
			const { body, headers } = await client.request<unknown>(cashboxesOf(organizationId));
			fleet.skew = skewOf(headers.date);
			// Kontur answers "no data" with an empty body in places.
			for (const cashbox of Array.isArray(body) ? (body as IDataObject[]) : []) {
				const kktRegId = text(cashbox.regNumber);
				if (!kktRegId || (scope.kktRegIds && !scope.kktRegIds.includes(kktRegId))) continue;
				fleet.targets.push({ organizationId, kktRegId, cashbox, register: readRegister(cashbox) });
			}
		} catch (error) {
			fleet.failures.push({ what: `organization ${organizationId}`, error });
		}
	}
	return fleet;
}
