import type { IDataObject } from 'n8n-workflow';
import { ORGANIZATION_IDS, REG_NUMBERS, type OfdState } from '../../emulator/ofd';
import { shortenPauses } from '../../support/pauses';
import { ofdCredential, OFD } from '../engine/kontur';
import {
	documentsIn,
	id,
	isReceipt,
	itemKeys,
	keysOf,
	openedRegisters,
	openShop,
	sum,
	type Shop,
} from './ofd.fixture';

let shop: Shop;
let ofd: OfdState;
beforeEach(async () => {
	shop = await openShop();
	({ ofd } = shop);
	shortenPauses(1);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await shop.close();
});

const day = { from: '2026-03-09T00:00:00', to: '2026-03-09T23:59:59' };
const period = { dateFrom: day.from, dateTo: day.to };
const one = (kktRegId: string, organizationId: string = ORGANIZATION_IDS.trade) => ({
	organizationId: id(organizationId),
	kktRegId: id(kktRegId),
});
const expected = (regNumber: string, from = day.from, to = day.to) =>
	keysOf(documentsIn(ofd, regNumber, from, to).filter(isReceipt));

describe('pages', () => {
	test.each([1000, 1001])('%i documents come whole, each once', async (count) => {
		const { regNumber } = ofd.addRegister(ORGANIZATION_IDS.trade, {});
		ofd.printReceipts(regNumber, { dateTime: '2026-03-09T10:00:00', count });
		const { json, error } = await shop.run('document', 'getAll', { ...one(regNumber), ...period });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(count);
		expect(itemKeys(json)).toEqual(expected(regNumber));
		expect(new Set(itemKeys(json)).size).toBe(count);
	});

	test('a filter by operation reads on until the limit is reached', async () => {
		const wanted = documentsIn(ofd, REG_NUMBERS.busy, '2026-02-01T00:00:00', day.to).filter(
			(document) => isReceipt(document) && [2, 4].includes(Number(document.body.operationType)),
		);
		expect(wanted.length).toBeGreaterThan(30);
		const { json } = await shop.run('document', 'getAll', {
			...one(REG_NUMBERS.busy),
			dateFrom: '2026-02-01',
			dateTo: day.to,
			returnAll: false,
			limit: 30,
			options: { operationTypes: ['returnSell', 'returnBuy'] },
		});
		expect(itemKeys(json)).toEqual(keysOf(wanted).slice(0, 30));
	});
});

