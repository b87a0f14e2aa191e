import { field } from '../../shared/catalog';
import { accountId, docflowId } from './locators/locators';
import { demandDocumentId, demandInventoryId, repliedDocumentId } from './locators/partLocators';

const ofInventory = { displayOptions: { show: { replyTo: ['inventory'] } } } as const;

/** Which document is replied to. */
export const repliedDocument = [
	accountId,
	field({
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'options',
		default: 'docflow',
		description: 'Whether the document stands in a document flow, or in an inventory that answers a demand',
		options: [
			{ name: 'Document of a Document Flow', value: 'docflow' },
			{
				name: 'Document of an Inventory',
				value: 'inventory',
				description: 'An answer of the tax office to the documents that were sent on its demand',
			},
		],
	}),
	field({
		...docflowId,
		description: 'The document flow that the document is in; for an inventory, the one of the demand',
	}),
	field({ ...demandDocumentId, ...ofInventory }),
	field({ ...demandInventoryId, ...ofInventory }),
	repliedDocumentId,
] as const;

export const replyId = field({
	displayName: 'Reply ID',
	name: 'replyId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'b1c2d3e4-f506-4718-8293-a4b5c6d7e8f9',
	description: 'The ID of the reply, from the operation that created it',
});

export const replyDocumentId = field({
	displayName: 'Reply Document ID',
	name: 'replyDocumentId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '3c3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
	description: 'One of the documents of the reply; each is signed',
});

export const senderIpAddress = field({
	displayName: 'Sender IP Address',
	name: 'senderIpAddress',
	type: 'string',
	default: '',
	required: true,
	placeholder: '203.0.113.10',
	hint: 'The public IPv4 address of your network, not the one inside it',
	description: 'Public IPv4 address that the reply is sent from; the authority asks for it',
});
