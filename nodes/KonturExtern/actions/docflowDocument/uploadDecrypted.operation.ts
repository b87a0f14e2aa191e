import { runOperation } from '../../../shared/catalog';
import { documentInDocflow, newDecryptedContent } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { saveDecrypted, saveDecryptedRoutes } from '../../jobs/document';

export const uploadDecrypted = runOperation({
	name: 'Upload Decrypted File',
	value: 'uploadDecrypted',
	action: 'Upload the decrypted file of a document in a document flow',
	description:
		'Upload the decrypted file of an encrypted document, so that Kontur can print, recognize and show it',
	fields: [...documentInDocflow, ...newDecryptedContent],
	certificate: true,
	calls: () => saveDecryptedRoutes(inDocflow),
	run: async (context) => await saveDecrypted(context, inDocflow),
});
