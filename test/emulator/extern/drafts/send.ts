import { compact } from '../../core/values';
import { findContent, storeBytes, wholeContent } from '../files/contentStore';
import { element, xmlFile } from '../organizations/contractXml';
import { addDocument, emitEvent, newDocflow, operatorSignature } from '../docflows/docflowStore';
import { outcomeOf } from '../flows';
import { documentType, replyTypesFor, type Family } from '../flows/family';
import { payerOf } from './meta';
import type { Account, Content, Docflow, Draft, DraftDocument, Organization } from '../model';
import { readReportFile } from '../handbooks/reportFile';
import { scheduleRobot, tellDemand } from '../exchange/robots';
import { tellSubscriber } from '../exchange/sedoSubscription';
import { addressee, sentDescription } from '../docflows/sentDescription';
import { familyOfDraft, isMain, sentDocuments } from '../docflows/sentFamily';
import type { ExternState } from '../state';

/** Writes the documents that have a type only. */
function writeMissing(extern: ExternState, account: Account, draft: Draft): void {
	for (const document of draft.documents.values()) {
		if (document.contentId !== undefined) continue;
		const kind = document.description.type.replace('urn:document:', '');
		const payer = compact({ ...draft.meta.payer, organization: undefined });
		const { filename, bytes } = xmlFile(`${kind}_${document.id}.xml`, element(kind, { payer }), 'utf-8');
		document.contentId = storeBytes(extern, account, 'application/xml', bytes).id;
		document.description.filename ??= filename;
		document.description.contentType ??= 'application/xml';
	}
}

function contentOf(extern: ExternState, account: Account, { contentId }: DraftDocument): Content {
	if (contentId === undefined) throw new Error('every sent document has a content');
	return findContent(extern, account, contentId);
}

/** Larger files are not inspected. */
const largestRead = 32 * 1024 * 1024;

function payingOrganization(account: Account, draft: Draft): Organization {
	const payer = payerOf(draft.meta);
	const all = [...account.organizations.values()];
	const same = all.filter((item) => item.inn === payer.inn);
	return same.find((item) => item.kpp === payer.kpp) ?? same[0] ?? all[0];
}

/** What the operator adds: the description, and the confirmation of the date under the name of the main file. */
function addService(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	family: Family,
	mainName: string,
): void {
	for (const suffix of family.service) {
		const type = documentType(family, suffix);
		const description = suffix.endsWith('description');
		addDocument(extern, account, docflow, {
			type,
			filename: description ? 'TR_DEKL.xml' : `PD_${mainName.replace(/\.[^.]*$/, '')}.xml`,
			at: docflow.createdAt,
			signatures: description ? [] : [operatorSignature(extern)],
			replyTypes: replyTypesFor(family, type),
		});
	}
}

function nameOf({ description }: DraftDocument): string {
	return description.filename ?? 'document';
}

/** Turns a draft that passed its checks into a docflow. */
export function sendDraft(extern: ExternState, account: Account, draft: Draft, login: string): Docflow {
	const now = extern.clock.now().getTime();
	writeMissing(extern, account, draft);
	const organization = payingOrganization(account, draft);
	const [first] = [...draft.documents.values()];
	const guessed =
		[...draft.documents.values()].find((item) => item.description.type === 'urn:document:fns534-report') ??
		first;
	const content = contentOf(extern, account, guessed);
	const readable = (content.total ?? 0) <= largestRead;
	const file = readReportFile(readable ? wholeContent(content) : Buffer.alloc(0));
	const family = familyOfDraft(account, draft, file);
	const docflow = newDocflow(extern, account, {
		type: family.type,
		status: 'sent',
		organization,
		ownerLogin: login,
		at: now,
		visibleAt: now + extern.options.docflowVisibleMs,
		description: sentDescription(extern, family, draft, organization, file),
	});

	const documents = sentDocuments(family, draft);
	for (const { document, type } of documents) {
		const content = contentOf(extern, account, document);
		const sent = addDocument(extern, account, docflow, {
			type,
			filename: nameOf(document),
			contentType: document.description.contentType ?? content.type,
			contentId: content.id,
			size: content.total ?? 0,
			at: now,
			signatures: [...document.signatures.values()],
		});
		sent.id = document.id;
	}
	const main = documents.find(({ type }) => isMain(family, type)) ?? documents[0];
	addService(extern, account, docflow, family, nameOf(main.document));

	draft.status = 'sent';
	draft.docflowId = docflow.id;
	tellDemand(account, docflow);
	tellSubscriber(account, docflow);
	emitEvent(extern, account, docflow, `urn:transaction:${family.event}`, now);
	const outcome = outcomeOf(family, addressee(draft));
	if (outcome) docflow.robot = { outcome, done: 0 };
	scheduleRobot(extern, account, docflow);
	return docflow;
}
