import { UserError } from 'n8n-workflow';
import type { Client } from '../../../shared/transport';
import { documentsOf, typeOf } from '../../api/docflowDocument';
import { inDocflow, inInventory, type DocumentPlace } from '../../api/documentPlaces';
import { asArray, type Ids } from '../../api/read';
import type { Docflow, DocflowDocument, Link } from '../../api/types';

/** A reply that a document requires. */
export interface WantedReply {
	documentId: string;
	/** Without `urn:document:`, like `replyType`. */
	documentType: string;
	replyType: string;
	place: DocumentPlace;
	ids: Ids & { documentId: string };
}

const replyLinksOf = ({ links }: DocflowDocument): Link[] =>
	asArray(links).filter(({ rel }) => rel === 'reply');

const replyTypeOf = ({ href, name }: Link): string =>
	/[?&]documentType=([^&]+)/.exec(String(href))?.[1] ?? String(name ?? '');

const OF_INVENTORY =
	/\/docflows\/([^/]+)\/documents\/([^/]+)\/inventories\/([^/]+)\/documents\/[^/]+\/generate-reply/;

/**
 * Returns the replies that the documents in a document flow require, by their links. Takes only IDs and the type from a
 * link: the session must not be sent to another host.
 * Source: Kontur.Extern documentation, "Replies" (links with `rel` "reply") and "Inventories" (replies to their
 * documents are nested under the demand).
 */
export const wantedReplies = (accountId: string, docflow: Docflow): WantedReply[] =>
	documentsOf(docflow).flatMap((document) =>
		replyLinksOf(document).map((link): WantedReply => {
			const documentId = String(document.id);
			const [, relatedDocflowId, relatedDocumentId, inventoryId] = OF_INVENTORY.exec(String(link.href)) ?? [];
			const ids = { accountId, docflowId: docflow.id, documentId };
			return {
				documentId,
				documentType: typeOf(document),
				replyType: replyTypeOf(link).replace('urn:document:', ''),
				place: inventoryId ? inInventory : inDocflow,
				ids: inventoryId ? { ...ids, relatedDocflowId, relatedDocumentId, inventoryId } : ids,
			};
		}),
	);

/**
 * Returns the type of the only reply that a document requires.
 * @throws UserError when it requires none, or allows several
 */
export async function wantedReplyType(client: Client, place: DocumentPlace, ids: Ids): Promise<string> {
	const wanted = replyLinksOf(await place.readDocument(client, ids)).map(replyTypeOf);
	if (wanted.length === 1) return wanted[0];
	throw new UserError(
		wanted.length === 0
			? 'Kontur requires no reply to this document, or already has one.'
			: `This document allows several replies. Choose Reply Type: ${wanted.join(', ')}.`,
	);
}
