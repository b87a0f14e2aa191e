import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { compact, type JsonObject } from '../../core/values';
import { accountRoute, created, ok, pick, type AccountCall } from '../call';
import { bodyObject } from '../fields';
import { parseMeta, renderMeta } from './meta';
import type { Account, Draft, DraftMeta } from '../model';
import { fixedPage, slice } from '../query';
import type { ExternState } from '../state';
import { requireIdle } from '../tasks';

export function newDraft(extern: ExternState, account: Account, meta: DraftMeta, id?: string): Draft {
	const draft: Draft = {
		id: id ?? extern.random.guid(),
		meta,
		status: 'new',
		documents: new Map(),
		tasks: new Map(),
		createdAt: extern.clock.now().getTime(),
	};
	account.drafts.set(draft.id, draft);
	return draft;
}

function renderDraft(draft: Draft, account: Account, home: string): JsonObject {
	const self = `${home}/drafts/${draft.id}`;
	const docflow = draft.docflowId ? [{ rel: 'docflow', href: `${home}/docflows/${draft.docflowId}` }] : [];
	return compact({
		id: draft.id,
		'docflow-id': draft.docflowId,
		docflows: docflow,
		documents: [...draft.documents.keys()].map((id) => ({
			rel: 'document',
			href: `${self}/documents/${id}`,
		})),
		meta: renderMeta(draft.meta, account),
		status: draft.status,
		links: [{ rel: 'self', href: self }, ...docflow],
	});
}

export function draftOf(call: AccountCall): Draft {
	return pick(call.account.drafts, call, 'draftId', 'Draft');
}

/** Refuses a change while a background job locks the draft, and after it was sent. */
export function requireChangeable(draft: Draft): void {
	requireIdle(draft.tasks.values());
	if (draft.status === 'sent' || draft.status === 'sent-via-web') {
		throw new HttpError(400, 'The draft is already sent');
	}
	if (draft.status === 'transferred-to-web') {
		throw new HttpError(400, 'The draft was transferred to the web interface and is locked');
	}
}

export function changeableDraft(call: AccountCall): Draft {
	const draft = draftOf(call);
	requireChangeable(draft);
	return draft;
}

function pageLinks(call: AccountCall, skip: number, size: number, total: number): JsonObject[] {
	if (size === 0 || total <= size) return [];
	const link = (rel: string, from: number): JsonObject => ({
		rel,
		href: `${call.home}/drafts?skip=${from}&take=${size}`,
	});
	const last = Math.floor((total - 1) / size) * size;
	return [link('first', 0), link('last', last), ...(skip + size < total ? [link('next', skip + size)] : [])];
}

function listDrafts(call: AccountCall): Reply {
	const all = [...call.account.drafts.values()].sort((a, b) => b.createdAt - a.createdAt);
	const page = slice(call, all, fixedPage);
	return ok({
		drafts: page.items.map((draft) => renderDraft(draft, call.account, call.home)),
		skip: page.skip,
		take: page.items.length,
		'total-count': page.total,
		'page-links': pageLinks(call, page.skip, page.size, page.total),
	});
}

function createDraft(call: AccountCall): Reply {
	const draft = newDraft(call.extern, call.account, parseMeta(bodyObject(call)));
	return created(renderDraft(draft, call.account, call.home));
}

function setMeta(call: AccountCall, draft: Draft): void {
	requireChangeable(draft);
	draft.meta = parseMeta(bodyObject(call));
	draft.status = 'new';
}

function putDraft(call: AccountCall): Reply {
	const id = call.request.params.draftId.toLowerCase();
	const draft = call.account.drafts.get(id);
	if (!draft) {
		const made = newDraft(call.extern, call.account, parseMeta(bodyObject(call)), id);
		return created(renderDraft(made, call.account, call.home));
	}
	setMeta(call, draft);
	return ok(renderDraft(draft, call.account, call.home));
}

function putMeta(call: AccountCall): Reply {
	const draft = draftOf(call);
	setMeta(call, draft);
	return ok(renderMeta(draft.meta, call.account));
}

function deleteDraft(call: AccountCall): Reply {
	call.account.drafts.delete(changeableDraft(call).id);
	return ok();
}

export const draftRoutes: Route[] = [
	accountRoute('GET', '/drafts', listDrafts),
	accountRoute('POST', '/drafts', createDraft),
	accountRoute('GET', '/drafts/{draftId}', (call) => ok(renderDraft(draftOf(call), call.account, call.home))),
	accountRoute('PUT', '/drafts/{draftId}', putDraft),
	accountRoute('DELETE', '/drafts/{draftId}', deleteDraft),
	accountRoute('GET', '/drafts/{draftId}/meta', (call) => ok(renderMeta(draftOf(call).meta, call.account))),
	accountRoute('PUT', '/drafts/{draftId}/meta', putMeta),
];
