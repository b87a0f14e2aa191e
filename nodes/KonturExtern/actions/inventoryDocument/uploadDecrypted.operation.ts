import { runOperation } from '../../../shared/catalog';
import {
	accountId,
	documentOfInventory,
	inventoryId,
	newDecryptedContent,
	relatedDocflowId,
	relatedDocumentId,
} from '../../fields';
import { saveDecrypted, saveDecryptedRoutes } from '../../jobs/document/documentContent';
import { inInventory } from '../../api/documentPlaces';

export const uploadDecrypted = runOperation({
	name: 'Upload Decrypted',
	value: 'uploadDecrypted',
	action: 'Put the decrypted file to a document of an inventory',
	description:
		'Give Kontur the decrypted file of an encrypted document, so that it can be printed and read in Kontur',
	fields: [
		accountId,
		relatedDocflowId,
		relatedDocumentId,
		inventoryId,
		documentOfInventory,
		...newDecryptedContent,
	],
	calls: saveDecryptedRoutes(inInventory),
	run: async (context) => await saveDecrypted(context, inInventory),
});