describe('several cash registers', () => {
	test('all of all organizations, in a stable order, each with where it is from', async () => {
		// The first register answers last.
		shop.emulator.control.addFault({
			path: `/${openedRegisters(ofd)[0].regNumber}/`,
			delayMs: 300,
			times: 1,
		});
		const { json, error } = await shop.run('document', 'getAll', { cashRegisters: 'all', ...period });
		expect(error).toBeUndefined();
		const registers = openedRegisters(ofd).filter(
			({ regNumber }) => regNumber !== REG_NUMBERS.permissionEnded,
		);
		expect(itemKeys(json)).toEqual(registers.flatMap(({ regNumber }) => expected(regNumber)));
		expect(new Set(json.map(({ organizationId }) => organizationId)).size).toBe(3);
		for (const { cashbox, kktRegId } of json) expect((cashbox as IDataObject).regNumber).toBe(kktRegId);
	});

	test('of chosen organizations, and chosen registers of several', async () => {
		const organizations = await shop.run('document', 'getAll', {
			cashRegisters: 'organizations',
			organizationIds: [ORGANIZATION_IDS.entrepreneur, ORGANIZATION_IDS.services],
			...period,
		});
		const { entrepreneur, servicesFirst, servicesSecond, samara } = REG_NUMBERS;
		expect(itemKeys(organizations.json)).toEqual(
			[entrepreneur, servicesFirst, servicesSecond].flatMap((regNumber) => expected(regNumber)),
		);
		const registers = await shop.run('document', 'getAll', {
			cashRegisters: 'selected',
			kktRegIds: `${servicesSecond}, ${samara}`,
			...period,
		});
		expect(itemKeys(registers.json)).toEqual([...expected(servicesSecond), ...expected(samara)]);
	});

	test('a limit takes the first registers', async () => {
		const { json } = await shop.run('document', 'getAll', {
			cashRegisters: 'all',
			...period,
			returnAll: false,
			limit: 5,
		});
		expect(itemKeys(json)).toEqual(expected(openedRegisters(ofd)[0].regNumber).slice(0, 5));
	});

	test('an empty choice and a register that is not open say what to do', async () => {
		const none = await shop.run('document', 'getAll', {
			cashRegisters: 'selected',
			kktRegIds: [],
			...period,
		});
		expect(none.error?.message).toBe('"Cash Register Names or IDs" is empty');
		const closed = await shop.run('document', 'getAll', {
			cashRegisters: 'selected',
			kktRegIds: [REG_NUMBERS.servicesClosed],
			...period,
		});
		expect(closed.error?.message).toContain(REG_NUMBERS.servicesClosed);
		expect(closed.error?.description).toContain('Choose the cash registers');
	});

	test('to choose from', async () => {
		const load = async (method: string) =>
			await shop.engine.loadOptions(OFD, method, {}, { credentials: ofdCredential });
		expect((await load('getOrganizations')).map(({ value }) => value)).toEqual([
			ORGANIZATION_IDS.trade,
			ORGANIZATION_IDS.services,
			ORGANIZATION_IDS.entrepreneur,
		]);
		expect((await load('getCashRegisters')).map(({ value }) => value)).toEqual(
			openedRegisters(ofd).map(({ regNumber }) => regNumber),
		);
		// Two organizations that cannot be listed are named by an option that selects nothing.
		for (const id of [ORGANIZATION_IDS.services, ORGANIZATION_IDS.entrepreneur]) {
			shop.emulator.control.addFault({ path: `/${id}/cashboxes$`, status: 403, times: 1000 });
		}
		const [first, ...others] = await load('getCashRegisters');
		const names = (await load('getOrganizations')).slice(1).map(({ name }) => name);
		expect(first).toEqual({
			name: `Not listed: ${names.join('; ')}`,
			value: '',
			description: expect.stringContaining('Kontur.OFD'),
		});
		expect(others.length).toBeGreaterThan(0);
		expect(openedRegisters(ofd).map(({ regNumber }) => regNumber)).toEqual(
			expect.arrayContaining(others.map(({ value }) => value)),
		);
		shop.emulator.control.addFault({ path: '/cashboxes$', status: 403, times: 1000 });
		await expect(load('getCashRegisters')).rejects.toThrow();
	});
});

describe('permissions', () => {
	const long = { dateFrom: '2026-03-01', dateTo: '2026-03-10' };
	const { permissionStarts, permissionEnded, samara } = REG_NUMBERS;

	test('registers taken along are read as far as they may be, and named', async () => {
		const { json, error, notes } = await shop.run('document', 'getAll', {
			cashRegisters: 'organizations',
			organizationIds: [ORGANIZATION_IDS.trade],
			...long,
		});
		expect(error).toBeUndefined();
		const of = (regNumber: string) =>
			itemKeys(json.filter(({ cashbox }) => (cashbox as IDataObject).regNumber === regNumber));
		expect(of(permissionStarts)).toEqual(
			expected(permissionStarts, '2026-03-03T00:00:00', '2026-03-10T23:59:59'),
		);
		expect(of(permissionEnded)).toEqual(
			expected(permissionEnded, '2026-03-01T00:00:00', '2026-03-05T14:14:41'),
		);
		expect(of(samara)).toEqual(expected(samara, '2026-03-01T00:00:00', '2026-03-10T23:59:59'));
		expect(notes).toHaveLength(2);
		expect(notes[1]).toMatch(/^Complete: no document number is missing in \d+ cash registers/);
		expect(notes[0]).toMatch(
			/^Cash registers read only for the permitted part .*: Иркутск[^;]*; Якутск[^;]*$/,
		);
	});

	test('one whose permission has ended is left out and named', async () => {
		const { json, notes } = await shop.run('document', 'getByDay', { cashRegisters: 'all', date: day.from });
		expect(json.some(({ kktRegId }) => kktRegId === permissionEnded)).toBe(false);
		expect(notes).toEqual([
			expect.stringMatching(/^Cash registers skipped .*: Иркутск[^;]*$/),
			expect.stringMatching(/^Complete: /),
		]);
	});

	test('a consent taken back after the list was read leaves one out, too', async () => {
		shop.emulator.control.addFault({
			path: `/${samara}/documents`,
			status: 403,
			body: { errorCodeId: 'urn:error:access-to:cashbox:forbidden' },
		});
		const { json, error, notes } = await shop.run('document', 'getAll', { cashRegisters: 'all', ...period });
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(100);
		expect(notes.join()).toContain('Самара');
	});

	test.each([
		['document', 'getAll', { dateFrom: '2026-03-01', dateTo: '2026-03-10' }],
		['document', 'getByDay', { date: '2026-03-01' }],
		['statistics', 'byDays', { dateFrom: '2026-03-01', dateTo: '2026-03-10' }],
		['statistics', 'byShifts', { dateFrom: '2026-03-01', dateTo: '2026-03-10' }],
	])('a register that the user chose is refused with its permission (%s %s)', async (...what) => {
		const [resource, operation, parameters] = what;
		for (const choice of [
			one(permissionStarts),
			{ cashRegisters: 'selected', kktRegIds: [permissionStarts] },
		]) {
			const { error } = await shop.run(resource, operation, { ...choice, ...parameters });
			expect(error?.message).toBe('The integrator key has no access to this cash register or period');
			expect(error?.description).toContain('Permission From of this cash register: 2026-03-03T00:00:00.');
			expect(error?.description).toContain('Permission To: not limited.');
			expect(error?.description).toContain('urn:error:access-to:cashboxdocuments:forbidden');
		}
	});
});

