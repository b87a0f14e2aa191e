import { runOperation } from '../../../shared/catalog';
import { newDecryptedContent } from '../../descriptions/documentFields';
import { accountId, docflowId } from '../../descriptions/locators';
import { documentOfDocflow } from '../../descriptions/partLocators';
import { saveDecrypted, saveDecryptedRoutes } from '../../steps/documentContent';
import { inDocflow } from '../../steps/documentPlaces';

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
