import { isVisible, serveDocument } from '../emulator/ofd/serve';
import { ORGANIZATION_IDS, REG_NUMBERS } from '../emulator/ofd/shop/seed';
import type { Case, CaseItem, World } from './world';

const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19);
// Within what the seeded registers permit to read.
const period = {
	...{ cashRegisters: 'one', period: 'custom' },
	...{ dateFrom: daysFromNow(-390), dateTo: daysFromNow(300), options: { types: [] } },
};
const { trade, services, entrepreneur } = ORGANIZATION_IDS;

const registers = [
	{ organizationId: trade, kktRegId: REG_NUMBERS.busy },
	{ organizationId: services, kktRegId: REG_NUMBERS.servicesFirst },
];

interface Told {
	visible: boolean;
	fn: string;
	fd: number;
	dateTime: string;
	document: Record<string, { id: string }>;
}

/** A busy register has megabytes of documents: each is made when it is read. */
const documentsOf = ({ emulator }: World, { kktRegId }: (typeof registers)[0]): Told[] => {
	const { ofd } = emulator.state;
	const register = ofd.register(kktRegId);
	return ofd.documents(kktRegId).map((one) => ({
		visible: isVisible(one, ofd.now()),
		fn: one.fn,
		fd: one.fd,
		dateTime: one.dateTime,
		get document() {
			return serveDocument(one, register, ofd.switches) as Told['document'];
		},
	}));
};

const visibleOf = (world: World, register: (typeof registers)[0]) =>
	documentsOf(world, register).filter(({ visible }) => visible);

/** Days on which the emulated registers have documents, by their own clocks. */
const days = { dateFrom: daysFromNow(-6), dateTo: daysFromNow(-1) };
const daysOfOne = { cashRegisters: 'one', period: 'custom', ...days };
const daysOfOrganization = { organizations: 'one', period: 'custom', ...days };
const ofDrive = { options: days, returnAll: false, limit: 3 };
const ofDay = { cashRegisters: 'one', date: daysFromNow(-3), options: { types: [] }, limit: 2 };

const onBoth = (parameters: object): [CaseItem, CaseItem] => [
	{ parameters: { ...registers[0], ...parameters } },
	{ parameters: { ...registers[1], ...parameters } },
];