describe('goods', () => {
	test('one item each; their sums are the totals of the receipts', async () => {
		const options = { ...one(REG_NUMBERS.busy), ...period };
		const receipts = await shop.run('document', 'getAll', options);
		const goods = await shop.run('document', 'getAll', { ...options, options: { splitGoods: true } });
		expect(goods.json.length).toBeGreaterThan(receipts.json.length);
		expect(new Set(itemKeys(goods.json)).size).toBe(goods.json.length);
		for (const { dedupeKey, totalSum, items } of receipts.json) {
			const own = goods.json.filter(({ documentKey }) => documentKey === dedupeKey);
			expect(own.map(({ good }) => good)).toEqual(items);
			expect(own.map(({ line }) => line)).toEqual(own.map((_, index) => index + 1));
			expect(
				sum(
					own.map(({ good }) => good as IDataObject),
					'sum',
				),
			).toBe(totalSum);
			expect(own[0]).toMatchObject({ totalSum, operationTypeLabel: expect.any(String) });
			expect(own[0]).not.toHaveProperty('items');
		}
	});

	test('simplified to a flat row without the totals of the receipt', async () => {
		const { json } = await shop.run('document', 'getAll', {
			...one(REG_NUMBERS.samara),
			...period,
			simplify: true,
			options: { splitGoods: true },
		});
		expect(json[0]).toMatchObject({
			documentType: 'receipt',
			line: 1,
			name: expect.any(String),
			sumRub: expect.any(Number),
			ndsTypeLabel: expect.stringMatching(/^[57] %$/),
		});
		expect(json[0]).not.toHaveProperty('totalSum');
	});
});

