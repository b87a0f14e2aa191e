import { booleanField, outputBinaryField, runOperation } from '../../../shared/catalog';
import { accountId, docflowId } from '../../fields';
import { inDocflow, readDocflow } from '../../api/documentPlaces';
import { saveArchive as save, saveArchiveRoutes } from '../../jobs/document';

export const saveArchive = runOperation({
	name: 'Save Archive',
	value: 'saveArchive',
	action: 'Save a document flow as an archive',
	description:
		'Save a document flow for your records as one ZIP archive: documents, signatures, confirmations and receipts, print forms, and a text in Russian with what it is and the dates',
	fields: [
		accountId,
		docflowId,
		booleanField({
			displayName: 'Decrypt with Certificate',
			name: 'decrypt',
			default: true,
			description:
				'Whether to decrypt encrypted files inside n8n with the key of the Kontur Certificate credential. A file for another certificate stays encrypted.',
		}),
		booleanField({
			displayName: 'Include Print Forms',
			name: 'includePrintForms',
			default: true,
			description: 'Whether to add the print forms with signature stamps, where Kontur can print a document',
		}),
		outputBinaryField,
	],
	certificate: true,
	calls: () => [`GET ${inDocflow.docflow}`, ...saveArchiveRoutes],
	run: async (context) => await save(context, await readDocflow(context.client, context.params)),
});
