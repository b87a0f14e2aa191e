import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, type AccountCall } from '../call';
import { findContent, storeBytes, wholeContent } from '../files/contentStore';
import { documentPath, inventoryDocumentPath, placeOf } from './docflowPlace';
import { addTask, renderDocflowTask, requireFree, taskOf } from './docflowTasks';
import { isPrintable } from './docflowView';
import { bodyObject, optionalText, requiredBytes, requiredText } from '../fields';
import { smallPdf } from '../files/pdf';
import { flag } from '../query';
import { unpacked } from '../files/zip';

const printsLive = 365 * 24 * 3600 * 1000;

/** The client's copy of the document: by the ID of an uploaded content or, deprecated, in the body. */
function givenContent(call: AccountCall): Buffer {
	const body = bodyObject(call);
	if (optionalText(body, 'content') !== undefined) return requiredBytes(body, 'content');
	return wholeContent(findContent(call.extern, call.account, requiredText(body, 'content-id')));
}

function print(call: AccountCall): Reply {
	const { extern, account } = call;
	const { docflow, document } = placeOf(call);
	if (flag(call.request.query, 'deferred') !== true) {
		throw new HttpError(400, 'Only deferred=true is supported');
	}
	if (!isPrintable(document)) {
		throw new HttpError(400, 'The document cannot be printed', {
			id: 'urn:error:externapi:documentPrintUnsupported',
		});
	}
	const original = wholeContent(findContent(extern, account, document.contentId));
	if (!unpacked(givenContent(call)).equals(original)) {
		throw new HttpError(400, 'The content does not fit the signatures of the document');
	}
	requireFree(docflow, (task) => task.type === 'docflowPrint' && task.documentId === document.id);
	const task = addTask(extern, docflow, { type: 'docflowPrint', documentId: document.id });
	extern.clock.schedule(extern.options.taskMs, () => {
		const signed = document.signatures.map(({ thumbprint }) => `Signed by ${thumbprint}`);
		const pdf = smallPdf([document.type, document.filename, ...signed]);
		const content = storeBytes(extern, account, 'application/pdf', pdf);
		content.expiresAt = extern.clock.now().getTime() + printsLive;
		task.state = 'succeed';
		task.result = { 'content-id': content.id };
	});
	return { status: 202, json: renderDocflowTask(task) };
}

function getTask(call: AccountCall): Reply {
	const { docflow, document } = placeOf(call);
	const task = taskOf(call, docflow, (item) => item.documentId === document.id && !item.replyId);
	return ok(renderDocflowTask(task));
}

export const docflowPrintRoutes: Route[] = [documentPath, inventoryDocumentPath].flatMap((path) => [
	accountRoute('POST', `${path}/print`, print),
	accountRoute('GET', `${path}/tasks/{apiTaskId}`, getTask),
]);
