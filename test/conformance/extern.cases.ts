import type { IBinaryData } from 'n8n-workflow';
import { completeInn } from '../emulator/extern/inn';
import { certificate, cms } from '../emulator/support';
import { binaryItem } from '../host/engine';
import type { Case, CaseItem, World } from './world';

const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';

const file = async (content: string | Buffer, fileName: string): Promise<{ data: IBinaryData }> => {
	const { binary } = await binaryItem({}, { data: { content, fileName, mimeType: 'application/xml' } });
	return binary as { data: IBinaryData };
};

const smallPages = (world: World) => world.emulator.control.setOptions({ pageSize: 40 });

const draftMeta = (world: World, index: 0 | 1): CaseItem => ({
	parameters: {
		accountId: world.owners[index].id,
		senderInn: world.owners[index].inn,
		senderKpp: world.owners[index].kpp ?? '',
		senderCertificate: certificate,
		senderIpAddress: '203.0.113.10',
		recipientType: 'ifns-code',
		recipientCode: '0087',
		additionalFields: {},
	},
});

const twoDrafts = async (world: World): Promise<[CaseItem, CaseItem]> => {
	const drafts = [await world.draft(world.owners[0]), await world.draft(world.owners[1])];
	const [first, second] = drafts.map(({ id, documentId }, index) => ({
		parameters: { accountId: world.owners[index].id, draftId: id, documentId },
	}));
	return [first, second];
};

const unknownDraft = (world: World): CaseItem => ({
	parameters: { accountId: world.owners[0].id, draftId: nobody },
});

