import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { locator, searchBySkip } from '../../../shared/catalog';
import { shownName } from '../../api/urns';

export const text = (value: unknown) => (typeof value === 'string' ? value : '');
export const label = (...parts: unknown[]) => parts.map(text).filter(Boolean).join(' · ');

export const accountId = locator({
	name: 'accountId',
	displayName: 'Account',
	description: 'The Kontur.Extern account to work in',
	placeholder: '1f0c7f0a-6f3b-4a55-8f7e-0d4a5f2c1b90',
	listSearch: {
		method: 'searchAccounts',
		search: async (client, _parameter, filter, page) =>
			await searchBySkip(
				client,
				{ method: 'GET', path: '/v1' },
				'accounts',
				(account) => ({
					name: label(account['organization-name'], account.inn, account.kpp) || text(account.id),
					value: text(account.id),
				}),
				filter,
				page,
			),
	},
});

export const organizationId = locator({
	name: 'organizationId',
	displayName: 'Organization',
	description: 'An organization served in the account',
	placeholder: '493f8a1e-0b7d-4c57-8d3a-6c2f1e0d9b87',
	listSearch: {
		method: 'searchOrganizations',
		search: async (client, parameter, filter, page) =>
			await searchBySkip(
				client,
				{
					method: 'GET',
					path: '/v1/{accountId}/organizations',
					pathValues: { accountId: parameter('accountId') },
					// A whole INN is the one thing that Kontur can search for.
					query: { inn: /^\s*(\d{10}|\d{12})\s*$/.exec(filter ?? '')?.[1] },
				},
				'organizations',
				(organization) => {
					const general = (organization.general ?? {}) as IDataObject;
					return {
						name: label(general.name, general.inn, general.kpp) || text(organization.id),
						value: text(organization.id),
					};
				},
				filter,
				page,
			),
	},
});

export const draftId = locator({
	name: 'draftId',
	displayName: 'Draft',
	description: 'A draft of the account',
	placeholder: '57a3d0f4-7b1c-4a2e-9d3f-5e6a7b8c9d0e',
	listSearch: {
		method: 'searchDrafts',
		search: async (client, parameter, filter, page) =>
			await searchBySkip(
				client,
				{
					method: 'GET',
					path: '/v1/{accountId}/drafts',
					pathValues: { accountId: parameter('accountId') },
				},
				'drafts',
				(draft) => {
					const meta = (draft.meta ?? {}) as Record<string, IDataObject | undefined>;
					return {
						name: label(draft.status, meta.payer?.name ?? meta.payer?.inn, text(draft.id).slice(0, 8)),
						value: text(draft.id),
					};
				},
				filter,
				page,
			),
	},
});

/** A document flow among others: day, form or type, payer, status. */
export function docflowChoice(docflow: IDataObject): INodeListSearchItems {
	const description = (docflow.description ?? {}) as IDataObject;
	const form = (description['form-version'] ?? {}) as IDataObject;
	return {
		name: label(
			text(docflow['send-date']).slice(0, 10),
			text(form['form-shortname']) || shownName(docflow.type, 'docflow'),
			description['payer-inn'],
			text(docflow.status).replace('urn:docflow-common-status:', ''),
		),
		value: text(docflow.id),
	};
}

export const docflowId = locator({
	name: 'docflowId',
	displayName: 'Document Flow',
	description:
		'A document flow (docflow) of the account: what was sent or has come in, with the answers to it',
	placeholder: '351b7c2e-8d1f-4a6b-9c3d-2e1f0a9b8c7d',
	listSearch: {
		method: 'searchDocflows',
		search: async (client, parameter, filter, page) =>
			await searchBySkip(
				client,
				{
					method: 'GET',
					path: '/v1/{accountId}/docflows',
					pathValues: { accountId: parameter('accountId') },
					query: { orderBy: 'descending' },
				},
				'docflows-page-item',
				docflowChoice,
				filter,
				page,
			),
	},
});
