import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, type AccountCall } from '../call';
import { findContent, storeBytes, wholeContent } from '../files/contentStore';
import { changeableDocument } from './draftDocuments';
import { changeableDraft } from './drafts';
import { metaText } from './meta';
import { hasGosuslugiToken } from '../organizations/organizationMethods';

/** Writes the order number into the root element, replacing one reserved earlier. */
function withOrder(text: string, order: string): string {
	const attribute = ` OrderId="${order}"`;
	if (/<[^?!/][^>]*\sOrderId="[^"]*"/.test(text)) return text.replace(/\sOrderId="[^"]*"/, attribute);
	return text.replace(/<([^\s?!/>]+)/, `<$1${attribute}`);
}

/** Reserves an order on the portal of state services and writes it into the notification. */
function reserveOrder(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	const document = changeableDocument(call, draft);
	if (metaText(draft.meta.recipient, 'mvd-code') === '') {
		throw new HttpError(400, 'Only notifications to the ministry of internal affairs have an order');
	}
	if (draft.status !== 'checked' && draft.status !== 'ready-to-send') {
		throw new HttpError(400, 'The draft has to be checked first');
	}
	if (document.contentId === undefined) throw new HttpError(400, 'The document has no content');
	const inn = metaText(draft.meta.sender, 'inn');
	const now = call.request.now().getTime();
	if (!hasGosuslugiToken(call.account.organizations.values(), inn, now)) {
		throw new HttpError(400, 'The sender has no valid token of the portal of state services');
	}
	const content = findContent(call.extern, call.account, document.contentId);
	const order = String(1_000_000_000 + call.extern.random.int(1_000_000_000));
	// Only ASCII is changed, so the encoding does not matter.
	const bytes = Buffer.from(withOrder(wholeContent(content).toString('latin1'), order), 'latin1');
	document.contentId = storeBytes(call.extern, call.account, content.type, bytes).id;
	document.signatures.clear();
	draft.status = 'checked';
	// A guess: the documents call the member DecryptedContentId in running text only.
	return ok({ 'decrypted-content-id': document.contentId });
}

export const draftMvdRoutes: Route[] = [
	accountRoute('PATCH', '/drafts/{draftId}/documents/{documentId}/data-to-sign', reserveOrder),
];
