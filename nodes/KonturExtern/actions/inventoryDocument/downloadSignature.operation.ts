import { outputBinaryField, runOperation } from '../../../shared/catalog';
import {
	inventoryId,
	relatedDocflowId,
	relatedDocumentId,
	signatureId,
} from '../../descriptions/documentFields';
import { documentId } from '../../descriptions/fields';
import { accountId } from '../../descriptions/locators';
import { inInventory } from '../../steps/documentPlaces';
import { downloadSignature as download, signatureRoute } from '../../steps/downloadSignature';

export const downloadSignature = runOperation({
	name: 'Download Signature',
	value: 'downloadSignature',
	action: 'Download a signature of a document of an inventory',
	description:
		'Get a signature as a file (.sig). The signatures of a document are in the output of Inventory: Get.',
	fields: [
		accountId,
		relatedDocflowId,
		relatedDocumentId,
		inventoryId,
		documentId,
		signatureId,
		outputBinaryField,
	],
	calls: [signatureRoute(inInventory)],
	run: async (context) => await download(context, inInventory),
});
