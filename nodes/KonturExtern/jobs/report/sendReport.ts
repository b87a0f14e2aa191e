import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import {
	detailsOf,
	mapConcurrent,
	uploadContent,
	UPLOADS_AT_ONCE,
	type Client,
	type KonturRequest,
	type Task,
} from '../../../shared/transport';
import {
	checkErrors,
	failedSend,
	isSerious,
	prepareFailure,
	requireEncrypted,
	waitForDraftTask,
	type CheckError,
	type DocumentNames,
	type DraftIds,
} from '../../api/draftTasks';
import { besideOthers, sayItGoesOn } from '../draft/retryOnDraftLock';
import { inDraft } from '../draft/draftDocuments';
import { startOrJoin } from '../../api/startOrJoinTask';
import { nameUuid } from '../../api/deterministicUuid';
import { about, nameAll, type ReportFile } from './reportFiles';
import type { Parties } from './reportParties';
import { bareSignature, type Signing } from './reportSigning';
import { docflowIdOf, sendDraft, sendRoutes, visibleDocflow } from '../draft/sendDraft';
import { uploadRoutes } from '../draft/uploadSigned';

const draftPath = '/v1/{accountId}/drafts/{draftId}';
const signaturePath = `${inDraft.document}/signatures/{signatureId}` as const;

/** The routes of `sendReport`. */
export const reportRoutes = [
	`PUT ${draftPath}`,
	...uploadRoutes,
	`PUT ${inDraft.document}`,
	`GET ${inDraft.document}`,
	`PUT ${signaturePath}`,
	`POST ${draftPath}/check`,
	`POST ${draftPath}/prepare`,
	...sendRoutes,
	`DELETE ${draftPath}`,
] as const;

export interface ReportJob {
	accountId: string;
	files: readonly ReportFile[];
	parties: Parties;
	/** The draft without its documents, as Kontur takes it. */
	meta: IDataObject;
	signing: Signing;
	/** Tells a job apart from the one that sent the same files before. */
	again: string;
	dryRun: boolean;
	force: boolean;
	/** Bound on the wait for all tasks together. */
	seconds: number;
	log: (message: string) => void;
}

export interface ReportDocument {
	documentId: string;
	file: ReportFile;
}

export interface ReportOutcome {
	draftId: string;
	documents: readonly ReportDocument[];
	/** Not there in a dry run. */
	sent?: { docflow: IDataObject; alreadySent: boolean };
	/** Warnings, in a dry run errors too, each with its `fileName`. */
	findings: CheckError[];
}

/** Authorities that want a bare signature over data that Kontur hands out: at once, or only after the check. */
const BARE: Readonly<Record<string, 'atOnce' | 'afterCheck'>> = {
	'fss-code': 'atOnce',
	'sfr-code': 'afterCheck',
	'upfr-code': 'afterCheck',
};

/**
 * The ids of a job's draft follow from its files, payer and recipient. Kontur creates a draft, a document and a
 * signature under the id that a PUT names, so every run of the job meets the same draft, without looking for it.
 * Source: Kontur.Extern documentation, "Drafts", "Draft documents", "Draft signatures": PUT creates what is not there.
 */
function idsOf({ accountId, files, parties, again, dryRun }: ReportJob) {
	const { payer, recipientType, recipientCode } = parties;
	const contents = files.map(({ fileName, sha256 }) => [fileName, sha256]).sort();
	const draftId = nameUuid(
		...['report', accountId.toLowerCase(), payer.inn, payer.kpp, recipientType, recipientCode],
		...[contents, again, dryRun],
	);
	const documents = files.map((file) => ({
		file,
		documentId: nameUuid(draftId, file.fileName, file.sha256),
	}));
	return { ids: { accountId, draftId }, documents };
}

interface Work {
	client: Client;
	job: ReportJob;
	ids: DraftIds;
	documents: readonly ReportDocument[];
	names: DocumentNames;
	/** Seconds that are left to wait. */
	left: () => number;
}

/** That Kontur takes the id of a PUT is what keeps a report from being sent twice. */
function requireId({ id }: IDataObject, wanted: string): void {
	if (id === undefined || String(id).toLowerCase() === wanted) return;
	throw new OperationalError(
		'Kontur did not create the draft under the ID that it was given, so sending twice could not be ruled out. Send this report with the Draft operations, and please report this.',
	);
}

