import type { IDataObject } from 'n8n-workflow';
import { REG_NUMBERS, ORGANIZATION_IDS, type FiscalDocument, type Register } from '../../emulator/ofd';
import { shortenPauses } from '../../support/pauses';
import { readBinary } from '../engine/binary';
import { id, openShop, type Shop } from './ofd.fixture';
import { DAYS, isSale, openRevenueShops } from './revenue-world';

const days = { period: 'custom', dateFrom: '2026-03-01', dateTo: `2026-03-${DAYS}` };

let shop: Shop;
beforeEach(async () => {
	shop = await openShop();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await shop.close();
});

const revenue = async (parameters: object) => await shop.run('revenue', 'get', { ...days, ...parameters });

const visible = (register: Register) =>
	register.drives
		.flatMap(({ documents }) => documents)
		.filter(({ receivedAt }) => receivedAt !== null && receivedAt <= shop.ofd.now());

const number = (value: unknown) => Number(value ?? 0);

/** The same sums, worked out from the ledger of the emulator without any code of the nodes. */
function expected(documents: readonly FiscalDocument[]) {
	const sales = documents.filter(isSale).map(({ kind, body }) => ({ kind, ...body }) as IDataObject);
	const of = (type: number) => sales.filter(({ operationType }) => operationType === type);
	const total = (type: number, field = 'totalSum') =>
		of(type).reduce((sum, body) => sum + number(body[field]), 0);
	const [sell, returned, buy, returnBuy] = [1, 2, 3, 4].map((type) => total(type));
	return {
		grossSum: sell,
		returnSum: returned,
		netSum: sell - returned,
		paidOutSum: buy - returnBuy,
		receipts: of(1).length,
		returns: of(2).length,
		purchases: of(3).length + of(4).length,
		corrections: sales.filter(({ kind }) => String(kind).endsWith('Correction')).length,
	};
}

const groupBy = <T>(list: readonly T[], keyOf: (one: T) => string) => {
	const groups = new Map<string, T[]>();
	for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return groups;
};

const SUMS = Object.keys(expected([]));
const pickSums = (row: IDataObject) => Object.fromEntries(SUMS.map((name) => [name, row[name]]));
const total = (rows: readonly IDataObject[], field: string) =>
	rows.reduce((sum, row) => sum + number(row[field]), 0);

