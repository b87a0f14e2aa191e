import { UserError } from 'n8n-workflow';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import { documentsOf, typeOf } from '../../api/docflowDocument';
import { inDocflow, inInventory, type DocumentPlace } from '../../api/documentPlaces';
import { asArray, type Ids } from '../../api/read';
import type { Docflow, DocflowDocument, Link } from '../../api/types';
import { lastPart } from '../../api/urns';

/** A reply that a document requires. */
export interface WantedReply {
	documentId: string;
	/** Without `urn:document:`, like `replyType`. */
	documentType: string;
	replyType: string;
	place: DocumentPlace;
	ids: Ids & { documentId: string };
}

const linksOf = ({ links }: DocflowDocument): Link[] => asArray(links).filter(({ rel }) => rel === 'reply');

const ofPensionFund = ({ href }: Link): boolean => String(href).includes('/pfr-generate-reply');

const replyLinksOf = (document: DocflowDocument): Link[] =>
	linksOf(document).filter((link) => !ofPensionFund(link));

const replyTypeOf = ({ href, name }: Link): string =>
	/[?&]documentType=([^&]+)/.exec(String(href))?.[1] ?? String(name ?? '');

// Their documents are signed together, through methods of their own.
const PENSION_FUND = ['pfr-cu-letter', 'pfr-ios', 'pfr-letter', 'pfr-report'];

/**
 * Tells whether a document flow requires a reply to the former pension fund. Its links have `rel` "reply" too, so the
 * type of the document flow decides.
 * Source: Kontur's Java SDK, `Document.getReplyLinks` and its scenarios of pension fund reports.
 */
export const wantsPensionReply = (docflow: Docflow): boolean =>
	documentsOf(docflow).some((document) =>
		linksOf(document).some((link) => ofPensionFund(link) || isOfPensionFund(docflow)),
	);

const isOfPensionFund = ({ type }: Docflow): boolean => PENSION_FUND.includes(lastPart(type));

/** Returns the type of a reply to the former pension fund: the name of the document's link; undefined without one. */
export async function pensionReplyType(client: Client, ids: Ids): Promise<string | undefined> {
	const link = linksOf(await inDocflow.readDocument(client, ids)).at(0);
	return link ? replyTypeOf(link) || undefined : undefined;
}

const OF_INVENTORY =
	/\/docflows\/([^/]+)\/documents\/([^/]+)\/inventories\/([^/]+)\/documents\/[^/]+\/generate-reply/;

/**
 * Returns the replies that the documents in a document flow require, by their links. Takes only IDs and the type from a
 * link: the session must not be sent to another host.
 * Source: Kontur.Extern documentation, "Replies" (links with `rel` "reply") and "Inventories" (replies to their
 * documents are nested under the demand).
 */
export const wantedReplies = (accountId: string, docflow: Docflow): WantedReply[] =>
	(isOfPensionFund(docflow) ? [] : documentsOf(docflow)).flatMap((document) =>
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
			? t`Kontur requires no reply to this document, or already has one.`
			: t`This document allows several replies. Choose Reply Type: ${wanted.join(', ')}.`,
	);
}
