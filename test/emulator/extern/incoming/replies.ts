import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { compact, type JsonObject } from '../../core/values';
import { accountRoute, created, ok, pick, type AccountCall } from '../call';
import { documentPath, inventoryDocumentPath, placeOf, type DocumentPlace } from '../docflows/docflowPlace';
import { renderDocflowTask, requireFree, taskOf } from '../docflows/docflowTasks';
import { renderDocflow } from '../docflows/docflowView';
import type { DocflowReply } from '../exchange/exchangeModel';
import { replySignature } from '../flows/family';
import {
	bodyBytes,
	replyCertificate,
	requireCms,
	requireOwnCertificate,
	requireRaw,
	requireSenderIp,
} from './replyCertificate';
import { cloudSign, cloudSignConfirm } from './replyCloud';
import { dataToSign, declineCodes, printedReply, replyFile } from './replyFiles';
import { applyReply } from '../exchange/robots';
import { newSignature } from '../signing/signatures';
import { requireFitting } from '../signing/verifySignature';

interface ReplyPlace extends DocumentPlace {
	reply: DocflowReply;
	/** Address of the reply. */
	home: string;
}

function replyPlaceOf(call: AccountCall): ReplyPlace {
	const place = placeOf(call);
	const reply = pick(place.docflow.replies, call, 'replyId', 'Reply');
	if (reply.documentId !== place.document.id) throw new HttpError(404, 'Reply not found');
	return { ...place, reply, home: `${place.self}/replies/${reply.id}` };
}

function renderReply(call: AccountCall, place: ReplyPlace): JsonObject {
	const { reply, home, docflow } = place;
	const base64 = (bytes: Buffer | undefined): string | null => bytes?.toString('base64') ?? null;
	return {
		id: reply.id,
		'docflow-id': docflow.id,
		'document-id': reply.documentId,
		filename: reply.filename,
		content: base64(reply.content),
		'print-content': base64(printedReply(reply.type, reply.filename)),
		'data-to-sign': base64(reply.dataToSign),
		signature: base64(reply.signature),
		links: [
			{ rel: 'self', href: home },
			{ rel: 'docflow', href: `${call.home}/docflows/${docflow.id}` },
			{ rel: 'content', href: `${home}/content` },
			...(reply.signing === 'none'
				? []
				: [
						{ rel: 'save-signature', href: `${home}/signature` },
						{ rel: 'cloud-sign', href: `${home}/cloud-sign` },
					]),
			{ rel: 'send', href: `${home}/send` },
		],
	};
}

/** Replies to an inventory are made under the demand it answers. */
function requireOwnPath(call: AccountCall, place: DocumentPlace): void {
	const direct = place.self.startsWith(`${call.home}/docflows/${place.docflow.id}/`);
	if (!direct && !place.throughInventory) {
		throw new HttpError(400, 'Replies to an inventory are made under the document it answers');
	}
}

function askedType(call: AccountCall, { docflow, document }: DocumentPlace): string {
	const type = (call.request.query.get('documentType') ?? '').replace('urn:document:', '');
	if (type === '') throw new HttpError(400, 'documentType is required');
	const sent = [...docflow.replies.values()].some(
		(reply) => reply.sent && reply.documentId === document.id && reply.type === type,
	);
	if (sent) throw new HttpError(400, 'The reply is already sent');
	if (!document.replyTypes.includes(type)) {
		throw new HttpError(400, `Reply '${type}' is not available for this document`);
	}
	return type;
}

function askedCodes(call: AccountCall, type: string): string[] {
	const codes = call.request.query.getAll('declineNoticeErrorCode').filter((code) => code !== '');
	if (codes.length > 0 && type !== 'fns534-demand-acceptance-result-negative') {
		throw new HttpError(400, 'declineNoticeErrorCode is only for the refusal of a demand');
	}
	const unknown = codes.filter((code) => !Object.hasOwn(declineCodes, code));
	if (unknown.length > 0) throw new HttpError(400, `Unknown decline code ${unknown.join(', ')}`);
	return codes;
}

