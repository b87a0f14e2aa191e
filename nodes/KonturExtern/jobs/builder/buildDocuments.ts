import { OperationalError, type IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { BinaryInput } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import {
	isRefusedWith,
	mapConcurrent,
	nothing,
	uploadContent,
	UPLOADS_AT_ONCE,
	type Client,
} from '../../../shared/transport';
import { deterministicUuid, requireId } from '../../api/deterministicUuid';
import { about, refusal } from '../../api/refusal';
import { builderDocumentPath, builderFilesPath, builderPath, draftPath } from '../../api/routes';
import { resultOf } from '../../api/tasks';
import { draftsBuilderShape, type BuilderProblem } from '../../api/types';
import { detachedSignature, uploadSignedRoutes } from '../draft';
import { buildRoutes, startBuilding, waitForBuilderTask, type BuilderIds } from './buildDrafts';
import { readDraft, type HeldDraft } from './readDraft';

const builderFilePath = `${builderFilesPath}/{fileId}`;

export const buildDocumentsRoutes = [
	...buildRoutes,
	...uploadSignedRoutes,
	`PUT ${builderPath}`,
	`PUT ${builderDocumentPath}`,
	`PUT ${builderFilePath}`,
	`DELETE ${builderPath}`,
	`DELETE ${draftPath}`,
];

/** A file of a document, in the order of its pages. */
interface BuilderDocumentFile extends BinaryInput {
	/** Its `builder-data`. */
	data?: IDataObject;
}

/** A document of a builder with its files. */
export interface BuilderDocument {
	/** Its `builder-data`. */
	data: IDataObject;
	files: readonly BuilderDocumentFile[];
	/** Whether its files are uploaded with a signature: the given one, or one by the key. */
	isSigned?: boolean;
	signature?: Buffer;
	/** Whether Kontur puts its content into another document of the draft. */
	isMerged?: boolean;
}

/** A builder whose drafts are to be built. */
export interface BuilderJob {
	ids: BuilderIds;
	/** Sender, payer, recipient and the data of the builder, in Kontur's format. */
	meta: IDataObject;
	documents: readonly BuilderDocument[];
	pair: KeyPair;
	/** What to do when Kontur ignores the requested IDs, in errors. */
	instead: string;
	/** Seconds left to wait. */
	left: () => number;
	log: (message: string) => void;
}

/** Orders drafts the same way in every run; Kontur may list them in any order. */
const inOrder = (draftIds: readonly string[]) => [...draftIds].sort();

async function put(
	client: Client,
	{ instead }: BuilderJob,
	path: string,
	ids: IDataObject,
	id: string,
	body: IDataObject,
) {
	const request = {
		method: 'PUT',
		path,
		pathValues: ids,
		body,
		shape: draftsBuilderShape,
		echo: false,
	} as const;
	const answer = await client.request(request);
	requireId(answer.body.id, id, 'drafts builder', instead);
}

const documentIdOf = ({ draftsBuilderId }: BuilderIds, index: number) =>
	deterministicUuid(draftsBuilderId, 'document', index);

/** Signs a file if it needs a signature, uploads it and puts it into its document. */
async function addFile(
	client: Client,
	job: BuilderJob,
	{ documentId, document, order }: { documentId: string; document: BuilderDocument; order: number },
): Promise<void> {
	const { ids, pair, log } = job;
	const { isSigned, signature, files } = document;
	const file = files[order];
	log(`uploading ${file.fileName}`);
	const signed = isSigned ? (signature ?? (await detachedSignature(await file.open(), pair))) : undefined;
	const contentId = await uploadContent(client, ids.accountId, file, file.mimeType);
	const fileId = deterministicUuid(documentId, 'file', order);
	await put(client, job, builderFilePath, { ...ids, documentId, fileId }, fileId, {
		'content-id': contentId,
		'base64-signature-content': signed?.toString('base64'),
		meta: { 'file-name': file.fileName, 'builder-data': file.data },
	});
}

/** Creates the builder, adds documents one by one to keep their order, and uploads several files at a time. */
async function fill(client: Client, job: BuilderJob): Promise<void> {
	const { ids, meta, documents } = job;
	await put(client, job, builderPath, { ...ids }, ids.draftsBuilderId, meta);
	const places = documents.map((document, index) => ({ documentId: documentIdOf(ids, index), document }));
	for (const { documentId, document } of places) {
		await put(client, job, builderDocumentPath, { ...ids, documentId }, documentId, {
			'builder-data': document.data,
		});
	}
	const files = places.flatMap((place) => place.document.files.map((_file, order) => ({ ...place, order })));
	await mapConcurrent(files, UPLOADS_AT_ONCE, async (file) => {
		await addFile(client, job, file).catch(about(file.document.files[file.order].fileName));
	});
}

/** For `.catch`: ignores a 409, which means that another run is building, or has built, the same documents. */
const unlessHeld = (error: unknown): void => {
	if (!isRefusedWith(error, 409)) throw error;
};

/**
 * Deletes what an incomplete build left behind, so that no later run sends it. Deletes drafts in the order in which
 * another run sends them: a draft that is being sent cannot be deleted, so this stops before any other is lost.
 */
async function discard(client: Client, ids: BuilderIds, draftIds: readonly string[]): Promise<void> {
	for (const draftId of inOrder(draftIds)) {
		const { status } = await client.request({
			method: 'DELETE',
			path: draftPath,
			pathValues: { accountId: ids.accountId, draftId },
			expected: [400, 404, 409],
			shape: nothing,
		});
		if (status === 400 || status === 409) return;
	}
	await client.request({
		method: 'DELETE',
		path: builderPath,
		pathValues: { ...ids },
		expected: [404, 409],
		shape: nothing,
	});
}

/** @throws UserError naming each document that Kontur could not process */
async function requireWhole(
	client: Client,
	{ ids, documents }: BuilderJob,
	draftIds: readonly string[],
	problems: readonly BuilderProblem[],
): Promise<void> {
	if (problems.length === 0) return;
	await discard(client, ids, draftIds);
	const lines = problems.map(({ 'document-id': id, 'error-message': message }) => {
		const document = documents.find((_one, index) => documentIdOf(ids, index) === id);
		return `${document?.files[0].fileName ?? t`Document ${String(id)}`}: ${String(message ?? '')}`;
	});
	throw refusal(
		t`Kontur cannot process ${problems.length} of ${documents.length} documents, so nothing was sent`,
		t`Correct the files and run the node again.\n${lines.join('\n')}`,
	);
}

/** Builds, or joins a build; `before` holds the drafts of a builder that finished in an earlier run. */
async function build(client: Client, job: BuilderJob): Promise<{ made: string[] } | { before: string[] }> {
	const { ids, left, log } = job;
	await fill(client, job).catch(unlessHeld);
	const state = await startBuilding(client, ids, log);
	if ('built' in state) return { before: state.built };
	const task = await waitForBuilderTask(client, ids, state.running, left());
	const result = resultOf(client, task);
	const draftIds = (result['draft-ids'] ?? []).map(String);
	await requireWhole(client, job, draftIds, result['error-drafts-builder-documents'] ?? []);
	if (draftIds.length === 0) {
		throw new OperationalError(
			t`Kontur reports that the drafts were built, but names none, so nothing was sent. Run this node again.`,
		);
	}
	return { made: draftIds };
}

/** Tells whether `actual` contains everything in the settings. */
function isContained(settings: unknown, actual: unknown): boolean {
	if (settings === undefined || settings === null) return true;
	if (typeof settings !== 'object') return String(settings) === String(actual);
	return Object.entries(settings).every(([name, value]) => {
		// Kontur adds these itself.
		if (['name', 'original-drafts-builder-id'].includes(name)) return true;
		return isContained(value, (actual as IDataObject | undefined | null)?.[name]);
	});
}

const SETTINGS = ['sender', 'recipient', 'payer', 'additional-info', 'draft-options'];

/** Returns a setting of a builder as its drafts have it: the subject of a letter is in its additional information. */
function inDraft(meta: IDataObject, name: string): unknown {
	const { subject } = (meta['builder-data'] ?? {}) as IDataObject;
	return name === 'additional-info' && subject !== undefined
		? { subject, ...(meta[name] as IDataObject | undefined) }
		: meta[name];
}

/** Tells whether drafts of another run hold every document and have these settings. */
export function areAsWanted(
	drafts: ReadonlyArray<Pick<HeldDraft, 'documents' | 'meta'>>,
	{ ids, meta, documents }: Pick<BuilderJob, 'ids' | 'meta' | 'documents'>,
): boolean {
	const held = drafts
		.flatMap((draft) => draft.documents)
		.map(({ description }) => description?.['original-drafts-builder']?.['document-id']);
	return (
		documents.every(({ isMerged }, index) => isMerged || held.includes(documentIdOf(ids, index))) &&
		drafts.every((draft) =>
			SETTINGS.every(
				(name) =>
					isContained(inDraft(meta, name), draft.meta[name]) &&
					isContained(draft.meta[name], inDraft(meta, name)),
			),
		)
	);
}

/**
 * Builds the drafts of a builder and reads them. All IDs derive from what is sent, so a run after an interruption,
 * or in parallel, finds the same builder: it fills an open one and joins a running build. Drafts of a builder that
 * finished earlier are used if they match the job, or if one was already sent. Otherwise they are built again, because
 * only a build reports missing documents.
 * Source: Kontur.Extern documentation, "Drafts builder": PUT creates what does not exist; "Locks".
 */
export async function buildDocuments(client: Client, job: BuilderJob): Promise<HeldDraft[]> {
	const { accountId } = job.ids;
	const read = async (draftIds: string[]) => {
		const drafts: HeldDraft[] = [];
		for (const draftId of inOrder(draftIds)) {
			drafts.push(await readDraft(client, { accountId, draftId }, job.left));
		}
		return drafts;
	};
	for (;;) {
		const built = await build(client, job);
		if ('made' in built) return await read(built.made);
		const drafts = await read(built.before);
		if (drafts.some(({ isSent }) => isSent) || areAsWanted(drafts, job)) return drafts;
		job.log('an earlier run left drafts that may be incomplete, building them again');
		await discard(client, job.ids, built.before);
	}
}
