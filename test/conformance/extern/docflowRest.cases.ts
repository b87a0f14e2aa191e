import type { CaseItem, World } from '../world';
import { smallPdf } from '../../emulator/extern/files/pdf';
import { everybody, file, nobody, smallPages, type Cases } from './common';
import {
	certificateText,
	cloudCertificate,
	demand,
	documentPath,
	encryptForCloud,
	relatedTo,
	storedDocument,
	twoDocuments,
} from './exchange';

const unknownDocflow: CaseItem = { parameters: { accountId: nobody, docflowId: nobody } };

const unknown: CaseItem = { parameters: { accountId: nobody, docflowId: nobody, documentId: nobody } };

const inCloud = { certificateFrom: 'text', certificate: cloudCertificate };

const isSigned = ({ signatures }: { signatures: unknown[] }) => signatures.length > 0;

/** The files of two demands, of two accounts. */
function twoDemands(world: World): [CaseItem, CaseItem] {
	const [first, second] = world.owners.map((owner) => {
		const { accountId, relatedDocflowId, relatedDocumentId } = demand(world, owner);
		return { parameters: { accountId, docflowId: relatedDocflowId, documentId: relatedDocumentId } };
	});
	return [first, second];
}

/** Two encrypted documents of the first account, which has a certificate in the cloud. */
function twoEncrypted(world: World): [CaseItem, CaseItem] {
	const [first, second] = [twoDemands(world)[0], twoDemands(world)[0]];
	for (const { parameters } of [first, second]) {
		encryptForCloud(storedDocument(world.owners[0], parameters.docflowId, parameters.documentId));
	}
	return [first, second];
}

const twoSignatures = async (world: World): Promise<[CaseItem, CaseItem]> => {
	const items = await twoDocuments(world, isSigned);
	for (const [index, { parameters }] of items.entries()) {
		const document = storedDocument(world.owners[index], parameters.docflowId, parameters.documentId);
		parameters.signatureId = document.signatures[0].id;
	}
	return items;
};

const isPrinted = ({ description }: { description: { type: string } }) =>
	description.type === 'urn:document:fns534-report';

