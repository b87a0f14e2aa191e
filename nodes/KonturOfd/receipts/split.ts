import type { IDataObject } from 'n8n-workflow';

/**
 * Splits a shaped document into one item per receipt line: the fields of the document, the line under `good` and its
 * position under `line`. The document's key moves to `documentKey`, and `dedupeKey` gets the position appended to stay
 * unique. A document without lines stays one item. `stornoItems` are not part of the total and are not split.
 */
export function splitByGoods(shaped: IDataObject): IDataObject[] {
	const { items, ...head } = shaped;
	if (!Array.isArray(items) || items.length === 0) return [shaped];
	const documentKey = String(shaped.dedupeKey ?? '');
	return (items as IDataObject[]).map((good, index) => ({
		...head,
		dedupeKey: documentKey && `${documentKey}:${index + 1}`,
		documentKey,
		line: index + 1,
		good,
	}));
}
