import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, type AccountCall } from '../call';
import { findContent, wholeContent } from '../files/contentStore';
import { changeableDraft } from './drafts';
import type { Account, Docflow, Draft, DraftDocument } from '../model';
import { readReportFile, type ReportFile } from '../handbooks/reportFile';
import { sendDraft } from './send';
import { familyOfDraft } from '../docflows/sentFamily';
import type { ExternState } from '../state';

const allowedTypes = [
	'fns534-report',
	'fns534-application',
	'fns534-submission',
	'stat-report',
	'sfr-report',
];
const valueAddedTax = '1151001';

function read(call: AccountCall, { contentId }: DraftDocument): ReportFile {
	if (contentId === undefined) throw new HttpError(400, 'The document has no content');
	return readReportFile(wholeContent(findContent(call.extern, call.account, contentId)));
}

function requireTransferable(call: AccountCall, draft: Draft): void {
	if (draft.status !== 'new' && draft.status !== 'checked') {
		throw new HttpError(400, 'Only new and checked drafts are transferred to the web interface');
	}
	const documents = [...draft.documents.values()];
	if (documents.length === 0) throw new HttpError(400, 'The draft has no documents');
	const attachments = documents.filter(({ description }) => description.type.endsWith('-attachment'));
	const main = documents.find((document) => !attachments.includes(document)) ?? documents[0];
	const file = read(call, main);
	const { type } = familyOfDraft(call.account, draft, file);
	if (!allowedTypes.includes(type)) throw new HttpError(400, `Docflows ${type} are not transferred`);
	const others = attachments.filter((document) => document !== main);
	const sections = others.every(({ description }) => /^NO_NDS/i.test(description.filename ?? ''));
	if (others.length > 0 && (file.knd !== valueAddedTax || !sections)) {
		throw new HttpError(400, 'Of attachments only the appendices of the VAT declaration are transferred');
	}
}

function createWebDraft(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	requireTransferable(call, draft);
	draft.status = 'transferred-to-web';
	const href = `${call.base}/web/drafts/${draft.id}?inn=${call.account.inn}`;
	// A guess: a link is promised, its form is not said.
	return ok({ rel: 'web-draft', href });
}

/** The user sends the draft in the web interface. */
export function sendFromWeb(extern: ExternState, account: Account, draft: Draft, login: string): Docflow {
	if (draft.status !== 'transferred-to-web')
		throw new HttpError(400, 'The draft is not in the web interface');
	const docflow = sendDraft(extern, account, draft, login);
	draft.status = 'sent-via-web';
	return docflow;
}

export const webDraftRoutes: Route[] = [
	accountRoute('POST', '/drafts/{draftId}/create-web-draft', createWebDraft),
];
