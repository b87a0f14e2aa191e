import { runOperation } from '../../../shared/catalog';
import { documentInInventory, downloadFields } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { downloadDocument, downloadRoutes } from '../../jobs/document';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a document in an inventory',
	description: 'Download the file of a document, decrypted if Kontur has the decrypted file',
	fields: [...documentInInventory, ...downloadFields],
	certificate: true,
	calls: () => downloadRoutes(inInventory),
	run: async (context) => await downloadDocument(context, inInventory),
});
