import { HttpError } from '../core/errors';
import type { Reply, Route } from '../core/router';
import { compact, type JsonObject } from '../core/values';
import { accountRoute, created, ok, pick, userRoute, type AccountCall, type ExternCall } from './call';
import { bodyObject, optionalKpp, requiredInn, requiredText } from './fields';
import type { Account, Organization, Role } from './model';
import { commonPage, fixedPage, flag, slice } from './query';
import type { ExternState } from './state';

export function renderAccount(account: Account, role: Role, base: string): JsonObject {
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

function renderOrganization(organization: Organization, home: string): JsonObject {
	return {
		id: organization.id,
		general: {
			inn: organization.inn,
			kpp: organization.kpp ?? '',
			name: organization.name,
			'is-main-org': organization.isMain,
			links: [{ rel: 'self', href: `${home}/organizations/${organization.id}` }],
		},
	};
}

function listOrganizations(call: AccountCall): Reply {
	const { query } = call.request;
	const inn = query.get('inn');
	const kpp = query.get('kpp');
	const found = [...call.account.organizations.values()].filter(
		(item) => (!inn || item.inn === inn) && (!kpp || item.kpp === kpp),
	);
	const page = slice(call, found, commonPage);
	return ok({
		organizations: page.items.map((item) => renderOrganization(item, call.home)),
		'total-count': page.total,
		skip: page.skip,
		take: page.items.length,
		links: [],
	});
}

function createOrganization(call: AccountCall): Reply {
	const body = bodyObject(call);
	const inn = requiredInn(body, 'inn');
	const kpp = optionalKpp(body, 'kpp');
	const name = requiredText(body, 'name');
	const { organizations } = call.account;
	const same = [...organizations.values()].find((item) => item.inn === inn && item.kpp === kpp);
	if (same) return ok(renderOrganization(same, call.home));
	const organization = { id: call.extern.random.guid(), inn, kpp, name, isMain: false };
	organizations.set(organization.id, organization);
	return created(renderOrganization(organization, call.home));
}

function organizationOf(call: AccountCall): Organization {
	return pick(call.account.organizations, call, 'orgId', 'Organization');
}

function renameOrganization(call: AccountCall): Reply {
	const organization = organizationOf(call);
	organization.name = requiredText(bodyObject(call), 'name');
	return ok(renderOrganization(organization, call.home));
}

function deleteOrganization(call: AccountCall): Reply {
	const organization = organizationOf(call);
	if (organization.isMain) throw new HttpError(400, 'The head organization cannot be deleted');
	call.account.organizations.delete(organization.id);
	return ok();
}

function listCertificates(call: AccountCall): Reply {
	const forAll = flag(call.request.query, 'forAllUsers') ?? false;
	if (forAll && call.role !== 'admin') throw new HttpError(403, 'forAllUsers is for administrators');
	const found = call.account.certificates.filter((item) => forAll || item.ownerLogin === call.user.login);
	const page = slice(call, found, commonPage);
	const now = call.request.now().toISOString();
	return ok({
		certificates: page.items.map((item) =>
			compact({
				fio: item.fio,
				inn: item.inn,
				kpp: item.kpp,
				'is-valid': item.expiredAt > now,
				'is-qualified': item.isQualified,
				'is-cloud': false,
				'certificate-type': 'iron',
				content: item.content,
				thumbprint: item.thumbprint,
				'expired-at': item.expiredAt,
				'serial-number': item.serialNumber,
			}),
		),
		'total-count': page.total,
		skip: page.skip,
		take: page.items.length,
		links: [],
	});
}

export const accountRoutes: Route[] = [
	userRoute('GET', '/v1', listAccounts),
	userRoute('POST', '/v1', createAccount),
	accountRoute('GET', '', (call) => ok(renderAccount(call.account, call.role, call.base))),
	accountRoute('DELETE', '', deleteAccount),
	accountRoute('GET', '/organizations', listOrganizations),
	accountRoute('POST', '/organizations', createOrganization),
	accountRoute('GET', '/organizations/{orgId}', (call) =>
		ok(renderOrganization(organizationOf(call), call.home)),
	),
	accountRoute('PUT', '/organizations/{orgId}', renameOrganization),
	accountRoute('DELETE', '/organizations/{orgId}', deleteOrganization),
	accountRoute('GET', '/certificates', listCertificates),
];
