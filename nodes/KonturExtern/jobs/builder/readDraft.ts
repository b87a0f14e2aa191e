import type { Client } from '../../../shared/transport';
import { docflowIdOf, documentIdsOf, type DraftIds } from '../../api/draft/draft';
import { waitForDraftTask } from '../../api/draft/draftTasks';
import { readObject } from '../../api/read';
import { draftPath } from '../../api/routes';
import { draftShape, type Draft, type DraftDocument, type DraftMeta } from '../../api/types';
import { lookAtDraft, readDraftDocument } from '../draft';

export interface HeldDraft {
	ids: DraftIds;
	/** Already has a document flow; its documents are not read. */
	isSent: boolean;
	meta: Partial<DraftMeta>;
	documents: DraftDocument[];
	/** File names by document ID, for errors. */
	names: Record<string, string>;
}

const nameOf = ({ description }: DraftDocument) =>
	String(description?.['original-filename'] ?? description?.filename ?? '');

/** Reads a draft once no task holds it, waiting for tasks that another run started. */
async function readFreeDraft(client: Client, ids: DraftIds, left: () => number): Promise<Draft> {
	for (;;) {
		const draft = await readObject(client, draftPath, { ...ids }, draftShape);
		if (docflowIdOf(draft) || !/in-?progress$/i.test(String(draft.status))) return draft;
		const found = await lookAtDraft(client, ids);
		if ('sent' in found) continue;
		if ('idle' in found) {
			if (left() === 0) return draft;
			await client.wait(500);
		} else await waitForDraftTask(client, ids, 'running' in found ? found.running : found.busy, left());
	}
}

export async function readDraft(client: Client, ids: DraftIds, left: () => number): Promise<HeldDraft> {
	const draft = await readFreeDraft(client, ids, left);
	const isSent = docflowIdOf(draft) !== undefined;
	const documents: DraftDocument[] = [];
	for (const documentId of isSent ? [] : documentIdsOf(draft)) {
		documents.push(await readDraftDocument(client, ids, documentId));
	}
	return {
		ids,
		isSent,
		meta: draft.meta ?? {},
		documents,
		names: Object.fromEntries(documents.map((document) => [String(document.id), nameOf(document)])),
	};
}
