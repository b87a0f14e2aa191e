import { ORGANIZATION_IDS, REG_NUMBERS } from '../emulator/ofd/seed';
import type { Case, World } from './world';

const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19);
// Within what the seeded registers permit to read.
const period = { dateFrom: daysFromNow(-390), dateTo: daysFromNow(300), types: [] };
const { trade, services } = ORGANIZATION_IDS;

const registers = [
	{ organizationId: trade, kktRegId: REG_NUMBERS.busy },
	{ organizationId: services, kktRegId: REG_NUMBERS.servicesFirst },
];

const documentsOf = async (world: World, register: (typeof registers)[0]) => {
	const { data } = await world.client.get(`/_control/ofd/documents?regNumber=${register.kktRegId}`);
	return data as Array<{ visible: boolean; document: Record<string, { id: string }> }>;
};

/** By resource and operation, as they are stored. */
export const ofdCases: Record<string, Case | ((world: World) => Case)> = {
	'organization.getAll': {
		items: async () => [{ parameters: { limit: 1 } }, { parameters: { limit: 2 } }],
		unique: 'id',
	},
	'cashbox.get': {
		items: async () => [{ parameters: { ...registers[0] } }, { parameters: { ...registers[1] } }],
		refused: { parameters: { organizationId: trade, kktRegId: '0000000000000000' } },
	},
	'cashbox.getAll': {
		items: async () => [
			{ parameters: { organizationId: trade } },
			{ parameters: { organizationId: services } },
		],
		refused: { parameters: { organizationId: nobody } },
		unique: 'regNumber',
	},
	'document.get': {
		items: async (world) => {
			const found = await Promise.all(
				registers.map(async (register) => {
					const [first] = await documentsOf(world, register);
					return { parameters: { ...register, documentId: Object.values(first.document)[0].id } };
				}),
			);
			return [found[0], found[1]];
		},
		refused: { parameters: { ...registers[0], documentId: nobody } },
	},
	'document.getAll': {
		items: async () => [
			{ parameters: { ...registers[0], ...period, limit: 2 } },
			{ parameters: { ...registers[1], ...period, limit: 3 } },
		],
		refused: { parameters: { ...registers[0], ...period, organizationId: nobody, limit: 3 } },
		unique: 'dedupeKey',
		pages: async (world, item) => {
			Object.assign(item.parameters, period);
			return (await documentsOf(world, registers[0])).filter(({ visible }) => visible).length;
		},
	},
};
