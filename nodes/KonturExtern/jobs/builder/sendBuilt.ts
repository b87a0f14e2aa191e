import { isRefusedWith, type Client } from '../../../shared/transport';
import { draftDocumentPath, contentPath, draftSignaturePath } from '../../api/routes';
import type { Docflow } from '../../api/types';
import { examineRoutes, putSignature, runDraft, sendRoutes, signDocument, type DraftWork } from '../draft';
import { buildDocuments, buildDocumentsRoutes, type BuilderJob } from './buildDocuments';
import { DraftsGone } from './buildDrafts';
import type { HeldDraft } from './readDraft';

export const sendBuiltRoutes = [
	...new Set([
		...buildDocumentsRoutes,
		...sendRoutes,
		`GET ${draftDocumentPath}`,
		`GET ${contentPath}`,
		`PUT ${draftSignaturePath}`,
		...examineRoutes,
	]),
];

// Another run can rebuild the drafts that this one was about to sign.
const STARTS = 5;

export interface SentDraft {
	draftId: string;
	docflow: Docflow;
	alreadySent: boolean;
}

/** Tells whether another run may hold or have replaced what this run works on. */
const mayBeAnotherRun = (error: unknown) => error instanceof DraftsGone || isRefusedWith(error, 404, 409);

/** Signs all documents in a draft; the signatures of a second run replace those of the first. */
async function sign(client: Client, { pair, log }: BuilderJob, { ids, documents }: HeldDraft): Promise<void> {
	log(`signing ${documents.length} documents of draft ${ids.draftId}`);
	for (const document of documents) {
		const signature = await signDocument(client, ids.accountId, document, pair);
		await putSignature(client, { ...ids, documentId: document.id }, 'signature', signature);
	}
}

async function attempt(client: Client, job: BuilderJob): Promise<SentDraft[]> {
	const { left, log } = job;
	const drafts = await buildDocuments(client, job);
	const run = async (draft: HeldDraft, work: Pick<DraftWork, 'plan' | 'isPrepared'>) => {
		const { ids, meta, names } = draft;
		const [recipientCode] = Object.values(meta.recipient ?? {}).filter(Boolean);
		return await runDraft({
			...{ client, ids, names, recipientCode: String(recipientCode), left, log, isShared: true },
			stages: { sign: async () => await sign(client, job, draft) },
			...work,
		});
	};
	// All drafts are prepared before any is sent: an error in one stops them all.
	for (const draft of drafts.filter(({ isSent }) => !isSent)) {
		await run(draft, { plan: ['sign', 'check', 'prepare'] });
	}
	const sent: SentDraft[] = [];
	for (const draft of drafts) {
		const { docflow, alreadySent } = await run(draft, { plan: ['send'], isPrepared: !draft.isSent });
		if (docflow) sent.push({ draftId: draft.ids.draftId, docflow, alreadySent });
	}
	return sent;
}

/**
 * Builds, signs, checks, prepares and sends the drafts of a builder. Safe to run again and in parallel: all runs
 * work on the same builder and drafts, and Kontur sends a draft once.
 * Source: Kontur.Extern documentation, "Drafts builder" and "Locks".
 * @throws NodeApiError with each check error and its file, if there are any; nothing is sent then
 */
export async function sendBuilt(client: Client, job: BuilderJob): Promise<SentDraft[]> {
	for (let start = 1; ; start++) {
		const outcome = await attempt(client, job).then(
			(sent) => ({ sent }),
			(error: unknown) => ({ error }),
		);
		if ('sent' in outcome) return outcome.sent;
		if (start === STARTS || !mayBeAnotherRun(outcome.error)) throw outcome.error;
		job.log('another run may be working on the same documents, starting over');
		await client.wait(1000);
	}
}
