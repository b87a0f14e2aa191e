import type { IDataObject } from 'n8n-workflow';

/** Keeps the account's organization and the login's rights, under Kontur's names. */
export const simplifyAccount = (account: IDataObject): IDataObject => ({
	id: account.id,
	inn: account.inn,
	kpp: account.kpp,
	'organization-name': account['organization-name'],
	name: account.name,
	role: account.role,
	'has-web-access': account['has-web-access'],
	'is-demand-recipient': account['is-demand-recipient'],
	'can-add-organizations': account['can-add-organizations'],
});
