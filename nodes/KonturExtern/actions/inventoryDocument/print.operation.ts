import { runOperation } from '../../../shared/catalog';
import {
	decryptedContent,
	outputFile,
	relatedDocflowId,
	waitForPrint,
} from '../../fields/docflow/documentFields';
import { timeout } from '../../fields/fields';
import { accountId } from '../../fields/locators/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../fields/locators/partLocators';
import { inInventory } from '../../api/documentPlaces';
import { printDocument, printRoutes } from '../../jobs/document/documentTasks';

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document of an inventory',
	description: 'Get the print form of a document as PDF, with the stamps of its signatures',
	fields: [
		accountId,
		relatedDocflowId,
		relatedDocumentId,
		inventoryId,
		documentOfInventory,
		...decryptedContent,
		waitForPrint,
		timeout,
		outputFile,
	],
	calls: printRoutes(inInventory),
	run: async (context) => await printDocument(context, inInventory),
});
