import type { IDataObject } from 'n8n-workflow';
import { toList } from '../../shared/catalog';
import type { KeyedDocument } from './document';
import { documentFilter } from './filter';
import { shapeDocument, type ShapeOptions } from './shape';
import { simplifyDocument, simplifyGoods } from './simplify';
import { splitByGoods } from './split';

/** The user's choices about documents. */
export interface DocumentOptions {
	addFields?: unknown;
	operationTypes?: unknown;
	splitGoods?: boolean;
}

/** Makes the items of documents. `origin` holds the fields that identify the cash register. */
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

/** Returns a function that makes one item per selected document or receipt line. @param kinds empty means all */
export function itemMaker(
	options: DocumentOptions,
	simplify: boolean,
	kinds: readonly string[] = [],
): ItemMaker {
	const shape = shapeOptionsOf(options);
	const isWanted = documentFilter(options.operationTypes, kinds);
	const whole = simplify ? simplifyDocument : shapeDocument;
	const goods: typeof simplifyGoods = simplify
		? simplifyGoods
		: (document, ...how) => splitByGoods(shapeDocument(document, ...how));
	return (documents, origin) => {
		const wanted = isWanted ? documents.filter(isWanted) : documents;
		return options.splitGoods === true
			? wanted.flatMap((document) => goods(document, shape, origin)).map((json) => ({ json }))
			: wanted.map((document) => ({ json: whole(document, shape, origin) }));
	};
}
