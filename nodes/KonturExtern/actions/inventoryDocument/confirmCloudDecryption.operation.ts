import { runOperation } from '../../../shared/catalog';
import {
	accountId,
	confirmationFields,
	documentOfInventory,
	inventoryId,
	relatedDocflowId,
	relatedDocumentId,
} from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { inInventory } from '../../api/documentPlaces';

export const confirmCloudDecryption = runOperation({
	name: 'Confirm Cloud Decryption',
	value: 'confirmCloudDecryption',
	action: 'Confirm decrypting a document of an inventory in the cloud',
	description: 'Pass on the code from the SMS; the document is decrypted then',
	fields: [
		accountId,
		relatedDocflowId,
		relatedDocumentId,
		inventoryId,
		documentOfInventory,
		...confirmationFields,
	],
	calls: [`POST ${inInventory.document}/confirm-content-decryption`],
	run: async (context) => await confirm(context, `${inInventory.document}/confirm-content-decryption`),
});
