import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { createClient, externService, isRefusedWith, type Client } from '../../shared/transport';
import { accountShape, organizationShape, type Docflow } from '../api/types';
import { hiddenTypes, incomingTypes, nameOfUrn } from '../api/urns';
import { attachDocflows } from './attachDocflow';
import type { ListedDocflow, ListPlan } from './docflowList';
import { readList } from './pages';
import { shortUrn, wantedOf, wantsDocflow, type Wanted } from './filters';

const HOUR = 3600_000;
const PAGE_SIZE = 1000;
// Attaching costs one request per element of a page.
const PAGE_SIZE_TO_ATTACH = 100;
const ACCOUNTS_PAGE_SIZE = 100;
const ORGANIZATIONS_PAGE_SIZE = 1000;

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
	/** Where an account begins that is added later. */
	newAccounts: 'now' | 'beginning';
	/** When the poll began; for `elapsedSince`. */
	startedAt: number;
	/** The INN of each organization of an account, once it was read in this poll. */
	organizations: Map<string, Promise<Map<string, string>>>;
}

const changeKey = ({ id, 'last-change-date': date, status }: Docflow) =>
	[id, date ?? '', shortUrn(status)].join(':');

export function watchOf(context: IPollFunctions, events: ListEvents, startedAt: number): Watch {
	const wanted = wantedOf(context);
	const option = (name: string) => context.getNodeParameter(`options.${name}`, false) as boolean;
	const attaches = option('attachDocflow');
	const common = {
		forAllUsers: option('forAllUsers'),
		pageSize: attaches ? PAGE_SIZE_TO_ATTACH : PAGE_SIZE,
	};
	const plan: ListPlan =
		events === 'changes'
			? {
					...common,
					from: 'updatedFrom',
					to: 'updatedTo',
					lists: wanted.types.length || !wanted.hiddenTypes ? [wanted.types] : [[], hiddenTypes],
					keyOf: changeKey,
				}
			: {
					...common,
					from: 'createdFrom',
					to: 'createdTo',
					lists: [wanted.types.length ? wanted.types : incomingTypes],
					keyOf: ({ id }) => String(id),
				};
	const overlap = events === 'changes' ? HOUR : 72 * HOUR;
	const client = createClient(context, externService);
	const newAccounts = context.getNodeParameter('options.newAccounts', 'now') as Watch['newAccounts'];
	return {
		context,
		client,
		wanted,
		plan,
		overlap,
		attaches,
		newAccounts,
		startedAt,
		organizations: new Map(),
	};
}

/** Returns the IDs of the accounts to watch. */
export async function accountsOf({ client, wanted }: Watch): Promise<string[]> {
	if (wanted.accounts.length > 0) return wanted.accounts;
	const request = { method: 'GET', path: '/v1' } as const;
	const accounts = await readList(client, request, 'accounts', accountShape, ACCOUNTS_PAGE_SIZE);
	return [...new Set(accounts.map(({ id }) => id))];
}

const innOf = ({ general }: { general?: { inn?: string | null } | null }) => general?.inn ?? '';

async function readOrganizations({ client }: Watch, accountId: string): Promise<Map<string, string>> {
	const organizations = await readList(
		client,
		{ method: 'GET', path: '/v1/{accountId}/organizations', pathValues: { accountId } },
		'organizations',
		organizationShape,
		ORGANIZATIONS_PAGE_SIZE,
	);
	return new Map(organizations.map((organization) => [organization.id, innOf(organization)]));
}

/** Returns the INN of one organization; empty when it does not exist any more. */
async function readInn({ client }: Watch, accountId: string, organizationId: string): Promise<string> {
	const request = client.request({
		method: 'GET',
		path: '/v1/{accountId}/organizations/{organizationId}',
		pathValues: { accountId, organizationId },
		shape: organizationShape,
	});
	return await request.then(
		({ body }) => innOf(body),
		(error: unknown) => {
			if (isRefusedWith(error, 403, 404)) return '';
			throw error;
		},
	);
}

/** Returns the INN of the taxpayer of a document flow. */
async function taxpayerOf(watch: Watch, accountId: string, docflow: Docflow): Promise<string> {
	const { 'organization-id': organizationId, description } = docflow;
	const inDescription = String(description?.['payer-inn'] ?? '').split('-')[0];
	if (!organizationId) return inDescription;
	const organizations = watch.organizations.get(accountId) ?? readOrganizations(watch, accountId);
	watch.organizations.set(accountId, organizations);
	const known = await organizations;
	// A document flow of an organization that the list does not have yet must not be passed over.
	const inn = known.get(organizationId) ?? (await readInn(watch, accountId, organizationId));
	known.set(organizationId, inn);
	return inn || inDescription;
}

/** Returns the document flows of an account that pass the filters. */
export async function wantedOnly(
	watch: Watch,
	accountId: string,
	listed: ListedDocflow[],
): Promise<ListedDocflow[]> {
	const wanted = listed.filter(({ docflow }) => wantsDocflow(watch.wanted)(docflow));
	const { inns } = watch.wanted;
	if (inns.length === 0) return wanted;
	const passed: ListedDocflow[] = [];
	for (const one of wanted) {
		if (inns.includes(await taxpayerOf(watch, accountId, one.docflow))) passed.push(one);
	}
	return passed;
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
