import type { IHttpRequestMethods } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/catalog';
import type { Client } from '../../../shared/transport';
import { documentsOf } from '../../api/docflowDocument';
import { inDocflow, inInventory, type DocumentPlace } from '../../api/documentPlaces';
import { readObject, type Ids } from '../../api/read';
import { replyShape, wholeDocflowShape, type Docflow, type Reply } from '../../api/types';
import type { GeneratedKind } from './generated';

/** The document to reply to. */
type ReplyTo = { replyTo: 'docflow' | 'inventory'; docflowId: string };

type Replied<P> = Pick<OperationContext<ReplyTo & P>, 'params' | 'client'>;

/** Returns the place of the document to reply to. */
export const placeOf = ({ replyTo }: Pick<ReplyTo, 'replyTo'>): DocumentPlace =>
	replyTo === 'inventory' ? inInventory : inDocflow;

/** Replies to the documents of a place. */
export const replyIn = ({ document }: DocumentPlace): GeneratedKind => ({
	generate: `${document}/generate-reply`,
	message: `${document}/replies/{replyId}`,
});

/** Returns the IDs for the paths of both places: the document flow of one is the related document flow of the other. */
export const idsOf = <P extends ReplyTo>(params: P) => ({ ...params, relatedDocflowId: params.docflowId });

/** Returns the document flow that a reply becomes part of: for an inventory, the inventory itself. */
export const repliedDocflowId = (place: DocumentPlace, { docflowId, inventoryId }: Ids): unknown =>
	place === inInventory ? inventoryId : docflowId;

/** Returns the routes of a reply method at both places. */
export const replyRoutes = (method: IHttpRequestMethods, path: string): string[] =>
	[inDocflow, inInventory].map(({ document }) => `${method} ${document}${path}`);

export const sentReplyRoutes = [
	...replyRoutes('GET', '/replies/{replyId}'),
	`GET ${inDocflow.docflow}`,
	`GET ${inInventory.docflow}`,
];

export const readReply = async ({ params, client }: Replied<{ replyId: string }>): Promise<Reply> =>
	await readObject(client, replyIn(placeOf(params)).message, idsOf(params), replyShape);

/** Tells whether a document flow contains a reply: its documents keep the reply's ID or file name. */
export const containsReply = (docflow: Docflow, { id, filename }: Pick<Reply, 'id' | 'filename'>): boolean =>
	documentsOf(docflow).some(
		(document) =>
			document.id === id || (filename !== undefined && document.description?.filename === filename),
	);

/** Returns the document flow that contains a sent reply, or undefined. */
export async function sentReply(context: Replied<{ replyId: string }>): Promise<Docflow | undefined> {
	const { params, client } = context;
	const reply = await readReply(context);
	const docflow = await readDocflowAt(client, placeOf(params), idsOf(params));
	return containsReply(docflow, reply) ? docflow : undefined;
}

/** Reads the document flow or inventory of a place. */
export const readDocflowAt = async (client: Client, { docflow }: DocumentPlace, ids: Ids): Promise<Docflow> =>
	await readObject(client, docflow, ids, wholeDocflowShape);
