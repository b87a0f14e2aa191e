import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { listOf } from '../api/parameters';
import type { Docflow } from '../api/types';
import type { FeedEvent } from './state/feed';

/** The user's filters, in lower case and without URN prefixes; an empty list allows everything. */
export interface Wanted {
	accounts: string[];
	inns: string[];
	types: string[];
	/** Also the types that Kontur lists only when they are named. */
	hiddenTypes: boolean;
	/** `new-state` of events. */
	states: string[];
	statuses: string[];
	successStates: string[];
}

/** `urn:docflow:fns534-report` and `fns534-report` are the same type. */
export const shortUrn = (urn: unknown): string =>
	String(urn ?? '')
		.toLowerCase()
		.split(':')
		.at(-1) ?? '';

/** Reads the filters of the trigger. Selected and typed values are merged. */
export function wantedOf(context: IPollFunctions): Wanted {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const given = (...names: string[]) => names.flatMap((name) => listOf(filters[name])).map(shortUrn);
	return {
		accounts: given('accounts', 'accountIds'),
		inns: given('inn'),
		types: given('types', 'docflowTypes'),
		hiddenTypes: filters.hiddenTypes === true,
		states: given('states', 'newStates'),
		statuses: given('statuses'),
		successStates: given('successStates'),
	};
}

const allows = (allowed: string[], value: string) => allowed.length === 0 || allowed.includes(value);

// Older events name the account and the document flow only inside the link.
function inLink(event: FeedEvent, pattern: RegExp): string {
	const { href } = (event['docflow-link'] ?? {}) as { href?: string };
	return pattern.exec(href ?? '')?.[1] ?? '';
}

export function accountOf(event: FeedEvent): string {
	const id = event['account-id'];
	return (typeof id === 'string' ? id : inLink(event, /\/v1\/([^/]+)\/docflows\//)).toLowerCase();
}

export function docflowOf(event: FeedEvent): string {
	const id = event['docflow-id'];
	return typeof id === 'string' ? id : inLink(event, /\/docflows\/([^/?]+)/);
}

export const wantsEvent =
	({ accounts, inns, types, states }: Wanted) =>
	(event: FeedEvent): boolean =>
		allows(accounts, accountOf(event)) &&
		allows(inns, String(event.inn ?? '')) &&
		allows(types, shortUrn(event['docflow-type'])) &&
		allows(states, shortUrn(event['new-state']));

/** Checks the filters that Kontur's list does not have; type and account are part of the request. */
export const wantsDocflow =
	({ statuses, successStates }: Wanted) =>
	(docflow: Docflow): boolean =>
		allows(statuses, shortUrn(docflow.status)) && allows(successStates, shortUrn(docflow['success-state']));
