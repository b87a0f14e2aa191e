import { options, outputBinaryField, runOperation, textField } from '../../../shared/catalog';
import { accountId, byDisplayName, docflowId, documentTypeNames, downloadAllOptions } from '../../fields';
import { documentsOf, typeOf } from '../../api/docflowDocument';
import { inDocflow, readDocflow } from '../../api/documentPlaces';
import { shortUrns } from '../../api/urns';
import { downloadAllRoutes, downloadDocuments as download } from '../../jobs/document';

export const downloadDocuments = runOperation({
	name: 'Download Documents',
	value: 'downloadDocuments',
	action: 'Download the documents in a document flow',
	description:
		'Download the files of all documents in a document flow, decrypted with your certificate and unpacked, one item per file',
	fields: [
		accountId,
		docflowId,
		textField({
			displayName: 'Document Types',
			name: 'documentTypes',
			placeholder: 'fns534-demand, fns534-demand-attachment',
			description: 'Only documents of these types, separated by commas. Leave empty for all.',
		}),
		outputBinaryField,
		options([documentTypeNames, ...downloadAllOptions].sort(byDisplayName)),
	],
	certificate: true,
	calls: () => [`GET ${inDocflow.docflow}`, ...downloadAllRoutes],
	run: async (context) => {
		const { params, client } = context;
		const types = shortUrns(params.documentTypes, params.options.documentTypeNames ?? []);
		const documents = documentsOf(await readDocflow(client, params));
		return await download(
			context,
			types.length === 0 ? documents : documents.filter((document) => types.includes(typeOf(document))),
		);
	},
});
