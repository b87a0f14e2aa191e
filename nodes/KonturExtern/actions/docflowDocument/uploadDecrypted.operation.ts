import { runOperation } from '../../../shared/catalog';
import { accountId, docflowId, documentOfDocflow, newDecryptedContent } from '../../fields';
import { saveDecrypted, saveDecryptedRoutes } from '../../jobs/document/documentContent';
import { inDocflow } from '../../api/documentPlaces';

export const uploadDecrypted = runOperation({
	name: 'Upload Decrypted',
	value: 'uploadDecrypted',
	action: 'Put the decrypted file to a document of a document flow',
	description:
		'Give Kontur the decrypted file of an encrypted document, so that it can be printed, recognized and read in Kontur',
	fields: [accountId, docflowId, documentOfDocflow, ...newDecryptedContent],
	calls: saveDecryptedRoutes(inDocflow),
	run: async (context) => await saveDecrypted(context, inDocflow),
});
