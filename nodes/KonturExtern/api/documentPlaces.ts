import { UserError } from 'n8n-workflow';
import { t } from '../../shared/language';
import type { Client } from '../../shared/transport';
import { documentsOf } from './docflowDocument';
import { readObject, type Ids } from './read';
import { docflowDocumentPath, docflowPath, inventoryPath } from './routes';
import { docflowDocumentShape, wholeDocflowShape, type Docflow, type DocflowDocument } from './types';

/**
 * The place of a document: a document flow or an inventory. Both have the same methods under different paths.
 * Source: Kontur.Extern documentation, "Inventories".
 */
export interface DocumentPlace {
	docflow: string;
	document: string;
	/** The route of `readDocument`. */
	reads: string;
	readDocument: (client: Client, ids: Ids) => Promise<DocflowDocument>;
}

export const inDocflow: DocumentPlace = {
	docflow: docflowPath,
	document: docflowDocumentPath,
	reads: `GET ${docflowDocumentPath}`,
	readDocument: async (client, ids) =>
		await readObject(client, docflowDocumentPath, ids, docflowDocumentShape),
};

export const inInventory: DocumentPlace = {
	docflow: inventoryPath,
	document: `${inventoryPath}/documents/{documentId}`,
	reads: `GET ${inventoryPath}`,
	// Documents in an inventory have no endpoint of their own.
	readDocument: async (client, ids) => {
		const documents = documentsOf(await readObject(client, inventoryPath, ids, wholeDocflowShape));
		const found = documents.find(({ id }) => id === String(ids.documentId).trim().toLowerCase());
		if (!found) {
			throw new UserError(t`The inventory has no document with this ID. Look it up with Inventory: Get.`);
		}
		return found;
	},
};

export const readDocflow = async (client: Client, ids: Ids): Promise<Docflow> =>
	await readObject(client, docflowPath, ids, wholeDocflowShape);
