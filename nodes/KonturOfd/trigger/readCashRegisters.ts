import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import {
	failureOfAll,
	isCredentialFailure,
	isSpent,
	logFailure,
	stopTime,
	type Failure,
} from '../../shared/polling';
import { mapConcurrent, ofdService, withServerClock, type Client } from '../../shared/transport';
import type { RegisterId } from '../api/cashRegisters';
import { listWatched } from './listWatched';
import { readBackfill, readNew, type PollContext, type RegisterPoll } from './readRegister';
import { registerFacts } from './registerFacts';
import { filterKey, type Settings } from './settings';
import { isBackfillDue } from './state/backfill';
import { watchOpenDrives } from './state/gaps';
import { isQuiet } from './state/register';
import { isItsTurn, knownOrganizations, resumeState, withRegisters } from './state/triggerState';
import type { ReceiptsState } from './state/types';

const PARALLEL_REGISTERS = 4;
// Limits the memory of one poll. The next poll reads the rest.
const DOCUMENTS_PER_POLL = 25_000;

/** Reads registers concurrently until the budget is spent or the credential fails. */
const readAll = async (
	polls: readonly RegisterPoll[],
	context: PollContext,
	read: (context: PollContext, poll: RegisterPoll) => Promise<void>,
) => {
	let isOver = false;
	await mapConcurrent(
		polls,
		PARALLEL_REGISTERS,
		async (poll) => {
			await read(context, poll).catch((error: unknown) => (poll.error = error));
			isOver ||= isSpent(context.budget) || isCredentialFailure(poll.error);
		},
		() => isOver,
	);
};

export interface Outcome {
	before: ReceiptsState;
	after: ReceiptsState;
	items: INodeExecutionData[];
	/** Keys of the registers that emitted. */
	emitted: Set<string>;
	/** What makes the whole poll fail. */
	failure?: Failure;
}

/** Reads all watched cash registers. One that fails does not stop the others; only a failed credential does. */
export async function readCashRegisters(
	context: IPollFunctions,
	client: Client,
	settings: Settings,
	stored: ReceiptsState | undefined,
): Promise<Outcome> {
	const { filter, start, sweep, makeItems } = settings;
	const here = Date.now();
	const budget = { stopAt: stopTime(context), left: DOCUMENTS_PER_POLL };
	const address = ofdService.address(await context.getCredentials(ofdService.credentialType));
	const keyOf = ({ organizationId, kktRegId }: RegisterId) => `${address}|${organizationId}|${kktRegId}`;
	const scope = filterKey(address, filter);
	const known = stored?.scope === scope ? knownOrganizations(stored, here) : undefined;
	const clock = withServerClock(client);
	const { registers, failures, organizationIds } = await listWatched(context, clock.client, filter, known);
	const isListed = failures.length === 0;
	const skew = clock.skew();
	const now = here + (skew ?? 0);
	const listed = registers.map((register) => ({
		register,
		key: keyOf(register),
		facts: registerFacts(register.cashbox),
	}));
	const facts = Object.fromEntries(listed.map(({ key, facts }) => [key, facts]));
	const before = withRegisters(resumeState(stored, start, scope, here, skew), facts, now);

	const pollContext: PollContext = {
		client,
		now,
		budget,
		sweep,
		makeItems,
	};
	const polls = listed.map((one): RegisterPoll => ({
		...one,
		state: before.registers[one.key],
		items: [],
		found: false,
		pages: 0,
	}));
	const toRead = polls
		.filter(({ key, facts, state }) => !isQuiet(state, facts) || isItsTurn(key, before.polls))
		// Longest wait first, so that a small budget starves no register.
		.sort((a, b) => a.state.lastReadAt - b.state.lastReadAt);
	await readAll(toRead, pollContext, readNew);
	for (const poll of polls) poll.state = watchOpenDrives(poll.state, poll.facts, now);
	const toBackfill = polls.filter(
		({ facts, state, error }) => error === undefined && isBackfillDue(state, facts, now, sweep),
	);
	if (!isSpent(budget)) await readAll(toBackfill, pollContext, readBackfill);

	const items: INodeExecutionData[] = [];
	const emitted = new Set<string>();
	const states = { ...before.registers };
	for (const { key, register, state, items: found, error } of polls) {
		// Makes the next poll read a failed register again, even if the list shows nothing new.
		states[key] = error === undefined ? state : { ...state, lastDocument: undefined };
		if (found.length > 0) emitted.add(key);
		for (const item of found) items.push(item);
		if (error !== undefined) failures.push({ what: `cash register ${register.kktRegId}`, cause: error });
	}
	for (const { what, cause } of failures) logFailure(context, what, cause);
	const isAnyRead = polls.some(({ error, pages }) => error === undefined || pages > 0);
	const listedAt = known ? stored?.organizations?.listedAt : here;
	return {
		before,
		after: {
			...before,
			registers: states,
			listed: before.listed || isListed,
			polls: before.polls + 1,
			organizations:
				organizationIds && !filter.organizationIds
					? { ids: [...organizationIds], listedAt: listedAt ?? here }
					: undefined,
		},
		items,
		emitted,
		failure: failureOfAll(failures, isAnyRead),
	};
}
