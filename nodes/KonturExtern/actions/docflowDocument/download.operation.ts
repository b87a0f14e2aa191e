import { runOperation } from '../../../shared/catalog';
import { documentInDocflow, downloadFields } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { downloadDocument, downloadRoutes } from '../../jobs/document';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a document in a document flow',
	description: 'Download the file of a document, decrypted if Kontur has the decrypted file',
	fields: [...documentInDocflow, ...downloadFields],
	certificate: true,
	calls: () => downloadRoutes(inDocflow),
	run: async (context) => await downloadDocument(context, inDocflow),
});
