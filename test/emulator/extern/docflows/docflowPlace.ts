import { HttpError } from '../../core/errors';
import type { AccountCall } from '../call';
import { pick } from '../call';
import { isVisible } from './docflowFilter';
import { replyHome } from './docflowView';
import type { Docflow, DocflowDocument } from '../model';

/** A document identified by a path: by its docflow or, in an inventory, by the demand it answers. */
export interface DocumentPlace {
	docflow: Docflow;
	document: DocflowDocument;
	/** Address of the document for creating replies. */
	self: string;
	throughInventory: boolean;
}

export const documentPath = '/docflows/{docflowId}/documents/{documentId}';
export const inventoryPath = '/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/inventories';
export const inventoryDocumentPath = `${inventoryPath}/{inventoryId}/documents/{documentId}`;

function visible(call: AccountCall, parameter: string, what: string): Docflow {
	const docflow = pick(call.account.docflows, call, parameter, what);
	if (!isVisible(call, docflow)) throw new HttpError(404, `${what} not found`);
	return docflow;
}

export function docflowOf(call: AccountCall): Docflow {
	return visible(call, 'docflowId', 'Docflow');
}

export function documentIn(call: AccountCall, docflow: Docflow, parameter: string): DocflowDocument {
	const id = call.request.params[parameter].toLowerCase();
	const document = docflow.documents.find((item) => item.id === id);
	if (!document) throw new HttpError(404, 'Document not found');
	return document;
}

/** The document that replies, letters and inventories belong to. */
export function relatedDocumentOf(call: AccountCall): [Docflow, DocflowDocument] {
	const docflow = visible(call, 'relatedDocflowId', 'Docflow');
	return [docflow, documentIn(call, docflow, 'relatedDocumentId')];
}

export function isRelated(docflow: Docflow, to: Docflow, document: DocflowDocument): boolean {
	const { description } = docflow;
	const documentId = description['related-document-id'];
	// Letters to the statistics office specify only the docflow.
	const named = documentId === undefined || documentId === document.id;
	return description['related-docflow-id'] === to.id && named;
}

export function inventoryOf(call: AccountCall): Docflow {
	const [related, document] = relatedDocumentOf(call);
	const inventory = visible(call, 'inventoryId', 'Inventory');
	if (inventory.type !== 'fns534-inventory' || !isRelated(inventory, related, document)) {
		throw new HttpError(404, 'Inventory not found');
	}
	return inventory;
}

export function placeOf(call: AccountCall): DocumentPlace {
	const throughInventory = 'inventoryId' in call.request.params;
	const docflow = throughInventory ? inventoryOf(call) : docflowOf(call);
	const document = documentIn(call, docflow, 'documentId');
	return {
		docflow,
		document,
		self: `${replyHome(docflow, call.home)}/documents/${document.id}`,
		throughInventory,
	};
}
