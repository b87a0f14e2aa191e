import { runOperation } from '../../../shared/catalog';
import { certificateFields } from '../../descriptions/certificateFields';
import { unpackInCloud } from '../../descriptions/cloudFields';
import { relatedDocflowId } from '../../descriptions/documentFields';
import { accountId } from '../../descriptions/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../descriptions/partLocators';
import { decryptInCloud as decrypt } from '../../steps/cloud';
import { inInventory } from '../../steps/documentPlaces';

export const decryptInCloud = runOperation({
	name: 'Decrypt in Cloud',
	value: 'decryptInCloud',
	action: 'Decrypt a document of an inventory in the cloud',
	description:
		'Have a document decrypted with a certificate that Kontur keeps in its cloud. Its owner is asked by SMS or in the myDSS app: the first is answered with Confirm Cloud Decryption, the second seen with Get Task.',
	fields: [
		accountId,
		relatedDocflowId,
		relatedDocumentId,
		inventoryId,
		documentOfInventory,
		...certificateFields,
		unpackInCloud,
	],
	calls: [`POST ${inInventory.document}/decrypt-content`],
	run: async (context) => await decrypt(context, inInventory),
});