export const docflowRest: Cases = {
	'docflow.update': {
		items: async (world) => {
			const letter = world.emulator.control.receiveDocflow(world.owners[1].id, { type: 'fns534-cu-letter' });
			return [
				{
					parameters: {
						accountId: world.owners[0].id,
						docflowId: await world.sentDocflow(),
						updateFields: { comment: 'на контроле', commentColor: 'yellow' },
					},
				},
				{
					parameters: {
						accountId: world.owners[1].id,
						docflowId: letter.id,
						updateFields: { demandKnd: '1160075' },
					},
				},
			];
		},
		refused: { parameters: { ...unknownDocflow.parameters, updateFields: { demandKnd: '1160075' } } },
	},
	'docflow.getRelated': {
		items: async (world) => {
			const demands = world.owners.map((owner) => demand(world, owner));
			for (const one of demands) relatedTo(world, one, 'fns534-letter', 2);
			return [
				{ parameters: { ...demands[0], filters: {}, limit: 2 } },
				{ parameters: { ...demands[1], filters: {}, limit: 3 } },
			];
		},
		refused: {
			parameters: {
				accountId: nobody,
				relatedDocflowId: nobody,
				relatedDocumentId: nobody,
				filters: {},
				limit: 2,
			},
		},
		unique: 'id',
		pages: async (world, item) => {
			smallPages(world);
			const answered = demand(world);
			Object.assign(item.parameters, answered);
			return relatedTo(world, answered, 'fns534-letter', 90).length;
		},
	},
	'docflow.checkDemand': {
		items: async (world) => {
			const [first, second] = world.owners.map(({ id }) => ({
				parameters: {
					accountId: id,
					docflowId: world.emulator.control.receiveDocflow(id, { documentType: 'fns534-demand' }).id,
					demandContentId: '',
					attachments: {},
				},
			}));
			return [first, second];
		},
		refused: { parameters: { ...unknownDocflow.parameters, demandContentId: '', attachments: {} } },
	},
	'docflow.getDemandAssignees': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id, limit: 1 } },
			{ parameters: { accountId: owners[1].id, limit: 5 } },
		],
		refused: { parameters: { accountId: nobody, limit: 1 } },
		list: true,
		pages: async (world) => everybody(world),
	},
	'docflowDocument.get': { items: async (world) => await twoDocuments(world), refused: unknown },
	'docflowDocument.getDescription': {
		items: async (world) => await twoDocuments(world, isPrinted),
		refused: unknown,
	},
	'docflowDocument.update': {
		items: async (world) => {
			const [first, second] = twoDemands(world);
			return [
				{
					parameters: {
						...first.parameters,
						updateFields: { labels: 'срочно, бухгалтерия', demandStatus: 'in-progress' },
					},
				},
				{
					parameters: {
						...second.parameters,
						updateFields: {
							demandNumber: '15-12/0042',
							demandDate: '2024-05-20T00:00:00',
							comment: 'спросить юриста',
						},
					},
				},
			];
		},
		refused: { parameters: { ...unknown.parameters, updateFields: { demandNumber: '1' } } },
	},
	'docflowDocument.print': {
		items: async (world) => await twoDocuments(world, isPrinted),
		refused: unknown,
	},
	'docflowDocument.recognize': {
		items: async (world) => {
			const [first, second] = twoDemands(world);
			const pdf = async (line: string) => await file(smallPdf([line]), 'demand.pdf');
			return [
				{
					parameters: { ...first.parameters, contentFrom: 'binary', contentId: '' },
					binary: await pdf('Demand No. 1'),
				},
				{
					parameters: { ...second.parameters, contentFrom: 'binary', contentId: '' },
					binary: await pdf('Demand No. 2'),
				},
			];
		},
		refused: { parameters: { ...unknown.parameters, contentFrom: 'binary', contentId: '' } },
	},
	'docflowDocument.uploadDecrypted': {
		items: async (world) => {
			const [first, second] = twoDemands(world);
			const { data } = await world.client.post(
				`/v1/${String(second.parameters.accountId)}/contents`,
				Buffer.from('<decrypted/>'),
			);
			return [
				{
					parameters: { ...first.parameters, contentFrom: 'binary', contentId: '' },
					binary: await file('<one/>', 'one.xml'),
				},
				{ parameters: { ...second.parameters, contentFrom: 'contentId', contentId: String(data.id) } },
			];
		},
		refused: { parameters: { ...unknown.parameters, contentFrom: 'contentId', contentId: nobody } },
	},
	'docflowDocument.decryptInCloud': {
		items: async (world) => {
			const [first, second] = twoEncrypted(world);
			return [
				{ parameters: { ...first.parameters, ...inCloud } },
				{ parameters: { ...second.parameters, ...inCloud } },
			];
		},
		refused: { parameters: { ...unknown.parameters, ...certificateText } },
	},
	'docflowDocument.confirmCloudDecryption': {
		items: async (world) => {
			const items = twoEncrypted(world);
			for (const item of items) {
				const { data } = await world.client.post(`${documentPath(item)}/decrypt-content`, {
					'certificate-base64': cloudCertificate,
				});
				item.parameters.requestId = String(data['request-id']);
				item.parameters.code = world.emulator.control.confirmationCode(String(data['request-id']));
			}
			return items;
		},
		refused: { parameters: { ...unknown.parameters, requestId: 'r-0', code: '1234' } },
	},
	'docflowDocument.getTask': {
		items: async (world) => {
			const items = await twoDocuments(world, isPrinted);
			for (const [index, item] of items.entries()) {
				const { docflowId, documentId } = item.parameters;
				const { contentId } = storedDocument(world.owners[index], docflowId, documentId);
				const path = `${documentPath(item)}/print?deferred=true`;
				const body = { 'content-id': contentId };
				item.parameters.taskId = String((await world.client.post(path, body)).data.id);
			}
			return items;
		},
		refused: { parameters: { ...unknown.parameters, taskId: nobody } },
	},
	'docflowSignature.getAll': {
		items: async (world) => await twoDocuments(world, isSigned),
		refused: unknown,
		unique: 'id',
	},
	'docflowSignature.get': {
		items: twoSignatures,
		refused: { parameters: { ...unknown.parameters, signatureId: nobody } },
	},
	'docflowSignature.download': {
		items: twoSignatures,
		refused: { parameters: { ...unknown.parameters, signatureId: nobody } },
	},
};
