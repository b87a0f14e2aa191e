import { completeInn } from '../../emulator/extern/organizations/inn';
import { nobody, file, smallPages, type Cases } from './common';

export const accounts: Cases = {
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
	'partnerUser.link': {
		items: async () => [
			{ parameters: { serviceUserId: 'user-1', phone: '9001234567' } },
			{ parameters: { serviceUserId: 'user-2', phone: '+7 (900) 765-43-21' } },
		],
		refused: { parameters: { serviceUserId: 'user-3', phone: '9990000000' } },
	},
};
