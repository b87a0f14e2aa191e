import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { t } from '../../shared/language';
import {
	contradictionsOf,
	type Client,
	type KonturRequest,
	type KonturResponse,
	type Shape,
} from '../../shared/transport';
import { MOST_ON_PAGE, pageShape } from '../api/types';

type Page<N extends string, T> = Record<N, T[]> & { 'total-count': number } & IDataObject;

/**
 * A page of a list that says how long the list is: otherwise nothing tells a short list from a broken response. A page
 * without elements ends the list only where the list does.
 */
export function listPage<N extends string, T>(items: N, element: Shape<T>, skip: number): Shape<Page<N, T>> {
	const page: Shape<unknown> = pageShape(items, element, MOST_ON_PAGE);
	return {
		isAnybodys: page.isAnybodys,
		missing: (value, path) => {
			const missing = page.missing(value, path);
			if (missing.length > 0) return missing;
			const { [items]: elements, 'total-count': total } = value as Page<N, T>;
			return contradictionsOf(elements.length, skip, total, items);
		},
	};
}

/**
 * Asks for something that the state of the trigger depends on.
 * @throws OperationalError when the response is not what Kontur documents: nothing may move then
 */
export async function ask<T>(
	client: Client,
	request: KonturRequest,
	shape: Shape<T>,
): Promise<KonturResponse<T>> {
	const response = await client.request({ ...request, shape });
	const missing = shape.missing(response.body);
	if (missing.length === 0) return response;
	throw new OperationalError(
		t`Kontur.Extern returned a response without ${missing[0] || t`an object`}. The next poll tries again.`,
	);
}

/** Reads a whole list of the API. */
export async function readList<N extends string, T>(
	client: Client,
	request: KonturRequest,
	items: N,
	element: Shape<T>,
	pageSize: number,
): Promise<T[]> {
	const all: T[] = [];
	for (;;) {
		const query = { ...request.query, skip: all.length, take: pageSize };
		const { body } = await ask(client, { ...request, query }, listPage(items, element, all.length));
		// A list may be longer than the arguments that a call takes.
		for (const one of body[items]) all.push(one);
		if (all.length >= body['total-count']) return all;
	}
}
