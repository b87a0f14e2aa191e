import type { IDataObject } from 'n8n-workflow';
import { detailsOf, type Client } from '../../../shared/transport';
import { besideOthers } from '../draft/retryOnDraftLock';
import { DraftsGone } from '../builder/buildDrafts';
import { buildInventory, inventoryRoutes, type InventoryJob } from './buildInventory';
import { sendDraft, visibleDocflow } from '../draft/sendDraft';
import { readyDraft, sendSignedRoutes, type HeldDraft } from '../draft/prepareDraft';

/** The routes of `sendInventory`. */
export const sendInventoryRoutes = [...new Set([...inventoryRoutes, ...sendSignedRoutes])];

// Another run may build anew what this one was about to sign.
const STARTS = 5;

export interface SentInventory {
	draftId: string;
	docflow: IDataObject;
	alreadySent: boolean;
}

/** Whether what this run works on may be held by another, or replaced by it. */
const mayBeAnotherRun = (error: unknown) =>
	error instanceof DraftsGone || [404, 409].includes(detailsOf(error)?.status ?? 0);

async function send(client: Client, draft: HeldDraft, { left, log }: InventoryJob): Promise<SentInventory> {
	const { ids, isSent, names } = draft;
	log(`sending draft ${ids.draftId}`);
	const options = { force: false, seconds: left(), log, isPrepared: !isSent, names };
	const outcome = await besideOthers(client, ids, {
		drive: async () => await sendDraft(client, ids, options),
		sent: async (id) => ({ docflow: (await visibleDocflow(client, ids, id)) ?? { id }, alreadySent: true }),
		left,
		log,
	});
	return { draftId: ids.draftId, ...outcome };
}

async function attempt(client: Client, job: InventoryJob): Promise<SentInventory[]> {
	const { pair, left, log } = job;
	const drafts = await buildInventory(client, job);
	// All of them first: with an error in one nothing is sent.
	for (const draft of drafts.filter(({ isSent }) => !isSent)) {
		await besideOthers(client, draft.ids, {
			drive: async () => await readyDraft(client, draft, pair, left, log),
			sent: () => undefined,
			left,
			log,
		});
	}
	const sent: SentInventory[] = [];
	for (const draft of drafts) sent.push(await send(client, draft, job));
	return sent;
}

/**
 * Builds the inventories of an answer, signs, checks, prepares and sends them. Safe to run again and beside another run:
 * all work on the same builder and the same drafts, and Kontur sends a draft once.
 * Source: Kontur.Extern documentation, "Drafts builder" and "Locks".
 * @throws NodeApiError with each check error and its file, when there are any; nothing is sent then
 */
export async function sendInventory(client: Client, job: InventoryJob): Promise<SentInventory[]> {
	for (let start = 1; ; start++) {
		const outcome = await attempt(client, job).then(
			(sent) => ({ sent }),
			(error: unknown) => ({ error }),
		);
		if ('sent' in outcome) return outcome.sent;
		const { error } = outcome;
		if (start === STARTS || !mayBeAnotherRun(error)) throw error;
		job.log('another run may work on the same answer, beginning again');
		await client.wait(1000);
	}
}
