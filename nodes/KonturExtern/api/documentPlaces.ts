import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { Client } from '../../shared/transport';

/** The IDs that fill the places of a path, as the operation's fields are named. */
export type Ids = Readonly<Record<string, unknown>>;

/**
 * Where a document is: in a document flow, or in an inventory, which is a document flow below a demand. The
 * methods are the same, under different addresses.
 * Source: Kontur.Extern documentation, "Inventories".
 */
export interface DocumentPlace {
	docflow: string;
	document: string;
	/** The route of `readDocument`. */
	reads: string;
	readDocument: (client: Client, ids: Ids) => Promise<IDataObject>;
}

const docflow = '/v1/{accountId}/docflows/{docflowId}';
const inventory =
	'/v1/{accountId}/docflows/{relatedDocflowId}/documents/{relatedDocumentId}/inventories/{inventoryId}';

/** What Kontur answers at an address. */
export async function readObject(client: Client, path: string, ids: Ids): Promise<IDataObject> {
	const { body } = await client.request({ method: 'GET', path, pathValues: ids });
	return body;
}

export const documentsOf = ({ documents }: IDataObject): IDataObject[] =>
	Array.isArray(documents) ? (documents as IDataObject[]) : [];

export const inDocflow: DocumentPlace = {
	docflow,
	document: `${docflow}/documents/{documentId}`,
	reads: `GET ${docflow}/documents/{documentId}`,
	readDocument: async (client, ids) => await readObject(client, `${docflow}/documents/{documentId}`, ids),
};

export const inInventory: DocumentPlace = {
	docflow: inventory,
	document: `${inventory}/documents/{documentId}`,
	reads: `GET ${inventory}`,
	// Documents of an inventory have no address to read them one by one.
	readDocument: async (client, ids) => {
		const documents = documentsOf(await readObject(client, inventory, ids));
		const found = documents.find(({ id }) => id === String(ids.documentId).trim().toLowerCase());
		if (!found) {
			throw new UserError('The inventory has no document with this ID. Look it up with Inventory: Get.');
		}
		return found;
	},
};
