import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { t } from '../../shared/language';
import {
	anchored,
	areCertain,
	credibleNow,
	elapsedSince,
	failureOfAll,
	isAtOnce,
	isCredentialFailure,
	isSpent,
	latestNow,
	logFailure,
	nodeKey,
	steadyNow,
	stopTime,
	type Failure,
} from '../../shared/polling';
import { mapConcurrent, ofdService, type Client, type Clocks } from '../../shared/transport';
import type { RegisterId } from '../api/cashRegisters';
import { receivedAt, type Page } from '../receipts/document';
import { DAY, HOUR } from '../receipts/wallTime';
import { listWatched } from './listWatched';
import { readBackfill, readNew, type PollContext, type RegisterPoll } from './readRegister';
import { registerFacts } from './registerFacts';
import { filterKey, type Settings } from './settings';
import { isBackfillDue } from './state/backfill';
import { watchOpenDrives } from './state/gaps';
import { isQuiet } from './state/register';
import { isItsTurn, resumeState, withRegisters } from './state/triggerState';
import type { ReceiptsState } from './state/types';

const PARALLEL_REGISTERS = 4;
const ORGANIZATIONS_VALID_FOR = HOUR;
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

/** When a poll began and when the trigger was activated; for `elapsedSince`. */
export interface Begun {
	startedAt: number;
	activatedAt: number;
}

/** Returns the organizations that were listed within the last hour. */
function knownOrganizations({ organizations }: ReceiptsState): string[] | undefined {
	const { ids, listedAt = Infinity } = organizations ?? {};
	// A later moment than now was noted before the clock was set back.
	return listedAt <= Date.now() && elapsedSince(listedAt) < ORGANIZATIONS_VALID_FOR ? ids : undefined;
}

/**
 * Returns by Kontur's clock when the trigger was activated, rather too early than too late: receipts from before may
 * count as later ones, but not the other way round.
 */
const startMoment = (clocks: Clocks, activatedAt: number) =>
	credibleNow(clocks) - elapsedSince(activatedAt) - (clocks.date === undefined ? DAY : 0);

/**
 * Returns a judge of the pages of a first reading. What is there at the moment of the activation is old: the clocks
 * decide only if they agree, and if nothing was received later than they say.
 */
function oldPages(clocks: Clocks | undefined, { startedAt, activatedAt }: Begun) {
	const isLate = elapsedSince(activatedAt) > elapsedSince(startedAt);
	return ({ documents }: Page): boolean => {
		if (!clocks || !isAtOnce({ elapsed: elapsedSince(activatedAt), isLate })) return false;
		return !areCertain(clocks) || documents.some((one) => (receivedAt(one) ?? 0) > latestNow(clocks));
	};
}

/** Reads all watched cash registers. One that fails does not stop the others; only a failed credential does. */
export async function readCashRegisters(
	context: IPollFunctions,
	client: Client,
	settings: Settings,
	previous: ReceiptsState | undefined,
	begun: Begun,
): Promise<Outcome> {
	const stored = previous?.unchecked ? { ...previous, startedAt: anchored(previous.startedAt) } : previous;
	const { filter, start, sweep, makeItems } = settings;
	const budget = { stopAt: stopTime(context), left: DOCUMENTS_PER_POLL };
	const address = ofdService.address(await context.getCredentials(ofdService.credentialType));
	const keyOf = ({ organizationId, kktRegId }: RegisterId) => `${address}|${organizationId}|${kktRegId}`;
	const scope = filterKey(address, filter);
	const known = stored?.scope === scope ? knownOrganizations(stored) : undefined;
	const { registers, failures, organizationIds } = await listWatched(context, client, filter, known);
	const isListed = failures.length === 0;
	const said = client.clocks();
	// A refusal may come from something in between, which need not have a clock.
	const clocks = isListed || registers.length > 0 || said?.date !== undefined ? said : undefined;
	const now = steadyNow(nodeKey(context), clocks ?? { machine: Date.now() });
	const momentOf = clocks && ((moment: number) => startMoment(clocks, moment));
	const listed = registers.map((register) => ({
		register,
		key: keyOf(register),
		facts: registerFacts(register.cashbox),
	}));
	const facts = Object.fromEntries(listed.map(({ key, facts }) => [key, facts]));
	const resumed = resumeState(stored, start, scope, begun.activatedAt, momentOf);
	const before = withRegisters(resumed, facts, now);
	const isStart = stored === undefined || stored.startedAt !== resumed.startedAt;

	const pollContext: PollContext = {
		client,
		now,
		budget,
		sweep,
		polls: before.polls,
		longestPage: before.longestPage ?? 0,
		makeItems,
		// If Kontur did not answer at the activation, some documents came since then.
		areOld: isStart && !stored?.unchecked && start.mode === 'now' ? oldPages(clocks, begun) : () => false,
	};
	const polls = listed.map((one): RegisterPoll => ({
		...one,
		state: before.registers[one.key],
		items: [],
		found: false,
		pages: 0,
	}));
	const toRead = polls
		.filter(({ key, facts, state }) => !isQuiet(state, facts) || isItsTurn(state, key, before.polls))
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
		if (error !== undefined) failures.push({ what: t`cash register ${register.kktRegId}`, cause: error });
	}
	for (const { what, cause } of failures) logFailure(context, what, cause);
	const isAnyRead = polls.some(({ error, pages }) => error === undefined || pages > 0);
	const listedAt = known ? stored?.organizations?.listedAt : begun.startedAt;
	return {
		before,
		after: {
			...before,
			registers: states,
			// An empty list may be somebody else's.
			listed: before.listed || (isListed && registers.length > 0),
			polls: before.polls + 1,
			longestPage: pollContext.longestPage,
			organizations:
				organizationIds?.length && !filter.organizationIds
					? { ids: [...organizationIds], listedAt: listedAt ?? begun.startedAt }
					: undefined,
		},
		items,
		emitted,
		failure: failureOfAll(failures, isAnyRead),
	};
}
