import type { IDataObject } from 'n8n-workflow';
import { detailsOf, listAll, type Client } from '../../shared/transport';
import type { Register } from './state/types';
import { readRegister } from './state/register';

const PARALLEL = 4;

/** Which cash registers a trigger watches. */
export interface Scope {
	/** Undefined means all that the key opens. */
	organizationIds?: readonly string[];
	/** Registration numbers; undefined means all. */
	kktRegIds?: readonly string[];
}

/** Where a cash register is found. */
export interface Place {
	organizationId: string;
	kktRegId: string;
}

/** A cash register with its organization. */
export interface Target extends Place {
	cashbox: IDataObject;
	register: Register;
}

export interface Fleet {
	/** The organizations that were asked; undefined when they could not be listed, or no longer open. */
	organizationIds?: readonly string[];
	targets: Target[];
	/** What could not be listed, in words, and why. */
	failures: Array<{ what: string; error: unknown }>;
	/** How far Kontur's clock is ahead of this machine's, in milliseconds; undefined when it did not answer. */
	skew?: number;
}

const whole = { style: 'whole' } as const;

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const cashboxesOf = (organizationId: string) =>
	({
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes',
		pathValues: { organizationId },
	}) as const;

export const cashboxOf = ({ organizationId, kktRegId }: Place) =>
	({
		method: 'GET',
		path: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}',
		pathValues: { organizationId, kktRegId },
	}) as const;

const listOrganizations = async (client: Client): Promise<IDataObject[]> =>
	await listAll(client, { method: 'GET', path: '/v2/organizations' }, whole);

/**
 * How far the clock behind a `Date` header is ahead of this machine's, in milliseconds. The header counts whole
 * seconds (RFC 9110, section 5.6.7): in the same second the clocks agree, as far as it can tell.
 */
function skewOf(header: unknown): number {
	const here = Date.now();
	const skew = (Date.parse(String(header ?? '')) || here) - here;
	return skew > -1000 && skew <= 0 ? 0 : skew;
}

async function listOne(client: Client, organizationId: string, scope: Scope, fleet: Fleet): Promise<void> {
	const { body, headers } = await client.request<unknown>(cashboxesOf(organizationId));
	fleet.skew = skewOf(headers.date);
	// Kontur answers "no data" with an empty body in places.
	for (const cashbox of Array.isArray(body) ? (body as IDataObject[]) : []) {
		const kktRegId = text(cashbox.regNumber);
		if (!kktRegId || (scope.kktRegIds && !scope.kktRegIds.includes(kktRegId))) continue;
		fleet.targets.push({ organizationId, kktRegId, cashbox, register: readRegister(cashbox) });
	}
}

/**
 * The registers of a scope as Kontur lists them now, one request an organization.
 * @param known the organizations that the key opens, from an earlier list
 */
export async function listFleet(client: Client, scope: Scope, known?: readonly string[]): Promise<Fleet> {
	const fleet: Fleet = { targets: [], failures: [] };
	try {
		fleet.organizationIds =
			scope.organizationIds ??
			known ??
			(await listOrganizations(client)).map(({ id }) => text(id)).filter(Boolean);
	} catch (error) {
		return { ...fleet, failures: [{ what: 'organizations', error }] };
	}
	const waiting = [...fleet.organizationIds];
	const work = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			const organizationId = id;
			await listOne(client, organizationId, scope, fleet).catch((error: unknown) => {
				fleet.failures.push({ what: `organization ${organizationId}`, error });
				// Its owner may have taken the consent back: the list of organizations is out of date.
				if ([403, 404].includes(detailsOf(error)?.status ?? 0)) fleet.organizationIds = undefined;
			});
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, work));
	return fleet;
}
