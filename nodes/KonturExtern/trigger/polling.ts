import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isPassing } from '../../shared/transport';
import { plain } from '../../shared/polling/pollLock';
import { placeOf } from '../../shared/polling/staticData';

/** How many items a manual test shows. */
export const SAMPLE = 5;

/** Bounds the memory of one poll; the rest comes with the next one. */
export const MOST_PER_POLL = 5000;

/** When a poll stops reading, by this machine's clock: the other half of n8n's budget is for the last request. */
export const endOfPoll = (context: IPollFunctions): number =>
	Date.now() + (context.getPollBudgetMs?.() ?? 60_000) / 2;

/** What the node stored, also under a name that it had before in this process. */
export const placeBefore = (context: IPollFunctions): IDataObject =>
	placeOf(context, plain<IDataObject>(context.getWorkflowStaticData('node')) ?? {}) as IDataObject;

/** Says in the log that items come a second time. */
export function noteRepeats(context: IPollFunctions): void {
	context.logger.info(
		`${context.getNode().name}: n8n was stopped before it was certain that the last items had started the workflow. They are handed over once more with the same dedupeKey.`,
	);
}

/**
 * For `catch`: nothing when the failure may pass and this is the first poll of a process, where n8n would give the
 * trigger up for good; throws it otherwise.
 */
export const unlessPassing =
	(isLenient: boolean) =>
	(error: unknown): undefined => {
		if (isLenient && isPassing(error)) return undefined;
		throw error;
	};
