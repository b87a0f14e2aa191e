import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import {
	cloudCertificate,
	confirmOperation,
	progressOf,
	startOperation,
	type CloudOperation,
} from '../signing/cloud';
import { cloudSignature } from '../signing/cloudSignature';
import { signatureOf } from './draftDocuments';
import { changeableDraft, draftOf } from './drafts';
import { senderCertificate } from './meta';
import type { Draft, Task } from '../model';
import { fail, newTask } from '../tasks';

function documentLinks(draft: Draft, home: string): JsonObject[] {
	return [...draft.documents.keys()].map((id) => ({
		rel: 'document',
		href: `${home}/drafts/${draft.id}/documents/${id}`,
	}));
}

function signed(draft: Draft, home: string): JsonObject {
	return { 'signed-documents': documentLinks(draft, home), links: [] };
}

function signAll(call: AccountCall, draft: Draft): void {
	const certificate = senderCertificate(draft.meta);
	for (const document of draft.documents.values()) {
		const bare = document.dataToSignContentId !== undefined;
		const content = cloudSignature(call.extern, certificate, bare);
		const signature = signatureOf(call, draft, content, false);
		document.signatures.set(signature.id, signature);
	}
	if (draft.status === 'ready-to-send') draft.status = 'checked';
}

function succeedWith(call: AccountCall, draft: Draft, task: Task): void {
	signAll(call, draft);
	task.state = 'succeed';
	task.result = (base) => signed(draft, `${base}/v1/${call.account.id}`);
}

function renderStart(call: AccountCall, draft: Draft, task: Task, operation: CloudOperation): JsonObject {
	const confirm = `${call.home}/drafts/${draft.id}/cloud-sign-confirm`;
	return {
		links: operation.confirmation === 'sms' ? [{ rel: 'cloud-sign-confirm', href: confirm }] : [],
		'documents-to-sign': documentLinks(draft, call.home),
		'request-id': operation.confirmation === 'none' ? null : operation.requestId,
		'task-id': task.id,
		'confirm-type': operation.confirmation,
	};
}

function cloudSign(call: AccountCall): Reply {
	const draft = changeableDraft(call);
	const { cloud } = cloudCertificate(call, senderCertificate(draft.meta));
	if (draft.documents.size === 0) throw new HttpError(400, 'The draft has no documents to sign');
	const task = newTask(call.extern, draft.tasks, 'initDraftSignOperation');
	task.progress = progressOf('AwaitingForConfirmation');
	const operation = startOperation(call.extern, {
		subject: `${call.home}/drafts/${draft.id}`,
		confirmation: cloud,
		carryOut: () => {
			task.progress = progressOf('Completed');
			// What was confirmed in the phone app is applied to the documents by the poll that reports it.
			if (cloud === 'my-dss') task.onPoll = () => attachOnce(call, draft, task);
			else succeedWith(call, draft, task);
		},
		giveUp: (status) => {
			fail(task, 400, `The signing operation ended: ${status}`);
			task.progress = progressOf(status);
		},
	});
	return ok(renderStart(call, draft, task, operation));
}

function attachOnce(call: AccountCall, draft: Draft, task: Task): void {
	delete task.onPoll;
	succeedWith(call, draft, task);
}

function confirm(call: AccountCall): Reply {
	const draft = draftOf(call);
	confirmOperation(call, `${call.home}/drafts/${draft.id}`);
	return ok(signed(draft, call.home));
}

export const draftCloudRoutes: Route[] = [
	accountRoute('POST', '/drafts/{draftId}/cloud-sign', cloudSign),
	accountRoute('POST', '/drafts/{draftId}/cloud-sign-confirm', confirm),
];
