import { HttpError } from '../core/errors';
import type { Reply, Route } from '../core/router';
import type { JsonObject } from '../core/values';
import { accountRoute, isGuid, ok, pick, type AccountCall } from './call';
import { addDocument, emitEvent } from './docflows/docflowStore';
import { docflowOf } from './docflows/docflowPlace';
import { renderDocflow, wantsDocumentsRequest } from './docflows/docflowView';
import type { DocumentsRequest } from './exchange/exchangeModel';
import { bodyObject, optionalText } from './fields';
import { familyOf } from './flows';
import { requestMessage } from './flows/sedo';
import type { Docflow } from './model';
import { bodyBytes, replyCertificate, requireRaw } from './incoming/replyCertificate';
import { signedPart } from './incoming/replyFiles';
import { scheduleRobot } from './exchange/robots';
import { newSignature } from './signing/signatures';
import { requireFitting } from './signing/verifySignature';

function render(call: AccountCall, docflow: Docflow, request: DocumentsRequest): JsonObject {
	const home = `${call.home}/docflows/${docflow.id}`;
	const self = `${home}/documents-requests/${request.id}`;
	return {
		id: request.id,
		'docflow-id': docflow.id,
		content: request.content.toString('base64'),
		'data-to-sign': request.dataToSign.toString('base64'),
		signature: request.signature?.toString('base64') ?? null,
		links: [
			{ rel: 'self', href: self },
			{ rel: 'docflow', href: home },
			{ rel: 'save-signature', href: `${self}/signature` },
			{ rel: 'send', href: `${self}/send` },
		],
	};
}

function generate(call: AccountCall): Reply {
	const docflow = docflowOf(call);
	if (!wantsDocumentsRequest(docflow)) throw new HttpError(400, 'No documents can be requested here');
	const warrant = optionalText(bodyObject(call), 'machine-readable-warrant-id');
	if (warrant !== undefined && !isGuid(warrant)) {
		throw new HttpError(400, "Field 'machine-readable-warrant-id' must be a GUID");
	}
	const certificate = replyCertificate(call, docflow);
	const id = call.extern.random.guid();
	const attribute = warrant === undefined ? '' : ` warrant="${warrant.toLowerCase()}"`;
	const content = Buffer.from(
		`<?xml version="1.0" encoding="utf-8"?>\n<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><request id="${id}" docflow="${docflow.id}"${attribute}/></soap:Body></soap:Envelope>\n`,
	);
	const request: DocumentsRequest = {
		id,
		content,
		dataToSign: signedPart(content),
		certificate,
		sent: false,
	};
	docflow.documentsRequests.set(id, request);
	return ok(render(call, docflow, request));
}

function requestOf(call: AccountCall): [Docflow, DocumentsRequest] {
	const docflow = docflowOf(call);
	return [docflow, pick(docflow.documentsRequests, call, 'requestId', 'Documents request')];
}

async function putSignature(call: AccountCall): Promise<Reply> {
	const [docflow, request] = requestOf(call);
	if (request.sent) throw new HttpError(400, 'The request is already sent');
	const signature = bodyBytes(call);
	requireRaw(signature);
	const { certificate, dataToSign: data } = request;
	await requireFitting(call.extern, { signature, data, certificate, bare: true });
	request.signature = signature;
	return ok(render(call, docflow, request));
}

function send(call: AccountCall): Reply {
	const [docflow, request] = requestOf(call);
	if (request.sent || docflow.requested) throw new HttpError(400, 'The documents are already requested');
	if (!request.signature) throw new HttpError(400, 'The request is not signed');
	const { extern, account } = call;
	const now = call.request.now().getTime();
	const family = familyOf(docflow.type);
	if (family) {
		addDocument(extern, account, docflow, {
			type: requestMessage(family),
			filename: `request_${request.id}.xml`,
			bytes: request.content,
			at: now,
			signatures: [
				newSignature(extern, {
					content: request.signature,
					thirdParty: false,
					certificate: request.certificate,
					title: account.name,
				}),
			],
		});
		if (family.incoming) docflow.status = 'arrived';
	}
	request.sent = true;
	docflow.requested = true;
	docflow.changedAt = now;
	emitEvent(extern, account, docflow, 'urn:transaction:request-message', now);
	scheduleRobot(extern, account, docflow);
	return ok(renderDocflow(docflow, call.home, true));
}

const requests = '/docflows/{docflowId}/documents-requests/{requestId}';

export const documentsRequestRoutes: Route[] = [
	accountRoute('POST', '/docflows/{docflowId}/generate-documents-request', generate),
	accountRoute('GET', requests, (call) => ok(render(call, ...requestOf(call)))),
	accountRoute('PUT', `${requests}/signature`, putSignature),
	accountRoute('POST', `${requests}/send`, send),
];
