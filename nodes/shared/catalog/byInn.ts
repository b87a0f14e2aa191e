import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { label, t } from '../language';
import type { Client, KonturContext } from '../transport';
import { parseInn, type InnKpp } from './inn';
import type { Field, InnLookup, Party } from './types';

/*
 * Resource locators in the mode "By INN". Kontur advises against keeping the IDs of accounts and organizations, so they
 * are looked up at run time, with one list per execution and user.
 */

/** Lists by what they depend on, of the executions used last. Nodes of one execution share them. */
const executions = new Map<string, Map<string, Kept>>();
const MOST_EXECUTIONS = 100;
// A client that has only now got an account is found, and a table of unknown INNs does not ask for each.
const MISS_AFTER_MS = 10_000;

interface Kept {
	parties: Promise<readonly Party[]>;
	/** Unix milliseconds. */
	at: number;
}

function keptOf(context: KonturContext): Map<string, Kept> {
	const id = 'getExecutionId' in context ? (context as IExecuteFunctions).getExecutionId() : undefined;
	if (!id) return new Map();
	const kept = executions.get(id) ?? new Map<string, Kept>();
	executions.delete(id);
	executions.set(id, kept);
	if (executions.size > MOST_EXECUTIONS) executions.delete([...executions.keys()][0]);
	return kept;
}

const written = ({ inn, kpp }: InnKpp) => (kpp ? `${inn}-${kpp}` : inn);

const isOf =
	({ inn, kpp }: InnKpp) =>
	(party: Party): boolean =>
		party.inn === inn && (kpp === undefined || party.kpp === kpp);

const MOST_NAMED = 10;

// Bytes.
const LONGEST_NAME = 200;

const WORDS = {
	account: {
		none: (inn: string) => t`No account has the INN ${inn}`,
		advice: t`The user in the credential sees no such account. Check the INN, the KPP and the credential, or create the account first.`,
		several: (count: number, inn: string) => t`${count} accounts have the INN ${inn}`,
	},
	organization: {
		none: (inn: string) => t`No organization has the INN ${inn}`,
		advice: t`The user in the credential sees no such organization. Check the INN, the KPP and the credential, or create the organization first.`,
		several: (count: number, inn: string) => t`${count} organizations have the INN ${inn}`,
	},
};

function only({ gate }: Client, found: readonly Party[], wanted: InnKpp, noun: InnLookup['noun']): string {
	const named = ({ id, name, kpp }: Party) =>
		gate.text([name, kpp && t`KPP ${kpp}`, `ID ${id}`].filter(Boolean).join(', '), LONGEST_NAME);
	const [party, ...others] = found;
	if (!party) {
		const { none, advice } = WORDS[noun];
		throw new UserError(none(written(wanted)), {
			description: advice,
			extra: { code: 'inn-not-found' },
		});
	}
	if (others.length === 0) return party.id;
	const list = found.slice(0, MOST_NAMED).map(named);
	if (found.length > MOST_NAMED) list.push(t`${found.length - MOST_NAMED} more`);
	throw new UserError(WORDS[noun].several(found.length, written(wanted)), {
		description: `${wanted.kpp ? t`Choose one by its ID` : t`Add the KPP after a hyphen, or choose one by its ID`}: ${list.join('; ')}.`,
		extra: { code: 'inn-not-unique' },
	});
}

/** Whether a value comes as a resource locator in the mode "By INN". */
export const isByInn = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && (value as { mode?: unknown }).mode === 'inn';

/**
 * Returns the ID of the account or organization with an INN.
 * @param parameter reads another field of the node
 * @throws UserError when no party or several have it
 */
export async function findByInn(
	context: KonturContext,
	client: Client,
	{ noun, list, scope }: InnLookup,
	wanted: InnKpp,
	parameter: (name: string) => string,
): Promise<string> {
	const lists = keptOf(context);
	const key = JSON.stringify([await client.user(), noun, ...(scope?.(parameter, wanted) ?? [])]);
	const read = () => {
		const kept: Kept = { parties: list(client, parameter, wanted), at: Date.now() };
		lists.set(key, kept);
		// The next item asks again.
		kept.parties.catch(() => lists.delete(key));
		return kept;
	};
	const known = lists.get(key);
	const { parties, at } = known ?? read();
	const of = (all: readonly Party[]) => {
		// A list that grows while it is read may name a party on two pages.
		return [...new Map(all.filter(isOf(wanted)).map((party) => [party.id, party])).values()];
	};
	const found = of(await parties);
	const isOld = known !== undefined && Date.now() - at > MISS_AFTER_MS;
	const all = found.length > 0 || !isOld ? found : of(await read().parties);
	return only(client, all, wanted, noun);
}

/**
 * Returns the ID for a field that holds an INN.
 * @throws UserError when the INN is invalid, or no party or several have it
 */
export async function idByInn(
	context: KonturContext,
	client: Client,
	{ name, displayName, byInn }: Field,
	value: unknown,
	parameter: (name: string) => string,
): Promise<string> {
	if (!byInn) throw new UserError(t`"${label(displayName, name)}" cannot be chosen by INN`);
	return await findByInn(context, client, byInn, parseInn(value, label(displayName, name)), parameter);
}
