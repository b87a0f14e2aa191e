import type { CaseItem, World } from '../world';
import { nobody, smallPages, type Cases } from './common';

const organizations = ({ owners }: World, index: 0 | 1): string[] => [...owners[index].organizations.keys()];

const searched = async (world: World): Promise<[CaseItem, CaseItem]> => [
	{
		parameters: {
			accountId: world.owners[0].id,
			organizationIds: organizations(world, 0).slice(0, 2).join(', '),
			filters: {},
		},
	},
	{
		parameters: {
			accountId: world.owners[1].id,
			organizationIds: organizations(world, 1)[0],
			filters: {},
		},
	},
];

const search = {
	items: searched,
	refused: { parameters: { accountId: nobody, organizationIds: nobody, filters: {} } },
	list: true,
	unique: 'organization-id',
	pages: async (world: World, item: CaseItem) => {
		smallPages(world);
		const ids = organizations(world, 1);
		Object.assign(item.parameters, { accountId: world.owners[1].id, organizationIds: ids.join(', ') });
		return ids.length;
	},
} as const;

/** The profit tax of the first quarter of 2024, which is what the drafts of these tests report. */
const firstQuarter = {
	formId: '101',
	deadline: '2024-04-25T00:00:00.0000000',
	periodYear: '2024',
	periodNumber: 1,
};

export const reportsTables: Cases = {
	'reportsTable.search': search,
	'reportsTable.searchPayments': search,
	'reportsTable.getForms': (world) => ({
		items: async () => {
			const [organizationId] = organizations(world, 0);
			const parameters = { accountId: world.owners[0].id, organizationId };
			return [
				{ parameters: { ...parameters, includeDeleted: false } },
				{ parameters: { ...parameters, includeDeleted: true } },
			];
		},
		refused: { parameters: { accountId: nobody, organizationId: nobody, includeDeleted: false } },
		unique: 'form-id',
	}),
	'reportsTable.getDocflows': (world) => ({
		items: async () => {
			const items: CaseItem[] = [];
			for (const [index, owner] of world.owners.entries()) {
				await world.sentDocflow(owner);
				const [organizationId] = organizations(world, index === 0 ? 0 : 1);
				items.push({ parameters: { accountId: owner.id, organizationId, ...firstQuarter } });
			}
			return [items[0], items[1]];
		},
		refused: { parameters: { accountId: nobody, organizationId: nobody, ...firstQuarter } },
		unique: 'docflow-id',
	}),
};
