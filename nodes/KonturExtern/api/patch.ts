import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { Client } from '../../shared/transport';
import type { Ids } from './documentPlaces';

/** A change of JSON Patch (RFC 6902, section 4). */
export interface Change {
	op: 'add' | 'remove';
	path: string;
	value?: unknown;
}

const requisites = '/description/requisites';

/** Sets a requisite: `add` replaces what is there (RFC 6902, section 4.1). Nothing for an empty value. */
export const requisite = (name: string, value: unknown): Change[] =>
	value === undefined || value === '' ? [] : [{ op: 'add', path: `${requisites}/${name}`, value }];

/** A comment with its color. An empty text takes the comment's words away. */
export const commentPatch = (text: string | undefined, color = 'none'): Change[] =>
	text === undefined ? [] : requisite('comment', { text, color });

/** The names of a document's labels. */
export function labelsOf({ description }: IDataObject): string[] {
	const { requisites: present } = (description ?? {}) as { requisites?: { labels?: IDataObject[] } };
	return (present?.labels ?? []).map(({ name }) => String(name));
}

/**
 * The changes that turn a document's labels into the wanted ones. Labels are changed one by one, by their index.
 * Source: Kontur.Extern documentation, "Docflows", changes of a demand's document.
 */
export function labelPatch(present: readonly string[], wanted: readonly string[]): Change[] {
	const removed = present
		.map((name, index) => ({ name, index }))
		.filter(({ name }) => !wanted.includes(name))
		// From the end, so that the indexes of the others stay.
		.reverse()
		.map(({ index }): Change => ({ op: 'remove', path: `${requisites}/labels/${index}` }));
	const kept = present.length - removed.length;
	const added = wanted
		.filter((name) => !present.includes(name))
		.map((name, index): Change => ({
			op: 'add',
			path: `${requisites}/labels/${kept + index}`,
			value: { name },
		}));
	return [...removed, ...added];
}

/**
 * Sends changes and gives the changed object.
 * @throws UserError when there is none
 */
export async function sendPatch(
	client: Client,
	path: string,
	ids: Ids,
	changes: readonly Change[],
): Promise<IDataObject> {
	if (changes.length === 0) {
		throw new UserError('Nothing to change. Add a field under Update Fields.');
	}
	// An element added to a list twice is there twice.
	const harmless = changes.every(({ path: changed }) => !changed.includes('/labels/'));
	const { body } = await client.request({
		method: 'PATCH',
		path,
		pathValues: ids,
		body: changes,
		repeat: harmless ? 'harmless' : 'unlessStarted',
	});
	return body;
}
