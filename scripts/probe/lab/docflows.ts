import { asArray, at } from '../../../test/emulator/core/values';
import type { Ask } from '../ask';
import type { Answer, Query } from '../ask/client';
import { accounts, good, idAt, listIn } from './accounts';

export interface Place {
	/** Path of the account. */
	home: string;
	/** The document flows of one page. */
	docflows: unknown[];
}

export const listDocflows = (ask: Ask, home: string, query: Query): Promise<Answer> =>
	ask.extern(`GET ${home}/docflows`, { query });

/** The first account that has document flows, with up to 1,000 of them. */
export const place = (ask: Ask): Promise<Place> =>
	ask.once('docflows', async () => {
		for (const { home } of await accounts(ask)) {
			const answer = await listDocflows(ask, home, { take: 1000 });
			const docflows = answer.isGood ? listIn(answer.json) : [];
			if (docflows.length > 0) return { home, docflows };
		}
		return ask.lack('no account has document flows');
	});

/** The document flows of a type, found by the filter of the list. */
export const ofType = (ask: Ask, type: string): Promise<Place> =>
	ask.once(`docflows ${type}`, async () => {
		const { home } = await place(ask);
		const answer = good(ask, 'the list of document flows', await listDocflows(ask, home, { type }));
		const docflows = listIn(answer.json);
		return docflows.length > 0 ? { home, docflows } : ask.lack(`there is no document flow ${type}`);
	});

const READ = 8;

/** Some document flows with their documents. */
export const details = (ask: Ask): Promise<unknown[]> =>
	ask.once('docflow details', async () => {
		const { home, docflows } = await place(ask);
		const found: unknown[] = [];
		for (const docflow of docflows.slice(0, READ)) {
			const answer = await ask.extern(`GET ${home}/docflows/${idAt(ask, docflow, 'id')}`);
			if (answer.isGood) found.push(answer.json);
		}
		return found;
	});

export const documentsOf = (docflow: unknown): unknown[] => asArray(at(docflow, 'documents'));
export const contentsOf = (document: unknown): unknown[] =>
	asArray(at(document, 'content', 'docflow-document-contents'));
