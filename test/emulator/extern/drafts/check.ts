import type { SeededRandom } from '../../core/random';
import { wholeContent } from '../files/contentStore';
import { readSignedData } from '../../core/der';
import { isInn } from '../organizations/inn';
import { metaText, payerOf, senderCertificate } from './meta';
import type { Account, Draft, DraftDocument } from '../model';
import { readReportFile } from '../handbooks/reportFile';
import { attributeValues, xmlProblem } from '../files/xml';
import { carriesSignature } from '../signing/xmlSignature';

export interface CheckError {
	description: string;
	source: string;
	level: 'Error' | 'Warning';
	type: string;
	tags: string;
	id: string;
}

export interface CheckResult {
	'documents-errors': Record<string, CheckError[]>;
	'common-errors': CheckError[];
}

type Report = (description: string, source: string, type?: string, level?: 'Error' | 'Warning') => void;

function checkReport(draft: Draft, document: DraftDocument, bytes: Buffer, report: Report): void {
	const file = readReportFile(bytes);
	const problem = xmlProblem(file.text);
	if (problem !== undefined) {
		report(`Файл не является правильным XML: ${problem}`, '/');
		return;
	}
	if (file.declaredEncoding !== 'windows-1251') {
		report('В объявлении XML должна быть указана кодировка windows-1251', '/');
	}
	const expectedId = (document.description.filename ?? '').replace(/\.[^.]*$/, '');
	if (file.fileId !== expectedId) {
		report(`Значение атрибута ИдФайл «${file.fileId}» не совпадает с именем файла`, '/Файл/@ИдФайл');
	}
	for (const [name, inn] of [
		['отправителя', metaText(draft.meta.sender, 'inn')],
		['налогоплательщика', payerOf(draft.meta).inn],
	]) {
		if (!file.text.includes(inn)) {
			report(`ИНН ${name} ${inn} не найден в файле`, '/Файл', 'CrossCheckReport');
		}
	}
	for (const attribute of ['ИННЮЛ', 'ИННФЛ']) {
		for (const value of attributeValues(file.text, attribute)) {
			if (!isInn(value)) report(`Неверная контрольная сумма ИНН «${value}»`, `//@${attribute}`);
		}
	}
	const office = metaText(draft.meta.recipient, 'ifns-code');
	if (file.taxOffice !== '' && office !== '' && file.taxOffice !== office) {
		report(
			`Код налогового органа ${file.taxOffice} отличается от получателя ${office}`,
			'/Файл/Документ/@КодНО',
			'CrossCheckReport',
			'Warning',
		);
	}
}

/** Files for the funds may contain their signature; then they need no other. */
function isSignedInside(account: Account, { meta: { recipient } }: Draft, { contentId }: DraftDocument) {
	const content = contentId === undefined ? undefined : account.contents.get(contentId);
	const forFund = ['sfr-code', 'upfr-code'].some((name) => metaText(recipient, name) !== '');
	return forFund && content !== undefined && carriesSignature(wholeContent(content));
}

/** The operator writes these itself and sends them unsigned, as Kontur's C# SDK asserts. */
function isWrittenByOperator({ description }: DraftDocument): boolean {
	return description.type.startsWith('urn:document:fss-sedo-provider-subscription-');
}

function checkSignatures(account: Account, draft: Draft, document: DraftDocument, report: Report): void {
	if (isWrittenByOperator(document)) return;
	const certificate = senderCertificate(draft.meta);
	const own = [...document.signatures.values()].filter((item) => !item.thirdParty);
	if (own.length === 0) {
		if (isSignedInside(account, draft, document)) return;
		report('Документ не подписан', '/', 'CrossCheckReportCert');
		return;
	}
	for (const signature of own) {
		const facts = readSignedData(signature.content);
		if (document.dataToSignContentId !== undefined) {
			if (facts) report('Нужна подпись без контейнера CMS', '/', 'CrossCheckReportCert');
			continue;
		}
		if (!facts || facts.signers === 0) {
			report('Подпись не является подписью CMS в кодировке DER', '/', 'CrossCheckReportCert');
		} else if (
			certificate.length > 0 &&
			facts.certificates.length > 0 &&
			!facts.certificates.some((item) => item.equals(certificate))
		) {
			report('Подпись сделана не сертификатом отправителя', '/', 'CrossCheckReportCert');
		}
	}
}

export function checkDraft(
	account: Account,
	draft: Draft,
	random: SeededRandom,
	withSignatures: boolean,
): CheckResult {
	const result: CheckResult = { 'documents-errors': {}, 'common-errors': [] };
	const make = (
		description: string,
		source: string,
		type = 'Schema',
		level: 'Error' | 'Warning' = 'Error',
	): CheckError => ({ description, source, level, type, tags: '', id: random.guid() });
	if (draft.documents.size === 0) {
		result['common-errors'].push(make('В черновике нет документов', '/'));
	}
	for (const document of draft.documents.values()) {
		const errors: CheckError[] = [];
		const report: Report = (...facts) => errors.push(make(...facts));
		const content = document.contentId === undefined ? undefined : account.contents.get(document.contentId);
		if (!content && !isWrittenByOperator(document)) report('Содержимое документа не загружено', '/');
		if (content && document.description.type === 'urn:document:fns534-report') {
			checkReport(draft, document, wholeContent(content), report);
		}
		if (withSignatures) checkSignatures(account, draft, document, report);
		if (errors.length > 0) result['documents-errors'][document.id] = errors;
	}
	for (const [id, error] of unrecognized(account, draft)) {
		(result['documents-errors'][id] ??= []).push(make(error, '/'));
	}
	return result;
}

/** Files that nothing is known of: alone they are no report, and XML has to be well-formed in any case. */
function unrecognized(account: Account, draft: Draft): Array<[id: string, error: string]> {
	const documents = [...draft.documents.values()];
	const isUnknown = ({ description }: DraftDocument) =>
		description.type === 'urn:document:fns534-report-attachment';
	const isAlone = metaText(draft.meta.recipient, 'ifns-code') !== '' && documents.every(isUnknown);
	return documents.filter(isUnknown).flatMap((document): Array<[string, string]> => {
		if (isAlone) return [[document.id, 'Формат файла не распознан']];
		const content = document.contentId === undefined ? undefined : account.contents.get(document.contentId);
		if (!content || !/\.xml$/i.test(document.description.filename ?? '')) return [];
		const bytes = wholeContent(content);
		const isCyrillic = /windows-1251/i.test(bytes.toString('latin1', 0, 100));
		const problem = xmlProblem(isCyrillic ? readReportFile(bytes).text : bytes.toString('utf8'));
		return problem === undefined ? [] : [[document.id, `Файл не является правильным XML: ${problem}`]];
	});
}

export function findings(result: CheckResult): CheckError[] {
	return [...result['common-errors'], ...Object.values(result['documents-errors']).flat()];
}

export function hasErrors(result: CheckResult): boolean {
	return findings(result).some((item) => item.level === 'Error');
}
