import { compact } from '../core/values';
import { findContent, wholeContent } from './contentStore';
import { addDocument, emitEvent, newDocflow, operatorSignature, payerText } from './docflowStore';
import { metaText, payerOf } from './meta';
import type { Account, Docflow, Draft, Organization } from './model';
import { formName, periodBegin, periodEnd, readReportFile } from './reportFile';
import { robots, scheduleRobot } from './robots';
import type { ExternState } from './state';

function payingOrganization(account: Account, draft: Draft): Organization {
	const payer = payerOf(draft.meta);
	const all = [...account.organizations.values()];
	const same = all.filter((item) => item.inn === payer.inn);
	return same.find((item) => item.kpp === payer.kpp) ?? same[0] ?? all[0];
}

/** Turns a draft that passed its checks into a docflow. */
export function sendDraft(extern: ExternState, account: Account, draft: Draft, login: string): Docflow {
	const now = extern.clock.now().getTime();
	const organization = payingOrganization(account, draft);
	const documents = [...draft.documents.values()];
	const main =
		documents.find((item) => item.description.type === 'urn:document:fns534-report') ?? documents[0];
	const file = readReportFile(wholeContent(findContent(extern, account, main.contentId)));
	const office = metaText(draft.meta.recipient, 'ifns-code');
	const docflow = newDocflow(extern, account, {
		type: 'fns534-report',
		status: 'sent',
		organization,
		ownerLogin: login,
		at: now,
		visibleAt: now + extern.options.docflowVisibleMs,
		description: compact({
			'form-version': {
				knd: file.knd,
				version: file.formatVersion,
				'form-fullname': formName(file.knd),
				'form-shortname': formName(file.knd),
			},
			recipient: metaText(draft.meta.recipient, 'mri-code') || office,
			'final-recipient': office,
			'correction-number': Number(file.correction) || 0,
			'period-begin': file.period && periodBegin(file.period),
			'period-end': file.period && periodEnd(file.period),
			'period-code': file.period?.code,
			'payer-inn': payerText({ ...organization, ...payerOf(draft.meta) }),
			'original-draft-id': draft.id,
		}),
	});

	for (const document of documents) {
		const content = findContent(extern, account, document.contentId);
		const sent = addDocument(extern, account, docflow, {
			type: document.description.type.replace('urn:document:', ''),
			filename: document.description.filename,
			contentType: document.description.contentType,
			contentId: document.contentId,
			size: content.total ?? 0,
			at: now,
			signatures: [...document.signatures.values()],
		});
		sent.id = document.id;
	}
	const name = main.description.filename.replace(/\.[^.]*$/, '');
	addDocument(extern, account, docflow, {
		type: 'fns534-report-description',
		filename: 'TR_DEKL.xml',
		at: now,
	});
	addDocument(extern, account, docflow, {
		type: 'fns534-report-date-confirmation',
		filename: `PD_${name}.xml`,
		at: now,
		signatures: [operatorSignature(extern)],
		replyTypes: ['fns534-report-receipt'],
	});

	draft.status = 'sent';
	draft.docflowId = docflow.id;
	emitEvent(extern, account, docflow, 'urn:transaction:report', now);
	if (Object.hasOwn(robots, office)) docflow.robot = { code: office, done: 0 };
	scheduleRobot(extern, account, docflow);
	return docflow;
}
