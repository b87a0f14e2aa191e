import { locator } from '../../../shared/catalog';
import { accountId, docflowId, draftId } from './objects';
import {
	documentOfBuilder,
	documentOfDocflow,
	documentOfDraft,
	documentOfInventory,
	fileId,
	inventoryId,
	relatedDocumentId,
} from './parts';
import { draftsBuilderId } from '../builder/builder';

export const relatedDocflowId = locator({
	name: 'relatedDocflowId',
	displayName: 'Related Document Flow',
	description: 'The incoming document flow, such as the demand that an inventory answers',
	placeholder: '7b9e1c52-3d4f-4a6b-8c9d-0e1f2a3b4c5d',
	listSearch: docflowId.listSearch,
});

/** The IDs in the path of a document or file, in Kontur's order. */
export const documentInDocflow = [accountId, docflowId, documentOfDocflow] as const;
export const documentInDraft = [accountId, draftId, documentOfDraft] as const;
export const documentInBuilder = [accountId, draftsBuilderId, documentOfBuilder] as const;
export const fileInBuilder = [...documentInBuilder, fileId] as const;
export const relatedDocument = [accountId, relatedDocflowId, relatedDocumentId] as const;
export const documentInInventory = [...relatedDocument, inventoryId, documentOfInventory] as const;