describe('a month of many shops', () => {
	let registers: Register[];
	let all: FiscalDocument[];
	beforeEach(() => {
		shop.emulator.state.clock.freeze(new Date('2026-04-05T12:00:00Z'));
		registers = openRevenueShops(shop.ofd);
		all = registers.flatMap(visible);
	});

	test('per shop and day, to the kopeck', async () => {
		const { json, error } = await revenue({});
		expect(error).toBeUndefined();
		const shops = groupBy(registers, (register) => {
			const owner = shop.ofd.organizations.find((one) => one.registers.includes(register));
			return `${owner?.id} ${register.salesPointName}`;
		});
		expect(json).toHaveLength(shops.size * DAYS);
		for (const row of json) {
			const members = shops.get(`${String(row.organizationId)} ${String(row.shop)}`) ?? [];
			const documents = members
				.flatMap(visible)
				.filter(({ dateTime }) => dateTime.startsWith(String(row.date)));
			expect([row.shop, row.date, pickSums(row)]).toEqual([row.shop, row.date, expected(documents)]);
			expect(row).toMatchObject({
				netRub: number(row.netSum) / 100,
				grossRub: number(row.grossSum) / 100,
				returnRub: number(row.returnSum) / 100,
			});
		}
	}, 300_000);

	test.each(['organization', 'operator', 'cashbox'])(
		'by %s, the rows add up to everything',
		async (grouping) => {
			const { json } = await revenue({ interval: 'none', groupBy: [grouping] });
			expect(json.length).toBeGreaterThan(1);
			const whole = expected(all);
			expect(Object.fromEntries(SUMS.map((name) => [name, total(json, name)]))).toEqual(whole);
		},
	);

	test.each(['taxRate', 'paymentKind', 'good'])(
		'by %s, amounts are divided and none is lost',
		async (grouping) => {
			const { json } = await revenue({ interval: 'none', groupBy: [grouping] });
			const whole = expected(all);
			expect(json.length).toBeGreaterThan(1);
			for (const name of ['grossSum', 'returnSum', 'netSum', 'paidOutSum']) {
				expect([name, total(json, name)]).toEqual([name, whole[name as keyof typeof whole]]);
			}
		},
	);

	test('VAT is that of the receipts, less that of the returns', async () => {
		const { json } = await revenue({ interval: 'none', groupBy: [] });
		const vat = (type: number) =>
			all
				.filter((document) => isSale(document) && document.body.operationType === type)
				.flatMap(({ body }) => Object.entries(body))
				.filter(([name]) => /^nds(Calculated)?[1-9]/.test(name))
				.reduce((sum, [, value]) => sum + number(value), 0);
		expect(json).toHaveLength(1);
		expect(json[0].vatSum).toBe(vat(1) - vat(2));
		expect(pickSums(json[0])).toEqual(expected(all));
	});

	test.each([
		['week', (day: string) => day],
		['month', (day: string) => day.slice(0, 7)],
	])('per %s', async (interval) => {
		const { json } = await revenue({ interval, groupBy: [] });
		expect(Object.fromEntries(SUMS.map((name) => [name, total(json, name)]))).toEqual(expected(all));
		const weeks = ['2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'];
		expect(json.map((row) => row[interval])).toEqual(interval === 'week' ? weeks : ['2026-03']);
	});

	test('per shift, a row for each with a receipt', async () => {
		const { json } = await revenue({ interval: 'shift', groupBy: ['cashbox'] });
		const shifts = groupBy(all.filter(isSale), ({ fn, body }) => `${fn} ${number(body.shiftNumber)}`);
		expect(json).toHaveLength(shifts.size);
		for (const row of json) {
			const documents = shifts.get(`${String(row.fiscalDriveNumber)} ${String(row.shiftNumber)}`) ?? [];
			expect(pickSums(row)).toEqual(expected(documents));
		}
	});

	test('per day of one time zone, whatever the clocks of the registers show', async () => {
		const options = { clock: 'timeZone', timeZone: 'Europe/Moscow' };
		const { json, notes } = await revenue({ groupBy: ['cashbox'], options });
		expect(notes.join()).not.toContain('do not tell the time zone');
		const moscow = ({ zone }: Register, { dateTime }: FiscalDocument) =>
			new Date(Date.parse(`${dateTime}Z`) + (3 - zone) * 3_600_000).toISOString().slice(0, 10);
		for (const row of json) {
			const register = registers.find(({ regNumber }) => regNumber === row.kktRegId) as Register;
			const documents = visible(register).filter((document) => moscow(register, document) === row.date);
			expect([row.shop, row.date, pickSums(row)]).toEqual([row.shop, row.date, expected(documents)]);
		}
	});

	test('every row has a key of its own, the same in every run', async () => {
		for (const choice of [
			{},
			{ interval: 'none' },
			{ interval: 'shift', groupBy: ['cashbox', 'operator'] },
		]) {
			const rows = [await revenue(choice), await revenue(choice)].map(({ json }) =>
				json.map(({ dedupeKey }) => String(dedupeKey)),
			);
			expect(rows[0]).toEqual(rows[1]);
			expect(rows[0].every(Boolean)).toBe(true);
			expect(new Set(rows[0]).size).toBe(rows[0].length);
		}
		const other = await revenue({ interval: 'none', dateFrom: '2026-03-02' });
		const whole = await revenue({ interval: 'none' });
		expect(other.json[0].dedupeKey).not.toBe(whole.json[0].dedupeKey);
	}, 600_000);

	test('numbers that are missing are named, and only these', async () => {
		const { notes } = await revenue({ interval: 'none' });
		const gaps = registers.flatMap(({ drives }) =>
			drives.filter(({ documents }) => {
				const known = documents.map(({ receivedAt }) => receivedAt !== null);
				return known.slice(known.indexOf(true), known.lastIndexOf(true)).includes(false);
			}),
		);
		const note = notes.join('\n');
		expect(note.includes('Document numbers missing')).toBe(gaps.length > 0);
		expect(note.includes('Complete')).toBe(gaps.length === 0);
		for (const { fn } of gaps.slice(0, 5)) expect(gaps.length > 10 || note.includes(fn)).toBe(true);
	});
});

