import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { fileCount, parseDocumentData, renderInnerMeta } from './builderMeta';
import type { BuilderDocument, DraftsBuilder } from './builderModel';
import { builderOf, locked, openBuilder } from './builders';
import { accountRoute, created, ok, pick, type AccountCall } from '../call';
import { bodyObject } from '../fields';

export function builderDocumentOf(call: AccountCall, builder: DraftsBuilder): BuilderDocument {
	return pick(builder.documents, call, 'documentId', 'Document');
}

/** A document with all its files is already being processed. */
export function requireUnprocessed(document: BuilderDocument): void {
	const count = fileCount(document.data);
	if (count !== undefined && document.files.size >= count) {
		throw locked('The document is being processed in the background');
	}
}

function render(builder: DraftsBuilder, document: BuilderDocument): JsonObject {
	return {
		id: document.id,
		'drafts-builder-id': builder.id,
		meta: renderInnerMeta(builder, document.data),
	};
}

function newDocument(call: AccountCall, builder: DraftsBuilder, id: string): Reply {
	const document: BuilderDocument = {
		id,
		data: parseDocumentData(builder.type, bodyObject(call)),
		files: new Map(),
	};
	builder.documents.set(id, document);
	return created(render(builder, document));
}

function setMeta(call: AccountCall, builder: DraftsBuilder): BuilderDocument {
	const document = builderDocumentOf(call, builder);
	requireUnprocessed(document);
	document.data = parseDocumentData(builder.type, bodyObject(call));
	return document;
}

function addDocument(call: AccountCall): Reply {
	return newDocument(call, openBuilder(call), call.extern.random.guid());
}

function putDocument(call: AccountCall): Reply {
	const builder = openBuilder(call);
	const id = call.request.params.documentId.toLowerCase();
	if (!builder.documents.has(id)) return newDocument(call, builder, id);
	return ok(render(builder, setMeta(call, builder)));
}

function putMeta(call: AccountCall): Reply {
	const builder = openBuilder(call);
	return ok(renderInnerMeta(builder, setMeta(call, builder).data));
}

function deleteDocument(call: AccountCall): Reply {
	const builder = openBuilder(call);
	const document = builderDocumentOf(call, builder);
	requireUnprocessed(document);
	builder.documents.delete(document.id);
	return ok();
}

function listDocuments(call: AccountCall): Reply {
	const builder = builderOf(call);
	return ok([...builder.documents.values()].map((document) => render(builder, document)));
}

function getDocument(call: AccountCall): Reply {
	const builder = builderOf(call);
	return ok(render(builder, builderDocumentOf(call, builder)));
}

function getMeta(call: AccountCall): Reply {
	const builder = builderOf(call);
	return ok(renderInnerMeta(builder, builderDocumentOf(call, builder).data));
}

export const builderDocumentsPath = '/drafts/builders/{draftsBuilderId}/documents';
const one = `${builderDocumentsPath}/{documentId}`;

export const builderDocumentRoutes: Route[] = [
	accountRoute('GET', builderDocumentsPath, listDocuments),
	accountRoute('POST', builderDocumentsPath, addDocument),
	accountRoute('GET', one, getDocument),
	accountRoute('PUT', one, putDocument),
	accountRoute('DELETE', one, deleteDocument),
	accountRoute('GET', `${one}/meta`, getMeta),
	accountRoute('PUT', `${one}/meta`, putMeta),
];
