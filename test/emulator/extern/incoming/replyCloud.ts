import { HttpError } from '../../core/errors';
import type { Reply } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { ok, type AccountCall } from '../call';
import {
	cloudCertificate,
	confirmOperation,
	progressOf,
	startOperation,
	type CloudOperation,
} from '../signing/cloud';
import { addTask, failTask, requireFree } from '../docflows/docflowTasks';
import type { DocflowReply, DocflowTask } from '../exchange/exchangeModel';
import type { Docflow } from '../model';
import { flag } from '../query';
import { cloudSignature } from '../signing/cloudSignature';

interface Signing {
	docflow: Docflow;
	reply: DocflowReply;
	/** Address of the reply. */
	home: string;
}

/** Receipts for the tax and statistics offices are signed without asking the owner. */
function isReceipt(type: string): boolean {
	return /^(fns534|stat)-.*-receipt$/.test(type);
}

function renderStart(operation: CloudOperation | undefined, task: DocflowTask, place: Signing): JsonObject {
	const bySms = operation?.confirmation === 'sms';
	return {
		links: bySms ? [{ rel: 'cloud-sign-confirm', href: `${place.home}/cloud-sign-confirm` }] : [],
		'documents-to-sign': [{ rel: 'reply', href: place.home }],
		'request-id': operation?.requestId ?? null,
		'task-id': task.id,
		'confirm-type': operation?.confirmation ?? 'none',
	};
}

/** The cloud signs the reply, after its owner agreed where that is needed. */
export function cloudSign(call: AccountCall, place: Signing): Reply {
	const { docflow, reply } = place;
	if (reply.signing === 'none') throw new HttpError(400, 'The reply needs no signature');
	const { cloud } = cloudCertificate(call, reply.certificate);
	requireFree(docflow, (task) => task.type === 'initReplySignOperation');
	const silent = isReceipt(reply.type) && flag(call.request.query, 'forceConfirmation') !== true;
	const task = addTask(call.extern, docflow, {
		type: 'initReplySignOperation',
		documentId: reply.documentId,
		replyId: reply.id,
	});
	const carryOut = (): void => {
		reply.signature = cloudSignature(call.extern, reply.certificate, reply.signing === 'raw');
		task.state = 'succeed';
		task.progress = progressOf('Completed');
		task.result = { 'signed-documents': [{ rel: 'reply', href: place.home }], links: [] };
	};
	if (silent) {
		carryOut();
		return ok(renderStart(undefined, task, place));
	}
	task.progress = progressOf('AwaitingForConfirmation');
	const operation = startOperation(call.extern, {
		subject: place.home,
		confirmation: cloud,
		carryOut,
		giveUp: (status) => {
			failTask(task, `The signing operation ended: ${status}`);
			task.progress = progressOf(status);
		},
	});
	return ok(renderStart(operation, task, place));
}

export function cloudSignConfirm(call: AccountCall, place: Signing): Reply {
	confirmOperation(call, place.home);
	return ok({ 'signed-documents': [{ rel: 'reply', href: place.home }], links: [] });
}
