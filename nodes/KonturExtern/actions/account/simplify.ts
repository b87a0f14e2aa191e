import type { IDataObject } from 'n8n-workflow';

/** What most people look at in an account: whose it is, and what this login may do in it. Names stay Kontur's. */
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
