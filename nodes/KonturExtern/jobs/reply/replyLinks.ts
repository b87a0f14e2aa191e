import { documentsOf, inDocflow, inInventory, type DocumentPlace } from '../../api/documentPlaces';
import { asArray, type Ids } from '../../api/read';
import type { Docflow } from '../../api/types';

/** A reply that a document asks for. */
export interface WantedReply {
	documentId: string;
	/** Without `urn:document:`, like `replyType`. */
	documentType: string;
	replyType: string;
	place: DocumentPlace;
	ids: Ids & { documentId: string };
}

const OF_INVENTORY =
	/\/docflows\/([^/]+)\/documents\/([^/]+)\/inventories\/([^/]+)\/documents\/[^/]+\/generate-reply/;

/**
 * The replies that the documents of a document flow ask for, by their links. Of a link only the IDs and the type are
 * taken: the session must not follow an address elsewhere.
 * Source: Kontur.Extern documentation, "Replies" (links with `rel` "reply") and "Inventories" (replies to their
 * documents are made below the demand).
 */
export function wantedReplies(accountId: string, docflow: Docflow): WantedReply[] {
	return documentsOf(docflow).flatMap((document) =>
		asArray(document.links)
			.filter(({ rel }) => rel === 'reply')
			.map(({ href, name }): WantedReply => {
				const documentId = String(document.id);
				const [, relatedDocflowId, relatedDocumentId, inventoryId] = OF_INVENTORY.exec(String(href)) ?? [];
				const named = /[?&]documentType=([^&]+)/.exec(String(href))?.[1] ?? String(name ?? '');
				const ids = { accountId, docflowId: docflow.id, documentId };
				return {
					documentId,
					documentType: String(document.description?.type ?? '').replace('urn:document:', ''),
					replyType: named.replace('urn:document:', ''),
					place: inventoryId ? inInventory : inDocflow,
					ids: inventoryId ? { ...ids, relatedDocflowId, relatedDocumentId, inventoryId } : ids,
				};
			}),
	);
}

/** Whether the document flow, or a document of it, has a link of a kind. */
export const hasLink = (docflow: Docflow, kind: string): boolean =>
	[docflow, ...documentsOf(docflow)].some((one) => asArray(one.links).some(({ rel }) => rel === kind));
