import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { t } from '../../shared/language';
import { nodeKey, type Failure, type Polled } from '../../shared/polling';
import { detailsOf } from '../../shared/transport';

const NAMED = 10;

/** An account that could not be read in the last polls of this process. */
interface Failing {
	polls: number;
	/** After how many polls it is reported next; each report doubles the number. */
	reportAt: number;
	cause: unknown;
}

const failingOf = new Map<string, Map<string, Failing>>();

/** Notes which accounts could be read in a poll and which could not. */
export function noteReadings(
	context: IPollFunctions,
	readings: ReadonlyArray<{ accountId: string; failure?: Failure }>,
): void {
	const key = nodeKey(context);
	const failing = failingOf.get(key) ?? new Map<string, Failing>();
	failingOf.set(key, failing);
	const reportAt = context.getNodeParameter('options.reportFailuresAfter', 10) as number;
	for (const { accountId, failure } of readings) {
		const known = failing.get(accountId);
		if (!failure) failing.delete(accountId);
		else if (known) failing.set(accountId, { ...known, polls: known.polls + 1, cause: failure.cause });
		else failing.set(accountId, { polls: 1, reportAt, cause: failure.cause });
	}
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

function itemOf(accountId: string, { polls, cause }: Failing): INodeExecutionData {
	const { status, text, advice } = detailsOf(cause) ?? {};
	const error = {
		message: messageOf(cause),
		...(status === undefined ? {} : { status }),
		...(text ? { text } : {}),
		...(advice ? { advice } : {}),
	};
	return {
		json: { 'account-id': accountId, error, failedPolls: polls, dedupeKey: `${accountId}:failed:${polls}` },
	};
}

/**
 * Reports the accounts that keep failing: as items, or by an error in a poll that has nothing to emit.
 * @throws NodeOperationError that names the accounts
 */
export function reportFailing<State, Undo>(
	context: IPollFunctions,
	polled: Polled<State, Undo>,
): Polled<State, Undo> {
	const failing = [...(failingOf.get(nodeKey(context)) ?? [])];
	const due = failing.filter(([, { polls, reportAt }]) => reportAt > 0 && polls >= reportAt);
	// A poll that fails as a whole names its reason itself.
	if (due.length === 0 || polled.failure) return polled;
	const asItems = context.getNodeParameter('options.reportFailuresAs', 'error') === 'item';
	// What the other accounts have to emit comes first, unless that never ends.
	const canWait = due.every(([, { polls, reportAt }]) => polls < 2 * reportAt);
	if (!asItems && polled.items.length > 0 && canWait) return polled;
	for (const [, one] of due) one.reportAt = 2 * Math.max(one.polls, one.reportAt);
	if (asItems) {
		return { ...polled, items: [...polled.items, ...due.map(([id, one]) => itemOf(id, one))] };
	}
	const named = due
		.slice(0, NAMED)
		.map(([id, { polls, cause }]) => t`${id}: ${messageOf(cause)} (${polls} polls)`);
	if (due.length > NAMED) named.push(t`and ${due.length - NAMED} more`);
	throw new NodeOperationError(
		context.getNode(),
		due.length === 1
			? t`The trigger cannot read the account ${due[0][0]}`
			: t`The trigger cannot read ${due.length} accounts`,
		{
			description: t`${named.join('\n')}\nThe other accounts are read. Ask the administrator of the account for access, or name the accounts to watch under Filters.`,
		},
	);
}
