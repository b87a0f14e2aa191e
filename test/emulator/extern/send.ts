import { findContent, wholeContent } from './contentStore';
import { addDocument, emitEvent, newDocflow, operatorSignature } from './docflowStore';
import { outcomeOf } from './flows';
import { documentType, replyTypesFor, type Family } from './flows/family';
import { payerOf } from './meta';
import type { Account, Docflow, Draft, Organization } from './model';
import { readReportFile } from './reportFile';
import { scheduleRobot, tellDemand } from './robots';
import { tellSubscriber } from './sedoSubscription';
import { addressee, sentDescription } from './sentDescription';
import { familyOfDraft, isMain, sentDocuments } from './sentFamily';
import type { ExternState } from './state';

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

/** Turns a draft that passed its checks into a docflow. */
export function sendDraft(extern: ExternState, account: Account, draft: Draft, login: string): Docflow {
	const now = extern.clock.now().getTime();
	const organization = payingOrganization(account, draft);
	const [first] = [...draft.documents.values()];
	const guessed =
		[...draft.documents.values()].find((item) => item.description.type === 'urn:document:fns534-report') ??
		first;
	const content = findContent(extern, account, guessed.contentId);
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
		const sent = addDocument(extern, account, docflow, {
			type,
			filename: document.description.filename,
			contentType: document.description.contentType,
			contentId: document.contentId,
			size: findContent(extern, account, document.contentId).total ?? 0,
			at: now,
			signatures: [...document.signatures.values()],
		});
		sent.id = document.id;
	}
	const main = documents.find(({ type }) => isMain(family, type)) ?? documents[0];
	addService(extern, account, docflow, family, main.document.description.filename);

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
