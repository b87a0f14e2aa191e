import { bodyOf, expectError, kindOf, registerPath, startOfd, type Body, type Ofd } from './harness';
import { ORGANIZATION_IDS, REG_NUMBERS } from './index';

interface Group {
	cashlessTotal: number;
	cashTotal: number;
	total: number;
	totalWithNds0: number;
	totalWithNdsFree: number;
	count: number;
	nds: Record<string, number>;
}

type Row = Record<'sell' | 'returnSell' | 'buy' | 'returnBuy', Group> & {
	date: string;
	shiftNumber: number;
	shiftOpen?: string;
	shiftClose?: string;
};

let ofd: Ofd;

beforeEach(async () => {
	ofd = await startOfd();
});

afterAll(() => ofd.close());

const byDays = (regNumber: string, params: Record<string, string>, organizationId?: string) =>
	ofd.get<{ items: Row[] }>(
		`${registerPath(regNumber, organizationId)}/statistics/cash-receipt/by-days`,
		params,
	);
const byShifts = (regNumber: string, params: Record<string, string>) =>
	ofd.get<{ shifts: Row[] }>(`${registerPath(regNumber)}/statistics/cash-receipt/by-shifts`, params);

const OPERATIONS = { sell: 1, returnSell: 2, buy: 3, returnBuy: 4 } as const;

/** Adds up what the document methods answered; knows nothing of the model. */
function expectTotals(row: Row, sales: Body[]): void {
	for (const [name, operation] of Object.entries(OPERATIONS)) {
		const group = row[name as keyof typeof OPERATIONS];
		const own = sales.filter(({ operationType }) => operationType === operation);
		const sum = (key: string) => own.reduce((total, body) => total + Number(body[key] ?? 0), 0);
		expect(group).toEqual({
			cashlessTotal: sum('ecashTotalSum'),
			cashTotal: sum('cashTotalSum'),
			total: sum('totalSum'),
			totalWithNds0: sum('nds0'),
			totalWithNdsFree: sum('ndsNo'),
			count: own.length,
			nds: Object.fromEntries(
				['10', '18', '20', '22', '5', '7'].flatMap((rate) => [
					[`rate${rate}`, sum(`nds${rate}`)],
					[`calculatedWithRate${rate}`, sum(`ndsCalculated${rate}`)],
				]),
			),
		});
	}
}

const WHOLE = { from: '2026-01-20', to: '20.03.2026' };

test.each([
	['receipts', REG_NUMBERS.busy, ORGANIZATION_IDS.trade, 'receipt'],
	['prepayments', REG_NUMBERS.driveChange, ORGANIZATION_IDS.trade, 'receipt'],
	['forms', REG_NUMBERS.bso, ORGANIZATION_IDS.trade, 'bso'],
	['no VAT', REG_NUMBERS.entrepreneur, ORGANIZATION_IDS.entrepreneur, 'receipt'],
])('days equal the sums of documents: %s', async (_name, regNumber, organizationId, kind) => {
	const all = await ofd.all(regNumber, organizationId);
	const { data } = await byDays(regNumber, WHOLE, organizationId);
	const days = new Set(
		all
			.filter((document) => ['openShift', 'closeShift', kind].includes(kindOf(document)))
			.map((document) => String(bodyOf(document).dateTime).slice(0, 10)),
	);
	expect(data.items.map(({ date }) => date)).toEqual([...days].sort());
	let counted = 0;
	for (const row of data.items) {
		const sales = all
			.filter((document) => kindOf(document) === kind)
			.map(bodyOf)
			.filter(({ dateTime }) => String(dateTime).startsWith(row.date));
		expectTotals(row, sales);
		counted += sales.length;
	}
	expect(counted).toBeGreaterThan(20);
});

test('shifts equal the sums of documents, drive by drive', async () => {
	const all = await ofd.all(REG_NUMBERS.driveChange);
	const { data } = await byShifts(REG_NUMBERS.driveChange, WHOLE);
	const opened = all.filter((document) => kindOf(document) === 'openShift').map(bodyOf);
	expect(data.shifts.map(({ shiftOpen }) => shiftOpen)).toEqual(opened.map(({ dateTime }) => dateTime));
	data.shifts.forEach((row, index) => {
		const { fiscalDriveNumber, shiftNumber } = opened[index];
		expect(row.shiftNumber).toBe(shiftNumber);
		const sales = all
			.filter((document) => kindOf(document) === 'receipt')
			.map(bodyOf)
			.filter((body) => body.fiscalDriveNumber === fiscalDriveNumber && body.shiftNumber === shiftNumber);
		expectTotals(row, sales);
		const close = all.find(
			(document) =>
				kindOf(document) === 'closeShift' &&
				bodyOf(document).shiftNumber === shiftNumber &&
				bodyOf(document).fiscalDriveNumber === fiscalDriveNumber,
		);
		expect(row.shiftClose).toBe(close ? bodyOf(close).dateTime : undefined);
		if (close) expect(bodyOf(close).receiptsQuantity).toBe(sales.length);
	});
});

