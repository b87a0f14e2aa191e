import type { IDataObject } from 'n8n-workflow';
import { toList } from '../../shared/catalog';
import type { KeyedDocument } from './document';
import { shapeDocument, type ShapeOptions } from './shape';
import { simplifyDocument, simplifyGoods } from './simplify';
import { splitByGoods } from './split';

/** The user's choices about documents. */
export interface DocumentOptions {
	addFields?: unknown;
	operationTypes?: unknown;
	splitGoods?: boolean;
}

/** Makes the items of documents, one per document or per good. `origin` holds fields that say where they come from. */
export type ItemMaker = (
	documents: readonly KeyedDocument[],
	origin?: IDataObject,
) => Array<{ json: IDataObject }>;

const ADDITIONS = ['labels', 'roubles', 'vat'] as const;

function shapeOptionsOf({ addFields }: DocumentOptions): ShapeOptions {
	if (addFields === undefined) return {};
	const wanted = toList(addFields);
	return Object.fromEntries(ADDITIONS.map((name) => [name, wanted.includes(name)]));
}

export function itemMaker(options: DocumentOptions, simplify: boolean): ItemMaker {
	const shape = shapeOptionsOf(options);
	const whole = simplify ? simplifyDocument : shapeDocument;
	if (options.splitGoods !== true) {
		return (documents, origin) => documents.map((document) => ({ json: whole(document, shape, origin) }));
	}
	const goods: typeof simplifyGoods = simplify
		? simplifyGoods
		: (document, ...how) => splitByGoods(shapeDocument(document, ...how));
	return (documents, origin) =>
		documents.flatMap((document) => goods(document, shape, origin)).map((json) => ({ json }));
}
