import { runOperation } from '../../../shared/catalog';
import { decryptedContent, documentInDocflow, outputFile, timeout, waitForPrint } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { printDocument, printRoutes } from '../../jobs/document';

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document in a document flow',
	description: 'Generate the print form of a document as PDF, with signature stamps',
	fields: [...documentInDocflow, ...decryptedContent, waitForPrint, timeout, outputFile],
	certificate: true,
	calls: () => printRoutes(inDocflow),
	run: async (context) => await printDocument(context, inDocflow),
});
