import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { asArray, asText, at, compact, type JsonObject } from '../../core/values';
import { accountRoute, ok, userRoute, type AccountCall, type ExternCall } from '../call';
import { utc } from '../dates';
import { bodyObject, requiredText } from '../fields';
import type { StoredEvent } from '../model';
import { commonPage, pageSize } from '../query';

function requireFeed(call: ExternCall): void {
	if (!call.user.eventFeed) throw new HttpError(403, 'No rights to the event feed');
}

function isShared(call: ExternCall, event: StoredEvent): boolean {
	return call.extern.shares.some(
		(share) =>
			share.subscriber === call.clientId &&
			share.accountId === event.accountId &&
			(share.docflowTypes.length === 0 || share.docflowTypes.includes(event.docflowType)) &&
			(share.knds.length === 0 || (event.knd !== undefined && share.knds.includes(event.knd))),
	);
}

function renderEvent(event: StoredEvent, base: string): JsonObject {
	return compact({
		id: event.id,
		inn: event.inn,
		kpp: event.kpp,
		'docflow-type': `urn:docflow:${event.docflowType}`,
		'docflow-id': event.docflowId,
		'account-id': event.accountId,
		'related-docflow-id': event.relatedDocflowId ?? null,
		'related-document-id': event.relatedDocumentId ?? null,
		'docflow-link': {
			rel: 'docflow',
			href: `${base}/v1/${event.accountId}/docflows/${event.docflowId}`,
		},
		'new-state': event.newState,
		'event-date-time': utc(event.at),
	});
}

/** Expired events are older than all others; the response to a reader who asks for them is not documented. */
function requireKept(call: ExternCall, offset: number): void {
	const { lostCursor } = call.extern.options;
	if (offset === 0 || offset >= call.extern.feed.begin || lostCursor === 'oldest') return;
	throw new HttpError(lostCursor === 'http-404' ? 404 : 400, 'There is no event with this id');
}

function listEvents(call: ExternCall): Reply {
	requireFeed(call);
	const { feed } = call.extern;
	const cursor = call.request.query.get('fromId') ?? '0_0';
	const match = /^([0-9a-f]+)_([0-9a-f]+)$/i.exec(cursor);
	if (!match) throw new HttpError(400, 'fromId is not an id of the event feed');
	const offset = parseInt(match[1], 16);
	requireKept(call, offset);
	const repeated = feed.last.get(call.clientId);
	if (repeated && feed.repeats > 0) {
		feed.repeats -= 1;
		return repeated;
	}
	const take = pageSize(call, commonPage);
	const rest = call.extern.events.filter((event) => event.offset >= offset && isShared(call, event));
	const page = rest.slice(0, take);
	const last = page.at(-1);
	// After the last event, the length of the next one is unknown, so the cursor has length 0.
	const following = last && rest[page.length];
	const end = last && last.offset + last.length;
	const next = following?.id ?? (end === undefined ? cursor : `${end.toString(16)}_0`);
	const answer = ok({
		'first-event-id': page[0]?.id ?? cursor,
		'next-event-id': next,
		'requested-count': take,
		'returned-count': page.length,
		'api-events': page.map((event) => renderEvent(event, call.base)),
		links:
			page.length > 0 ? [{ rel: 'next', href: `${call.base}/v1/events?fromId=${next}&take=${take}` }] : [],
	});
	feed.last.set(call.clientId, answer);
	return answer;
}

function texts(values: unknown[]): string[] {
	return values.map(asText).filter((value): value is string => value !== undefined);
}

function shareEvents(call: AccountCall): Reply {
	if (call.role !== 'admin') throw new HttpError(403, 'Events are shared by the administrator');
	const body = bodyObject(call);
	const subscriber = requiredText(body, 'subscriber');
	if (!call.request.state.auth.clients.has(subscriber)) {
		throw new HttpError(400, "Field 'subscriber' names no known service");
	}
	const filter = body['events-filter'];
	const share = {
		publisherId: call.extern.random.guid(),
		accountId: call.account.id,
		subscriber,
		docflowTypes: texts(asArray(at(filter, 'docflow-types'))).map((type) => type.replace('urn:docflow:', '')),
		knds: texts(asArray(at(filter, 'document-forms')).map((form) => at(form, 'knd'))),
	};
	const others = call.extern.shares.filter(
		(item) => item.accountId !== share.accountId || item.subscriber !== subscriber,
	);
	call.extern.shares = [...others, share];
	return ok();
}

/** A guess: the documentation promises the sources and their IDs, but not the format of the response. */
function listPublishers(call: ExternCall): Reply {
	requireFeed(call);
	const publishers = call.extern.shares
		.filter((share) => share.subscriber === call.clientId)
		.map((share) => ({ id: share.publisherId, 'account-id': share.accountId }));
	return ok({ publishers, 'total-count': publishers.length });
}

function deletePublisher(call: ExternCall): Reply {
	requireFeed(call);
	const id = call.request.params.publisherId.toLowerCase();
	const found = call.extern.shares.find(
		(share) => share.publisherId === id && share.subscriber === call.clientId,
	);
	if (!found) throw new HttpError(404, 'Publisher not found');
	call.extern.shares = call.extern.shares.filter((share) => share !== found);
	return ok();
}

export const eventRoutes: Route[] = [
	userRoute('GET', '/v1/events', listEvents),
	userRoute('GET', '/v1/event-publishers', listPublishers),
	userRoute('DELETE', '/v1/event-publishers/{publisherId}', deletePublisher),
	accountRoute('POST', '/share-events', shareEvents),
];
