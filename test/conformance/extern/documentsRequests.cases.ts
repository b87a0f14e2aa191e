import type { CaseItem, World } from '../world';
import { nobody, type Cases } from './common';
import { certificateText, made } from './exchange';

const bareSignature = Buffer.alloc(64, 7);

/** Two messages from the social fund, whose documents have to be asked for. */
function twoMessages(world: World): [CaseItem, CaseItem] {
	const [first, second] = world.owners.map(({ id }) => {
		const type = 'fss-sedo-proactive-payments-demand';
		const docflow = world.emulator.control.receiveDocflow(id, { type });
		return { parameters: { accountId: id, docflowId: docflow.id } };
	});
	return [first, second];
}

const docflowPath = ({ parameters }: CaseItem) =>
	`/v1/${String(parameters.accountId)}/docflows/${String(parameters.docflowId)}`;

async function twoRequests(world: World): Promise<[CaseItem, CaseItem]> {
	const items = twoMessages(world);
	for (const item of items) {
		item.parameters.documentsRequestId = await made(
			world,
			`${docflowPath(item)}/generate-documents-request`,
			{ 'certificate-base64': certificateText.certificate },
		);
	}
	return items;
}

const unknown: CaseItem = {
	parameters: { accountId: nobody, docflowId: nobody, documentsRequestId: nobody },
};

const asText = { signatureFrom: 'text', signatureText: bareSignature.toString('base64') };

export const documentsRequests: Cases = {
	'documentsRequest.create': {
		items: async (world) => {
			const [first, second] = twoMessages(world);
			return [
				{ parameters: { ...first.parameters, ...certificateText } },
				{ parameters: { ...second.parameters, ...certificateText } },
			];
		},
		refused: { parameters: { ...unknown.parameters, ...certificateText } },
	},
	'documentsRequest.get': { items: twoRequests, refused: unknown },
	'documentsRequest.sign': {
		items: async (world) => {
			const [first, second] = await twoRequests(world);
			return [
				{ parameters: { ...first.parameters, ...asText } },
				{ parameters: { ...second.parameters, ...asText } },
			];
		},
		refused: { parameters: { ...unknown.parameters, ...asText } },
	},
	'documentsRequest.send': {
		items: async (world) => {
			const items = await twoRequests(world);
			for (const item of items) {
				const id = String(item.parameters.documentsRequestId);
				const path = `${docflowPath(item)}/documents-requests/${id}/signature`;
				const { status } = await world.client.put(path, bareSignature);
				if (status !== 200) throw new Error(`${path}: ${status}`);
			}
			return items;
		},
		refused: unknown,
	},
};
