import { runOperation } from '../../../shared/catalog';
import { decryptedContent, outputFile, waitForPrint } from '../../fields/docflow/documentFields';
import { timeout } from '../../fields/fields';
import { accountId, docflowId } from '../../fields/locators/locators';
import { documentOfDocflow } from '../../fields/locators/partLocators';
import { inDocflow } from '../../api/documentPlaces';
import { printDocument, printRoutes } from '../../jobs/document/documentTasks';

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document of a document flow',
	description: 'Get the print form of a document as PDF, with the stamps of its signatures',
	fields: [accountId, docflowId, documentOfDocflow, ...decryptedContent, waitForPrint, timeout, outputFile],
	calls: printRoutes(inDocflow),
	run: async (context) => await printDocument(context, inDocflow),
});
