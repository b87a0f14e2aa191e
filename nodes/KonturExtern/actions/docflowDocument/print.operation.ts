import { runOperation } from '../../../shared/catalog';
import { decryptedContent, outputFile, waitForPrint } from '../../descriptions/documentFields';
import { timeout } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';
import { documentOfDocflow } from '../../descriptions/partLocators';
import { inDocflow } from '../../steps/documentPlaces';
import { printDocument, printRoutes } from '../../steps/documentTasks';

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document of a document flow',
	description: 'Get the print form of a document as PDF, with the stamps of its signatures',
	fields: [accountId, docflowId, documentOfDocflow, ...decryptedContent, waitForPrint, timeout, outputFile],
	calls: printRoutes(inDocflow),
	run: async (context) => await printDocument(context, inDocflow),
});