/** Creates the draft, or meets the one of an earlier run. */
async function openDraft({ client, job, ids }: Work): Promise<{ sent: string } | { present: Set<string> }> {
	const { body } = await client.request({
		method: 'PUT',
		path: draftPath,
		pathValues: { ...ids },
		body: job.meta,
	});
	requireId(body, ids.draftId);
	const sent = docflowIdOf(body);
	if (sent) return { sent };
	const links = ((body.documents ?? []) as IDataObject[]).map(({ href }) => String(href));
	const present = new Set(links.map((href) => /documents\/([^/?]+)/.exec(href)?.[1].toLowerCase() ?? ''));
	return { present };
}

/** Uploads a file and makes it a document of the draft. */
async function addDocument(
	{ client, ids }: Work,
	{ documentId, file }: ReportDocument,
): Promise<IDataObject> {
	const { fileName, contentType, type } = file;
	const contentId = await uploadContent(client, ids.accountId, file, contentType);
	const { body } = await client.request({
		method: 'PUT',
		path: inDraft.document,
		pathValues: { ...ids, documentId },
		body: {
			'content-id': contentId,
			description: { type, filename: fileName, 'content-type': contentType },
		},
	});
	requireId(body, documentId);
	return body;
}

async function getDocument({ client, ids }: Work, { documentId }: ReportDocument): Promise<IDataObject> {
	const pathValues = { ...ids, documentId };
	return (await client.request({ method: 'GET', path: inDraft.document, pathValues })).body;
}

/** Whether a document of an earlier run has the type that is wanted now. */
async function hasType(work: Work, document: ReportDocument): Promise<boolean> {
	const { type } = document.file;
	if (type === undefined) return true;
	const { description } = (await getDocument(work, document)) as { description?: IDataObject };
	return String(description?.type).endsWith(type);
}

/** Puts the signature in place of the one that an earlier run may have made with another certificate. */
async function putSignature(
	{ client, ids }: Work,
	{ documentId }: ReportDocument,
	signature: Buffer | undefined,
): Promise<void> {
	if (!signature) return;
	await client.request({
		method: 'PUT',
		path: signaturePath,
		pathValues: { ...ids, documentId, signatureId: nameUuid(documentId, 'signature') },
		body: { 'base64-content': signature.toString('base64'), 'is-third-party-signature': false },
	});
}

/** Documents and signatures, several files at once. Documents that an earlier run put there stay. */
async function fillDraft(work: Work, present: Set<string>): Promise<void> {
	const { client, job, documents } = work;
	const { signing, accountId, log } = job;
	const bare = BARE[job.parties.recipientType];
	log(`${documents.length - present.size} of ${documents.length} files are to be uploaded`);
	await mapConcurrent(documents, UPLOADS_AT_ONCE, async (document) => {
		const fill = async () => {
			const stays = present.has(document.documentId) && (await hasType(work, document));
			const added = stays ? undefined : await addDocument(work, document);
			if (bare === 'afterCheck') return;
			const signature = bare
				? await bareSignature(client, accountId, added ?? (await getDocument(work, document)), signing)
				: await signing.sign(document.file);
			await putSignature(work, document, signature);
		};
		await fill().catch(about(document.file.fileName));
	});
}

/** The signatures that are possible only now. */
async function signAfterCheck(work: Work): Promise<void> {
	const { client, job, documents } = work;
	if (BARE[job.parties.recipientType] !== 'afterCheck') return;
	await mapConcurrent(documents, UPLOADS_AT_ONCE, async (document) => {
		const sign = async () => {
			const found = await getDocument(work, document);
			await putSignature(work, document, await bareSignature(client, job.accountId, found, job.signing));
		};
		await sign().catch(about(document.file.fileName));
	});
}

/** Starts a task of the draft, or joins it, and waits for its end. */
async function runTask({ client, ids, job, left }: Work, kind: 'check' | 'prepare'): Promise<Task> {
	job.log(`${kind === 'check' ? 'checking' : 'preparing'} draft ${ids.draftId}`);
	const start: KonturRequest = {
		method: 'POST',
		path: `${draftPath}/${kind}`,
		pathValues: { ...ids },
		query: { deferred: true },
		repeat: 'harmless',
	};
	const started = await startOrJoin(client, `urn:task-type:${kind}`, start);
	return await waitForDraftTask(client, ids, started, left());
}

const withNames = (work: Work, protocol: unknown): CheckError[] =>
	checkErrors(protocol).map((error) => ({
		...(error.documentId ? { fileName: work.names[error.documentId] } : {}),
		...error,
	}));

/** An error of the whole sending, with everything that was found for those who handle it in a workflow. */
function withFindings(error: Error, findings: CheckError[]): Error {
	const details = detailsOf(error);
	if (details) details.errors = findings;
	return error;
}

