import { copyOf } from '../../core/copy';
import { Machine, type Moment } from './machine';
import { innFrom, makeOrganization, makeRegister, type RegisterInput } from './people';
import { Random } from './random';
import { addDays, dayOf, endOfDay, localToUtc, msToLocal, localToMs, startOfDay, utcToLocal } from './time';
import type { IntegratorKey, Organization } from '../types';

export const ORGANIZATION_IDS = {
	trade: 'b7c1f0de-5a11-4f0e-9a44-1f2a3b4c5d01',
	services: 'b7c1f0de-5a11-4f0e-9a44-1f2a3b4c5d02',
	entrepreneur: 'b7c1f0de-5a11-4f0e-9a44-1f2a3b4c5d03',
	foreign: 'b7c1f0de-5a11-4f0e-9a44-1f2a3b4c5d04',
} as const;

/** Registration numbers begin with zeros on purpose: they are text, never numbers. */
export const REG_NUMBERS = {
	busy: '0000000001001011',
	kaliningrad: '0000000001002012',
	samara: '0000000001003013',
	driveChange: '0000000001004014',
	ffd10: '0000000001005015',
	neverUsed: '0000000001006016',
	permissionEnded: '0000000001007017',
	permissionStarts: '0000000001008018',
	bso: '0000000001009019',
	agents: '0000000001010020',
	kamchatka: '0000000001011021',
	offline: '0000000001012022',
	corrections: '0000000001013023',
	servicesFirst: '0000000002001031',
	servicesSecond: '0000000002002032',
	servicesClosed: '0000000002003033',
	entrepreneur: '0000000003001041',
	foreign: '0000000004001051',
} as const;

export const KEYS = {
	main: 'a1b2c3d4-kont-uofd-demo-000000000001',
	empty: 'a1b2c3d4-kont-uofd-demo-000000000002',
	foreign: 'a1b2c3d4-kont-uofd-demo-000000000003',
	otherIntegrator: 'a1b2c3d4-kont-uofd-demo-000000000004',
} as const;

export const OTHER_INTEGRATOR_LOGIN = 'other-integrator@kontur.example';

export interface Seed {
	organizations: Organization[];
	keys: IntegratorKey[];
}

interface DayPlan {
	perDay: number;
	/** Document kinds that appear now and then besides ordinary sales. */
	corrections?: boolean;
	offlineFromDay?: string;
}

const SENDING = 20_000;

class Planner {
	/** The instant from which the same plan gives other data. */
	changesAt = Infinity;

	private drives = 0;

	constructor(private readonly now: number) {}

	today(zone: number): string {
		const today = dayOf(utcToLocal(this.now, zone));
		this.isPast(localToUtc(startOfDay(addDays(today, 1)), zone));
		return today;
	}

	install(machine: Machine, short = false): void {
		this.drives += 1;
		const number = String(this.drives);
		machine.installDrive(short ? `990000${number.padStart(5, '0')}` : `9960440300${number.padStart(6, '0')}`);
	}

	/** A document is on the server a few seconds after it was printed. */
	moment(machine: Machine, dateTime: string, held = false): Moment {
		const sent = localToUtc(dateTime, machine.register.zone) + SENDING;
		return { dateTime, receivedAt: held ? null : sent };
	}

	/** Documents still in transit are omitted, so that nothing arrives later that a test did not print. */
	happened(machine: Machine, dateTime: string): boolean {
		return this.isPast(localToUtc(dateTime, machine.register.zone) + SENDING);
	}

	private isPast(moment: number): boolean {
		if (moment <= this.now) return true;
		this.changesAt = Math.min(this.changesAt, moment);
		return false;
	}

	days(machine: Machine, from: number, to: number, plan: DayPlan): void {
		const today = this.today(machine.register.zone);
		for (let shift = from; shift <= to; shift++) this.day(machine, addDays(today, shift), plan);
	}

	private day(machine: Machine, day: string, plan: DayPlan): void {
		const random = new Random(`${machine.register.regNumber}|${day}`);
		const held = plan.offlineFromDay !== undefined && day >= plan.offlineFromDay;
		const print = (time: string, action: (moment: Moment) => void): void => {
			const dateTime = `${day}T${time}:00`;
			if (this.happened(machine, dateTime)) action(this.moment(machine, dateTime, held));
		};
		print('08:50', (moment) => machine.openShift(moment));
		const minutes: number[] = [];
		for (let i = 0; i < plan.perDay; i++) minutes.push(random.int(9 * 60, 21 * 60 - 1));
		minutes.sort((a, b) => a - b);
		for (const minute of minutes) {
			const correction = plan.corrections === true && random.chance(0.25);
			const time = msToLocal(localToMs(startOfDay(day)) + minute * 60_000).slice(11, 16);
			const { saleKind } = machine.register.profile;
			const correctionKind = saleKind === 'bso' ? 'bsoCorrection' : 'receiptCorrection';
			print(time, (moment) => machine.sale(correction ? correctionKind : saleKind, moment));
		}
		if (plan.corrections) print('21:00', (moment) => machine.currentState(moment));
		print('21:05', (moment) => machine.closeShift(moment));
	}
}