describe('money and VAT', () => {
	test('VAT by rate is what the receipts state', async () => {
		const { json } = await shop.run('document', 'getAll', { ...one(REG_NUMBERS.busy), ...period });
		const bodies = documentsIn(ofd, REG_NUMBERS.busy, day.from, day.to).filter(isReceipt);
		const rows = json.flatMap(
			({ vat }) => vat as Array<{ rate: number | null; label: string; tax?: number }>,
		);
		const labels = { '22 %': 'nds22', '20 %': 'nds20', '10 %': 'nds10' };
		for (const [label, field] of Object.entries(labels)) {
			const stated = sum(
				bodies.map(({ body }) => body),
				field,
			);
			expect(stated).toBeGreaterThan(0);
			expect(sum(rows.filter((row) => row.label === label) as IDataObject[], 'tax')).toBe(stated);
		}
		expect(sum(rows as unknown as IDataObject[], 'tax')).toBe(sum(json, 'vatTotal'));
	});

	test('items without tax add none', async () => {
		const { json } = await shop.run('document', 'getAll', {
			...one(REG_NUMBERS.entrepreneur, ORGANIZATION_IDS.entrepreneur),
			...period,
		});
		for (const { vat, vatTotal, totalSum } of json) {
			expect(vat).toEqual([
				{ rate: null, label: 'без НДС', base: totalSum, baseRub: Number(totalSum) / 100 },
			]);
			expect(vatTotal).toBe(0);
		}
	});

	test('roubles of large and small sums are exact', async () => {
		const sums: Array<[number, number]> = [
			[123_456_789_012_345, 1_234_567_890_123.45],
			[30, 0.3],
			[115, 1.15],
			[999_999_999_999_999, 9_999_999_999_999.99],
		];
		const { regNumber } = ofd.addRegister(ORGANIZATION_IDS.trade, {});
		for (const [totalSum] of sums) {
			ofd.printReceipts(regNumber, { dateTime: '2026-03-09T10:00:00', overrides: { totalSum, later: '7' } });
		}
		const { json } = await shop.run('document', 'getAll', { ...one(regNumber), ...period });
		expect(json.map(({ totalSum, totalRub }) => [totalSum, totalRub])).toEqual(sums);
		expect(json.every(({ later }) => later === '7')).toBe(true);
	});

	test('nothing is added unless wanted', async () => {
		const { json } = await shop.run('document', 'getAll', {
			...one(REG_NUMBERS.ffd10),
			...period,
			options: { addFields: [] },
		});
		expect(JSON.stringify(json)).not.toMatch(/Rub"|Label"|"vat/);
		const roubles = await shop.run('document', 'getAll', {
			...one(REG_NUMBERS.ffd10),
			...period,
			options: { addFields: ['roubles'] },
		});
		expect(JSON.stringify(roubles.json)).not.toMatch(/Label"|"vat/);
		expect(roubles.json[0]).toHaveProperty('totalRub');
	});
});

describe('other ways to documents', () => {
	test('a day is the same as its period', async () => {
		const choice = { cashRegisters: 'all', types: [] };
		const ofDay = await shop.run('document', 'getByDay', { ...choice, date: '2026-03-09T15:00:00.000Z' });
		const ofPeriod = await shop.run('document', 'getAll', { ...choice, ...period });
		expect(ofDay.json.length).toBeGreaterThan(200);
		expect(ofDay.json).toEqual(ofPeriod.json);
	});

	test('by the numbers on the receipt', async () => {
		const [{ fn, fd }] = documentsIn(ofd, REG_NUMBERS.samara, day.from, day.to).filter(isReceipt);
		const found = await shop.run('document', 'getByNumber', {
			...one(REG_NUMBERS.samara),
			fiscalDriveNumber: ` ${fn} `,
			fiscalDocumentNumber: `={{ ${fd} }}`,
			options: { splitGoods: true },
		});
		expect(found.json[0]).toMatchObject({ documentKey: `${fn}:${fd}`, line: 1 });
		const other = await shop.run('document', 'getByNumber', {
			...one(REG_NUMBERS.busy),
			fiscalDriveNumber: fn,
			fiscalDocumentNumber: String(fd),
		});
		expect(other.error?.message).toBe('Kontur.OFD has no such document');
	});

	test('of one drive after it was replaced', async () => {
		const [first] = ofd.register(REG_NUMBERS.driveChange).drives;
		const days = { dateFrom: '2026-02-01', dateTo: '2026-03-10' };
		const choice = { ...one(REG_NUMBERS.driveChange), fiscalDriveNumber: first.fn, ...days };
		const { json } = await shop.run('document', 'getByDrive', choice);
		expect(itemKeys(json)).toEqual(keysOf(first.documents));
	});
});

test.each([
	['document', 'getAll', { dateFrom: '2026-01-01', dateTo: '2026-01-02' }],
	['document', 'getByDay', { date: '2026-01-01' }],
	['statistics', 'byDays', { dateFrom: '2026-01-01', dateTo: '2026-01-02' }],
	['statistics', 'byShifts', { dateFrom: '2026-01-01', dateTo: '2026-01-02' }],
	['statistics', 'organizationByDays', { dateFrom: '2026-01-01', dateTo: '2026-01-02' }],
	[
		'document',
		'getByDrive',
		{ fiscalDriveNumber: '9960440300000001', dateFrom: '2026-01-01', dateTo: '2026-01-02' },
	],
])('an empty body or list gives no items (%s %s)', async (...what) => {
	const [resource, operation, parameters] = what;
	for (const emptyBody of [true, false]) {
		ofd.setSwitches({ emptyBody });
		const { items, error } = await shop.run(resource, operation, { ...one(REG_NUMBERS.busy), ...parameters });
		expect([items, error]).toEqual([[], undefined]);
	}
});

test('an empty answer in place of a document is an error', async () => {
	shop.emulator.control.addFault({ path: '/documents/', kind: 'empty', status: 200, times: 9 });
	const documentId = '00000000-0000-0000-0000-000000000001';
	const { items, error } = await shop.run('document', 'get', { ...one(REG_NUMBERS.busy), documentId });
	expect([items, error?.message]).toEqual([[], 'Kontur.OFD returned an empty response']);
});