interface Examined {
	findings: CheckError[];
	failure?: Error;
}

async function check(work: Work): Promise<Examined> {
	const { client, names } = work;
	const task = await runTask(work, 'check');
	if (task['task-state'] === 'failed') throw client.failure((task.error ?? {}) as IDataObject);
	const result = (task['task-result'] ?? {}) as IDataObject;
	const protocol = result.data ?? result;
	const findings = withNames(work, protocol);
	if (!findings.some(isSerious)) return { findings };
	const said = { status: 'check-protocol-has-errors', 'check-result': protocol } as IDataObject;
	return { findings, failure: failedSend(client, said, names) };
}

async function prepare(work: Work): Promise<Examined> {
	const { client, job, names } = work;
	const task = await runTask(work, 'prepare');
	requireEncrypted(task, job.parties.recipientCode);
	const result = (task['task-result'] ?? {}) as IDataObject;
	return {
		findings: withNames(work, result['check-result']),
		failure: prepareFailure(client, task, names),
	};
}

/** Check and prepare, up to the first that finds errors. */
async function examine(work: Work): Promise<Examined> {
	const checked = await check(work);
	if (checked.failure) return checked;
	await signAfterCheck(work);
	const prepared = await prepare(work);
	// Preparing finds again what the check has found.
	return prepared.findings.length > 0 ? prepared : { ...prepared, findings: checked.findings };
}

type Sent = NonNullable<ReportOutcome['sent']>;

const sentBefore = async ({ client, ids }: Work, docflowId: string): Promise<Sent> => ({
	docflow: (await visibleDocflow(client, ids, docflowId)) ?? { id: docflowId },
	alreadySent: true,
});

/** The way from wherever the draft is to its document flow. Beginning anew changes nothing that was done. */
async function drive(work: Work): Promise<{ sent: Sent; findings: CheckError[] }> {
	const { client, ids, job, names, left } = work;
	const opened = await openDraft(work);
	if ('sent' in opened) return { sent: await sentBefore(work, opened.sent), findings: [] };
	await fillDraft(work, opened.present);
	const { findings, failure } = await examine(work);
	if (failure) throw withFindings(failure, findings);
	job.log(`sending draft ${ids.draftId}`);
	const options = { force: job.force, seconds: left(), log: job.log, isPrepared: true, names };
	return { sent: await sendDraft(client, ids, options), findings };
}

/** Only check and prepare; the draft of a dry run is its own and does not stay. */
async function rehearse(work: Work): Promise<{ findings: CheckError[] }> {
	const { client, ids, job } = work;
	const outcome = await openDraft(work)
		.then(async (opened) => {
			await fillDraft(work, 'present' in opened ? opened.present : new Set());
			return await examine(work);
		})
		.catch((error: unknown) => ({ error }));
	await client
		.request({ method: 'DELETE', path: draftPath, pathValues: { ...ids }, expected: [404] })
		.catch(() => job.log(`draft ${ids.draftId} of the dry run could not be deleted`));
	if ('error' in outcome) throw outcome.error;
	const { findings, failure } = outcome;
	if (failure && !findings.some(isSerious)) throw failure;
	return { findings };
}

/**
 * Sends a report: draft, documents and signatures, check, prepare, send, until its document flow can be read. Safe to
 * run again with the same files: it goes on from the state of the draft, and what was sent gives its document flow.
 * Source: Kontur.Extern documentation, scenario "Send a tax report".
 * @throws NodeApiError with each check error and its file, when there are any; nothing is sent then
 */
export async function sendReport(client: Client, job: ReportJob): Promise<ReportOutcome> {
	const { ids, documents } = idsOf(job);
	const names = Object.fromEntries(documents.map(({ documentId, file }) => [documentId, file.fileName]));
	const until = Date.now() + job.seconds * 1000;
	const left = () => Math.max(0, (until - Date.now()) / 1000);
	const work: Work = { client, job, ids, documents, names, left };
	const fileNames = job.files.map(({ fileName }) => fileName);
	const beside = {
		drive: async () => await drive(work),
		sent: async (docflowId: string) => ({ sent: await sentBefore(work, docflowId), findings: [] }),
		left,
		log: job.log,
	};
	const outcome = await (job.dryRun ? rehearse(work) : besideOthers(client, ids, beside))
		.catch(sayItGoesOn(job.seconds))
		.catch(about(nameAll(fileNames), ...fileNames));
	return { draftId: ids.draftId, documents, ...outcome };
}
