import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { createClient, externService, listAll } from '../../shared/transport';

const MOST = 1000;

/** The accounts of the login, to choose from. */
export async function accountOptions(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const accounts = await listAll(
		createClient(context, externService),
		{ method: 'GET', path: '/v1' },
		{ style: 'skipTake', items: 'accounts' },
		MOST,
	);
	return accounts.map(({ id, inn, kpp, 'organization-name': name }) => ({
		name: [name, inn, kpp].filter(Boolean).join(' · ') || String(id),
		value: String(id),
	}));
}
