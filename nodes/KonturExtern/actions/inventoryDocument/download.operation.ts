import { runOperation } from '../../../shared/catalog';
import { downloadFields, relatedDocflowId } from '../../descriptions/documentFields';
import { accountId } from '../../descriptions/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../descriptions/partLocators';
import { inInventory } from '../../steps/documentPlaces';
import { downloadDocument, downloadRoutes } from '../../steps/downloadDocument';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a document of an inventory',
	description: 'Get the file of a document: the plain one if there is one, else the encrypted one',
	fields: [
		accountId,
		relatedDocflowId,
		relatedDocumentId,
		inventoryId,
		documentOfInventory,
		...downloadFields,
	],
	calls: downloadRoutes(inInventory),
	run: async (context) => await downloadDocument(context, inInventory),
});
