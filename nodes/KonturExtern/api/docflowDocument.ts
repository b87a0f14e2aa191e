import { baseName } from '../../shared/formats/fileKind';
import { asArray } from './read';
import type { Docflow, DocflowDocument } from './types';

export const documentsOf = ({ documents }: Docflow): DocflowDocument[] => asArray(documents);

/** Returns the type of a document without `urn:document:`. */
export const typeOf = ({ description }: DocflowDocument): string =>
	String(description?.type ?? '').replace('urn:document:', '');

export const fileNameOf = ({ description }: DocflowDocument): string => {
	const name = description?.filename;
	return typeof name === 'string' ? baseName(name) : '';
};

export interface StoredContent {
	id: string;
	encrypted: boolean;
	compressed: boolean;
}

/**
 * Returns the files that Kontur holds for a document: a plain one, an encrypted one, both or none.
 * Source: Kontur.Extern documentation, "Docflows" (`docflow-document-contents`).
 */
export function contentsOf({ content }: DocflowDocument): {
	plain?: StoredContent;
	encrypted?: StoredContent;
} {
	const contents = asArray(content?.['docflow-document-contents']).flatMap((stored): StoredContent[] => {
		const { 'content-id': id, encrypted, compressed } = stored;
		if (typeof id !== 'string' || !id) return [];
		return [{ id, encrypted: encrypted === true, compressed: compressed === true }];
	});
	return {
		plain: contents.find(({ encrypted }) => !encrypted),
		encrypted: contents.find(({ encrypted }) => encrypted),
	};
}

/** Tells whether the document flow, or a document of it, has a link of a kind. */
export const hasLink = (docflow: Docflow, kind: string): boolean =>
	[docflow, ...documentsOf(docflow)].some(({ links }) => asArray(links).some(({ rel }) => rel === kind));
