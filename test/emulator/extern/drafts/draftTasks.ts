import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { accountRoute, ok, pick, type AccountCall } from '../call';
import { checkDraft, findings, hasErrors, type CheckResult } from './check';
import { findContent, wholeContent } from '../files/contentStore';
import { renderDocflow } from '../docflows/docflowView';
import { handOutDataToSign } from './draftDocuments';
import { draftOf, requireChangeable } from './drafts';
import { metaText } from './meta';
import type { Draft, DraftStatus, Task, TaskType } from '../model';
import { commonPage, flag, slice } from '../query';
import { sendDraft } from './send';
import { answerJob, endsAtOnce, renderTask, requireDeferred, resultOf } from '../tasks';
import { carriesSignature } from '../signing/xmlSignature';

/** A tax office without an encryption certificate; preparing a draft for it fails. */
const officeWithoutKey = '0000';

function start(
	call: AccountCall,
	type: TaskType,
	during: DraftStatus,
	finish: (task: Task, draft: Draft, before: DraftStatus) => void,
): Reply {
	const draft = draftOf(call);
	// Kontur's Postman collections prepare a draft without it.
	const isOptional = type === 'prepare' && !call.request.query.has('deferred');
	if (!isOptional && !endsAtOnce(call)) requireDeferred(call);
	requireChangeable(draft);
	const before = draft.status;
	draft.status = during;
	return answerJob(call, { tasks: draft.tasks, type }, (task) => finish(task, draft, before));
}

function startCheck(call: AccountCall): Reply {
	return start(call, 'check', 'check-in-progress', (task, draft) => {
		const data = checkDraft(call.account, draft, call.extern.random, false);
		task.state = 'succeed';
		task.result = () => ({ data });
		draft.status = hasErrors(data) ? 'new' : 'checked';
		const wantsBare = ['sfr-code', 'upfr-code'].some((name) => metaText(draft.meta.recipient, name));
		for (const document of wantsBare ? draft.documents.values() : []) {
			if (document.contentId === undefined) continue;
			const content = findContent(call.extern, call.account, document.contentId);
			if (!carriesSignature(wholeContent(content))) handOutDataToSign(call, document);
		}
	});
}

type PrepareStatus =
	'check-protocol-has-errors' | 'check-protocol-has-only-warnings' | 'encryption-failed' | 'ok';

function prepareStatus(draft: Draft, result: CheckResult): PrepareStatus {
	if (hasErrors(result)) return 'check-protocol-has-errors';
	if (metaText(draft.meta.recipient, 'ifns-code') === officeWithoutKey) return 'encryption-failed';
	return findings(result).length > 0 ? 'check-protocol-has-only-warnings' : 'ok';
}

function startPrepare(call: AccountCall): Reply {
	const accountId = call.account.id;
	return start(call, 'prepare', 'prepare-in-progress', (task, draft, before) => {
		const result = checkDraft(call.account, draft, call.extern.random, true);
		const status = prepareStatus(draft, result);
		const good = status === 'ok' || status === 'check-protocol-has-only-warnings';
		task.state = 'succeed';
		task.result = (base) => ({
			'check-result': result,
			links: good
				? [{ rel: 'next', href: `${base}/v1/${accountId}/drafts/${draft.id}/send?force=false` }]
				: [],
			status,
		});
		if (good) draft.status = 'ready-to-send';
		else draft.status = before === 'ready-to-send' ? 'checked' : before;
	});
}

function requireAddress(draft: Draft): void {
	const address = metaText(draft.meta.sender, 'ipaddress');
	const numbers = address.split('.');
	const right = numbers.length === 4 && numbers.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
	if (!right) throw new HttpError(400, "Field 'sender.ipaddress' must be an IPv4 address");
}

function failSend(call: AccountCall, task: Task, status: PrepareStatus, result: CheckResult): void {
	task.state = 'failed';
	task.refusesPoll = call.extern.options.sendFailure === 'http-400';
	const encryption = status === 'encryption-failed';
	task.result = () => ({
		id: encryption ? 'urn:error:externapi' : 'urn:error:externapi:checkProtocolHasErrors',
		'status-code': 400,
		message: encryption ? 'Encryption failed' : 'Check protocol has errors',
		status,
		'check-result': result,
	});
}

function startSend(call: AccountCall): Reply {
	const { account, extern, user } = call;
	flag(call.request.query, 'force');
	if (call.request.state.readings.X33 !== 'never') requireAddress(draftOf(call));
	return start(call, 'send', 'send-in-progress', (task, draft, before) => {
		const result = checkDraft(account, draft, extern.random, true);
		const status = prepareStatus(draft, result);
		if (status === 'check-protocol-has-errors' || status === 'encryption-failed') {
			draft.status = before;
			failSend(call, task, status, result);
			return;
		}
		const docflow = sendDraft(extern, account, draft, user.login);
		// The task returns the docflow as it was sent; later changes appear only in the docflow itself.
		const sent = structuredClone(docflow);
		task.state = 'succeed';
		task.result = (base) => renderDocflow(sent, `${base}/v1/${account.id}`, true);
	});
}

function getTask(call: AccountCall): Reply {
	const draft = draftOf(call);
	const task = pick(draft.tasks, call, 'apiTaskId', 'Task');
	task.onPoll?.();
	return task.refusesPoll ? resultOf(task, call) : ok(renderTask(task, call.base));
}

function listTasks(call: AccountCall): Reply {
	const draft = draftOf(call);
	const all = flag(call.request.query, 'includeReleased') ?? false;
	const tasks = [...draft.tasks.values()].filter((task) => all || task.state === 'running');
	const page = slice(call, tasks, commonPage);
	return ok({
		skip: page.skip,
		take: page.items.length,
		'total-count': page.total,
		'api-task-page-items': page.items.map((task) => ({
			id: task.id,
			'task-state': task.state,
			'task-type': `urn:task-type:${task.type}`,
			'task-result-link': {
				rel: 'task',
				href: `${call.home}/drafts/${draft.id}/tasks/${task.id}`,
			},
		})),
	});
}

export const draftTaskRoutes: Route[] = [
	accountRoute('POST', '/drafts/{draftId}/check', startCheck),
	accountRoute('POST', '/drafts/{draftId}/prepare', startPrepare),
	accountRoute('POST', '/drafts/{draftId}/send', startSend),
	accountRoute('GET', '/drafts/{draftId}/tasks', listTasks),
	accountRoute('GET', '/drafts/{draftId}/tasks/{apiTaskId}', getTask),
];