/** By resource and operation, as they are stored. */
export const externCases: Record<string, Case | ((world: World) => Case)> = {
	'account.create': {
		items: async () => [
			{ parameters: { inn: completeInn('781122334'), kpp: '781101001', organizationName: 'ООО Ромашка' } },
			{ parameters: { inn: completeInn('7802048931'), kpp: '', organizationName: 'ИП Иванов' } },
		],
		refused: { parameters: { inn: '123', kpp: '', organizationName: 'ООО' } },
	},
	'account.get': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id } },
			{ parameters: { accountId: owners[1].id } },
		],
		refused: { parameters: { accountId: nobody } },
	},
	'account.getAll': {
		items: async () => [{ parameters: { limit: 2 } }, { parameters: { limit: 3 } }],
		unique: 'id',
		pages: async (world) => {
			smallPages(world);
			return world.emulator.control.accounts().length;
		},
	},
	'organization.get': {
		items: async ({ owners }) => {
			const [first, second] = owners.map(({ id, organizations }) => ({
				parameters: { accountId: id, organizationId: [...organizations.keys()][0] },
			}));
			return [first, second];
		},
		refused: { parameters: { accountId: nobody, organizationId: nobody } },
	},
	'organization.getAll': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id, filters: {} } },
			{ parameters: { accountId: owners[1].id, filters: {} } },
		],
		refused: { parameters: { accountId: nobody, filters: {} } },
		unique: 'id',
		pages: async (world, item) => {
			smallPages(world);
			const [, second] = world.owners;
			item.parameters.accountId = second.id;
			return second.organizations.size;
		},
	},
	'content.upload': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id, contentType: '' }, binary: await file('<one/>', 'one.xml') },
			{ parameters: { accountId: owners[1].id, contentType: '' }, binary: await file('<two/>', 'two.xml') },
		],
		refused: { parameters: { accountId: nobody, contentType: '' } },
	},
	'content.download': (world) => ({
		items: async () => {
			const contents = await Promise.all(
				world.owners.map(async ({ id }, index) => {
					const { data } = await world.client.post(`/v1/${id}/contents`, Buffer.from(`file ${index}`));
					return { parameters: { accountId: id, contentId: String(data.id), fileName: '' } };
				}),
			);
			return [contents[0], contents[1]];
		},
		refused: { parameters: { accountId: world.owners[0].id, contentId: nobody, fileName: '' } },
	}),
	'draft.create': (world) => ({
		items: async () => [draftMeta(world, 0), draftMeta(world, 1)],
		refused: { parameters: { ...draftMeta(world, 0).parameters, senderInn: '1234567890' } },
	}),
	'draft.get': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.getAll': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id, limit: 2 } },
			{ parameters: { accountId: owners[0].id, limit: 3 } },
		],
		refused: { parameters: { accountId: nobody, limit: 3 } },
		unique: 'id',
		pages: async (world) => {
			smallPages(world);
			return world.owners[0].drafts.size;
		},
	},
	'draft.check': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.prepare': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.send': (world) => ({ items: twoDrafts, refused: unknownDraft(world) }),
	'draft.delete': {
		items: twoDrafts,
		refused: { parameters: { accountId: nobody, draftId: nobody } },
	},
	'draftDocument.add': (world) => ({
		items: async () => {
			const [first, second] = await twoDrafts(world);
			return [
				{ ...first, binary: await file('<one/>', 'one.xml') },
				{ ...second, binary: await file('<two/>', 'two.xml') },
			];
		},
		refused: unknownDraft(world),
	}),
	'draftDocument.get': (world) => ({
		items: twoDrafts,
		refused: { parameters: { ...unknownDraft(world).parameters, documentId: nobody } },
	}),
	'draftDocument.delete': {
		items: twoDrafts,
		refused: { parameters: { accountId: nobody, draftId: nobody, documentId: nobody } },
	},
	'draftSignature.add': (world) => ({
		items: async () => {
			const [first, second] = await twoDrafts(world);
			const signature = await file(Buffer.from(cms(certificate), 'base64'), 'report.xml.sig');
			return [
				{ ...first, binary: signature },
				{ ...second, binary: signature },
			];
		},
		refused: { parameters: { ...unknownDraft(world).parameters, documentId: nobody } },
	}),
	'draftTask.get': (world) => ({
		items: async () => {
			const drafts = await twoDrafts(world);
			for (const { parameters } of drafts) {
				const path = `/v1/${String(parameters.accountId)}/drafts/${String(parameters.draftId)}/check?deferred=true`;
				parameters.taskId = String((await world.client.post(path)).data.id);
			}
			return drafts;
		},
		refused: { parameters: { ...unknownDraft(world).parameters, taskId: nobody } },
	}),
	'docflow.get': (world) => ({
		items: async () => {
			const ids = [await world.sentDocflow(world.owners[0]), await world.sentDocflow(world.owners[1])];
			return [
				{ parameters: { accountId: world.owners[0].id, docflowId: ids[0] } },
				{ parameters: { accountId: world.owners[1].id, docflowId: ids[1] } },
			];
		},
		refused: { parameters: { accountId: world.owners[0].id, docflowId: nobody } },
	}),
	'docflow.getAll': {
		items: async ({ owners }) => [
			{ parameters: { accountId: owners[0].id, filters: {}, limit: 2 } },
			{ parameters: { accountId: owners[0].id, filters: { orderBy: 'ascending' }, limit: 2 } },
		],
		refused: { parameters: { accountId: nobody, filters: {}, limit: 2 } },
		unique: 'id',
		pages: async (world, item) => {
			smallPages(world);
			item.parameters.filters = { types: 'fns534-report' };
			return [...world.owners[0].docflows.values()].filter(({ type }) => type.endsWith('fns534-report'))
				.length;
		},
	},
	'docflowDocument.getAll': (world) => ({
		items: async () => {
			const ids = [await world.sentDocflow(world.owners[0]), await world.sentDocflow(world.owners[1])];
			return [
				{ parameters: { accountId: world.owners[0].id, docflowId: ids[0] } },
				{ parameters: { accountId: world.owners[1].id, docflowId: ids[1] } },
			];
		},
		refused: { parameters: { accountId: world.owners[0].id, docflowId: nobody } },
		unique: 'id',
	}),
	'docflowDocument.download': (world) => ({
		items: async () => {
			const found: CaseItem[] = [];
			for (const owner of world.owners) {
				const docflowId = await world.sentDocflow(owner);
				const { data } = await world.client.get(`/v1/${owner.id}/docflows/${docflowId}/documents`);
				const documents = data as Array<{ id: string; description: { type: string } }>;
				const report = documents.find(({ description }) => description.type === 'urn:document:fns534-report');
				found.push({ parameters: { accountId: owner.id, docflowId, documentId: report?.id ?? '' } });
			}
			return [found[0], found[1]];
		},
		refused: { parameters: { accountId: world.owners[0].id, docflowId: nobody, documentId: nobody } },
	}),
	'partnerUser.link': {
		items: async () => [
			{ parameters: { serviceUserId: 'user-1', phone: '9001234567' } },
			{ parameters: { serviceUserId: 'user-2', phone: '+7 (900) 765-43-21' } },
		],
		refused: { parameters: { serviceUserId: 'user-3', phone: '9990000000' } },
	},
};
