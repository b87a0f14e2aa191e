import { runOperation } from '../../../shared/catalog';
import { newDecryptedContent, relatedDocflowId } from '../../descriptions/documentFields';
import { accountId } from '../../descriptions/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../descriptions/partLocators';
import { saveDecrypted, saveDecryptedRoutes } from '../../steps/documentContent';
import { inInventory } from '../../steps/documentPlaces';

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
