import type { Draft } from '../types';

export interface DraftIds {
	accountId: string;
	draftId: string;
}

/** Returns the IDs in a draft's links to its documents. */
export const documentIdsOf = ({ documents }: Draft): string[] =>
	(documents ?? []).flatMap(({ href }) => {
		const id = /\/documents\/([^/?]+)/.exec(String(href))?.[1];
		return id ? [id] : [];
	});

/** Returns the ID of the document flow that a draft became, or undefined if it was not sent. */
export function docflowIdOf({ 'docflow-id': id, docflows }: Draft): string | undefined {
	if (typeof id === 'string' && id) return id;
	const [link] = docflows ?? [];
	return /docflows\/([^/?]+)/.exec(String(link?.href))?.[1];
}
