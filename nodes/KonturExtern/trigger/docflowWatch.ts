import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { createClient, externService, type Client } from '../../shared/transport';
import { attachDocflows } from './attachDocflow';
import type { ListedDocflow, ListPlan } from './docflowList';
import { incomingTypes } from '../api/urns/incomingTypes';
import { shortUrn, wantedOf, wantsDocflow, type Wanted } from './filters';
import { nameOfUrn } from '../api/urns';

const HOUR = 3600_000;
const PAGE = 1000;
// With the whole document flow attached a page costs as many requests as it has elements.
const PAGE_TO_ATTACH = 100;
const ACCOUNTS_PAGE = 100;

export type ListEvents = 'changes' | 'incoming';

/** What one node tells of. */
export interface Watch {
	context: IPollFunctions;
	client: Client;
	wanted: Wanted;
	plan: ListPlan;
	/** How long after a change a list may not show it, milliseconds. */
	overlap: number;
	attaches: boolean;
}

const changeKey = ({ id, 'last-change-date': date, status }: IDataObject) =>
	[id, date ?? '', shortUrn(status)].join(':');

export function watchOf(context: IPollFunctions, events: ListEvents): Watch {
	const wanted = wantedOf(context);
	const option = (name: string) => context.getNodeParameter(`options.${name}`, false) as boolean;
	const attaches = option('attachDocflow');
	const common = { forAllUsers: option('forAllUsers'), pageSize: attaches ? PAGE_TO_ATTACH : PAGE };
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
	/** Kontur's time, Unix milliseconds; absent when Kontur was not asked. */
	time?: number;
}

/** The accounts to watch. */
export async function scopeOf({ client, wanted }: Watch, needsTime: boolean): Promise<Scope> {
	const { accounts } = wanted;
	if (accounts.length > 0 && !needsTime) return { accountIds: accounts };
	const found: string[] = [];
	for (let skip = 0; ;) {
		const take = accounts.length > 0 ? 1 : ACCOUNTS_PAGE;
		const { body, headers } = await client.request({ method: 'GET', path: '/v1', query: { skip, take } });
		const page = Array.isArray(body.accounts) ? (body.accounts as IDataObject[]) : [];
		const time = Date.parse(String(headers.date ?? '')) || Date.now();
		if (accounts.length > 0) return { accountIds: accounts, time };
		found.push(...page.map(({ id }) => String(id)));
		skip += page.length;
		if (page.length === 0 || skip >= Number(body['total-count'] ?? Infinity)) {
			return { accountIds: found, time };
		}
	}
}

/** Of an account, the IDs of its organizations with the INNs that are wanted. */
async function organizationIds({ client, wanted }: Watch, accountId: string): Promise<Set<unknown>> {
	const answers = await Promise.all(
		wanted.inns.map(
			async (inn) =>
				await client.request({
					method: 'GET',
					path: '/v1/{accountId}/organizations',
					pathValues: { accountId },
					query: { inn },
				}),
		),
	);
	return new Set(
		answers.flatMap(({ body }) => {
			const list = Array.isArray(body.organizations) ? (body.organizations as IDataObject[]) : [];
			return list.map(({ id }) => id);
		}),
	);
}

/** Those of an account's document flows that the filters let through. */
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

/** Items with names beside the URNs, and with the whole document flow where it is wanted. */
export async function toItems(
	watch: Watch,
	accountId: string,
	listed: ListedDocflow[],
	now: number,
): Promise<INodeExecutionData[]> {
	const items = listed.map(({ docflow, key }) => ({ json: jsonOf(docflow, accountId, key) }));
	const attachments = items.map(({ json }, index) => ({
		json,
		accountId,
		docflowId: String(json.id),
		at: listed[index].changedAt ?? 0,
	}));
	if (watch.attaches) await attachDocflows(watch.client, attachments, now);
	return items;
}

function jsonOf(docflow: IDataObject, accountId: string, key: string): IDataObject {
	const names = {
		docflowTypeName: nameOfUrn(docflow.type, 'docflow'),
		statusName: nameOfUrn(docflow.status, 'docflow-common-status'),
		successStateName: nameOfUrn(docflow['success-state'], 'docflow-state'),
	};
	return {
		...docflow,
		// By the names that events have, so that the nodes after this one need not know what it watches.
		'account-id': accountId,
		'docflow-id': docflow.id,
		...Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined)),
		dedupeKey: key,
	};
}