function generate(call: AccountCall): Reply {
	const place = placeOf(call);
	requireOwnPath(call, place);
	const type = askedType(call, place);
	const codes = askedCodes(call, type);
	const certificate = replyCertificate(call, place.docflow);
	const { filename, content } = replyFile(call.extern, place.docflow, place.document, type, codes);
	const reply: DocflowReply = {
		id: call.extern.random.guid(),
		documentId: place.document.id,
		type,
		filename,
		content,
		certificate,
		signing: replySignature(type),
		...withData(content, type),
		sent: false,
	};
	place.docflow.replies.set(reply.id, reply);
	return created(renderReply(call, { ...place, reply, home: `${place.self}/replies/${reply.id}` }));
}

function withData(content: Buffer, type: string): Partial<DocflowReply> {
	const data = dataToSign(content, type);
	return data ? { dataToSign: data } : {};
}

function changeableReply(call: AccountCall): ReplyPlace {
	const place = replyPlaceOf(call);
	requireFree(place.docflow, (task) => task.replyId === place.reply.id);
	if (place.reply.sent) throw new HttpError(400, 'The reply is already sent');
	return place;
}

function putContent(call: AccountCall): Reply {
	const place = changeableReply(call);
	const { reply } = place;
	reply.content = bodyBytes(call);
	Object.assign(reply, withData(reply.content, reply.type));
	// A signature of the old text is worth nothing.
	delete reply.signature;
	return ok(renderReply(call, place));
}

async function putSignature(call: AccountCall): Promise<Reply> {
	const place = changeableReply(call);
	const { reply } = place;
	const signature = bodyBytes(call);
	if (reply.signing === 'none') throw new HttpError(400, 'The reply needs no signature');
	const bare = reply.signing === 'raw';
	if (bare) requireRaw(signature);
	else requireCms(signature, reply.certificate);
	const data = reply.dataToSign ?? reply.content;
	await requireFitting(call.extern, { signature, data, certificate: reply.certificate, bare });
	reply.signature = signature;
	return ok(renderReply(call, place));
}

function send(call: AccountCall): Reply {
	const { docflow, document, reply } = changeableReply(call);
	requireSenderIp(call);
	if (!document.replyTypes.includes(reply.type)) {
		throw new HttpError(400, `Reply '${reply.type}' is no longer available for this document`);
	}
	if (reply.signing !== 'none' && !reply.signature) throw new HttpError(400, 'The reply is not signed');
	requireOwnCertificate(call, docflow, reply.certificate);
	const signatures = reply.signature
		? [
				newSignature(call.extern, {
					content: reply.signature,
					thirdParty: false,
					certificate: reply.certificate,
					title: call.account.name,
				}),
			]
		: [];
	const { type, filename, content } = reply;
	applyReply(
		call.extern,
		call.account,
		docflow,
		document,
		{ type, filename, bytes: content, signatures },
		call.request.now().getTime(),
	);
	reply.sent = true;
	return ok(renderDocflow(docflow, call.home, true));
}

function getTask(call: AccountCall): Reply {
	const { docflow, reply } = replyPlaceOf(call);
	return ok(compact(renderDocflowTask(taskOf(call, docflow, (task) => task.replyId === reply.id))));
}

function routesAt(path: string): Route[] {
	const reply = `${path}/replies/{replyId}`;
	return [
		accountRoute('POST', `${path}/generate-reply`, generate),
		accountRoute('GET', reply, (call) => ok(renderReply(call, replyPlaceOf(call)))),
		accountRoute('PUT', `${reply}/content`, putContent),
		accountRoute('PUT', `${reply}/signature`, putSignature),
		accountRoute('POST', `${reply}/send`, send),
		accountRoute('POST', `${reply}/cloud-sign`, (call) => cloudSign(call, changeableReply(call))),
		accountRoute('POST', `${reply}/cloud-sign-confirm`, (call) => cloudSignConfirm(call, replyPlaceOf(call))),
		accountRoute('GET', `${reply}/tasks/{apiTaskId}`, getTask),
	];
}

export const replyRoutes: Route[] = [...routesAt(documentPath), ...routesAt(inventoryDocumentPath)];
