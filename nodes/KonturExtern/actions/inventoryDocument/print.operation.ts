import { runOperation } from '../../../shared/catalog';
import {
	decryptedContent,
	inventoryId,
	outputFile,
	relatedDocflowId,
	relatedDocumentId,
	waitForPrint,
} from '../../descriptions/documentFields';
import { documentId, timeout } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';
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
		documentId,
		...decryptedContent,
		waitForPrint,
		timeout,
		outputFile,
	],
	calls: printRoutes(inInventory),
	run: async (context) => await printDocument(context, inInventory),
});
