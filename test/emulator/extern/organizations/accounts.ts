import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { compact, type JsonObject } from '../../core/values';
import { accountRoute, created, ok, userRoute, type AccountCall, type ExternCall } from '../call';
import { bodyObject, optionalKpp, requiredInn, requiredText } from '../fields';
import type { Account, Organization, Role } from '../model';
import { fixedPage, slice } from '../query';
import type { ExternState } from '../state';

function renderAccount(account: Account, role: Role, base: string): JsonObject {
	return compact({
		id: account.id,
		inn: account.inn,
		kpp: account.kpp,
		'organization-name': account.name,
		'product-name': 'extern',
		products: [{ name: 'extern' }],
		role,
		name: account.name,
		'abonent-id': account.abonentId,
		'has-web-access': true,
		'is-demand-recipient': role !== 'user',
		'can-add-organizations': role === 'admin',
		links: [{ rel: 'self', href: `${base}/v1/${account.id}` }],
	});
}

export function newAccount(extern: ExternState, facts: { inn: string; kpp?: string; name: string }): Account {
	const main: Organization = { id: extern.random.guid(), ...facts, isMain: true };
	const account: Account = {
		id: extern.random.guid(),
		...facts,
		abonentId: extern.random.guid(),
		members: new Map(),
		organizations: new Map([[main.id, main]]),
		contents: new Map(),
		certificates: [],
		warrants: [],
		employees: [],
		builders: new Map(),
		drafts: new Map(),
		docflows: new Map(),
	};
	extern.accounts.set(account.id, account);
	return account;
}

function ownAccounts(call: ExternCall): [Account, Role][] {
	const result: [Account, Role][] = [];
	for (const account of call.extern.accounts.values()) {
		const role = account.members.get(call.user.login);
		if (role) result.push([account, role]);
	}
	return result;
}

function listAccounts(call: ExternCall): Reply {
	const page = slice(call, ownAccounts(call), fixedPage);
	return ok({
		skip: page.skip,
		take: page.items.length,
		'total-count': page.total,
		accounts: page.items.map(([account, role]) => renderAccount(account, role, call.base)),
		links: [{ rel: 'self', href: `${call.base}/v1?skip=${page.skip}&take=${page.size}` }],
	});
}

function createAccount(call: ExternCall): Reply {
	const body = bodyObject(call);
	const inn = requiredInn(body, 'inn');
	const kpp = optionalKpp(body, 'kpp');
	const name = requiredText(body, 'organization-name');
	const same = ownAccounts(call).find(([account]) => account.inn === inn && account.kpp === kpp);
	if (same) return ok(renderAccount(same[0], same[1], call.base));
	const account = newAccount(call.extern, { inn, kpp, name });
	account.createdBy = call.user.login;
	account.members.set(call.user.login, 'admin');
	return created(renderAccount(account, 'admin', call.base));
}

function deleteAccount(call: AccountCall): Reply {
	if (call.account.createdBy !== call.user.login) {
		throw new HttpError(403, 'Only accounts created by the caller may be deleted');
	}
	call.extern.accounts.delete(call.account.id);
	return ok();
}

export const accountRoutes: Route[] = [
	userRoute('GET', '/v1', listAccounts),
	userRoute('POST', '/v1', createAccount),
	accountRoute('GET', '', (call) => ok(renderAccount(call.account, call.role, call.base))),
	accountRoute('DELETE', '', deleteAccount),
];
