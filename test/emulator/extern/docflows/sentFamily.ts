import { at, asText } from '../../core/values';
import { familyOf, familyOfDocument } from '../flows';
import type { Family } from '../flows/family';
import { metaText } from '../drafts/meta';
import type { Account, Draft, DraftDocument } from '../model';
import type { ReportFile } from '../handbooks/reportFile';

/** Numbers of goods that are traced go as a submission. */
const submissionForms = ['1169008', '1169009', '1169010', '1169011'];
const requestForm = '1166101';
const letterForm = '1166102';

function shortType(document: DraftDocument): string {
	return document.description.type.replace('urn:document:', '');
}

/** Recognition without a type in the request knows only reports, so such a type says nothing of the addressee. */
function isGuessed(type: string): boolean {
	return type.startsWith('fns534-report');
}

function namedFamily(draft: Draft): Family | undefined {
	const types = [...draft.documents.values()].map(shortType).filter((type) => !isGuessed(type));
	for (const type of types) {
		const family = familyOfDocument(type);
		if (family) return family;
	}
	return undefined;
}

function relatedType(account: Account, draft: Draft): string | undefined {
	const id = asText(at(draft.meta.relatedDocument, 'related-docflow-id'));
	return id === undefined ? undefined : account.docflows.get(id.toLowerCase())?.type;
}

function typeByRecipient(account: Account, draft: Draft, file: ReportFile): string {
	const { recipient } = draft.meta;
	const has = (name: string): boolean => metaText(recipient, name) !== '';
	const subject = draft.meta.additionalInfo?.subject !== undefined;
	if (has('togs-code')) return subject ? 'stat-letter' : 'stat-report';
	if (has('registration-ifns-code')) return 'business-registration';
	if (has('mvd-code')) return 'mvd-notification';
	if (has('fss-code')) return 'fss-sedo-provider-subscription';
	if (has('sfr-code') || has('upfr-code')) {
		return draft.meta.additionalInfo?.['pfr-letter-type'] === undefined ? 'sfr-report' : 'pfr-letter';
	}
	const related = relatedType(account, draft);
	if (related === 'fns534-demand') return 'fns534-inventory';
	if (related === 'fns534-cu-letter' || subject || file.knd === letterForm) return 'fns534-letter';
	if (submissionForms.includes(file.knd)) return 'fns534-submission';
	return file.knd === requestForm ? 'fns534-ion' : 'fns534-report';
}

/** Returns the family of a sent draft, by the types of its documents or else by its addressee. */
export function familyOfDraft(account: Account, draft: Draft, file: ReportFile): Family {
	const family = namedFamily(draft) ?? familyOf(typeByRecipient(account, draft, file));
	if (!family) throw new Error('every addressee has a family');
	return family;
}

export interface SentDocument {
	document: DraftDocument;
	/** Without 'urn:document:'. */
	type: string;
}

/** The documents under the names they have in the family; the main one is the first that claims to be. */
export function sentDocuments(family: Family, draft: Draft): SentDocument[] {
	const mainType = family.main === '' ? family.type : `${family.type}-${family.main}`;
	const documents = [...draft.documents.values()];
	const own = familyOf('fns534-report') === family;
	const hasMain = documents.some((document) => shortType(document) === mainType);
	let mainTaken = hasMain;
	return documents.map((document) => {
		const type = shortType(document);
		if (own || !isGuessed(type)) return { document, type };
		if (type.endsWith('-warrant')) return { document, type: `${family.type}-warrant` };
		if (mainTaken) return { document, type: `${family.type}-${family.attachment}` };
		mainTaken = true;
		return { document, type: mainType };
	});
}

export function isMain(family: Family, type: string): boolean {
	return type === (family.main === '' ? family.type : `${family.type}-${family.main}`);
}
