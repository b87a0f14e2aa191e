import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { parseBuilder, renderBuilderMeta } from './builderMeta';
import type { DraftsBuilder } from './builderModel';
import { accountRoute, created, ok, pick, type AccountCall } from '../call';
import { bodyObject } from '../fields';
import { requireIdle } from '../tasks';

export function builderOf(call: AccountCall): DraftsBuilder {
	return pick(call.account.builders, call, 'draftsBuilderId', 'Drafts builder');
}

export function locked(message: string): HttpError {
	return new HttpError(409, message, { id: 'urn:error:externapi:concurrentApiTaskActive' });
}

/** Returns the builder of the path, unless it is locked by a job or finished. */
export function openBuilder(call: AccountCall): DraftsBuilder {
	const builder = builderOf(call);
	requireIdle(builder.tasks.values());
	if (builder.status === 'finished') throw locked('The drafts builder is finished');
	return builder;
}

function renderBuilder(call: AccountCall, builder: DraftsBuilder): JsonObject {
	return { id: builder.id, meta: renderBuilderMeta(builder, call.account), status: builder.status };
}

function newBuilder(call: AccountCall, id: string): Reply {
	const builder: DraftsBuilder = {
		id,
		...parseBuilder(call, bodyObject(call)),
		status: 'new',
		documents: new Map(),
		tasks: new Map(),
	};
	call.account.builders.set(id, builder);
	return created(renderBuilder(call, builder));
}

function given(body: JsonObject): JsonObject {
	return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function setMeta(call: AccountCall): DraftsBuilder {
	const builder = openBuilder(call);
	const { sender, recipient, payer } = builder.meta;
	const kept = { sender, recipient, payer, 'builder-type': builder.type };
	// The Java SDK changes the data alone, without sender, payer and recipient.
	const parsed = parseBuilder(call, { ...kept, ...given(bodyObject(call)) });
	if (builder.documents.size > 0 && parsed.type !== builder.type) {
		throw new HttpError(400, "Field 'builder-type' cannot change while the builder has documents");
	}
	return Object.assign(builder, parsed);
}

function putBuilder(call: AccountCall): Reply {
	const id = call.request.params.draftsBuilderId.toLowerCase();
	if (!call.account.builders.has(id)) return newBuilder(call, id);
	return ok(renderBuilder(call, setMeta(call)));
}

/** A finished builder may be deleted, because its drafts have their own contents. */
function deleteBuilder(call: AccountCall): Reply {
	const builder = builderOf(call);
	requireIdle(builder.tasks.values());
	for (const document of builder.documents.values()) {
		for (const file of document.files.values()) call.account.contents.delete(file.contentId);
	}
	call.account.builders.delete(builder.id);
	return ok();
}

const one = '/drafts/builders/{draftsBuilderId}';

export const builderRoutes: Route[] = [
	accountRoute('POST', '/drafts/builders', (call) => newBuilder(call, call.extern.random.guid())),
	accountRoute('GET', one, (call) => ok(renderBuilder(call, builderOf(call)))),
	accountRoute('PUT', one, putBuilder),
	accountRoute('DELETE', one, deleteBuilder),
	accountRoute('GET', `${one}/meta`, (call) => ok(renderBuilderMeta(builderOf(call), call.account))),
	accountRoute('PUT', `${one}/meta`, (call) => ok(renderBuilderMeta(setMeta(call), call.account))),
];
