import { UserError, type IDataObject } from 'n8n-workflow';
import { pick, toList } from '../../shared/catalog';
import { t } from '../../shared/language';
import type { KeyedDocument } from './document';
import { documentFilter } from './filter';
import { shapeDocument, type ShapeOptions } from './shape';
import { simplifyDocument, simplifyGoods } from './simplify';
import { splitByGoods } from './split';
import { RECEIPT_COLUMNS } from './table';

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

/** Which fields of a document its item has: the simplified ones (true), all (false), or those named. */
export type View = boolean | readonly string[];

/** The user's choice of fields. Version 1 of the node only had `simplify`. */
export interface ViewParams {
	simplify?: boolean;
	output?: 'simplified' | 'selectedFields' | 'raw';
	fields?: unknown;
}

/** @throws UserError when no field is selected */
export function viewOf({ simplify, output, fields }: ViewParams): View {
	if (output === undefined) return simplify === true;
	if (output !== 'selectedFields') return output === 'simplified';
	const names = toList(fields);
	if (names.length > 0) return names;
	throw new UserError(t`"Fields" is empty`, { description: t`Choose the fields to return in the node.` });
}

type Shaper<Result> = (document: KeyedDocument, options: ShapeOptions, origin?: IDataObject) => Result;

const shapeLines: Shaper<IDataObject[]> = (document, options, origin) =>
	splitByGoods(shapeDocument(document, options, origin));

/** Picks named fields. Fields that simplified rows never have are taken from the whole document, which costs more. */
function selecting(names: readonly string[]): { whole: Shaper<IDataObject>; lines: Shaper<IDataObject[]> } {
	const areSimple = names.every((name) => RECEIPT_COLUMNS.includes(name));
	return {
		whole: (document, ...how) => {
			const all = areSimple ? undefined : shapeDocument(document, ...how);
			return pick({ ...all, ...simplifyDocument(document, ...how) }, names);
		},
		lines: (document, ...how) => {
			const all = areSimple ? [] : shapeLines(document, ...how);
			return simplifyGoods(document, ...how).map((row, at) => pick({ ...all[at], ...row }, names));
		},
	};
}

function shapersOf(view: View) {
	if (typeof view !== 'boolean') return selecting(view);
	return view
		? { whole: simplifyDocument, lines: simplifyGoods }
		: { whole: shapeDocument, lines: shapeLines };
}

/** Returns a function that makes one item per selected document or receipt line. @param kinds empty means all */
export function itemMaker(options: DocumentOptions, view: View, kinds: readonly string[] = []): ItemMaker {
	const shape = shapeOptionsOf(options);
	const isWanted = documentFilter(options.operationTypes, kinds);
	const { whole, lines } = shapersOf(view);
	return (documents, origin) => {
		const wanted = isWanted ? documents.filter(isWanted) : documents;
		return options.splitGoods === true
			? wanted.flatMap((document) => lines(document, shape, origin)).map((json) => ({ json }))
			: wanted.map((document) => ({ json: whole(document, shape, origin) }));
	};
}
