import { runOperation } from '../../../shared/catalog';
import { documentInInventory, newDecryptedContent } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { saveDecrypted, saveDecryptedRoutes } from '../../jobs/document';

export const uploadDecrypted = runOperation({
	name: 'Upload Decrypted File',
	value: 'uploadDecrypted',
	action: 'Upload the decrypted file of a document in an inventory',
	description: 'Upload the decrypted file of an encrypted document, so that Kontur can print and show it',
	fields: [...documentInInventory, ...newDecryptedContent],
	certificate: true,
	calls: () => saveDecryptedRoutes(inInventory),
	run: async (context) => await saveDecrypted(context, inInventory),
});
