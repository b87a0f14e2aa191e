import { UserError } from 'n8n-workflow';
import type { Client } from '../../../shared/transport';
import { documentsOf, typeOf } from '../../api/docflowDocument';
import { inDocflow, inInventory, type DocumentPlace } from '../../api/documentPlaces';
import { asArray, type Ids } from '../../api/read';
import type { Docflow, DocflowDocument, Link } from '../../api/types';

/** A reply that a document asks for. */
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
 * Returns the replies that the documents in a document flow ask for, by their links. Only IDs and type are taken from a
 * link: the session must not follow an address elsewhere.
 * Source: Kontur.Extern documentation, "Replies" (links with `rel` "reply") and "Inventories" (replies to their
 * documents are made below the demand).
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
 * Returns the type of the one reply that a document asks for.
 * @throws UserError when it asks for none, or for one of several
 */
export async function wantedReplyType(client: Client, place: DocumentPlace, ids: Ids): Promise<string> {
	const wanted = replyLinksOf(await place.readDocument(client, ids)).map(replyTypeOf);
	if (wanted.length === 1) return wanted[0];
	throw new UserError(
		wanted.length === 0
			? 'Kontur asks for no reply to this document, or already has it.'
			: `This document can be answered in several ways. Choose the type of the reply: ${wanted.join(', ')}.`,
	);
}
