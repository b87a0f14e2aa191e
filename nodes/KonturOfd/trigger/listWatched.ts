import type { Failure } from '../../shared/polling';
import { findByInn, type InnKpp } from '../../shared/catalog';
import { t } from '../../shared/language';
import type { Client, KonturContext } from '../../shared/transport';
import { organizationByInn } from '../api/choices';
import { isRefused, listCashRegisters, listOrganizationIds, type ListedRegister } from '../api/cashRegisters';

/** Which cash registers a trigger watches. */
export interface RegisterFilter {
	/** Undefined means all that the key has access to, or the one below. */
	organizationIds?: readonly string[];
	/** The only organization, which is looked up in the list of all. */
	organizationInn?: InnKpp;
	/** Registration numbers; undefined means all. */
	kktRegIds?: readonly string[];
}

export interface Watched {
	/** The organizations that were read; undefined if the next poll must list them again. */
	organizationIds?: readonly string[];
	registers: ListedRegister[];
	/** What could not be listed, as text for the log, and why. */
	failures: Array<Failure & { what: string }>;
}

const noParameter = () => '';

/** Returns the organizations that the key has access to, or the one with the chosen INN. */
export const organizationsOf = async (
	context: KonturContext,
	client: Client,
	{ organizationInn }: RegisterFilter,
): Promise<string[]> =>
	organizationInn
		? [await findByInn(context, client, organizationByInn, organizationInn, noParameter)]
		: await listOrganizationIds(client);

/**
 * Lists the registers that a trigger watches, with one request per organization.
 * @param known the organizations that the key has access to, from an earlier list
 */
export async function listWatched(
	context: KonturContext,
	client: Client,
	filter: RegisterFilter,
	known?: readonly string[],
): Promise<Watched> {
	let organizationIds: readonly string[] | undefined;
	try {
		organizationIds = filter.organizationIds ?? known ?? (await organizationsOf(context, client, filter));
	} catch (cause) {
		return { registers: [], failures: [{ what: 'organizations', cause }] };
	}
	const failures: Watched['failures'] = [];
	const listed = await listCashRegisters(client, organizationIds, (cause, organizationId) => {
		failures.push({ what: t`organization ${organizationId}`, cause });
		// The owner may have withdrawn the consent, so the list of organizations is out of date.
		if (isRefused(cause)) organizationIds = undefined;
	});
	const registers = listed.filter(
		({ kktRegId }) => kktRegId && (!filter.kktRegIds || filter.kktRegIds.includes(kktRegId)),
	);
	return { organizationIds, registers, failures };
}
