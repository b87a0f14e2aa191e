import type { CaseItem, World } from '../world';
import { nobody, type Cases } from './common';

/** Two document flows of the same type that came in, of two accounts. */
async function twoIncoming(world: World, type: string, more = {}): Promise<[CaseItem, CaseItem]> {
	const items: CaseItem[] = [];
	for (const { id } of world.owners) {
		const docflow = await world.emulator.control.createIncoming(id, { type });
		items.push({ parameters: { accountId: id, docflowId: docflow.id, ...more } });
	}
	return [items[0], items[1]];
}

const unknown: CaseItem = { parameters: { accountId: nobody, docflowId: nobody } };

const received = { statuses: ['received'], successStates: [], timeout: 5 };

export const jobs: Cases = {
	'docflow.wait': {
		items: async (world) => await twoIncoming(world, 'fns534-demand', received),
		refused: { parameters: { ...unknown.parameters, ...received } },
	},
	'docflow.downloadDocuments': {
		items: async (world) => await twoIncoming(world, 'fns534-demand', { includeSignatures: true }),
		refused: unknown,
	},
};