function addRegister(organization: Organization, input: RegisterInput): Machine {
	const register = makeRegister({ kpp: organization.kpp, ...input });
	organization.registers.push(register);
	return new Machine(organization, register);
}

function seedTrade(planner: Planner, organization: Organization): void {
	const window = (zone: number) => ({
		permissionFrom: startOfDay(addDays(planner.today(zone), -400)),
		permissionTo: endOfDay(addDays(planner.today(zone), 365)),
	});
	const start = (machine: Machine, daysAgo: number, shortDrive = false): void => {
		planner.install(machine, shortDrive);
		const day = addDays(planner.today(machine.register.zone), -daysAgo);
		machine.registration(planner.moment(machine, `${day}T08:00:00`), null);
	};
	const ordinary = (input: RegisterInput, days: number, perDay: number): Machine => {
		const machine = addRegister(organization, { ...window(input.zone), ...input });
		start(machine, days);
		planner.days(machine, -days, 0, { perDay });
		return machine;
	};

	const busy = ordinary(
		{ regNumber: REG_NUMBERS.busy, name: 'Касса 1', zone: 3, address: 'г. Москва, ул. Примерная, 1' },
		30,
		110,
	);
	busy.register.addresses.unshift({
		address: 'г. Москва, ул. Старая, 7',
		startDate: '2023-03-01T00:00:00',
	});
	ordinary(
		{
			regNumber: REG_NUMBERS.kaliningrad,
			name: 'Калининград',
			zone: 2,
			address: 'г. Калининград, пр. Примерный, 2',
			permissionFrom: null,
			permissionTo: null,
		},
		14,
		9,
	);
	ordinary(
		{
			regNumber: REG_NUMBERS.samara,
			name: 'Самара',
			zone: 4,
			address: 'г. Самара, ул. Примерная, 3',
			profile: { goods: 'reduced', taxationType: 2, ffd: '1.2' },
		},
		14,
		12,
	);

	const replaced = addRegister(organization, {
		...window(5),
		regNumber: REG_NUMBERS.driveChange,
		name: 'Екатеринбург',
		zone: 5,
		address: 'г. Екатеринбург, ул. Примерная, 4',
		profile: { goods: 'electronics', ffd: '1.2' },
	});
	start(replaced, 20);
	planner.days(replaced, -20, -11, { perDay: 10 });
	const lastDay = addDays(planner.today(5), -11);
	replaced.closeArchive(planner.moment(replaced, `${lastDay}T21:10:00`));
	planner.install(replaced);
	replaced.registration(planner.moment(replaced, `${addDays(lastDay, 1)}T08:10:00`), [1]);
	planner.days(replaced, -10, 0, { perDay: 10 });

	const old = addRegister(organization, {
		...window(6),
		regNumber: REG_NUMBERS.ffd10,
		name: 'Омск',
		zone: 6,
		address: 'г. Омск, ул. Примерная, 5',
		profile: { goods: 'electronics', ffd: '1.0', agent: true, padInn: true },
	});
	start(old, 14, true);
	planner.days(old, -14, 0, { perDay: 12 });

	const unused = addRegister(organization, {
		...window(7),
		regNumber: REG_NUMBERS.neverUsed,
		name: 'Красноярск (новая)',
		zone: 7,
		address: 'г. Красноярск, ул. Примерная, 6',
	});
	planner.install(unused);

	ordinary(
		{
			regNumber: REG_NUMBERS.permissionEnded,
			name: 'Иркутск',
			zone: 8,
			address: 'г. Иркутск, ул. Примерная, 7',
			permissionTo: `${addDays(planner.today(8), -5)}T14:14:41`,
		},
		20,
		8,
	);
	ordinary(
		{
			regNumber: REG_NUMBERS.permissionStarts,
			name: 'Якутск',
			zone: 9,
			address: 'г. Якутск, ул. Примерная, 8',
			permissionFrom: startOfDay(addDays(planner.today(9), -7)),
			permissionTo: null,
		},
		20,
		8,
	);
	ordinary(
		{
			regNumber: REG_NUMBERS.bso,
			name: 'Владивосток',
			zone: 10,
			address: 'г. Владивосток, ул. Примерная, 9',
			profile: { goods: 'services', saleKind: 'bso' },
		},
		14,
		6,
	);
	ordinary(
		{
			regNumber: REG_NUMBERS.agents,
			name: 'Магадан',
			zone: 11,
			address: 'г. Магадан, ул. Примерная, 10',
			profile: { agent: true },
		},
		14,
		6,
	);
	ordinary(
		{
			regNumber: REG_NUMBERS.kamchatka,
			name: 'Камчатка',
			zone: 12,
			address: 'г. Петропавловск-Камчатский, ул. Примерная, 11',
		},
		14,
		7,
	);

	const offline = addRegister(organization, {
		...window(3),
		regNumber: REG_NUMBERS.offline,
		name: 'Касса без связи',
		zone: 3,
		address: 'Московская обл., д. Примерово, 12',
	});
	start(offline, 14);
	offline.register.offline = true;
	planner.days(offline, -14, 0, { perDay: 7, offlineFromDay: addDays(planner.today(3), -5) });

	const mixed = addRegister(organization, {
		...window(3),
		regNumber: REG_NUMBERS.corrections,
		name: 'Касса с коррекциями',
		zone: 3,
		address: 'г. Москва, ул. Примерная, 13',
	});
	start(mixed, 14);
	planner.days(mixed, -14, 0, { perDay: 8, corrections: true });
}

