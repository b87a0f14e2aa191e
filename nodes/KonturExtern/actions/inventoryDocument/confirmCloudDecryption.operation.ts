import { runOperation } from '../../../shared/catalog';
import { confirmationFields } from '../../descriptions/cloudFields';
import { relatedDocflowId } from '../../descriptions/documentFields';
import { accountId } from '../../descriptions/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../descriptions/partLocators';
import { confirm } from '../../steps/cloud';
import { inInventory } from '../../steps/documentPlaces';

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
