import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { accountRoute, created, ok, pick, type AccountCall } from '../call';
import { cloudCertificate, confirmOperation, progressOf, startOperation } from '../signing/cloud';
import { cloudSignature } from '../signing/cloudSignature';
import { findContent, wholeContent } from '../files/contentStore';
import { documentPath, placeOf, type DocumentPlace } from '../docflows/docflowPlace';
import { addTask, failTask, renderDocflowTask, requireFree, taskOf } from '../docflows/docflowTasks';
import { isSignedTogether, pensionReplyType, renderDocflow } from '../docflows/docflowView';
import type { PfrReply, PfrReplyDocument } from '../exchange/exchangeModel';
import type { DocflowDocument } from '../model';
import { bodyBytes, replyCertificate, requireCms, requireSenderIp } from './replyCertificate';
import { acknowledgeTogether } from '../exchange/robots';
import { newSignature } from '../signing/signatures';
import { requireFitting } from '../signing/verifySignature';

interface PfrPlace extends DocumentPlace {
	reply: PfrReply;
	/** Address of the reply. */
	home: string;
}

function homeOf({ self }: DocumentPlace, reply: PfrReply): string {
	return `${self}/pfr-replies/${reply.id}`;
}

function render(call: AccountCall, { docflow, reply, home }: PfrPlace): JsonObject {
	const base64 = (bytes: Buffer | undefined): string | null => bytes?.toString('base64') ?? null;
	const flow = { rel: 'docflow', href: `${call.home}/docflows/${docflow.id}` };
	return {
		id: reply.id,
		'docflow-id': docflow.id,
		documents: reply.documents.map((document) => ({
			id: document.id,
			'reply-id': reply.id,
			'docflow-id': docflow.id,
			'document-id': document.documentId,
			'encrypted-content': base64(document.encrypted),
			'decrypted-content': base64(document.decrypted),
			signature: base64(document.signature),
			links: [
				{ rel: 'save-content', href: `${home}/documents/${document.id}/decrypted-content` },
				{ rel: 'save-signature', href: `${home}/documents/${document.id}/signature` },
			],
		})),
		links: [{ rel: 'self', href: home }, flow, { rel: 'send', href: `${home}/send` }],
	};
}

/** The protocol with its attachments: they are signed together. */
function signedTogether({ docflow }: DocumentPlace): DocflowDocument[] {
	return docflow.documents.filter((document) => isSignedTogether(docflow, document));
}

function generate(call: AccountCall): Reply {
	const place = placeOf(call);
	const { docflow, document } = place;
	if (!isSignedTogether(docflow, document)) {
		throw new HttpError(400, 'The document is not answered in this way');
	}
	const asked = call.request.query.get('documentType')?.replace('urn:document:', '');
	if (asked !== undefined && asked !== pensionReplyType(document)) {
		throw new HttpError(400, 'The document is not answered with a document of this type');
	}
	if (docflow.status === 'finished') throw new HttpError(400, 'The reply is already sent');
	const certificate = replyCertificate(call, docflow);
	const bytesOf = (item: DocflowDocument): Buffer => {
		const form = item.contents.find(({ encrypted }) => encrypted) ?? item.contents[0];
		return wholeContent(findContent(call.extern, call.account, form.contentId));
	};
	const reply: PfrReply = {
		id: call.extern.random.guid(),
		documentId: document.id,
		certificate,
		documents: signedTogether(place).map((item) => ({
			id: call.extern.random.guid(),
			documentId: item.id,
			encrypted: bytesOf(item),
		})),
		sent: false,
	};
	docflow.pfrReplies.set(reply.id, reply);
	return created(render(call, { ...place, reply, home: homeOf(place, reply) }));
}

function pfrPlaceOf(call: AccountCall): PfrPlace {
	const place = placeOf(call);
	const reply = pick(place.docflow.pfrReplies, call, 'replyId', 'Reply');
	if (reply.documentId !== place.document.id) throw new HttpError(404, 'Reply not found');
	return { ...place, reply, home: homeOf(place, reply) };
}

function changeable(call: AccountCall): PfrPlace {
	const place = pfrPlaceOf(call);
	requireFree(place.docflow, ({ replyId }) => replyId === place.reply.id);
	if (place.reply.sent) throw new HttpError(400, 'The reply is already sent');
	return place;
}

function changeableDocument(call: AccountCall): [PfrPlace, PfrReplyDocument] {
	const place = changeable(call);
	const id = call.request.params.replyDocumentId.toLowerCase();
	const document = place.reply.documents.find((item) => item.id === id);
	if (!document) throw new HttpError(404, 'Reply document not found');
	return [place, document];
}

