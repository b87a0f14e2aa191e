import { runOperation } from '../../../shared/catalog';
import {
	decryptedContent,
	outputFile,
	relatedDocflowId,
	waitForPrint,
} from '../../descriptions/documentFields';
import { timeout } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';
import { documentOfInventory, inventoryId, relatedDocumentId } from '../../descriptions/partLocators';
import { inInventory } from '../../steps/documentPlaces';
import { printDocument, printRoutes } from '../../steps/documentTasks';

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
