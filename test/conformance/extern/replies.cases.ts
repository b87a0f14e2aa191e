import type { CaseItem, World } from '../world';
import { file, nobody, type Cases } from './common';
import {
	certificateText,
	cloudCertificate,
	documentPath,
	made,
	replyLinks,
	signature,
	twoDocuments,
	twoInventoryDocuments,
} from './exchange';
import { SENDER_ADDRESS } from '../../support/senderAddress';

const wantsReply = (document: Parameters<typeof replyLinks>[0]) => replyLinks(document).length > 0;

/** A document of a docflow and one of an inventory, both of which want a receipt. */
async function bothPlaces(world: World): Promise<[CaseItem, CaseItem]> {
	const [inDocflow] = await twoDocuments(world, wantsReply);
	const [inInventory] = twoInventoryDocuments(world);
	return [
		{ parameters: { ...empty, ...inDocflow.parameters, replyTo: 'docflow' } },
		{
			parameters: {
				...inInventory.parameters,
				docflowId: inInventory.parameters.relatedDocflowId,
				replyTo: 'inventory',
			},
		},
	];
}

const empty = { relatedDocumentId: '', inventoryId: '' };

/** The same with a reply that was made to each. */
async function bothReplies(world: World, more: CaseItem['parameters'] = {}): Promise<[CaseItem, CaseItem]> {
	const items = await bothPlaces(world);
	for (const [index, item] of items.entries()) {
		const type = index === 0 ? 'fns534-report-receipt' : 'fns534-inventory-receipt';
		item.parameters.replyId = await made(world, `${documentPath(item)}/generate-reply?documentType=${type}`, {
			'certificate-base64': more.cloud ? cloudCertificate : certificateText.certificate,
		});
	}
	return items.map(({ parameters }) => ({ parameters: { ...parameters, ...more } })) as [CaseItem, CaseItem];
}

const replyPath = (item: CaseItem) => `${documentPath(item)}/replies/${String(item.parameters.replyId)}`;

async function signed(world: World, path: string): Promise<void> {
	const { status, data } = await world.client.put(`${path}/signature`, signature);
	if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(data)}`);
}

const unknownReply = (world: World): CaseItem => ({
	parameters: {
		...empty,
		accountId: world.owners[0].id,
		replyTo: 'docflow',
		docflowId: nobody,
		documentId: nobody,
		replyId: nobody,
		...certificateText,
	},
});

const asText = { signatureFrom: 'text', signatureText: signature.toString('base64') };

export const replies: Cases = {
	'reply.create': (world) => ({
		items: async () => {
			const [first, second] = await bothPlaces(world);
			return [
				{ parameters: { ...first.parameters, ...certificateText, documentType: 'automatic' } },
				{
					parameters: { ...second.parameters, ...certificateText, documentType: 'fns534-inventory-receipt' },
				},
			];
		},
		refused: { parameters: { ...unknownReply(world).parameters, documentType: 'fns534-report-receipt' } },
	}),
	'reply.get': (world) => ({ items: bothReplies, refused: unknownReply(world) }),
	'reply.updateContent': (world) => ({
		items: async () => {
			const [first, second] = await bothReplies(world);
			return [
				{ ...first, binary: await file('<one/>', 'one.xml') },
				{ ...second, binary: await file('<two/>', 'two.xml') },
			];
		},
		refused: unknownReply(world),
	}),
	'reply.sign': (world) => ({
		items: async () => await bothReplies(world, asText),
		refused: { parameters: { ...unknownReply(world).parameters, ...asText } },
	}),
	'reply.send': (world) => ({
		items: async () => {
			const items = await bothReplies(world, { senderIpAddress: SENDER_ADDRESS });
			for (const item of items) await signed(world, replyPath(item));
			return items;
		},
		refused: { parameters: { ...unknownReply(world).parameters, senderIpAddress: SENDER_ADDRESS } },
	}),
	'reply.signInCloud': (world) => ({
		items: async () => await bothReplies(world, { cloud: true }),
		refused: unknownReply(world),
	}),
	'reply.confirmCloudSignature': (world) => ({
		items: async () => {
			const items = await bothReplies(world, { cloud: true });
			for (const item of items) {
				const { data } = await world.client.post(`${replyPath(item)}/cloud-sign?forceConfirmation=true`);
				item.parameters.requestId = String(data['request-id']);
				item.parameters.code = world.emulator.control.confirmationCode(String(data['request-id']));
			}
			return items;
		},
		refused: { parameters: { ...unknownReply(world).parameters, requestId: 'r-0', code: '1234' } },
	}),
	'reply.getTask': (world) => ({
		items: async () => {
			const items = await bothReplies(world, { cloud: true });
			for (const item of items) {
				const { data } = await world.client.post(`${replyPath(item)}/cloud-sign`);
				item.parameters.taskId = String(data['task-id']);
			}
			return items;
		},
		refused: { parameters: { ...unknownReply(world).parameters, taskId: nobody } },
	}),
};