function putDecrypted(call: AccountCall): Reply {
	const [place, document] = changeableDocument(call);
	document.decrypted = bodyBytes(call);
	delete document.signature;
	return ok(render(call, place));
}

async function putSignature(call: AccountCall): Promise<Reply> {
	const [place, document] = changeableDocument(call);
	const signature = bodyBytes(call);
	const { certificate } = place.reply;
	requireCms(signature, certificate);
	const signed = place.docflow.documents.find(({ id }) => id === document.documentId);
	if (signed) {
		const data = wholeContent(findContent(call.extern, call.account, signed.contentId));
		await requireFitting(call.extern, { signature, data, certificate, bare: false });
	}
	document.signature = signature;
	return ok(render(call, place));
}

function send(call: AccountCall): Reply {
	const { docflow, document, reply } = changeable(call);
	requireSenderIp(call);
	if (docflow.status === 'finished') throw new HttpError(400, 'The docflow is finished');
	for (const item of docflow.documents) {
		const part = reply.documents.find(({ documentId }) => documentId === item.id);
		if (part && !part.signature) throw new HttpError(400, `Document ${item.filename} is not signed`);
	}
	for (const part of reply.documents) {
		const signed = docflow.documents.find(({ id }) => id === part.documentId);
		if (!signed || !part.signature) continue;
		const { certificate } = reply;
		const title = call.account.name;
		signed.signatures.push(
			newSignature(call.extern, { content: part.signature, thirdParty: false, certificate, title }),
		);
	}
	reply.sent = true;
	acknowledgeTogether(call.extern, call.account, docflow, document, call.request.now().getTime());
	return ok(renderDocflow(docflow, call.home, true));
}

function cloudSign(call: AccountCall): Reply {
	const { docflow, reply, home } = changeable(call);
	const { cloud } = cloudCertificate(call, reply.certificate);
	requireFree(docflow, ({ type }) => type === 'initReplySignOperation');
	const task = addTask(call.extern, docflow, {
		type: 'initReplySignOperation',
		documentId: reply.documentId,
		replyId: reply.id,
	});
	task.progress = progressOf('AwaitingForConfirmation');
	const operation = startOperation(call.extern, {
		subject: home,
		confirmation: cloud,
		carryOut: () => {
			for (const document of reply.documents) {
				document.signature = cloudSignature(call.extern, reply.certificate, false);
			}
			task.state = 'succeed';
			task.progress = progressOf('Completed');
			task.result = { 'signed-documents': [{ rel: 'reply', href: home }], links: [] };
		},
		giveUp: (status) => {
			failTask(task, `The signing operation ended: ${status}`);
			task.progress = progressOf(status);
		},
	});
	return ok({
		links: [{ rel: 'cloud-sign-confirm', href: `${home}/cloud-sign-confirm` }],
		'documents-to-sign': reply.documents.map(({ id }) => ({
			rel: 'document',
			href: `${home}/documents/${id}`,
		})),
		'request-id': operation.requestId,
		'task-id': task.id,
		'confirm-type': operation.confirmation,
	});
}

function cloudSignConfirm(call: AccountCall): Reply {
	const { home } = pfrPlaceOf(call);
	confirmOperation(call, home);
	return ok({ 'signed-documents': [{ rel: 'reply', href: home }], links: [] });
}

function getTask(call: AccountCall): Reply {
	const { docflow, reply } = pfrPlaceOf(call);
	return ok(renderDocflowTask(taskOf(call, docflow, ({ replyId }) => replyId === reply.id)));
}

const replies = `${documentPath}/pfr-replies/{replyId}`;

export const pfrReplyRoutes: Route[] = [
	accountRoute('POST', `${documentPath}/pfr-generate-reply`, generate),
	accountRoute('GET', replies, (call) => ok(render(call, pfrPlaceOf(call)))),
	accountRoute('PUT', `${replies}/documents/{replyDocumentId}/decrypted-content`, putDecrypted),
	accountRoute('PUT', `${replies}/documents/{replyDocumentId}/signature`, putSignature),
	accountRoute('POST', `${replies}/send`, send),
	accountRoute('POST', `${replies}/cloud-sign`, cloudSign),
	accountRoute('POST', `${replies}/cloud-sign-confirm`, cloudSignConfirm),
	accountRoute('GET', `${replies}/tasks/{apiTaskId}`, getTask),
];