const busy = {
	cashRegisters: 'one',
	organizationId: id(ORGANIZATION_IDS.trade),
	kktRegId: id(REG_NUMBERS.busy),
	dateFrom: '2026-03-05',
	dateTo: '2026-03-05',
};

test('a receipt that comes twice counts once, and is named', async () => {
	const before = await revenue(busy);
	const { ofd } = shop;
	const documents = ofd.register(REG_NUMBERS.busy).drives[0].documents;
	const sale = documents.findIndex((one) => isSale(one) && one.dateTime.startsWith('2026-03-05'));
	documents.splice(sale, 0, documents[sale]);
	const { json, notes } = await revenue(busy);
	expect(json).toEqual(before.json);
	expect(notes.join()).toContain('more than once, counted once');
});

test('a missing receipt is named by its number', async () => {
	const { ofd } = shop;
	const documents = ofd
		.documents(REG_NUMBERS.busy)
		.filter(({ dateTime }) => dateTime.startsWith('2026-03-05'));
	const missing = documents.filter(isSale)[3];
	ofd.setReceivedAt(REG_NUMBERS.busy, missing.fn, missing.fd, null);
	const { notes } = await revenue(busy);
	expect(notes.join()).toContain(`drive ${missing.fn}: ${missing.fd}.`);
});

test('rates that Kontur sends as null are no rates', async () => {
	const { ofd } = shop;
	const regNumber = ofd.addRegister(ORGANIZATION_IDS.trade).regNumber;
	const rates = { nds0: null, ndsNo: null, nds20: null, ndsCalculated18: 1586 };
	ofd.printReceipts(regNumber, {
		dateTime: '2026-03-05T10:00:00',
		overrides: {
			...{ operationType: 1, totalSum: 10_397, cashTotalSum: 10_397, ecashTotalSum: 0 },
			...{ nds22: null, nds10: null, ...rates },
			items: [{ name: 'Билет', price: 10_397, quantity: 1, sum: 10_397, ...rates }],
		},
	});
	const { json } = await revenue({ ...busy, kktRegId: id(regNumber), groupBy: ['taxRate', 'good'] });
	expect(json).toEqual([
		expect.objectContaining({ taxRate: '18/118', good: 'Билет', netSum: 10_397, vatSum: 1586 }),
	]);
});

test('as a CSV file', async () => {
	const { json } = await revenue(busy);
	const file = await revenue({ ...busy, options: { output: 'csv' } });
	expect(file.json).toEqual([
		{
			fileName: 'revenue_2026-03-05_2026-03-05.csv',
			rows: json.length,
			from: '2026-03-05',
			to: '2026-03-05',
		},
	]);
	const text = (await readBinary(file.items[0].binary?.data)).toString('utf8');
	const values = Object.values(json[0]).map((value) => String(value ?? '').replace('.', ','));
	expect(text).toBe(`\uFEFF${Object.keys(json[0]).join(';')}\r\n${values.join(';')}\r\n`);
});

test('payment and receipt lines cannot be combined', async () => {
	const { error } = await revenue({ ...busy, groupBy: ['paymentKind', 'good'] });
	expect(error?.message).toContain('cannot be grouped by payment and by receipt line');
});

test('a register that fails ends the whole by default, because a sum without it would be too low', async () => {
	shortenPauses(1);
	shop.emulator.control.addFault({
		path: `/${REG_NUMBERS.samara}/documents`,
		kind: 'status',
		status: 500,
		times: 1000,
	});
	const some = {
		...busy,
		cashRegisters: 'selected',
		kktRegIds: [REG_NUMBERS.busy, REG_NUMBERS.samara],
		groupBy: ['cashbox'],
	};
	const stopped = await revenue(some);
	expect(stopped.error?.message).toContain(REG_NUMBERS.samara);
	const { json, notes } = await revenue({ ...some, options: { onPartialFailure: 'note' } });
	expect(json.map(({ kktRegId }) => kktRegId)).toEqual([REG_NUMBERS.busy]);
	expect(notes.join()).toContain('The result is incomplete');
});
