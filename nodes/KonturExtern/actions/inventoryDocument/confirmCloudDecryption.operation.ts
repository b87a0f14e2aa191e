import { runOperation } from '../../../shared/catalog';
import { confirmationFields, documentInInventory } from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { inInventory } from '../../api/documentPlaces';

export const confirmCloudDecryption = runOperation({
	name: 'Confirm Cloud Decryption',
	value: 'confirmCloudDecryption',
	action: 'Confirm cloud decryption of a document of an inventory',
	description: 'Submit the code from the SMS; Kontur then decrypts the document',
	fields: [...documentInInventory, ...confirmationFields],
	calls: [`POST ${inInventory.document}/confirm-content-decryption`],
	run: async (context) => await confirm(context, `${inInventory.document}/confirm-content-decryption`),
});
