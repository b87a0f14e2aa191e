import { HttpError } from '../../core/errors';
import { asObject, at, compact, isObject, type JsonObject } from '../../core/values';
import { isDerSequence } from '../../core/der';
import { optionalFlag, optionalKpp, optionalText, requiredBytes, requiredInn } from '../fields';
import type { Account, DraftMeta } from '../model';

const recipientCodes = [
	'ifns-code',
	'mri-code',
	'togs-code',
	'upfr-code',
	'sfr-code',
	'fss-code',
	'registration-ifns-code',
	'mvd-code',
];

const payerNumbers = [
	'registration-number-fss',
	'registration-number-pfr',
	'registration-number-sfr',
	'okpo',
	'ogrn',
	'snils',
];

const additionalNames = [
	'subject',
	'additional-certificates',
	'pfr-letter-type',
	'machine-readable-warrant-id',
	'parent-machine-readable-warrant-id',
];

function texts(body: JsonObject, section: string, names: string[]): JsonObject {
	return compact(Object.fromEntries(names.map((name) => [name, optionalText(body, section, name)])));
}

function requireSection(body: JsonObject, name: string): void {
	if (!isObject(body[name])) throw new HttpError(400, `Field '${name}' is required`);
}

function parseSender(body: JsonObject): JsonObject {
	requireSection(body, 'sender');
	const thumbprint = optionalText(body, 'sender', 'thumbprint');
	const hasCertificate = optionalText(body, 'sender', 'certificate', 'content') !== undefined;
	// Optional: Kontur's C# SDK asserts that a draft is created without it.
	let certificate: JsonObject | undefined;
	if (hasCertificate) {
		const bytes = requiredBytes(body, 'sender', 'certificate', 'content');
		if (!isDerSequence(bytes)) {
			throw new HttpError(400, "Field 'sender.certificate.content' is not a certificate in DER");
		}
		certificate = { content: bytes.toString('base64') };
	}
	return compact({
		inn: requiredInn(body, 'sender', 'inn'),
		kpp: optionalKpp(body, 'sender', 'kpp'),
		certificate,
		thumbprint,
		'is-representative': optionalFlag(body, 'sender', 'is-representative') ?? false,
		ipaddress: optionalText(body, 'sender', 'ipaddress'),
	});
}

function parseRecipient(body: JsonObject): JsonObject {
	requireSection(body, 'recipient');
	const recipient = texts(body, 'recipient', recipientCodes);
	if (Object.keys(recipient).length === 0) {
		throw new HttpError(400, "Field 'recipient' must name an authority, for example 'ifns-code'");
	}
	for (const name of ['ifns-code', 'mri-code', 'registration-ifns-code']) {
		const code = recipient[name];
		if (typeof code === 'string' && !/^\d{4}$/.test(code)) {
			throw new HttpError(400, `Field 'recipient.${name}' must have 4 digits`);
		}
	}
	return recipient;
}

function parsePayer(body: JsonObject): JsonObject {
	requireSection(body, 'payer');
	const kpp = optionalKpp(body, 'payer', 'organization', 'kpp');
	return compact({
		inn: requiredInn(body, 'payer', 'inn'),
		organization: kpp === undefined ? undefined : { kpp },
		...texts(body, 'payer', payerNumbers),
	});
}

function parseAdditional(body: JsonObject): JsonObject | undefined {
	const given = body['additional-info'];
	if (!isObject(given)) return undefined;
	const known = compact(Object.fromEntries(additionalNames.map((name) => [name, given[name] ?? undefined])));
	return Object.keys(known).length > 0 ? known : undefined;
}

export function parseMeta(body: JsonObject): DraftMeta {
	const meta: DraftMeta = {
		sender: parseSender(body),
		recipient: parseRecipient(body),
		payer: parsePayer(body),
	};
	if (isObject(body['related-document'])) {
		meta.relatedDocument = texts(body, 'related-document', ['related-docflow-id', 'related-document-id']);
	}
	const additional = parseAdditional(body);
	if (additional) meta.additionalInfo = additional;
	const warrant = optionalFlag(body, 'draft-options', 'generate-warrant');
	if (warrant !== undefined) meta.draftOptions = { 'generate-warrant': warrant };
	return meta;
}

export function metaText(part: JsonObject, ...path: string[]): string {
	const value = at(part, ...path);
	return typeof value === 'string' ? value : '';
}

export function senderCertificate(meta: DraftMeta): Buffer {
	return Buffer.from(metaText(meta.sender, 'certificate', 'content'), 'base64');
}

export function payerOf(meta: DraftMeta): { inn: string; kpp?: string } {
	const kpp = metaText(meta.payer, 'organization', 'kpp');
	return { inn: metaText(meta.payer, 'inn'), ...(kpp ? { kpp } : {}) };
}

function nameIn(account: Account, inn: unknown, kpp: unknown): string | undefined {
	const found = [...account.organizations.values()].filter((item) => item.inn === inn);
	return (found.find((item) => item.kpp === kpp) ?? found[0])?.name;
}

export function renderMeta(meta: DraftMeta, account: Account): JsonObject {
	return compact({
		sender: compact({
			...meta.sender,
			name: nameIn(account, meta.sender.inn, meta.sender.kpp),
		}),
		recipient: meta.recipient,
		payer: compact({
			...meta.payer,
			name: nameIn(account, meta.payer.inn, asObject(meta.payer.organization).kpp),
		}),
		'related-document': meta.relatedDocument,
		'additional-info': meta.additionalInfo,
		'draft-options': meta.draftOptions,
	});
}
