import type { IDataObject } from 'n8n-workflow';
import { nothing, type Client } from '../../../shared/transport';
import { deterministicUuid, requireId } from '../../api/deterministicUuid';
import { docflowIdOf, documentIdsOf, type DraftIds } from '../../api/draft/draft';
import { isSerious } from '../../api/draft/draftTasks';
import { about } from '../../api/refusal';
import { draftDocumentPath, draftPath, draftSignaturePath } from '../../api/routes';
import { draftShape, type CheckError, type Docflow } from '../../api/types';
import {
	examineRoutes,
	runDraft,
	sayHowToResume,
	sendRoutes,
	uploadSignedRoutes,
	type DraftWork,
	type Stage,
} from '../draft';
import { payerWarrantRoutes } from './payerWarrant';
import { alreadySentRoutes, meaningsOf, sendAlone } from './alreadySent';
import { fillDraft, INSTEAD, signAfterCheck, type ReportDocument, type Signed } from './fillDraft';
import { nameAll, type ReportFile } from './reportFiles';
import type { Parties } from './reportParties';
import type { Signing } from './reportSigning';

export const reportRoutes = [
	...new Set([
		...payerWarrantRoutes,
		...alreadySentRoutes,
		`PUT ${draftPath}`,
		...uploadSignedRoutes,
		`PUT ${draftDocumentPath}`,
		`GET ${draftDocumentPath}`,
		`PUT ${draftSignaturePath}`,
		...examineRoutes,
		...sendRoutes,
		`DELETE ${draftPath}`,
	]),
];

export interface ReportJob {
	accountId: string;
	files: readonly ReportFile[];
	parties: Parties;
	/** The draft without its documents, in Kontur's format. */
	meta: IDataObject;
	signing: Signing;
	/** Tells the job apart from an earlier one with the same files. */
	again: string;
	dryRun: boolean;
	force: boolean;
	/** Limit for waiting for all tasks together. */
	seconds: number;
	log: (message: string) => void;
}

export interface ReportOutcome {
	draftId: string;
	documents: readonly ReportDocument[];
	/** Absent after a dry run. */
	sent?: { docflow: Docflow; alreadySent: boolean };
	/** Warnings, and after a dry run errors too, each with its `fileName`. */
	findings: CheckError[];
	/** The draft of a dry run could not be deleted. */
	isLeft?: boolean;
}

/** Authorities that require a raw signature over data that Kontur provides. */
const SIGNED: Readonly<Record<string, Signed>> = {
	'fss-code': 'data',
	'sfr-code': 'dataAfterCheck',
	'upfr-code': 'dataAfterCheck',
};

/** Counts the files of the same content before one, by name, so that the order of the files does not matter. */
function timesBefore(files: readonly ReportFile[], index: number): number {
	const { fileName, sha256 } = files[index];
	return files.filter((other, at) => {
		if (other.sha256 !== sha256) return false;
		return other.fileName < fileName || (other.fileName === fileName && at < index);
	}).length;
}

/**
 * Derives the IDs of a job's draft from its files, payer and recipient. Kontur creates a draft, a document or a signature
 * under the ID that a PUT names, so every run of the job finds the same draft without looking for it.
 * Source: Kontur.Extern documentation, "Drafts", "Draft documents", "Draft signatures": PUT creates what does not exist.
 */
export function idsOf({
	accountId,
	files,
	parties,
	again,
	dryRun,
}: Pick<ReportJob, 'accountId' | 'files' | 'parties' | 'again' | 'dryRun'>) {
	const { payer, recipientType, recipientCode } = parties;
	// The same content is the same report under any name.
	const contents = files.map(({ sha256 }) => sha256).sort();
	const draftId = deterministicUuid(
		...['report', accountId.toLowerCase(), payer.inn, payer.kpp, recipientType, recipientCode],
		...[contents, again, dryRun],
	);
	const documents = files.map((file, index) => ({
		file,
		documentId: deterministicUuid(draftId, file.sha256, timesBefore(files, index)),
	}));
	return { ids: { accountId, draftId }, documents };
}

