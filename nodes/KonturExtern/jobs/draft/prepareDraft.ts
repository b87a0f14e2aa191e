import type { IDataObject } from 'n8n-workflow';
import type { KeyPair } from '../../../shared/auth';
import type { Client, Task } from '../../../shared/transport';
import { inDraft } from './draftDocuments';
import {
	checkErrors,
	failedSend,
	isSerious,
	prepareFailure,
	requireEncrypted,
	waitForDraftTask,
	type DraftIds,
} from '../../api/draftTasks';
import { startOrJoin } from '../../api/startOrJoinTask';
import { nameUuid } from '../../api/deterministicUuid';
import { docflowIdOf, lookAtDraft, sendRoutes } from './sendDraft';
import { signHeldDocument } from './signDocument';

const draftPath = '/v1/{accountId}/drafts/{draftId}';

/** The routes of `readyDraft` and of `sendDraft`, which comes after it. */
export const sendSignedRoutes = [
	...sendRoutes,
	`GET ${inDraft.document}`,
	'GET /v1/{accountId}/contents/{contentId}',
	`PUT ${inDraft.document}/signatures/{signatureId}`,
	`POST ${draftPath}/check`,
	`POST ${draftPath}/prepare`,
];

export interface HeldDraft {
	ids: DraftIds;
	/** It has a document flow, and documents are not read. */
	isSent: boolean;
	meta: IDataObject;
	documents: IDataObject[];
	/** File names by document, for errors. */
	names: Record<string, string>;
}

const nameOf = ({ description }: IDataObject) =>
	String(
		((description ?? {}) as IDataObject)['original-filename'] ??
			((description ?? {}) as IDataObject).filename ??
			'',
	);

/** Kontur's answer about a draft that no task holds; one that another run began is waited for. */
async function settled(client: Client, ids: DraftIds, left: () => number): Promise<IDataObject> {
	for (;;) {
		const { body } = await client.request({ method: 'GET', path: draftPath, pathValues: { ...ids } });
		if (docflowIdOf(body) || !/in-?progress$/i.test(String(body.status))) return body;
		const found = await lookAtDraft(client, ids);
		if ('sent' in found) continue;
		if ('idle' in found) {
			if (left() === 0) return body;
			await client.wait(500);
		} else await waitForDraftTask(client, ids, 'running' in found ? found.running : found.busy, left());
	}
}

/** A draft with its documents, as Kontur holds it. */
export async function readDraft(client: Client, ids: DraftIds, left: () => number): Promise<HeldDraft> {
	const body = await settled(client, ids, left);
	const isSent = docflowIdOf(body) !== undefined;
	const links = isSent ? [] : ((body.documents ?? []) as IDataObject[]);
	const documentIds = links
		.map(({ href }) => /documents\/([^/?]+)/.exec(String(href))?.[1] ?? '')
		.filter(Boolean);
	const documents: IDataObject[] = [];
	for (const documentId of documentIds) {
		const { body: document } = await client.request({
			method: 'GET',
			path: inDraft.document,
			pathValues: { ...ids, documentId },
		});
		documents.push(document);
	}
	return {
		ids,
		isSent,
		meta: (body.meta ?? {}) as IDataObject,
		documents,
		names: Object.fromEntries(documents.map((document) => [String(document.id), nameOf(document)])),
	};
}

/**
 * Signs all documents of a draft with the key, and has Kontur check and prepare it. Done again it changes nothing: the
 * signatures have ids of their own.
 * Source: Kontur.Extern documentation, "Draft signatures" (PUT) and "Check, prepare, send".
 * @throws NodeApiError with each check error and its file
 */
export async function readyDraft(
	client: Client,
	{ ids, meta, documents, names }: HeldDraft,
	pair: KeyPair,
	left: () => number,
	log: (message: string) => void,
): Promise<void> {
	log(`signing ${documents.length} documents of draft ${ids.draftId}`);
	for (const document of documents) {
		const signing = { kind: 'automatic', byteOrder: 'big-endian' } as const;
		const signature = await signHeldDocument(client, ids.accountId, document, pair, signing);
		await client.request({
			method: 'PUT',
			path: `${inDraft.document}/signatures/{signatureId}`,
			pathValues: {
				...ids,
				documentId: document.id,
				signatureId: nameUuid(String(document.id), 'signature'),
			},
			body: { 'base64-content': signature.toString('base64'), 'is-third-party-signature': false },
		});
	}
	const runTask = async (kind: 'check' | 'prepare'): Promise<Task> => {
		log(`${kind === 'check' ? 'checking' : 'preparing'} draft ${ids.draftId}`);
		const task = await startOrJoin(client, `urn:task-type:${kind}`, {
			method: 'POST',
			path: `${draftPath}/${kind}`,
			pathValues: { ...ids },
			query: { deferred: true },
			repeat: 'harmless',
		});
		return await waitForDraftTask(client, ids, task, left());
	};
	const checked = await runTask('check');
	if (checked['task-state'] === 'failed') throw client.failure((checked.error ?? {}) as IDataObject);
	const result = (checked['task-result'] ?? {}) as IDataObject;
	const protocol = (result.data ?? result) as IDataObject;
	if (checkErrors(protocol).some(isSerious)) {
		throw failedSend(client, { status: 'check-protocol-has-errors', 'check-result': protocol }, names);
	}
	const prepared = await runTask('prepare');
	const [recipientCode] = Object.values((meta.recipient ?? {}) as IDataObject).filter(Boolean);
	requireEncrypted(prepared, String(recipientCode));
	const failed = prepareFailure(client, prepared, names);
	if (failed) throw failed;
}
