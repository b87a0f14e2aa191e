import { UserError } from 'n8n-workflow';
import { t } from '../../shared/language';
import type { Client, ShapedRequest } from '../../shared/transport';
import { asArray, type Ids } from './read';
import type { DocflowDocument } from './types';

/** An operation of JSON Patch (RFC 6902, section 4). */
export interface Change {
	op: 'add' | 'remove';
	path: string;
	value?: unknown;
}

const requisites = '/description/requisites';

/** Sets a requisite; an empty value changes nothing. `add` replaces an existing value (RFC 6902, section 4.1). */
export const requisite = (name: string, value: unknown): Change[] =>
	value === undefined || value === '' ? [] : [{ op: 'add', path: `${requisites}/${name}`, value }];

/** Sets a comment with its color. An empty text clears the comment. */
export const commentPatch = (text: string | undefined, color = 'none'): Change[] =>
	text === undefined ? [] : requisite('comment', { text, color });

/** Returns the names of a document's labels. */
export const labelsOf = ({ description }: DocflowDocument): string[] =>
	asArray(description?.requisites?.labels).map(({ name }) => String(name));

/**
 * Returns the changes that turn a document's labels into the wanted ones. Kontur changes labels one at a time, by
 * index.
 * Source: Kontur.Extern documentation, "Docflows", changes of a demand's document.
 */
export function labelPatch(present: readonly string[], wanted: readonly string[]): Change[] {
	const removed = present
		.map((name, index) => ({ name, index }))
		.filter(({ name }) => !wanted.includes(name))
		// From the end, so that the other indexes stay valid.
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
 * Sends the changes and returns the changed object.
 * @throws UserError when there are no changes
 */
export async function sendPatch<T>(
	client: Client,
	{ path, shape }: Pick<ShapedRequest<T>, 'path' | 'shape'>,
	ids: Ids,
	changes: readonly Change[],
): Promise<T> {
	if (changes.length === 0) {
		throw new UserError(t`Nothing to change. Add a field under Update Fields.`);
	}
	// A label added twice appears twice.
	const harmless = changes.every(({ path: changed }) => !changed.includes('/labels/'));
	const { body } = await client.request({
		method: 'PATCH',
		path,
		pathValues: ids,
		body: changes,
		repeat: harmless ? 'harmless' : 'unlessStarted',
		shape,
	});
	return body;
}
