import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { createClient, externService, serverTime, type Client } from '../../shared/transport';
import { accountShape, organizationShape, pageShape, type Docflow } from '../api/types';
import { nameOfUrn } from '../api/urns';
import { incomingTypes } from '../api/urns/incomingTypes';
import { attachDocflows } from './attachDocflow';
import type { ListedDocflow, ListPlan } from './docflowList';
import { shortUrn, wantedOf, wantsDocflow, type Wanted } from './filters';

const HOUR = 3600_000;
const PAGE_SIZE = 1000;
// Attaching costs one request per element of a page.
const PAGE_SIZE_TO_ATTACH = 100;
const ACCOUNTS_PAGE_SIZE = 100;

const accountsPage = pageShape('accounts', accountShape);
const organizationsPage = pageShape('organizations', organizationShape);

export type ListEvents = 'changes' | 'incoming';

/** What one trigger node watches. */
export interface Watch {
	context: IPollFunctions;
	client: Client;
	wanted: Wanted;
	plan: ListPlan;
	/** How long a list may take to show a change, milliseconds. */
	overlap: number;
	attaches: boolean;
}

const changeKey = ({ id, 'last-change-date': date, status }: Docflow) =>
	[id, date ?? '', shortUrn(status)].join(':');

export function watchOf(context: IPollFunctions, events: ListEvents): Watch {
	const wanted = wantedOf(context);
	const option = (name: string) => context.getNodeParameter(`options.${name}`, false) as boolean;
	const attaches = option('attachDocflow');
	const common = {
		forAllUsers: option('forAllUsers'),
		pageSize: attaches ? PAGE_SIZE_TO_ATTACH : PAGE_SIZE,
	};
	const plan: ListPlan =
		events === 'changes'
			? { ...common, from: 'updatedFrom', to: 'updatedTo', types: wanted.types, keyOf: changeKey }
			: {
					...common,
					from: 'createdFrom',
					to: 'createdTo',
					types: wanted.types.length ? wanted.types : incomingTypes,
					keyOf: ({ id }) => String(id),
				};
	const overlap = events === 'changes' ? HOUR : 72 * HOUR;
	return { context, client: createClient(context, externService), wanted, plan, overlap, attaches };
}

export interface Scope {
	accountIds: string[];
	/** Kontur's time, Unix milliseconds; absent when no request was needed. */
	time?: number;
}

/** Returns the accounts to watch. */
export async function scopeOf({ client, wanted }: Watch, needsTime: boolean): Promise<Scope> {
	const isChosen = wanted.accounts.length > 0;
	if (isChosen && !needsTime) return { accountIds: wanted.accounts };
	const accountIds: string[] = [];
	for (let skip = 0; ;) {
		const query = { skip, take: isChosen ? 1 : ACCOUNTS_PAGE_SIZE };
		const response = await client.request({ method: 'GET', path: '/v1', query, shape: accountsPage });
		const { accounts, 'total-count': total } = response.body;
		const page = Array.isArray(accounts) ? accounts : [];
		const time = serverTime(response);
		if (isChosen) return { accountIds: wanted.accounts, time };
		accountIds.push(...page.map(({ id }) => String(id)));
		skip += page.length;
		if (page.length === 0 || skip >= Number(total ?? Infinity)) return { accountIds, time };
	}
}

/** Returns the IDs of an account's organizations that have one of the INNs of the filter. */
async function organizationIds({ client, wanted }: Watch, accountId: string): Promise<Set<unknown>> {
	const pages = await Promise.all(
		wanted.inns.map(async (inn) => {
			const { body } = await client.request({
				method: 'GET',
				path: '/v1/{accountId}/organizations',
				pathValues: { accountId },
				query: { inn },
				shape: organizationsPage,
			});
			return Array.isArray(body.organizations) ? body.organizations : [];
		}),
	);
	return new Set(pages.flat().map(({ id }) => id));
}

/** Returns the document flows of an account that pass the filters. */
export async function wantedOnly(
	watch: Watch,
	accountId: string,
	listed: ListedDocflow[],
): Promise<ListedDocflow[]> {
	const wanted = listed.filter(({ docflow }) => wantsDocflow(watch.wanted)(docflow));
	if (watch.wanted.inns.length === 0 || wanted.length === 0) return wanted;
	const organizations = await organizationIds(watch, accountId);
	return wanted.filter(({ docflow }) => organizations.has(docflow['organization-id']));
}

/** Builds items with readable names of the URNs, and attaches the whole document flow if the user wants it. */
export async function toItems(
	{ client, attaches }: Watch,
	accountId: string,
	listed: ListedDocflow[],
	now: number,
): Promise<INodeExecutionData[]> {
	const found = listed.map(({ docflow, key, changedAt }) => ({
		json: jsonOf(docflow, accountId, key),
		accountId,
		docflowId: String(docflow.id),
		at: changedAt ?? 0,
	}));
	return attaches ? await attachDocflows(client, found, now) : found.map(({ json }) => ({ json }));
}

function jsonOf(docflow: Docflow, accountId: string, key: string): IDataObject {
	const names = {
		docflowTypeName: nameOfUrn(docflow.type, 'docflow'),
		statusName: nameOfUrn(docflow.status, 'docflow-common-status'),
		successStateName: nameOfUrn(docflow['success-state'], 'docflow-state'),
	};
	return {
		...docflow,
		// The same names as in events, so that the next nodes work with every choice of "Trigger On".
		'account-id': accountId,
		'docflow-id': docflow.id,
		...Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined)),
		dedupeKey: key,
	};
}
