import { readCertificate } from '../../auth/certificate';
import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { X509Certificate } from 'node:crypto';
import { accountRoute, isGuid, ok, type AccountCall } from '../call';
import { cloudCertificate, confirmOperation, progressOf, startOperation } from './cloud';
import { findContent, storeBytes, wholeContent } from '../files/contentStore';
import { documentPath, inventoryDocumentPath, placeOf, type DocumentPlace } from '../docflows/docflowPlace';
import { addTask, failTask, requireFree } from '../docflows/docflowTasks';
import { bodyObject, requiredBytes, requiredText } from '../fields';
import type { DocflowDocument } from '../model';
import { flag } from '../query';
import { unpacked, zipOne } from '../files/zip';

function showPlain(document: DocflowDocument, contentId: string, compressed: boolean): void {
	document.contents = [
		...document.contents.filter(({ encrypted }) => encrypted),
		{ contentId, encrypted: false, compression: compressed ? 'zip' : 'none' },
	];
}

function answer(call: AccountCall, contentId: string): JsonObject {
	return {
		'content-id': contentId,
		links: [{ rel: 'decrypted-content', href: `${call.home}/contents/${contentId}` }],
	};
}

/** Stores the result of a decryption by the client; an archive is unpacked. */
function putDecrypted(call: AccountCall): Reply {
	const { document } = placeOf(call);
	const id = requiredText(bodyObject(call), 'content-id');
	if (!isGuid(id)) throw new HttpError(400, "Field 'content-id' must be a GUID");
	const content = findContent(call.extern, call.account, id);
	if (!content.complete) throw new HttpError(400, 'The content is not uploaded to its end');
	const bytes = wholeContent(content);
	const plain = unpacked(bytes);
	const stored = plain === bytes ? content : storeBytes(call.extern, call.account, content.type, plain);
	// Contents of documents do not expire like old uploads.
	delete stored.expiresAt;
	showPlain(document, stored.id, false);
	return ok(answer(call, stored.id));
}

function serialOf(certificate: Buffer): string {
	const read = readCertificate(certificate);
	if (!read) throw new HttpError(400, "Field 'certificate-base64' is not a certificate");
	return new X509Certificate(read.der).serialNumber;
}

function encryptedForm(document: DocflowDocument): { compression: 'none' | 'zip' } {
	const form = document.contents.find(({ encrypted }) => encrypted);
	if (!form) throw new HttpError(400, 'The document is not encrypted');
	return form;
}

/** The cloud key opens the document after its owner confirmed; the task then has the content. */
function decrypt(call: AccountCall): Reply {
	const { extern, account } = call;
	const { docflow, document, self } = placeOf(call);
	const unzips = flag(call.request.query, 'unzipIfCan') ?? false;
	const certificate = requiredBytes(bodyObject(call), 'certificate-base64');
	const serial = serialOf(certificate);
	const { cloud } = cloudCertificate(call, certificate);
	const { compression } = encryptedForm(document);
	if (!document.encryptedFor.includes(serial)) {
		throw new HttpError(400, 'The document is encrypted for another certificate');
	}
	requireFree(docflow, ({ type }) => type === 'initDocumentDecryptionOperation');
	const task = addTask(extern, docflow, {
		type: 'initDocumentDecryptionOperation',
		documentId: document.id,
	});
	task.progress = progressOf('AwaitingForConfirmation');
	const operation = startOperation(extern, {
		subject: self,
		confirmation: cloud,
		carryOut: () => {
			const packed = compression === 'zip' && !unzips;
			const original = findContent(extern, account, document.contentId);
			const content = packed
				? storeBytes(extern, account, 'application/zip', zipOne(document.filename, wholeContent(original)))
				: original;
			showPlain(document, content.id, packed);
			task.state = 'succeed';
			task.progress = progressOf('Completed');
			task.result = { 'content-id': content.id };
		},
		giveUp: (status) => {
			failTask(task, `The decryption ended: ${status}`);
			task.progress = progressOf(status);
		},
	});
	const confirm = `${self}/confirm-content-decryption?requestId=${operation.requestId}`;
	return ok({
		'confirm-link': { rel: 'confirm-content-decryption', href: confirm },
		'request-id': operation.requestId,
		'decryption-task-id': task.id,
		'confirm-type': operation.confirmation,
	});
}

function plainId({ document }: DocumentPlace): string {
	const plain = document.contents.find(({ encrypted }) => !encrypted);
	if (!plain)
		throw new HttpError(404, 'The content does not exist', { id: 'urn:error:externapi:emptyContent' });
	return plain.contentId;
}

function confirm(call: AccountCall): Reply {
	const place = placeOf(call);
	confirmOperation(call, place.self);
	return ok(answer(call, plainId(place)));
}

export const decryptionRoutes: Route[] = [documentPath, inventoryDocumentPath].flatMap((path) => [
	accountRoute('PUT', `${path}/decrypted-content`, putDecrypted),
	accountRoute('POST', `${path}/decrypt-content`, decrypt),
	accountRoute('POST', `${path}/confirm-content-decryption`, confirm),
]);
