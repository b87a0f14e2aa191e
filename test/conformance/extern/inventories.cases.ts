import type { CaseItem, World } from '../world';
import { file, nobody, smallPages, type Cases } from './common';
import {
	certificateText,
	cloudCertificate,
	demand,
	documentPath,
	encryptForCloud,
	relatedTo,
	storedDocument,
	twoInventoryDocuments,
} from './exchange';

const unknown = {
	accountId: nobody,
	relatedDocflowId: nobody,
	relatedDocumentId: nobody,
};

const unknownDocument: CaseItem = { parameters: { ...unknown, inventoryId: nobody, documentId: nobody } };

const inCloud = { certificateFrom: 'text', certificate: cloudCertificate };

/** Two documents of the first account, which has a certificate in the cloud. */
function twoOfOneAccount(world: World): [CaseItem, CaseItem] {
	const [first, second] = [twoInventoryDocuments(world)[0], twoInventoryDocuments(world)[0]];
	for (const { parameters } of [first, second]) {
		encryptForCloud(storedDocument(world.owners[0], parameters.inventoryId, parameters.documentId));
	}
	return [first, second];
}

export const inventories: Cases = {
	'inventory.getAll': {
		items: async (world) => {
			const demands = world.owners.map((owner) => demand(world, owner));
			for (const one of demands) relatedTo(world, one, 'fns534-inventory', 2);
			return [
				{ parameters: { ...demands[0], filters: {}, limit: 2 } },
				{ parameters: { ...demands[1], filters: {}, limit: 3 } },
			];
		},
		refused: { parameters: { ...unknown, filters: {}, limit: 2 } },
		unique: 'id',
		pages: async (world, item) => {
			smallPages(world);
			const answered = demand(world);
			Object.assign(item.parameters, answered);
			return relatedTo(world, answered, 'fns534-inventory', 90).length;
		},
	},
	'inventory.get': {
		items: async (world) => twoInventoryDocuments(world),
		refused: unknownDocument,
	},
	'inventoryDocument.download': {
		items: async (world) => twoInventoryDocuments(world),
		refused: unknownDocument,
	},
	'inventoryDocument.print': {
		items: async (world) => twoInventoryDocuments(world),
		refused: unknownDocument,
	},
	'inventoryDocument.uploadDecrypted': {
		items: async (world) => {
			const [first, second] = twoInventoryDocuments(world);
			const parameters = { contentFrom: 'binary', contentId: '' };
			return [
				{ parameters: { ...first.parameters, ...parameters }, binary: await file('<one/>', 'one.xml') },
				{ parameters: { ...second.parameters, ...parameters }, binary: await file('<two/>', 'two.xml') },
			];
		},
		refused: { parameters: { ...unknownDocument.parameters, contentFrom: 'binary', contentId: '' } },
	},
	'inventoryDocument.decryptInCloud': {
		items: async (world) => {
			const [first, second] = twoOfOneAccount(world);
			return [
				{ parameters: { ...first.parameters, ...inCloud } },
				{ parameters: { ...second.parameters, ...inCloud } },
			];
		},
		refused: { parameters: { ...unknownDocument.parameters, ...certificateText } },
	},
	'inventoryDocument.confirmCloudDecryption': {
		items: async (world) => {
			const items = twoOfOneAccount(world);
			for (const item of items) {
				const { data } = await world.client.post(`${documentPath(item)}/decrypt-content`, {
					'certificate-base64': cloudCertificate,
				});
				item.parameters.requestId = String(data['request-id']);
				item.parameters.code = world.emulator.control.confirmationCode(String(data['request-id']));
			}
			return items;
		},
		refused: { parameters: { ...unknownDocument.parameters, requestId: 'r-0', code: '1234' } },
	},
	'inventoryDocument.downloadSignature': {
		items: async (world) => {
			const items = twoInventoryDocuments(world);
			for (const [index, { parameters }] of items.entries()) {
				const { inventoryId, documentId } = parameters;
				const { signatures } = storedDocument(world.owners[index], inventoryId, documentId);
				parameters.signatureId = signatures[0].id;
			}
			return items;
		},
		refused: { parameters: { ...unknownDocument.parameters, signatureId: nobody } },
	},
	'inventoryDocument.getTask': {
		items: async (world) => {
			const items = twoInventoryDocuments(world);
			for (const [index, item] of items.entries()) {
				const { inventoryId, documentId } = item.parameters;
				const { contentId } = storedDocument(world.owners[index], inventoryId, documentId);
				const path = `${documentPath(item)}/print?deferred=true`;
				const body = { 'content-id': contentId };
				item.parameters.taskId = String((await world.client.post(path, body)).data.id);
			}
			return items;
		},
		refused: { parameters: { ...unknownDocument.parameters, taskId: nobody } },
	},
};
