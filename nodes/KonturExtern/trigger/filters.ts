import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { FeedEvent } from './state/feed';
import { listOf } from '../api/parameters';

/** What is to be told of; an empty list allows everything. All in small letters, without prefixes of URNs. */
export interface Wanted {
	accounts: string[];
	inns: string[];
	types: string[];
	/** `new-state` of events. */
	states: string[];
	statuses: string[];
	successStates: string[];
}

/** `urn:docflow:fns534-report` and `fns534-report` name the same. */
export const shortUrn = (urn: unknown): string =>
	String(urn ?? '')
		.toLowerCase()
		.split(':')
		.at(-1) ?? '';

/** The filters of the trigger; what is chosen from a list and what is typed add up. */
export function wantedOf(context: IPollFunctions): Wanted {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const given = (...names: string[]) => names.flatMap((name) => listOf(filters[name])).map(shortUrn);
	return {
		accounts: given('accounts', 'accountIds'),
		inns: given('inn'),
		types: given('types', 'docflowTypes'),
		states: given('states', 'newStates'),
		statuses: given('statuses'),
		successStates: given('successStates'),
	};
}

const allows = (allowed: string[], value: string) => allowed.length === 0 || allowed.includes(value);

/** Older answers name the account only inside the link. */
export function accountOf(event: FeedEvent): string {
	if (typeof event['account-id'] === 'string') return event['account-id'].toLowerCase();
	const { href } = (event['docflow-link'] ?? {}) as { href?: string };
	return /\/v1\/([^/]+)\/docflows\//.exec(href ?? '')?.[1]?.toLowerCase() ?? '';
}

export const wantsEvent =
	({ accounts, inns, types, states }: Wanted) =>
	(event: FeedEvent): boolean =>
		allows(accounts, accountOf(event)) &&
		allows(inns, String(event.inn ?? '')) &&
		allows(types, shortUrn(event['docflow-type'])) &&
		allows(states, shortUrn(event['new-state']));

/** Type and account are asked for already. */
export const wantsDocflow =
	({ statuses, successStates }: Wanted) =>
	(docflow: IDataObject): boolean =>
		allows(statuses, shortUrn(docflow.status)) && allows(successStates, shortUrn(docflow['success-state']));
