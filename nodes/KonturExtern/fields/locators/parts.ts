import { locator, type ListSearch } from '../../../shared/catalog';
import {
	builderDocumentSearch,
	builderFileSearch,
	demandDocumentSearch,
	demandInventorySearch,
	docflowDocumentSearch,
	docflowSignatureSearch,
	draftDocumentSearch,
	draftSignatureSearch,
	draftTaskSearch,
	inventoryDocumentSearch,
	inventorySearch,
	inventorySignatureSearch,
	publisherSearch,
	relatedDocumentSearch,
	repliedDocumentSearch,
} from '../../api/searches';

const documentLocator = (description: string, listSearch: ListSearch) =>
	locator({
		name: 'documentId',
		displayName: 'Document',
		description,
		placeholder: 'ea7c1d2e-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
		listSearch,
	});

export const documentOfDocflow = documentLocator(
	'A document in the document flow, sent or received',
	docflowDocumentSearch,
);

export const documentOfDraft = documentLocator('A document of the draft', draftDocumentSearch);

export const documentOfBuilder = documentLocator(
	'A document of the drafts builder, which consists of files',
	builderDocumentSearch,
);

export const documentOfInventory = documentLocator(
	'A document in the inventory, sent or received',
	inventoryDocumentSearch,
);

export const repliedDocumentId = documentLocator(
	'The document to reply to, in the document flow or inventory',
	repliedDocumentSearch,
);

const relatedDocument = (listSearch: ListSearch) =>
	locator({
		name: 'relatedDocumentId',
		displayName: 'Related Document',
		description: 'A document in that document flow, such as the file of the demand',
		placeholder: 'eb31a7c4-5d6e-4f70-8a9b-1c2d3e4f5a6b',
		listSearch,
	});

export const relatedDocumentId = relatedDocument(relatedDocumentSearch);
export const demandDocumentId = relatedDocument(demandDocumentSearch);

const inventory = (listSearch: ListSearch) =>
	locator({
		name: 'inventoryId',
		displayName: 'Inventory',
		description: 'The documents that were sent in reply to the demand',
		placeholder: '1a1a7c2e-8d1f-4a6b-9c3d-2e1f0a9b8c7d',
		listSearch,
	});

export const inventoryId = inventory(inventorySearch);
export const demandInventoryId = inventory(demandInventorySearch);

const signature = (listSearch: ListSearch) =>
	locator({
		name: 'signatureId',
		displayName: 'Signature',
		description: 'A signature of the document',
		placeholder: '536d0e1f-2a3b-4c4d-8e5f-60718293a4b5',
		listSearch,
	});

export const signatureInDocflow = signature(docflowSignatureSearch);
export const signatureInDraft = signature(draftSignatureSearch);
export const signatureInInventory = signature(inventorySignatureSearch);

export const fileId = locator({
	name: 'fileId',
	displayName: 'File',
	description: 'A file of the document',
	placeholder: 'f11e1d2c-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
	listSearch: builderFileSearch,
});

export const draftTaskId = locator({
	name: 'taskId',
	displayName: 'Task',
	description: 'A check, prepare or send task that was started without waiting',
	placeholder: '6a1d3f6e-5e0c-4a55-9a3b-0f7d1c6d9f10',
	listSearch: draftTaskSearch,
});

export const publisherId = locator({
	name: 'publisherId',
	displayName: 'Publisher',
	description: 'The publisher that shares its events with you',
	placeholder: '0c0c1d2e-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
	listSearch: publisherSearch,
});
