import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { documentInInventory, signatureInInventory } from '../../fields';
import { inInventory } from '../../api/documentPlaces';
import { downloadSignature as download, signatureRoute } from '../../jobs/document';

export const downloadSignature = runOperation({
	name: 'Download Signature',
	value: 'downloadSignature',
	action: 'Download a signature of a document in an inventory',
	description: 'Download a signature as a file (.sig). Inventory: Get lists the signatures of a document.',
	fields: [...documentInInventory, signatureInInventory, outputBinaryField],
	calls: () => [signatureRoute(inInventory)],
	run: async (context) => await download(context, inInventory),
});
