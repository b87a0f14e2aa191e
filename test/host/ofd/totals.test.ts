import type { IDataObject } from 'n8n-workflow';
import { ORGANIZATION_IDS, REG_NUMBERS, type FiscalDocument, type OfdState } from '../../emulator/ofd';
import { documentsIn, id, openShop, sum, type Shop } from './ofd.fixture';

let shop: Shop;
let ofd: OfdState;
beforeEach(async () => {
	shop = await openShop();
	({ ofd } = shop);
});
afterEach(async () => await shop.close());

const days = { dateFrom: '2026-03-05', dateTo: '2026-03-09' };
const one = (kktRegId: string, organizationId: string = ORGANIZATION_IDS.trade) => ({
	organizationId: id(organizationId),
	kktRegId: id(kktRegId),
});

const OPERATIONS = { sell: 1, returnSell: 2, buy: 3, returnBuy: 4 };

/** Statistics count receipts and strict reporting forms. */
const counted = (documents: FiscalDocument[]) =>
	documents.filter(({ kind }) => kind === 'receipt' || kind === 'bso');

/** What the totals have to be, out of the receipts themselves. */
function totalsOf(documents: FiscalDocument[]) {
	return Object.fromEntries(
		Object.entries(OPERATIONS).map(([name, type]) => {
			const bodies: IDataObject[] = counted(documents)
				.map(({ body }) => body)
				.filter(({ operationType }) => operationType === type);
			const total = sum(bodies, 'totalSum');
			const nds22 = sum(bodies, 'nds22');
			return [
				name,
				{
					count: bodies.length,
					total,
					totalRub: total / 100,
					cashTotal: sum(bodies, 'cashTotalSum'),
					cashTotalRub: sum(bodies, 'cashTotalSum') / 100,
					cashlessTotal: sum(bodies, 'ecashTotalSum'),
					cashlessTotalRub: sum(bodies, 'ecashTotalSum') / 100,
					totalWithNdsFreeRub: sum(bodies, 'ndsNo') / 100,
					nds: { rate22: nds22, rate22Rub: nds22 / 100 },
				},
			];
		}),
	);
}

const dayOf = ({ dateTime }: FiscalDocument) => dateTime.slice(0, 10);

test.each([REG_NUMBERS.busy, REG_NUMBERS.ffd10, REG_NUMBERS.corrections])(
	'daily totals of register %s are the sums of its receipts',
	async (regNumber) => {
		const { json, error } = await shop.run('statistics', 'byDays', { ...one(regNumber), ...days });
		expect(error).toBeUndefined();
		const documents = documentsIn(ofd, regNumber, '2026-03-05T00:00:00', '2026-03-09T23:59:59');
		expect(json.map(({ date }) => date)).toEqual([...new Set(documents.map(dayOf))]);
		expect(json).toHaveLength(5);
		for (const row of json) {
			expect(row).toMatchObject({ organizationId: ORGANIZATION_IDS.trade, kktRegId: regNumber });
			expect(row).toMatchObject(totalsOf(documents.filter((document) => dayOf(document) === row.date)));
		}
	},
);

test('the totals are those of the documents that the node itself gives', async () => {
	const choice = one(REG_NUMBERS.busy);
	const documents = await shop.run('document', 'getAll', {
		...choice,
		...days,
		types: ['receipt', 'bso'],
		options: { operationTypes: ['sell'] },
	});
	const totals = await shop.run('statistics', 'byDays', { ...choice, ...days });
	const sell = totals.json.map((row) => row.sell as IDataObject);
	expect(sum(sell, 'total')).toBe(sum(documents.json, 'totalSum'));
	expect(sum(sell, 'count')).toBe(documents.json.length);
	const rates = sell.map(({ nds }) => nds as IDataObject);
	expect(sum(rates, 'rate22') + sum(rates, 'rate20') + sum(rates, 'rate10')).toBe(
		sum(documents.json, 'vatTotal'),
	);
});

test('shift totals, one item per shift', async () => {
	const { json } = await shop.run('statistics', 'byShifts', { ...one(REG_NUMBERS.samara), ...days });
	const documents = documentsIn(ofd, REG_NUMBERS.samara, '2026-03-05T00:00:00', '2026-03-09T23:59:59');
	expect(json).toHaveLength(5);
	for (const row of json) {
		const shift = documents.filter(({ body }) => body.shiftNumber === row.shiftNumber);
		expect(row).toMatchObject(totalsOf(shift));
		expect(row.shiftOpen).toBe(shift.find(({ kind }) => kind === 'openShift')?.dateTime);
	}
});