/** By resource and operation, as they are stored. */
export const ofdCases: Record<string, Case | ((world: World) => Case)> = {
	'organization.getAll': {
		items: async () => [{ parameters: { limit: 1 } }, { parameters: { limit: 2 } }],
		unique: 'id',
	},
	'organization.get': {
		items: async () => [
			{ parameters: { organizationId: trade } },
			{ parameters: { organizationId: services } },
		],
		refused: { parameters: { organizationId: nobody } },
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
		list: true,
	},
	'cashbox.findSilent': {
		items: async ({ emulator }) => {
			const { ofd } = emulator.state;
			const regNumber = '0000000003002042';
			if (!ofd.organization(entrepreneur).registers.some((one) => one.regNumber === regNumber)) {
				ofd.addRegister(entrepreneur, { regNumber });
				// Nothing has come from it yet.
				for (const { fn, fd } of ofd.documents(regNumber)) ofd.setReceivedAt(regNumber, fn, fd, null);
			}
			return [
				{ parameters: { organizations: 'one', organizationId: trade, hours: 24 } },
				{ parameters: { organizations: 'one', organizationId: entrepreneur, hours: 48 } },
			];
		},
		refused: { parameters: { organizations: 'one', organizationId: nobody, hours: 24 } },
	},
	'document.get': {
		items: async (world) => {
			const [one, other] = registers.map((register) => {
				const [first] = documentsOf(world, register);
				return { parameters: { ...register, documentId: Object.values(first.document)[0].id } };
			});
			return [one, other];
		},
		refused: { parameters: { ...registers[0], documentId: nobody } },
	},
	'document.getByNumber': {
		items: async (world) => {
			const numbered = (register: (typeof registers)[0]) => {
				const [{ fn, fd }] = visibleOf(world, register);
				return { parameters: { ...register, fiscalDriveNumber: fn, fiscalDocumentNumber: String(fd) } };
			};
			return [numbered(registers[0]), numbered(registers[1])];
		},
		refused: {
			parameters: { ...registers[0], fiscalDriveNumber: '9999999999999999', fiscalDocumentNumber: '1' },
		},
	},
	'document.getByQr': {
		items: async (world) => {
			const bodyOf = ({ document }: Told) => Object.values(document)[0] as unknown as Record<string, number>;
			const codeOf = (register: (typeof registers)[0]) => {
				const sale = visibleOf(world, register).find((one) => bodyOf(one).totalSum > 0);
				if (!sale) throw new Error(`${register.kktRegId} has no sale`);
				const { fn, fd, dateTime } = sale;
				const { fiscalSign, totalSum, operationType } = bodyOf(sale);
				const time = dateTime.replace(/[-:]/g, '').slice(0, 13);
				const qrCode = `t=${time}&s=${(totalSum / 100).toFixed(2)}&fn=${fn}&i=${fd}&fp=${fiscalSign}&n=${operationType}`;
				return { parameters: { organizations: 'one', organizationId: register.organizationId, qrCode } };
			};
			return [codeOf(registers[0]), codeOf(registers[1])];
		},
		refused: {
			parameters: {
				...{ organizations: 'one', organizationId: nobody },
				qrCode: 't=20260305T1504&s=1.00&fn=1&i=1&fp=1&n=1',
			},
		},
	},
	'document.getByDrive': {
		items: async (world) => {
			const readFrom = (register: (typeof registers)[0]) => {
				const [{ fn }] = visibleOf(world, register);
				return { parameters: { ...register, fiscalDriveNumber: fn, ...ofDrive } };
			};
			return [readFrom(registers[0]), readFrom(registers[1])];
		},
		refused: { parameters: { ...registers[0], fiscalDriveNumber: '9999999999999999', ...ofDrive } },
		unique: 'dedupeKey',
	},
	'document.getByDay': {
		items: async () => onBoth(ofDay),
		refused: {
			parameters: { ...registers[0], ...ofDay, organizationId: nobody },
		},
		unique: 'dedupeKey',
		list: true,
	},
	'document.getAll': {
		items: async () => [
			{ parameters: { ...registers[0], ...period, limit: 2 } },
			{ parameters: { ...registers[1], ...period, limit: 3 } },
		],
		refused: { parameters: { ...registers[0], ...period, organizationId: nobody, limit: 3 } },
		unique: 'dedupeKey',
		list: true,
		pages: async (world, item) => {
			Object.assign(item.parameters, period);
			return visibleOf(world, registers[0]).length;
		},
		shorten: ({ emulator }, item) => {
			emulator.state.ofd.setSwitches({ pageLimit: 40 });
			item.parameters.dateFrom = daysFromNow(-2);
		},
	},
	'revenue.get': {
		items: async () => onBoth({ ...daysOfOne, groupBy: ['cashbox'] }),
		refused: {
			parameters: { ...registers[0], ...daysOfOne, organizationId: nobody },
		},
	},
	'revenue.reconcile': {
		items: async () => onBoth(daysOfOne),
		refused: {
			parameters: { ...registers[0], ...daysOfOne, organizationId: nobody },
		},
	},
	'statistics.byDays': {
		items: async () => onBoth(daysOfOne),
		refused: { parameters: { ...registers[0], ...daysOfOne, organizationId: nobody } },
		list: true,
	},
	'statistics.byShifts': {
		items: async () => onBoth(daysOfOne),
		refused: { parameters: { ...registers[0], ...daysOfOne, organizationId: nobody } },
		list: true,
	},
	'statistics.organizationByDays': {
		items: async () => [
			{ parameters: { organizationId: trade, ...daysOfOrganization } },
			{ parameters: { organizationId: entrepreneur, ...daysOfOrganization } },
		],
		refused: { parameters: { organizationId: services, ...daysOfOrganization } },
		list: true,
	},
};
