import { runOperation } from '../../../shared/catalog';
import {
	accountId,
	certificateFields,
	documentOfInventory,
	inventoryId,
	relatedDocflowId,
	relatedDocumentId,
	unpackInCloud,
} from '../../fields';
import { decryptInCloud as decrypt } from '../../jobs/document/cloud';
import { inInventory } from '../../api/documentPlaces';

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
