import { field, textField } from '../../shared/catalog';
import { accountId, docflowId } from './locators/objects';
import { demandDocumentId, demandInventoryId, repliedDocumentId } from './locators/parts';

const onlyInventory = { displayOptions: { show: { replyTo: ['inventory'] } } } as const;

/** The document to reply to. */
export const repliedDocument = [
	accountId,
	field({
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'options',
		default: 'docflow',
		description: 'Whether the document belongs to a document flow, or to an inventory that answers a demand',
		options: [
			{ name: 'Document of a Document Flow', value: 'docflow' },
			{
				name: 'Document of an Inventory',
				value: 'inventory',
				description: 'A response from the tax office to documents that were sent in reply to its demand',
			},
		],
	}),
	field({
		...docflowId,
		description: 'The document flow of the document; for an inventory, that of the demand',
	}),
	field({ ...demandDocumentId, ...onlyInventory }),
	field({ ...demandInventoryId, ...onlyInventory }),
	repliedDocumentId,
] as const;

export const replyId = textField({
	displayName: 'Reply ID',
	name: 'replyId',
	required: true,
	placeholder: 'b1c2d3e4-f506-4718-8293-a4b5c6d7e8f9',
	description: 'ID of the reply, from the operation that created it',
});

export const replyDocumentId = textField({
	displayName: 'Reply Document ID',
	name: 'replyDocumentId',
	required: true,
	placeholder: '3c3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
	description: 'ID of a document in the reply. Each document has to be signed.',
});
