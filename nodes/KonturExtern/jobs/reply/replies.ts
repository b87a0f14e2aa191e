import type { IHttpRequestMethods } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { OperationContext, Params } from '../../../shared/catalog';
import type { Client } from '../../../shared/transport';
import type { repliedDocument } from '../../fields/reply';
import { documentsOf, inDocflow, inInventory, type DocumentPlace } from '../../api/documentPlaces';
import { asArray, readObject, type Ids } from '../../api/read';
import { docflowShape, replyShape, type Docflow, type Link, type Reply } from '../../api/types';

type ReplyTo = Params<typeof repliedDocument>;

/** Where the document is that is replied to. */
export const placeOf = ({ replyTo }: ReplyTo): DocumentPlace =>
	replyTo === 'inventory' ? inInventory : inDocflow;

/** The IDs of the paths of both places: what is the document flow of the one is the related one of the other. */
export const idsOf = <P extends ReplyTo>(params: P) => ({ ...params, relatedDocflowId: params.docflowId });

/** A method of replies under both addresses, as routes. */
export const replyRoutes = (method: IHttpRequestMethods, path: string): string[] =>
	[inDocflow, inInventory].map(({ document }) => `${method} ${document}${path}`);

/** The routes of `sentReply`. */
export const sentReplyRoutes = [
	...replyRoutes('GET', '/replies/{replyId}'),
	`GET ${inDocflow.docflow}`,
	`GET ${inInventory.docflow}`,
];

/** A reply as Kontur holds it. */
export async function readReply({
	params,
	client,
}: Pick<OperationContext<ReplyTo & { replyId: string }>, 'params' | 'client'>): Promise<Reply> {
	const path = `${placeOf(params).document}/replies/{replyId}`;
	return await readObject(client, path, idsOf(params), replyShape);
}

const typeOfLink = ({ href, name }: Link): string =>
	/[?&]documentType=([^&]+)/.exec(String(href))?.[1] ?? String(name ?? '');

/**
 * The type of the reply that a document wants, by its links.
 * Source: Kontur.Extern documentation, "Replies": follow the links with `rel` "reply".
 * @throws UserError when it wants none, or leaves a choice
 */
export async function wantedReply(client: Client, place: DocumentPlace, ids: Ids): Promise<string> {
	const { links } = await place.readDocument(client, ids);
	const wanted = asArray(links)
		.filter(({ rel }) => rel === 'reply')
		.map(typeOfLink);
	if (wanted.length === 1) return wanted[0];
	throw new UserError(
		wanted.length === 0
			? 'Kontur wants no reply to this document, or has got it already.'
			: `This document can be replied to in several ways. Choose the type of the reply: ${wanted.join(', ')}.`,
	);
}

/** The document flow that a reply has become part of, or undefined: its documents keep the reply's name or ID. */
export async function sentReply(
	context: Pick<OperationContext<ReplyTo & { replyId: string }>, 'params' | 'client'>,
): Promise<Docflow | undefined> {
	const { params, client } = context;
	const { id, filename } = await readReply(context);
	const docflow = await readObject(client, placeOf(params).docflow, idsOf(params), docflowShape);
	const isThere = documentsOf(docflow).some(
		(document) =>
			document.id === id || (filename !== undefined && document.description?.filename === filename),
	);
	return isThere ? docflow : undefined;
}
