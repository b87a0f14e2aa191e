import type { CaseItem, World } from '../world';
import { file, nobody, type Cases } from './common';
import { certificateText, cloudCertificate, documentPath, signature } from './exchange';
import { SENDER_ADDRESS } from '../../support/senderAddress';

const unknown: CaseItem = {
	parameters: { accountId: nobody, docflowId: nobody, documentId: nobody, replyId: nobody },
};

const asText = { signatureFrom: 'text', signatureText: signature.toString('base64') };

/** Two protocols of the pension fund, which want to be signed. */
function twoProtocols(world: World, owners = world.owners): [CaseItem, CaseItem] {
	const [first, second] = owners.map((owner) => {
		const { id } = world.emulator.control.receiveDocflow(owner.id, {
			type: 'pfr-report',
			status: 'response-arrived',
			documentType: 'pfr-report-protocol',
		});
		const document = owner.docflows.get(id)?.documents[0];
		return { parameters: { accountId: owner.id, docflowId: id, documentId: document?.id } };
	});
	return [first, second];
}

const replyPath = (item: CaseItem) => `${documentPath(item)}/pfr-replies/${String(item.parameters.replyId)}`;

interface Made {
	id: string;
	documents: Array<{ id: string }>;
}

async function twoReplies(world: World, { cloud = false } = {}): Promise<[CaseItem, CaseItem]> {
	const [first] = world.owners;
	const items = twoProtocols(world, cloud ? [first, first] : world.owners);
	const certificate = cloud ? cloudCertificate : certificateText.certificate;
	for (const item of items) {
		const path = `${documentPath(item)}/pfr-generate-reply`;
		const { status, data } = await world.client.post(path, { 'certificate-base64': certificate });
		if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(data)}`);
		const { id, documents } = data as Made;
		Object.assign(item.parameters, { replyId: id, replyDocumentId: documents[0].id });
	}
	return items;
}

const withDocument = (item: CaseItem): CaseItem => ({
	parameters: { ...item.parameters, replyDocumentId: nobody },
});

export const pfrReplies: Cases = {
	'pfrReply.create': {
		items: async (world) => {
			const [first, second] = twoProtocols(world);
			return [
				{ parameters: { ...first.parameters, ...certificateText } },
				{ parameters: { ...second.parameters, ...certificateText } },
			];
		},
		refused: { parameters: { ...unknown.parameters, ...certificateText } },
	},
	'pfrReply.get': { items: async (world) => await twoReplies(world), refused: unknown },
	'pfrReply.uploadDecrypted': {
		items: async (world) => {
			const [first, second] = await twoReplies(world);
			const more = { contentFrom: 'binary' };
			return [
				{ parameters: { ...first.parameters, ...more }, binary: await file('<one/>', 'one.xml') },
				{ parameters: { ...second.parameters, ...more }, binary: await file('<two/>', 'two.xml') },
			];
		},
		refused: { parameters: { ...withDocument(unknown).parameters, contentFrom: 'binary' } },
	},
	'pfrReply.sign': {
		items: async (world) => {
			const [first, second] = await twoReplies(world);
			return [
				{ parameters: { ...first.parameters, ...asText } },
				{ parameters: { ...second.parameters, ...asText } },
			];
		},
		refused: { parameters: { ...withDocument(unknown).parameters, ...asText } },
	},
	'pfrReply.send': {
		items: async (world) => {
			const items = await twoReplies(world);
			for (const item of items) {
				const { data } = await world.client.get(replyPath(item));
				for (const { id } of (data as Made).documents) {
					const path = `${replyPath(item)}/documents/${id}`;
					await world.client.put(`${path}/decrypted-content`, Buffer.from('<protocol/>'));
					await world.client.put(`${path}/signature`, signature);
				}
				item.parameters.senderIpAddress = SENDER_ADDRESS;
			}
			return items;
		},
		refused: { parameters: { ...unknown.parameters, senderIpAddress: SENDER_ADDRESS } },
	},
	'pfrReply.signInCloud': {
		items: async (world) => await twoReplies(world, { cloud: true }),
		refused: unknown,
	},
	'pfrReply.confirmCloudSignature': {
		items: async (world) => {
			const items = await twoReplies(world, { cloud: true });
			for (const item of items) {
				const { data } = await world.client.post(`${replyPath(item)}/cloud-sign`);
				item.parameters.requestId = String(data['request-id']);
				item.parameters.code = world.emulator.control.confirmationCode(String(data['request-id']));
			}
			return items;
		},
		refused: { parameters: { ...unknown.parameters, requestId: 'r-0', code: '1234' } },
	},
	'pfrReply.getTask': {
		items: async (world) => {
			const items = await twoReplies(world, { cloud: true });
			for (const item of items) {
				const { data } = await world.client.post(`${replyPath(item)}/cloud-sign`);
				item.parameters.taskId = String(data['task-id']);
			}
			return items;
		},
		refused: { parameters: { ...unknown.parameters, taskId: nobody } },
	},
};