/** Creates the draft, or finds the one of an earlier run with its documents. */
async function openDraft(client: Client, ids: DraftIds, meta: IDataObject) {
	const { body } = await client.request({
		method: 'PUT',
		path: draftPath,
		pathValues: { ...ids },
		body: meta,
		shape: draftShape,
		echo: false,
	});
	requireId(body.id, ids.draftId, 'draft', INSTEAD);
	const sent = docflowIdOf(body);
	return { sent, present: new Set(sent ? [] : documentIdsOf(body).map((id) => id.toLowerCase())) };
}

/** Checks and prepares the draft of a dry run, which has a separate ID, and deletes it. */
async function rehearse(work: DraftWork): Promise<Pick<ReportOutcome, 'findings' | 'isLeft'>> {
	const { client, ids, log } = work;
	const outcome = await runDraft({ ...work, keepsFailure: true }).catch((error: unknown) => ({ error }));
	let isLeft = false;
	await client
		.request({ method: 'DELETE', path: draftPath, pathValues: { ...ids }, expected: [404], shape: nothing })
		.catch(() => {
			isLeft = true;
			log(`the dry run's draft ${ids.draftId} could not be deleted`);
		});
	if ('error' in outcome) throw outcome.error;
	const { findings, failure } = outcome;
	if (failure && !findings.some(isSerious)) throw failure;
	return { findings, isLeft };
}

/**
 * Sends a report: fills, signs, checks, prepares and sends its draft, and waits until the document flow is readable.
 * Safe to run again with the same files: it continues from the state of the draft, and a sent draft returns its
 * document flow.
 * Source: Kontur.Extern documentation, scenario "Send a tax report".
 * @throws NodeApiError with each check error and its file, if there are any; nothing is sent then
 */
export async function sendReport(client: Client, job: ReportJob): Promise<ReportOutcome> {
	const { ids, documents } = idsOf(job);
	const { parties, meta, signing, again, dryRun, force, seconds, log } = job;
	const until = Date.now() + seconds * 1000;
	const signed = SIGNED[parties.recipientType] ?? 'file';
	const filling = { client, ids, documents, signing, signed, log };
	const plan: Stage[] = ['open', 'fill', 'check'];
	if (signed === 'dataAfterCheck') plan.push('sign');
	plan.push('prepare', ...(dryRun ? [] : ['send' as const]));
	let present: ReadonlySet<string> = new Set();
	const left = () => Math.max(0, (until - Date.now()) / 1000);
	const workOf = (requireNotSent: () => Promise<void>): DraftWork => ({
		client,
		ids,
		plan,
		stages: {
			open: async () => {
				await requireNotSent();
				const opened = await openDraft(client, ids, meta);
				present = opened.present;
				return { sent: dryRun ? undefined : opened.sent };
			},
			fill: async () => await fillDraft(filling, present),
			sign: async () => await signAfterCheck(filling),
		},
		// Another process may have sent another file of the report meanwhile.
		beforeStart: requireNotSent,
		names: Object.fromEntries(documents.map(({ documentId, file }) => [documentId, file.fileName])),
		recipientCode: parties.recipientCode,
		force,
		isShared: true,
		listsFindings: true,
		left,
		log,
	});
	const run = async (): Promise<Omit<ReportOutcome, 'draftId' | 'documents'>> => {
		if (dryRun) return await rehearse({ ...workOf(async () => undefined), isShared: false });
		const meanings = meaningsOf(job.files, parties);
		return await sendAlone(client, ids, { meanings, again, left }, async (requireNotSent) => {
			const { docflow, alreadySent, findings } = await runDraft(workOf(requireNotSent));
			return { sent: docflow && { docflow, alreadySent }, findings };
		});
	};
	const fileNames = job.files.map(({ fileName }) => fileName);
	const outcome = await run()
		.catch(sayHowToResume(seconds))
		.catch(about(nameAll(fileNames), ...fileNames));
	return { draftId: ids.draftId, documents, ...outcome };
}
