import { OperationalError, UserError, type IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import {
	detailsOf,
	mapConcurrent,
	uploadContent,
	UPLOADS_AT_ONCE,
	type Client,
} from '../../../shared/transport';
import {
	buildRoutes,
	builder,
	startBuilding,
	waitForBuilderTask,
	type BuilderIds,
} from '../builder/buildDrafts';
import { builderFiles } from '../builder/builderFiles';
import type { DemandDocument } from './demandFiles';
import { nameUuid } from '../../api/deterministicUuid';
import { about } from '../report/reportFiles';
import { readDraft, type HeldDraft } from '../draft/prepareDraft';
import { detachedSignature } from '../draft/signDocument';
import { uploadRoutes } from '../draft/uploadSigned';

const builderDocument = `${builder}/documents/{documentId}`;
const builderFile = `${builderFiles}/{fileId}`;
const draftPath = '/v1/{accountId}/drafts/{draftId}';

/** The routes of `buildInventory`. */
export const inventoryRoutes = [
	...buildRoutes,
	...uploadRoutes,
	`PUT ${builder}`,
	`PUT ${builderDocument}`,
	`PUT ${builderFile}`,
	`DELETE ${builder}`,
	`DELETE ${draftPath}`,
];

export interface InventoryJob {
	ids: BuilderIds;
	/** Sender, payer, recipient and the demand, as Kontur takes them. */
	meta: IDataObject;
	documents: readonly DemandDocument[];
	pair: KeyPair;
	/** Seconds that are left to wait. */
	left: () => number;
	log: (message: string) => void;
}

/** The same in every run, whatever order Kontur lists drafts in. */
const inOrder = (draftIds: readonly string[]) => [...draftIds].sort();

/** That Kontur takes the id of a PUT is what keeps an answer from being built twice. */
function requireId({ id }: IDataObject, wanted: string): void {
	if (id === undefined || String(id).toLowerCase() === wanted) return;
	throw new OperationalError(
		'Kontur did not create the drafts builder under the ID that it was given, so sending twice could not be ruled out. Answer this demand with the Drafts Builder operations, and please report this.',
	);
}

async function put(client: Client, path: string, ids: IDataObject, id: string, body: IDataObject) {
	const answer = await client.request({ method: 'PUT', path, pathValues: ids, body });
	requireId(answer.body, id);
}

const documentIdOf = ({ draftsBuilderId }: BuilderIds, index: number) =>
	nameUuid(draftsBuilderId, 'document', index);

/** Signs a file where that is wanted, uploads it and puts it into its document. */
async function addFile(
	client: Client,
	{ ids, pair, log }: InventoryJob,
	{ documentId, document, order }: { documentId: string; document: DemandDocument; order: number },
): Promise<void> {
	const { type, signature, files } = document;
	const file = files[order];
	log(`uploading ${file.fileName}`);
	const signed =
		type === 'formalized' ? (signature ?? (await detachedSignature(await file.open(), pair))) : undefined;
	const contentId = await uploadContent(client, ids.accountId, file, file.mimeType);
	const fileId = nameUuid(documentId, 'file', order);
	await put(client, builderFile, { ...ids, documentId, fileId }, fileId, {
		'content-id': contentId,
		'base64-signature-content': signed?.toString('base64'),
		meta: {
			'file-name': file.fileName,
			'builder-data': type === 'scanned' ? { 'scanned-file-order': order + 1 } : undefined,
		},
	});
}

/** Creates the builder and puts the documents in, one after another to keep their order, and several files at once. */
async function fill(client: Client, job: InventoryJob): Promise<void> {
	const { ids, meta, documents } = job;
	await put(client, builder, { ...ids }, ids.draftsBuilderId, meta);
	const places = documents.map((document, index) => ({ documentId: documentIdOf(ids, index), document }));
	for (const { documentId, document } of places) {
		await put(client, builderDocument, { ...ids, documentId }, documentId, {
			'builder-data': {
				'claim-item-number': document.claimItemNumber,
				'label-for-grouping': null,
				'scanned-document-name': document.name,
				type: document.type,
			},
		});
	}
	const files = places.flatMap((place) => place.document.files.map((_file, order) => ({ ...place, order })));
	await mapConcurrent(files, UPLOADS_AT_ONCE, async (file) => {
		await addFile(client, job, file).catch(about(file.document.files[file.order].fileName));
	});
}

/** For `.catch`: another run builds already, or has built, out of the same documents. */
const unlessHeld = (error: unknown): void => {
	if (detailsOf(error)?.status !== 409) throw error;
};

/**
 * What an answer that is not whole leaves behind must not be sent by a later run. The drafts go in the order in which a
 * run beside this sends them, so one that may not be deleted, because it is being sent, is met before any is lost.
 */
async function discard(client: Client, ids: BuilderIds, draftIds: readonly string[]): Promise<void> {
	for (const draftId of inOrder(draftIds)) {
		const { status } = await client.request({
			method: 'DELETE',
			path: draftPath,
			pathValues: { accountId: ids.accountId, draftId },
			expected: [400, 404, 409],
		});
		if (status === 400 || status === 409) return;
	}
	await client.request({ method: 'DELETE', path: builder, pathValues: { ...ids }, expected: [404, 409] });
}

/** @throws UserError naming each document that Kontur could not take */
async function requireWhole(
	client: Client,
	{ ids, documents }: InventoryJob,
	draftIds: readonly string[],
	problems: readonly IDataObject[],
): Promise<void> {
	if (problems.length === 0) return;
	await discard(client, ids, draftIds);
	const lines = problems.map((problem) => {
		const document = documents.find((_one, index) => documentIdOf(ids, index) === problem['document-id']);
		const file = document?.files[0].fileName ?? `Document ${String(problem['document-id'])}`;
		return `${file}: ${String(problem['error-message'] ?? '')}`;
	});
	throw new UserError(
		`Kontur cannot take ${problems.length} of ${documents.length} documents, so nothing was sent`,
		{
			description: `Correct the files and run the node again.\n${lines.join('\n')}`,
		},
	);
}

/** Builds, or joins what builds; `before` are the drafts of a builder that has finished in an earlier run. */
async function build(client: Client, job: InventoryJob): Promise<{ made: string[] } | { before: string[] }> {
	const { ids, left, log } = job;
	await fill(client, job).catch(unlessHeld);
	const state = await startBuilding(client, ids, log);
	if ('built' in state) return { before: state.built };
	const task = await waitForBuilderTask(client, ids, state.running, left());
	if (task['task-state'] === 'failed') throw client.failure((task.error ?? {}) as IDataObject);
	const result = (task['task-result'] ?? {}) as {
		'draft-ids'?: unknown[];
		'error-drafts-builder-documents'?: IDataObject[];
	};
	const draftIds = (result['draft-ids'] ?? []).map(String);
	await requireWhole(client, job, draftIds, result['error-drafts-builder-documents'] ?? []);
	return { made: draftIds };
}

/** Whether all that one side says of the settings is said by the other too. */
function isSaid(settings: unknown, by: unknown): boolean {
	if (settings === undefined || settings === null) return true;
	if (typeof settings !== 'object') return String(settings) === String(by);
	return Object.entries(settings).every(([name, value]) => {
		// Kontur's own additions.
		if (['name', 'original-drafts-builder-id'].includes(name)) return true;
		return isSaid(value, (by as IDataObject | undefined | null)?.[name]);
	});
}

const SETTINGS = ['sender', 'recipient', 'payer', 'additional-info', 'draft-options'];

/** Whether drafts of an earlier run, or of one beside this, hold every document, and were made with these settings. */
function areAsWanted(drafts: readonly HeldDraft[], { ids, meta, documents }: InventoryJob): boolean {
	const held = drafts
		.flatMap((draft) => draft.documents)
		.map(({ description }) => {
			const { 'original-drafts-builder': origin } = (description ?? {}) as IDataObject;
			return (origin as IDataObject | undefined)?.['document-id'];
		});
	return (
		documents.every((_one, index) => held.includes(documentIdOf(ids, index))) &&
		drafts.every((draft) =>
			SETTINGS.every((name) => isSaid(meta[name], draft.meta[name]) && isSaid(draft.meta[name], meta[name])),
		)
	);
}

/**
 * Has Kontur build the drafts of an inventory, and reads them. The ids follow from what is sent, so a run after an
 * interruption, or beside another, meets the same builder: one that is being filled is filled again, one that builds is
 * joined. Drafts of one that has finished are gone on with when they are as they should be, or sending them has begun;
 * otherwise they are built anew, because only the building itself tells of documents that are missing in them.
 * Source: Kontur.Extern documentation, "Drafts builder": PUT creates what is not there; "Locks".
 */
export async function buildInventory(client: Client, job: InventoryJob): Promise<HeldDraft[]> {
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
		job.log('an earlier run left drafts that may be incomplete, they are built anew');
		await discard(client, job.ids, built.before);
	}
}