test('several registers in their order, and a limit', async () => {
	const choice = { cashRegisters: 'selected', kktRegIds: [REG_NUMBERS.samara, REG_NUMBERS.busy], ...days };
	const { json } = await shop.run('statistics', 'byDays', choice);
	expect(json.map(({ kktRegId }) => kktRegId)).toEqual([
		...Array<string>(5).fill(REG_NUMBERS.samara),
		...Array<string>(5).fill(REG_NUMBERS.busy),
	]);
	expect(json[5]).toMatchObject({ cashbox: { name: 'Касса 1' } });
	const few = await shop.run('statistics', 'byDays', { ...choice, returnAll: false, limit: 7 });
	expect(few.json).toEqual(json.slice(0, 7));
});

test('registers that may be read for a part of the days are read for that part', async () => {
	const { json, notes } = await shop.run('statistics', 'byDays', {
		cashRegisters: 'organizations',
		organizationIds: [ORGANIZATION_IDS.trade],
		dateFrom: '2026-02-28',
		dateTo: '2026-03-09',
	});
	const of = (regNumber: string) =>
		json.filter(({ kktRegId }) => kktRegId === regNumber).map(({ date }) => date);
	expect(of(REG_NUMBERS.permissionStarts)[0]).toBe('2026-03-03');
	expect(of(REG_NUMBERS.permissionEnded).at(-1)).toBe('2026-03-05');
	expect(notes.join()).toContain('read only for the permitted part');
});

test('simplified to a flat row in roubles', async () => {
	const { json } = await shop.run('statistics', 'byDays', {
		...one(REG_NUMBERS.samara),
		...days,
		simplify: true,
	});
	const [documents] = [documentsIn(ofd, REG_NUMBERS.samara, '2026-03-05T00:00:00', '2026-03-05T23:59:59')];
	const { sell, returnSell } = totalsOf(documents);
	expect(json[0]).toMatchObject({
		date: '2026-03-05',
		kktRegId: REG_NUMBERS.samara,
		sellCount: (sell as IDataObject).count,
		sellTotalRub: (sell as IDataObject).totalRub,
		sellCashTotalRub: (sell as IDataObject).cashTotalRub,
		returnSellCount: (returnSell as IDataObject).count,
	});
	expect(Object.values(json[0]).every((value) => typeof value !== 'object')).toBe(true);
});

describe('of an organization', () => {
	test('are the totals of its registers', async () => {
		const { json } = await shop.run('statistics', 'organizationByDays', {
			organizationId: id(ORGANIZATION_IDS.entrepreneur),
			...days,
		});
		const registers = await shop.run('statistics', 'byDays', {
			...one(REG_NUMBERS.entrepreneur, ORGANIZATION_IDS.entrepreneur),
			...days,
		});
		const totals = (rows: IDataObject[]) => rows.map(({ date, sell }) => [date, (sell as IDataObject).total]);
		expect(totals(json)).toEqual(totals(registers.json));
		expect(json[0].organizationId).toBe(ORGANIZATION_IDS.entrepreneur);
	});

	test('one that is not wholly open is refused with what to do instead', async () => {
		const { error } = await shop.run('statistics', 'organizationByDays', {
			organizationId: id(ORGANIZATION_IDS.services),
			...days,
		});
		expect(error?.message).toContain('has no access to the totals of this organization');
		expect(error?.description).toContain('Get Daily Totals');
	});

	test('among all it is left out and named', async () => {
		const { json, error, notes } = await shop.run('statistics', 'organizationByDays', {
			organizations: 'all',
			...days,
		});
		expect(error).toBeUndefined();
		expect([...new Set(json.map(({ organizationId }) => organizationId))]).toEqual([
			ORGANIZATION_IDS.trade,
			ORGANIZATION_IDS.entrepreneur,
		]);
		expect(notes).toEqual([expect.stringContaining(ORGANIZATION_IDS.services)]);
	});
});

test('an organization by its ID', async () => {
	const { json } = await shop.run('organization', 'get', { organizationId: id(ORGANIZATION_IDS.services) });
	expect(json).toEqual([expect.objectContaining({ id: ORGANIZATION_IDS.services, kpp: '000201001' })]);
});
