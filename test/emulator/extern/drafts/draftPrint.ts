import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, pick, type AccountCall } from '../call';
import { storeBytes } from '../files/contentStore';
import { documentOf } from './draftDocuments';
import { draftOf } from './drafts';
import type { Draft, DraftDocument } from '../model';
import { smallPdf } from '../files/pdf';
import { renderTask, requireDeferred, requireIdle, startTask, succeed } from '../tasks';

const printableTypes = ['application/octet-stream', 'application/xml', 'text/xml'];

function requirePrintable({ description }: DraftDocument): void {
	const type = (description.contentType ?? '').split(';')[0].trim().toLowerCase();
	if (!printableTypes.includes(type) || description.properties.IsPrintable !== 'True') {
		throw new HttpError(400, 'The document cannot be printed', {
			id: 'urn:error:externapi:documentPrintUnsupported',
		});
	}
}

/** Only sent documents are stamped. */
function pageOf(draft: Draft, { description, signatures }: DraftDocument): string[] {
	const stamps = draft.docflowId
		? [
				`Sent, docflow ${draft.docflowId}`,
				...[...signatures.values()].map((item) => `Signed: certificate ${item.thumbprint}`),
			]
		: [];
	return [description.filename ?? '', description.type, ...stamps];
}

function printDocument(call: AccountCall): Reply {
	const draft = draftOf(call);
	const document = documentOf(call, draft);
	requireDeferred(call);
	requirePrintable(document);
	document.prints ??= new Map();
	requireIdle(document.prints.values());
	const task = startTask(call.extern, document.prints, 'print', (done) => {
		const pdf = smallPdf(pageOf(draft, document));
		const content = storeBytes(call.extern, call.account, 'application/pdf', pdf);
		succeed(done, () => ({ 'content-id': content.id }));
	});
	return { status: 202, json: renderTask(task, call.base) };
}

function getTask(call: AccountCall): Reply {
	const document = documentOf(call, draftOf(call));
	return ok(renderTask(pick(document.prints ?? new Map(), call, 'apiTaskId', 'Task'), call.base));
}

export const draftPrintRoutes: Route[] = [
	accountRoute('GET', '/drafts/{draftId}/documents/{documentId}/print', printDocument),
	accountRoute('GET', '/drafts/{draftId}/documents/{documentId}/tasks/{apiTaskId}', getTask),
];
