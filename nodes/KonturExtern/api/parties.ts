import type { InnLookup } from '../../shared/catalog';
import { listAll } from '../../shared/transport';
import { accountShape, organizationShape } from './types';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** Finds an account by its head organization. Kontur cannot search accounts, so all of the login are listed. */
export const accountByInn: InnLookup = {
	noun: 'account',
	list: async (client) => {
		const request = { method: 'GET', path: '/v1', element: accountShape } as const;
		const accounts = await listAll(client, request, { style: 'skipTake', items: 'accounts' });
		return accounts.map(({ id, inn, kpp, 'organization-name': name }) => ({
			id,
			name: text(name),
			inn: text(inn),
			kpp: text(kpp),
		}));
	},
};

/** Finds an organization of the account. Kontur finds organizations by their whole INN. */
export const organizationByInn: InnLookup = {
	noun: 'organization',
	list: async (client, parameter, { inn }) => {
		const organizations = await listAll(
			client,
			{
				method: 'GET',
				path: '/v1/{accountId}/organizations',
				pathValues: { accountId: parameter('accountId') },
				query: { inn },
				element: organizationShape,
			},
			{ style: 'skipTake', items: 'organizations' },
		);
		return organizations.map(({ id, general }) => ({
			id,
			name: text(general?.name),
			inn: text(general?.inn),
			kpp: text(general?.kpp),
		}));
	},
	scope: (parameter, { inn }) => [parameter('accountId'), inn],
};