function seedSmall(planner: Planner, organization: Organization, inputs: RegisterInput[]): void {
	for (const input of inputs) {
		const machine = addRegister(organization, input);
		planner.install(machine);
		const day = addDays(planner.today(input.zone), -7);
		machine.registration(planner.moment(machine, `${day}T08:00:00`), null);
		planner.days(machine, -7, 0, { perDay: 6, corrections: machine.register.profile.saleKind === 'bso' });
	}
}

interface KnownSeed {
	data: Seed;
	/** Instants with the same data. */
	from: number;
	until: number;
}

const known: KnownSeed[] = [];
const knownSeeds = 4;

/** The same instant always yields the same data; days are counted back from it. */
export function seed(now: number): Seed {
	let found = known.find(({ from, until }) => now >= from && now < until);
	if (!found) {
		const planner = new Planner(now);
		found = { data: plan(planner), from: now, until: planner.changesAt };
		known.unshift(found);
		known.length = Math.min(known.length, knownSeeds);
	}
	return copyOf(found.data);
}

function plan(planner: Planner): Seed {
	const trade = makeOrganization({
		id: ORGANIZATION_IDS.trade,
		inn: innFrom('000100200'),
		kpp: '000101001',
		shortName: 'ООО «Торговый дом Пример»',
		fullName: 'Общество с ограниченной ответственностью «Торговый дом Пример»',
	});
	const services = makeOrganization({
		id: ORGANIZATION_IDS.services,
		inn: innFrom('000200300'),
		kpp: '000201001',
		shortName: 'АО «Сервис Пример»',
		fullName: 'Акционерное общество «Сервис Пример»',
	});
	const entrepreneur = makeOrganization({
		id: ORGANIZATION_IDS.entrepreneur,
		inn: innFrom('0003004005'),
		shortName: 'ИП Примерова О. Н.',
		fullName: 'Индивидуальный предприниматель Примерова Ольга Николаевна',
	});
	const foreign = makeOrganization({
		id: ORGANIZATION_IDS.foreign,
		inn: innFrom('000400500'),
		kpp: '000401001',
		shortName: 'ООО «Без согласия»',
		fullName: 'Общество с ограниченной ответственностью «Без согласия»',
	});

	seedTrade(planner, trade);
	seedSmall(planner, services, [
		{
			regNumber: REG_NUMBERS.servicesFirst,
			name: 'Ателье',
			zone: 3,
			address: 'г. Тула, ул. Примерная, 1',
			profile: { goods: 'services', saleKind: 'bso' },
		},
		{
			regNumber: REG_NUMBERS.servicesSecond,
			name: 'Прачечная',
			zone: 3,
			address: 'г. Тула, ул. Примерная, 2',
			profile: { goods: 'services' },
		},
		{
			regNumber: REG_NUMBERS.servicesClosed,
			name: 'Не в договоре',
			zone: 3,
			address: 'г. Тула, ул. Примерная, 3',
		},
	]);
	seedSmall(planner, entrepreneur, [
		{
			regNumber: REG_NUMBERS.entrepreneur,
			name: 'Цветы',
			zone: 7,
			address: 'г. Томск, ул. Примерная, 1',
			profile: { goods: 'noVat', taxationType: 32, ffd: '1.2' },
		},
	]);
	seedSmall(planner, foreign, [
		{ regNumber: REG_NUMBERS.foreign, name: 'Чужая касса', zone: 3, address: 'г. Псков, ул. Примерная, 1' },
	]);

	return {
		organizations: [trade, services, entrepreneur, foreign],
		keys: [
			{
				key: KEYS.main,
				title: 'three organizations; one register of the second is not granted',
				logins: null,
				grants: [
					{ organizationId: ORGANIZATION_IDS.trade, registers: 'all' },
					{
						organizationId: ORGANIZATION_IDS.services,
						registers: [REG_NUMBERS.servicesFirst, REG_NUMBERS.servicesSecond],
					},
					{ organizationId: ORGANIZATION_IDS.entrepreneur, registers: 'all' },
				],
			},
			{ key: KEYS.empty, title: 'valid, opens nothing', logins: null, grants: [] },
			{
				key: KEYS.foreign,
				title: 'only the organization the main key does not open',
				logins: null,
				grants: [{ organizationId: ORGANIZATION_IDS.foreign, registers: 'all' }],
			},
			{
				key: KEYS.otherIntegrator,
				title: 'works only with the login of another integrator',
				logins: [OTHER_INTEGRATOR_LOGIN],
				grants: [{ organizationId: ORGANIZATION_IDS.trade, registers: 'all' }],
			},
		],
	};
}