test('the organization is the sum of its registers', async () => {
	const params = { from: '2026-03-08', to: '2026-03-09' };
	const { data } = await ofd.get<{ items: Row[] }>(
		`/v2/organizations/${ORGANIZATION_IDS.trade}/statistics/cash-receipt/by-days`,
		params,
	);
	expect(data.items.map(({ date }) => date)).toEqual(['2026-03-08', '2026-03-09']);
	ofd.state.setSwitches({ permission: 'cut' });
	for (const [index, item] of data.items.entries()) {
		let total = 0;
		let count = 0;
		for (const { regNumber } of ofd.state.organization(ORGANIZATION_IDS.trade).registers) {
			const one = await byDays(regNumber, params);
			const row = one.data.items.find(({ date }) => date === item.date);
			total += row?.sell.total ?? 0;
			count += row?.sell.count ?? 0;
		}
		expect([index, item.sell.total, item.sell.count]).toEqual([index, total, count]);
		expect(count).toBeGreaterThan(100);
	}
});

test('a shift over midnight is split by the border of the period', async () => {
	const { regNumber } = ofd.state.addRegister(ofd.state.organizations[0].id, {});
	ofd.state.openShift(regNumber, { dateTime: '2026-03-08T22:00:00' });
	const [first] = ofd.state.printReceipts(regNumber, {
		dateTime: '2026-03-08T23:59:00',
		overrides: { operationType: 1, totalSum: 100 },
	}).documents;
	ofd.state.printReceipts(regNumber, {
		dateTime: '2026-03-09T00:01:00',
		overrides: { operationType: 1, totalSum: 250 },
	});
	ofd.state.closeShift(regNumber, { dateTime: '2026-03-09T02:00:00' });
	const day = async (date: string) => (await byShifts(regNumber, { from: date, to: date })).data.shifts;

	const [before] = await day('2026-03-08');
	expect(before).toMatchObject({ shiftNumber: 1, shiftOpen: '2026-03-08T22:00:00' });
	expect(before).not.toHaveProperty('shiftClose');
	expect([before.sell.total, before.sell.count]).toEqual([first.body.totalSum, 1]);
	const [after] = await day('2026-03-09');
	expect(after).toMatchObject({ shiftNumber: 1, shiftClose: '2026-03-09T02:00:00' });
	expect(after).not.toHaveProperty('shiftOpen');
	expect([after.sell.total, after.sell.count]).toEqual([250, 1]);
	expect(await day('2026-03-07')).toEqual([]);
});

test('a shift without receipts has zeros, in days and in shifts', async () => {
	const { regNumber } = ofd.state.addRegister(ofd.state.organizations[0].id, {});
	ofd.state.openShift(regNumber, { dateTime: '2026-03-08T09:00:00' });
	const period = { from: '2026-03-07', to: '2026-03-09' };
	const days = (await byDays(regNumber, period)).data.items;
	expect(days.map(({ date }) => date)).toEqual(['2026-03-08']);
	expectTotals(days[0], []);
	const { shifts } = (await byShifts(regNumber, period)).data;
	expect(shifts).toHaveLength(1);
	expectTotals(shifts[0], []);
});

test('nothing moved', async () => {
	const params = { from: '2026-03-01', to: '2026-03-09' };
	expect((await byDays(REG_NUMBERS.neverUsed, params)).data).toEqual({ items: [] });
	expect((await byShifts(REG_NUMBERS.neverUsed, params)).data).toEqual({ shifts: [] });
});

test('corrections count only with the switch', async () => {
	const params = { from: '2026-02-24', to: '2026-03-09' };
	const count = async () => {
		const { items } = (await byDays(REG_NUMBERS.corrections, params)).data;
		return items.reduce(
			(sum, row) => sum + row.sell.count + row.returnSell.count + row.buy.count + row.returnBuy.count,
			0,
		);
	};
	const documents = ofd.state
		.documents(REG_NUMBERS.corrections)
		.filter(({ dateTime }) => dateTime < '2026-03-10T00:00:00');
	const receipts = documents.filter(({ kind }) => kind === 'receipt').length;
	const corrections = documents.filter(({ kind }) => kind === 'receiptCorrection').length;
	expect(corrections).toBeGreaterThan(5);
	expect(await count()).toBe(receipts);
	ofd.state.setSwitches({ countCorrections: true });
	expect(await count()).toBe(receipts + corrections);
});

test('the 2021 edition knows no 22 %', async () => {
	ofd.state.setSwitches({ d22: true });
	const { items } = (await byDays(REG_NUMBERS.busy, { from: '2026-03-09', to: '2026-03-09' })).data;
	expect(Object.keys(items[0].sell.nds).sort()).toEqual([
		'calculatedWithRate10',
		'calculatedWithRate18',
		'calculatedWithRate20',
		'rate10',
		'rate18',
		'rate20',
	]);
});

test('errors', async () => {
	const paths = [
		`${registerPath(REG_NUMBERS.busy)}/statistics/cash-receipt/by-days`,
		`${registerPath(REG_NUMBERS.busy)}/statistics/cash-receipt/by-shifts`,
		`/v2/organizations/${ORGANIZATION_IDS.trade}/statistics/cash-receipt/by-days`,
	];
	const invalid = 'urn:error:request-parameter:period:invalid';
	for (const path of paths) {
		const required = 'urn:error:request-parameter:from:required';
		expectError(await ofd.get(path, { to: '2026-03-09' }), 400, 400007, required);
		expectError(await ofd.get(path, { from: '2026-03-10', to: '2026-03-09' }), 400, 400002, invalid);
		expectError(await ofd.get(path, { from: '2026-03-09', to: 'x' }), 400, 400002, invalid);
	}
});
