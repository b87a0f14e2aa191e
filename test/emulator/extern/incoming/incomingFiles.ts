import { compact, type JsonObject } from '../../core/values';
import { calendarDate } from '../dates';
import { demandFile, demandPaper } from './demandFile';
import { madeUpXml, payerText } from '../docflows/docflowStore';
import { documentType, type Family } from '../flows/family';
import type { IncomingAttachment, IncomingFacts } from './incoming';
import type { Organization } from '../model';
import type { ExternState } from '../state';
import { encodeWindows1251 } from '../files/text';

export interface IncomingFile {
	/** Without 'urn:document:'. */
	type: string;
	filename: string;
	contentType: string;
	bytes: Buffer;
}

const day = 24 * 3600 * 1000;
const demandForm = '1165013';

function dayAfter(extern: ExternState, days: number): string {
	return new Date(extern.clock.now().getTime() + days * day).toISOString().slice(0, 10);
}

function attachmentList(family: Family, facts: IncomingFacts): IncomingAttachment[] {
	const { attachments = family.type === 'fns534-demand' ? 1 : 0 } = facts;
	return typeof attachments === 'number' ? Array.from({ length: attachments }, () => ({})) : attachments;
}

function attachmentFile(
	extern: ExternState,
	family: Family,
	organization: Organization,
	given: IncomingAttachment,
	index: number,
): IncomingFile {
	const knd = given.knd ?? demandForm;
	const number = given.number ?? `15-12/${String(1000 + extern.random.int(9000))}`;
	const paper = {
		number,
		knd,
		date: dayAfter(extern, 0),
		replyDate: dayAfter(extern, 14),
		inn: organization.inn,
	};
	return {
		type: family.onRequest ? 'sedo-attachment' : documentType(family, family.attachment),
		filename: given.filename ?? `${knd}_${extern.random.hex(8)}_${index + 1}.pdf`,
		contentType: given.contentType ?? 'application/pdf',
		bytes: given.bytes ?? demandPaper(paper),
	};
}

function letterFile(filename: string, facts: IncomingFacts): Buffer {
	const attribute = (text: string): string => text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
	return encodeWindows1251(
		`<?xml version="1.0" encoding="windows-1251"?>\r\n<Файл ИдФайл="${filename.replace('.xml', '')}" ВерсФорм="5.01"><Документ КНД="1166102" КодНО="${attribute(facts.cu ?? '0087')}"><Письмо Тема="${attribute(facts.subject ?? '')}" Текст="${attribute(facts.text ?? '')}"/></Документ></Файл>`,
	);
}

function mainFile(
	extern: ExternState,
	family: Family,
	organization: Organization,
	facts: IncomingFacts,
	attachments: IncomingFile[],
): IncomingFile {
	const type = documentType(family, family.main);
	const demand = family.type === 'fns534-demand';
	const office = facts.cu ?? '0087';
	const id = `${demand ? `ON_DOCNPNO_${organization.inn}_${office}` : type}_${extern.random.guid()}`;
	const made = (): Buffer => {
		if (demand) {
			return demandFile({
				fileId: id,
				knd: demandForm,
				office,
				inn: organization.inn,
				...(organization.kpp ? { kpp: organization.kpp } : {}),
				attachments: attachments.map(({ filename }) => filename),
			});
		}
		return facts.text === undefined ? madeUpXml(`${id}.xml`, type) : letterFile(`${id}.xml`, facts);
	};
	return {
		type,
		filename: `${id}.xml`,
		contentType: 'application/xml',
		bytes: facts.main ?? made(),
	};
}

/** Attachments first, so that the main file is the newest document. */
export function incomingFiles(
	extern: ExternState,
	family: Family,
	organization: Organization,
	facts: IncomingFacts,
): IncomingFile[] {
	const attachments = attachmentList(family, facts).map((item, index) =>
		attachmentFile(extern, family, organization, item, index),
	);
	return [...attachments, mainFile(extern, family, organization, facts, attachments)];
}

function deadline(extern: ExternState, days: number): string {
	const [year, month, date] = dayAfter(extern, days).split('-').map(Number);
	return calendarDate(year, month, date);
}

const offices: [prefix: string, code: string][] = [
	['fns', '0087'],
	['stat', '00-87'],
	['pfr', '087-001'],
];
const socialFund = /^fss-/;

export function incomingDescription(
	extern: ExternState,
	family: Family,
	organization: Organization,
	facts: IncomingFacts,
	attachments: number,
): JsonObject {
	const payer = payerText(organization);
	const fund = socialFund.test(family.type);
	const all: JsonObject = {
		'attachments-count': attachments,
		'form-versions': [{ knd: demandForm }],
		'form-version': fund ? { 'form-fullname': family.type } : undefined,
		'payer-inn': payer,
		'recipient-inn': payer,
		cu: facts.cu ?? offices.find(([prefix]) => family.type.startsWith(prefix))?.[1],
		'receipt-status': 'waiting',
		'replies-status': 'not-sent',
		'receipt-deadline-date': deadline(extern, 8),
		'reply-deadline-date': deadline(extern, 14),
		subject: facts.subject,
		okpo: '12345678',
		'registration-number': fund ? '7812345678' : '087-001-012345',
		'registration-number-sfr': fund ? '1234567890' : undefined,
		'request-id': fund ? extern.random.guid() : undefined,
		'related-docflow-id': facts.relatedDocflowId,
		'related-document-id': facts.relatedDocumentId,
	};
	return compact({
		...Object.fromEntries(family.fields.map((name) => [name, all[name]])),
		...facts.description,
	});
}
