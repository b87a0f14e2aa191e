import type { CaseItem } from '../world';
import { nobody, smallPages, type Cases } from './common';

export const docflows: Cases = {
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
};
