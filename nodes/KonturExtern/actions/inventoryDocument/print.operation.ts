import { runOperation } from '../../../shared/catalog';
import { decryptedContent, documentInInventory, outputFile, timeout, waitForPrint } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { printDocument, printRoutes } from '../../jobs/document';

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document in an inventory',
	description: 'Generate the print form of a document as PDF, with signature stamps',
	fields: [...documentInInventory, ...decryptedContent, waitForPrint, timeout, outputFile],
	certificate: true,
	calls: () => printRoutes(inInventory),
	run: async (context) => await printDocument(context, inInventory),
});
