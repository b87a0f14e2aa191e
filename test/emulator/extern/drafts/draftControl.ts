import { HttpError } from '../../core/errors';
import type { Account, Docflow, Draft } from '../model';
import type { ExternState } from '../state';
import { sendFromWeb } from './webDrafts';

function findDraft(extern: ExternState, id: string): [Account, Draft] {
	for (const account of extern.accounts.values()) {
		const draft = account.drafts.get(id);
		if (draft) return [account, draft];
	}
	throw new HttpError(404, 'No such draft');
}

/** The user finishes a transferred draft in the web interface. */
export function sendWebDraft(extern: ExternState, id: string): { docflowId: string } {
	const [account, draft] = findDraft(extern, id);
	const docflow: Docflow = sendFromWeb(extern, account, draft, [...account.members.keys()][0]);
	return { docflowId: docflow.id };
}

/** The next build of the drafts builder ends with an internal error, after which it may be repeated. */
export function breakBuild(extern: ExternState, id: string): void {
	for (const account of extern.accounts.values()) {
		const builder = account.builders.get(id);
		if (!builder) continue;
		builder.breaks = true;
		return;
	}
	throw new HttpError(404, 'No such drafts builder');
}
