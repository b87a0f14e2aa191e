import type { IDataObject } from 'n8n-workflow';

/**
 * Splits a shaped document into one item per good: the fields of the document, the good under `good` and its position
 * under `line`. The document's key moves to `documentKey`, and `dedupeKey` gets the line appended, so that it stays
 * unique. A document without goods stays one item. Goods under `stornoItems` are not part of the total and stay where
 * they are.
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
