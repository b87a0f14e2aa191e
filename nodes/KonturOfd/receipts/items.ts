import type { IDataObject } from 'n8n-workflow';
import type { KeyedDocument } from './document';
import { toList } from '../../shared/catalog';
import { essentialGoodsOf, essentialsOf } from './simplify';
import { goodsOf, shapeDocument, type ShapeOptions } from './shape';

/** What the user chose to see of documents. */
export interface DocumentOptions {
	addFields?: unknown;
	operationTypes?: unknown;
	splitGoods?: boolean;
}

/** Makes the items of documents: one of each, or one per good. `origin` are fields that say where they come from. */
export type ItemMaker = (
	documents: readonly KeyedDocument[],
	origin?: IDataObject,
) => Array<{ json: IDataObject }>;

const ADDED = ['labels', 'roubles', 'vat'] as const;

function shapeOptionsOf({ addFields }: DocumentOptions): ShapeOptions {
	if (addFields === undefined) return {};
	const wanted = toList(addFields);
	return Object.fromEntries(ADDED.map((name) => [name, wanted.includes(name)]));
}

export function itemMaker(options: DocumentOptions, simplify: boolean): ItemMaker {
	const shape = shapeOptionsOf(options);
	const whole = simplify ? essentialsOf : shapeDocument;
	if (options.splitGoods !== true)
		return (documents, origin) => documents.map((document) => ({ json: whole(document, shape, origin) }));
	const goods: typeof essentialGoodsOf = simplify
		? essentialGoodsOf
		: (document, ...how) => goodsOf(shapeDocument(document, ...how));
	return (documents, origin) =>
		documents.flatMap((document) => goods(document, shape, origin)).map((json) => ({ json }));
}
