import { HttpError } from '../../core/errors';
import { asArray, asInteger, asText, at, compact, isObject, type JsonObject } from '../../core/values';
import { isGuid, type AccountCall } from '../call';
import { builderTypes, type BuilderType, type DraftsBuilder } from './builderModel';
import { optionalText, requiredText } from '../fields';
import { metaText, parseMeta, renderMeta } from '../drafts/meta';
import type { Account, DraftMeta } from '../model';

const urn = 'urn:drafts-builder:';

/** Members of the recipient, one of which is required. */
const recipients: Record<BuilderType, string[]> = {
	'fns534-inventory': ['ifns-code', 'mri-code'],
	'fns534-letter': ['ifns-code', 'mri-code'],
	'business-registration': ['registration-ifns-code'],
	'pfr-report': ['upfr-code', 'sfr-code'],
	'pfr-letter': ['upfr-code', 'sfr-code'],
	'pfr-ios': ['upfr-code', 'sfr-code'],
	'stat-letter': ['togs-code'],
};

const applications =
	'24001 24002 26001 11001 12001 12003 16002 26002 21001 21002 12016 13001 13014 14001 14002 15001 15016 16001 16003 18002'
		.split(' ')
		// The Cyrillic letter.
		.map((number) => `Р${number}`);

const deliveries = ['toapplicant', 'bypost', 'no'];

function refuse(field: string, what: string): never {
	throw new HttpError(400, `Field '${field}' ${what}`);
}

function builderType(body: JsonObject): BuilderType {
	const text = requiredText(body, 'builder-type').toLowerCase().replace(urn, '');
	// Kontur's own sample of a letter omits the prefix.
	const name = text === '534-letter' ? 'fns534-letter' : text;
	const type = builderTypes.find((item) => item === name);
	if (!type) refuse('builder-type', 'is not a type of drafts builders');
	return type;
}

function requireRelated(call: AccountCall, data: JsonObject): boolean {
	if (!isObject(data['related-document'])) return false;
	const docflowId = requiredText(data, 'related-document', 'related-docflow-id').toLowerCase();
	const documentId = requiredText(data, 'related-document', 'related-document-id').toLowerCase();
	for (const id of [docflowId, documentId]) if (!isGuid(id)) refuse('related-document', 'must hold GUIDs');
	const docflow = call.account.docflows.get(docflowId);
	if (!docflow?.documents.some((document) => document.id === documentId)) {
		throw new HttpError(404, 'The related document is not found');
	}
	return true;
}

function requireClaimItem(data: JsonObject): void {
	const item = optionalText(data, 'claim-item-number');
	if (item !== undefined && !/^[12]\.\d{2}$/.test(item)) {
		refuse('claim-item-number', 'must look like 1.XX or 2.XX');
	}
}

function checkRegistration(data: JsonObject): void {
	const code = requiredText(data, 'registration-info', 'application-code');
	if (!applications.includes(code)) refuse('registration-info.application-code', 'is unknown');
	const applicants = at(data, 'registration-info', 'applicant-infos');
	if (!isObject(applicants) && asArray(applicants).length === 0) {
		refuse('registration-info.applicant-infos', 'is required');
	}
	const delivery = optionalText(data, 'paper-documents-delivery-type');
	if (delivery !== undefined && !deliveries.includes(delivery.toLowerCase().replaceAll('-', ''))) {
		refuse('paper-documents-delivery-type', 'must be to-applicant, by-post or no');
	}
}

function checkBuilderData(call: AccountCall, type: BuilderType, data: JsonObject): void {
	if (type === 'fns534-inventory') {
		const related = requireRelated(call, data);
		if (!related && optionalText(data, 'id-file-osn') === undefined) {
			refuse('builder-data.related-document', 'is required, or id-file-osn instead of it');
		}
		requireClaimItem(data);
	} else if (type === 'fns534-letter') {
		requireRelated(call, data);
		requiredText(data, 'subject');
		requiredText(data, 'address', 'region');
	} else if (type === 'business-registration') {
		checkRegistration(data);
	}
}

function dataIn(body: JsonObject): JsonObject | null {
	const given = body['builder-data'];
	if (given !== undefined && given !== null && !isObject(given)) refuse('builder-data', 'must be an object');
	return isObject(given) ? given : null;
}

export function parseBuilder(
	call: AccountCall,
	body: JsonObject,
): { type: BuilderType; meta: DraftMeta; data: JsonObject | null } {
	const type = builderType(body);
	const meta = parseMeta(body);
	if (recipients[type].every((name) => metaText(meta.recipient, name) === '')) {
		refuse('recipient', `must have ${recipients[type].join(' or ')}`);
	}
	if (type === 'pfr-report' && metaText(meta.payer, 'registration-number-pfr') === '') {
		refuse('payer.registration-number-pfr', 'is required');
	}
	const data = dataIn(body);
	checkBuilderData(call, type, data ?? {});
	return { type, meta, data };
}

export function renderBuilderMeta(builder: DraftsBuilder, account: Account): JsonObject {
	return {
		...renderMeta(builder.meta, account),
		'builder-type': `${urn}${builder.type}`,
		'builder-data': builder.data,
	};
}

export function renderInnerMeta(
	builder: DraftsBuilder,
	data: JsonObject | null,
	more: JsonObject = {},
): JsonObject {
	return compact({ ...more, 'builder-type': `${urn}${builder.type}`, 'builder-data': data });
}

function requireKind(data: JsonObject, allowed: string[]): void {
	const kind = optionalText(data, 'type')?.toLowerCase();
	if (kind !== undefined && !allowed.includes(kind)) refuse('type', `must be one of ${allowed.join(', ')}`);
}

/** Returns the data of a document of the builder; throws a 400 that names the invalid field. */
export function parseDocumentData(type: BuilderType, body: JsonObject): JsonObject | null {
	const data = dataIn(body);
	const given = data ?? {};
	if (type === 'fns534-inventory') {
		requireClaimItem(given);
		requireKind(given, ['formalized', 'scanned', 'warrant']);
	} else if (type === 'fns534-letter') requireKind(given, ['warrant', 'attachment', 'letter']);
	else if (type === 'business-registration') requiredText(given, 'svdreg-code');
	if (given['background-processing'] && (fileCount(given) ?? 0) < 1) {
		refuse('background-processing.total-file-count', 'must be a number from 1');
	}
	return data;
}

/** Number of files that starts the background processing. */
export function fileCount(data: JsonObject | null): number | undefined {
	return asInteger(at(data, 'background-processing', 'total-file-count'));
}

const orders: Partial<Record<BuilderType, string>> = {
	'fns534-inventory': 'scanned-file-order',
	'fns534-letter': 'attachment-file-order',
};

/** Returns the data of a file; the order is a number or text. */
export function parseFileData(type: BuilderType, meta: JsonObject): JsonObject | null {
	const data = dataIn(meta);
	const name = orders[type];
	const order = name === undefined ? undefined : data?.[name];
	if (order !== undefined && order !== null && asInteger(order) === undefined) {
		refuse(String(name), 'must be a whole number');
	}
	return data;
}

export function orderOf(type: BuilderType, data: JsonObject | null): number {
	const name = orders[type];
	return (name === undefined ? undefined : asInteger(data?.[name])) ?? 0;
}

export function textIn(data: JsonObject | null, name: string): string | undefined {
	return asText(data?.[name]);
}
