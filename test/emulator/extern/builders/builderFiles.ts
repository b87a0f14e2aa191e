import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { asObject, compact, type JsonObject } from '../../core/values';
import { builderDocumentOf, builderDocumentsPath, requireUnprocessed } from './builderDocuments';
import { parseFileData, renderInnerMeta, textIn } from './builderMeta';
import type { BuilderDocument, BuilderFile, DraftsBuilder } from './builderModel';
import { builderOf, openBuilder } from './builders';
import { accountRoute, created, isGuid, ok, pick, type AccountCall } from '../call';
import { element, xmlFile } from '../organizations/contractXml';
import { findContent, storeBytes, storeContent } from '../files/contentStore';
import { bodyObject, optionalText, requiredBytes, requiredText } from '../fields';

interface Place {
	builder: DraftsBuilder;
	document: BuilderDocument;
}

function placeOf(call: AccountCall): Place {
	const builder = builderOf(call);
	return { builder, document: builderDocumentOf(call, builder) };
}

function openPlace(call: AccountCall): Place {
	const builder = openBuilder(call);
	const document = builderDocumentOf(call, builder);
	requireUnprocessed(document);
	return { builder, document };
}

function fileOf(call: AccountCall, { document }: Place): BuilderFile {
	return pick(document.files, call, 'fileId', 'File');
}

function fileMeta({ builder }: Place, file: BuilderFile): JsonObject {
	return renderInnerMeta(builder, file.data, { 'file-name': file.fileName });
}

function render(call: AccountCall, place: Place, file: BuilderFile): JsonObject {
	const { builder, document } = place;
	const self = `${call.home}/drafts/builders/${builder.id}/documents/${document.id}/files/${file.id}`;
	return compact({
		id: file.id,
		'drafts-builder-id': builder.id,
		'drafts-builder-document-id': document.id,
		'content-link': { rel: 'content', href: `${call.home}/contents/${file.contentId}` },
		'content-id': file.contentId,
		'signature-content-link': file.signature ? { rel: 'signature', href: `${self}/signature` } : undefined,
		meta: fileMeta(place, file),
	});
}

/** A warrant to a bank guarantee has an official name. */
function requireName({ builder, document }: Place, name: string): void {
	const warrant = builder.type === 'fns534-inventory' && textIn(document.data, 'type') === 'warrant';
	if (warrant && !/^ON_(DOV|EMCHD)\w*\.xml$/i.test(name.replaceAll('-', ''))) {
		throw new HttpError(400, "Field 'meta.file-name' is not a name of a warrant file");
	}
}

function parseMeta(place: Place, meta: JsonObject): Pick<BuilderFile, 'fileName' | 'data'> {
	const fileName = requiredText({ meta }, 'meta', 'file-name');
	requireName(place, fileName);
	return { fileName, data: parseFileData(place.builder.type, meta) };
}

function parseFile(call: AccountCall, place: Place, id: string): BuilderFile {
	const body = bodyObject(call);
	const contentId = requiredText(body, 'content-id');
	if (!isGuid(contentId)) throw new HttpError(400, "Field 'content-id' must be a GUID");
	const facts = parseMeta(place, asObject(body.meta));
	const name = 'base64-signature-content';
	const signature = optionalText(body, name) === undefined ? undefined : requiredBytes(body, name);
	const uploaded = findContent(call.extern, call.account, contentId);
	if (!uploaded.complete) throw new HttpError(400, 'The content is not uploaded to its end');
	const own = storeContent(call.extern, call.account, uploaded.type, uploaded.parts);
	return { id, contentId: own.id, ...facts, ...(signature ? { signature } : {}) };
}

function addFile(call: AccountCall): Reply {
	const place = openPlace(call);
	const file = parseFile(call, place, call.extern.random.guid());
	place.document.files.set(file.id, file);
	return created(render(call, place, file));
}

function putFile(call: AccountCall): Reply {
	const place = openPlace(call);
	const id = call.request.params.fileId.toLowerCase();
	const known = place.document.files.has(id);
	const file = parseFile(call, place, id);
	place.document.files.set(id, file);
	const json = render(call, place, file);
	return known ? ok(json) : created(json);
}

function deleteFile(call: AccountCall): Reply {
	const place = openPlace(call);
	place.document.files.delete(fileOf(call, place).id);
	return ok();
}

function putMeta(call: AccountCall): Reply {
	const place = openPlace(call);
	const file = fileOf(call, place);
	Object.assign(file, parseMeta(place, bodyObject(call)));
	return ok(fileMeta(place, file));
}

/** A guess: only the C# library has this method; the contract depends on the form. */
function generateFile(call: AccountCall): Reply {
	const place = openPlace(call);
	const body = bodyObject(call);
	if (Object.keys(body).length === 0) throw new HttpError(400, 'The contract is empty');
	const id = call.extern.random.guid();
	const root = element('Файл', {
		ИдФайл: id,
		Версия: call.request.query.get('version') ?? '1',
		Документ: body,
	});
	const { filename, bytes } = xmlFile(`${id}.xml`, root, 'windows-1251');
	const content = storeBytes(call.extern, call.account, 'application/xml', bytes);
	const file: BuilderFile = { id, contentId: content.id, fileName: filename, data: null };
	place.document.files.set(id, file);
	return created(render(call, place, file));
}

function listFiles(call: AccountCall): Reply {
	const place = placeOf(call);
	return ok([...place.document.files.values()].map((file) => render(call, place, file)));
}

function getFile(call: AccountCall): Reply {
	const place = placeOf(call);
	return ok(render(call, place, fileOf(call, place)));
}

function getMeta(call: AccountCall): Reply {
	const place = placeOf(call);
	return ok(fileMeta(place, fileOf(call, place)));
}

function getSignature(call: AccountCall): Reply {
	const { signature } = fileOf(call, placeOf(call));
	if (!signature) {
		throw new HttpError(404, 'The file has no signature', { id: 'urn:error:externapi:emptyContent' });
	}
	return ok(signature.toString('base64'));
}

const all = `${builderDocumentsPath}/{documentId}/files`;
const one = `${all}/{fileId}`;

export const builderFileRoutes: Route[] = [
	accountRoute('GET', all, listFiles),
	accountRoute('POST', all, addFile),
	accountRoute('POST', `${all}/generate`, generateFile),
	accountRoute('GET', one, getFile),
	accountRoute('PUT', one, putFile),
	accountRoute('DELETE', one, deleteFile),
	accountRoute('GET', `${one}/meta`, getMeta),
	accountRoute('PUT', `${one}/meta`, putMeta),
	accountRoute('GET', `${one}/signature`, getSignature),
];
