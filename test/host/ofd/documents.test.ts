import type { IDataObject } from 'n8n-workflow';
import { ORGANIZATION_IDS, REG_NUMBERS, type OfdState } from '../../emulator/ofd';
import { shortenPauses } from '../../support/pauses';
import { readBinary } from '../engine/binary';
import { ofdCredential, OFD } from '../engine/kontur';
import { documentsIn, id, isReceipt, keysOf, openShop, sum, type Shop } from './ofd.fixture';

let shop: Shop;
let ofd: OfdState;
beforeEach(async () => {
	shop = await openShop();
	({ ofd } = shop);
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
const keys = (json: IDataObject[]) => json.map(({ dedupeKey }) => dedupeKey);
const expected = (regNumber: string, from = day.from, to = day.to) =>
	keysOf(documentsIn(ofd, regNumber, from, to).filter(isReceipt));

/** Of all three organizations, in the order in which Kontur lists them. */
const opened = () =>
	ofd.organizations
		.slice(0, 3)
		.flatMap(({ registers }) => registers)
		.filter(({ regNumber }) => regNumber !== REG_NUMBERS.servicesClosed);

describe('pages', () => {
	test.each([1000, 1001])('%i documents come whole, each once', async (count) => {
		const { regNumber } = ofd.addRegister(ORGANIZATION_IDS.trade, {});
		ofd.printReceipts(regNumber, { dateTime: '2026-03-09T10:00:00', count });
		const { json, error } = await shop.run('document', 'getAll', { ...one(regNumber), ...period });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(count);
		expect(keys(json)).toEqual(expected(regNumber));
		expect(new Set(keys(json)).size).toBe(count);
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
		expect(keys(json)).toEqual(keysOf(wanted).slice(0, 30));
	});
});

describe('several cash registers', () => {
	test('all of all organizations, in a stable order, each with where it is from', async () => {
		// The first register answers last.
		shop.emulator.control.addFault({ path: `/${opened()[0].regNumber}/`, delayMs: 300, times: 1 });
		const { json, error } = await shop.run('document', 'getAll', { cashRegisters: 'all', ...period });
		expect(error).toBeUndefined();
		const registers = opened().filter(({ regNumber }) => regNumber !== REG_NUMBERS.permissionEnded);
		expect(keys(json)).toEqual(registers.flatMap(({ regNumber }) => expected(regNumber)));
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
		expect(keys(organizations.json)).toEqual(
			[entrepreneur, servicesFirst, servicesSecond].flatMap((regNumber) => expected(regNumber)),
		);
		const registers = await shop.run('document', 'getAll', {
			cashRegisters: 'selected',
			kktRegIds: `${servicesSecond}, ${samara}`,
			...period,
		});
		expect(keys(registers.json)).toEqual([...expected(servicesSecond), ...expected(samara)]);
	});

	test('a limit takes the first registers', async () => {
		const { json } = await shop.run('document', 'getAll', {
			cashRegisters: 'all',
			...period,
			returnAll: false,
			limit: 5,
		});
		expect(keys(json)).toEqual(expected(opened()[0].regNumber).slice(0, 5));
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
			opened().map(({ regNumber }) => regNumber),
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
		expect(opened().map(({ regNumber }) => regNumber)).toEqual(
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
			keys(json.filter(({ cashbox }) => (cashbox as IDataObject).regNumber === regNumber));
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
		expect(new Set(keys(goods.json)).size).toBe(goods.json.length);
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
		expect(keys(json)).toEqual(keysOf(first.documents));
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

describe('version 1.1 of the node', () => {
	const now = { typeVersion: 1.1 };
	const many = async (parameters: object) => await shop.run('document', 'getAll', parameters, now);
	const chosen = { period: 'custom', dateFrom: '2026-03-01', dateTo: '2026-03-09' };
	const { samara, busy } = REG_NUMBERS;

	/** The named periods are counted from the clock of this machine. Returns yesterday in Moscow. */
	const untilNow = () => {
		const now = new Date();
		shop.emulator.state.clock.freeze(now);
		return new Date(now.getTime() - 21 * 3_600_000).toISOString().slice(0, 10);
	};

	test('reads the receipts of yesterday of all cash registers, shop and money first, IDs last', async () => {
		const yesterday = untilNow();
		const { json, error, notes } = await many({});
		expect(error).toBeUndefined();
		const registers = opened().filter(({ regNumber }) => regNumber !== REG_NUMBERS.permissionEnded);
		expect(json.length).toBeGreaterThan(100);
		expect(keys(json)).toEqual(
			registers.flatMap(({ regNumber }) =>
				expected(regNumber, `${yesterday}T00:00:00`, `${yesterday}T23:59:59`),
			),
		);
		for (const row of json) {
			expect(Object.keys(row).slice(0, 5)).toEqual(
				['shop', 'cashRegister', 'dateTime', 'operation', 'amountRub'].filter((name) => name in row),
			);
			expect(Object.keys(row).at(-1)).toBe('dedupeKey');
		}
		expect(notes.join()).toContain('Complete: no document number is missing');
	});

	test('selected fields come in the chosen order, also those of the whole document, and in a file', async () => {
		const fields = ['amountRub', 'dedupeKey', 'shop'];
		const one = { ...chosen, cashRegisters: 'selected', kktRegIds: [samara] };
		const select = { ...one, output: 'selectedFields', fields };
		const all = (await many({ ...one, output: 'simplified' })).json;
		const { json } = await many(select);
		expect(json).toEqual(all.map(({ amountRub, dedupeKey, shop }) => ({ amountRub, dedupeKey, shop })));
		expect(Object.keys(json[0])).toEqual(fields);
		const whole = await many({ ...select, fields: ['shop', 'taxationType', 'items'] });
		const raw = (await many({ ...one, output: 'raw' })).json;
		expect(whole.json).toEqual(
			raw.map(({ taxationType, items }, at) => ({ shop: all[at].shop, taxationType, items })),
		);
		const lines = await many({ ...select, fields: ['name', 'sum'], options: { splitGoods: true } });
		const goods = raw.flatMap(({ items }) => items as IDataObject[]);
		expect(lines.json).toEqual(goods.map(({ name, sum }) => ({ name, sum })));
		const csv = await many({ ...select, options: { output: 'csv' } });
		const text = (await readBinary(csv.items[0].binary?.data)).toString('utf8');
		expect(text.split('\r\n')[0]).toBe('\uFEFFamountRub;dedupeKey;shop');
		const none = await many({ ...select, fields: [] });
		expect(none.error?.message).toBe('"Fields" is empty');
	});

	describe('proves that nothing is missing', () => {
		const some = { ...chosen, cashRegisters: 'selected', kktRegIds: [samara, busy] };
		const receipts = (regNumber: string) =>
			documentsIn(ofd, regNumber, '2026-03-04T00:00:00', '2026-03-04T23:59:59').filter(isReceipt);

		test.each(['items', 'csv', 'ndjson'])('with the receipts alone as %s', async (output) => {
			const options = { output };
			expect((await many({ ...some, options })).notes).toEqual([
				expect.stringMatching(/^Complete: no document number is missing in 2 cash registers/),
			]);
			const [, { fn, fd }] = receipts(samara);
			ofd.setReceivedAt(samara, fn, fd, null);
			const { notes } = await many({ ...some, options });
			expect(notes).toEqual([expect.stringContaining(`drive ${fn}: ${fd}.`)]);
			expect(notes[0]).toContain('receipts may be missing');
		});

		test('a receipt that comes twice is returned once and named', async () => {
			const before = await many(some);
			const { documents } = ofd.register(samara).drives[0];
			const twice = documents.findIndex(({ fd }) => fd === receipts(samara)[0].fd);
			documents.splice(twice, 0, documents[twice]);
			const { json, notes } = await many(some);
			expect(json).toEqual(before.json);
			expect(notes.join()).toContain('more than once, returned once');
		});

		test('a register that failed is named, and nothing is called complete', async () => {
			shortenPauses(1);
			shop.emulator.control.addFault({ path: `/${samara}/documents`, status: 500, times: 1000 });
			const { notes } = await many(some);
			expect(notes.join()).toContain('The result is incomplete');
			expect(notes.join()).not.toContain('Complete: ');
		});

		test('nothing is said where a limit or a filter hides numbers', async () => {
			expect((await many({ ...some, returnAll: false, limit: 5 })).notes).toEqual([]);
			const shifts = await many({ ...some, options: { types: ['closeShift'] } });
			expect(shifts.json.length).toBeGreaterThan(0);
			expect(shifts.notes).toEqual([]);
		});
	});

	describe('the days of one time zone', () => {
		const zoned = { clock: 'timeZone', timeZone: 'Europe/Moscow' };
		const hoursOf = (regNumber: string) => ofd.register(regNumber).zone;
		/** The same hours everywhere: by Moscow's clock, whatever the register's own one shows. */
		const inMoscow = (regNumber: string, day: string) =>
			keysOf(
				ofd.documents(regNumber).filter((document) => {
					const { dateTime, receivedAt } = document;
					const moscow = new Date(Date.parse(`${dateTime}Z`) + (3 - hoursOf(regNumber)) * 3_600_000);
					const isThere = receivedAt !== null && receivedAt <= ofd.now();
					return isThere && isReceipt(document) && moscow.toISOString().startsWith(day);
				}),
			);

		test('receipts of registers from Kaliningrad to Kamchatka', async () => {
			const yesterday = untilNow();
			const registers = opened().filter(({ regNumber }) =>
				[2, 3, 4, 5, 6, 7, 9, 12].includes(hoursOf(regNumber)),
			);
			const { json, error } = await many({
				...{ period: 'yesterday', cashRegisters: 'selected', output: 'raw', options: zoned },
				kktRegIds: registers.map(({ regNumber }) => regNumber),
			});
			expect(error).toBeUndefined();
			for (const { regNumber } of registers) {
				const of = keys(json.filter(({ kktRegId }) => kktRegId === regNumber));
				expect([regNumber, of]).toEqual([regNumber, inMoscow(regNumber, yesterday)]);
			}
		});

		test('a register whose documents do not tell its zone is read by its own clock, and named', async () => {
			const { regNumber } = ofd.addRegister(ORGANIZATION_IDS.trade, { zone: 10 });
			ofd.printReceipts(regNumber, {
				dateTime: '2026-03-09T10:00:00',
				count: 3,
				receivedAt: new Date('2026-03-10T09:31:00Z'),
			});
			const { json, notes } = await many({
				...{ ...chosen, cashRegisters: 'selected', kktRegIds: [regNumber], options: zoned },
			});
			expect(keys(json)).toEqual(expected(regNumber));
			expect(notes[0]).toContain('their documents do not tell the time zone');
		});
	});

	describe('a long period in parts', () => {
		const some = { ...chosen, cashRegisters: 'selected', kktRegIds: [samara, busy] };
		const all = async () => keys((await many(some)).json).sort();
		const inParts = async (options: object, more: object = {}) =>
			await many({ ...some, options: { daysAtOnce: 2, ...options }, ...more });

		test('holds the same documents, and the place at the end', async () => {
			const { json, error, notes } = await inParts({});
			expect(error).toBeUndefined();
			const place = json.pop();
			expect(keys(json).sort()).toEqual(await all());
			expect(place).toEqual({
				...{ from: '2026-03-01', to: '2026-03-09', documents: json.length, continueFrom: null },
			});
			expect(notes).toEqual([
				expect.stringMatching(/^Read to the end: [\d,]+ documents in 5 parts\.$/),
				expect.stringContaining('Complete: '),
			]);
		});

		test('stops after the part that reaches the limit, and continues from there until the end', async () => {
			const read: unknown[] = [];
			let continueFrom: unknown = '';
			let runs = 0;
			do {
				const { json, error } = await inParts({ continueFrom }, { returnAll: false, limit: 1 });
				expect(error).toBeUndefined();
				({ continueFrom } = json.pop() ?? {});
				read.push(...keys(json));
				runs += 1;
			} while (continueFrom !== null && runs < 20);
			expect(runs).toBe(5);
			expect(read.sort()).toEqual(await all());
			const over = await inParts({ continueFrom: '2026-03-10' });
			expect(over.json).toEqual([expect.objectContaining({ documents: 0, continueFrom: null })]);
		});

		test('keeps what was read when a later part fails, and continues with that part', async () => {
			shortenPauses(1);
			shop.emulator.control.addFault({ path: `/${samara}/documents`, skip: 4, status: 500, times: 1000 });
			const { json, error, notes } = await inParts({});
			expect(error).toBeUndefined();
			const place = json.pop();
			const from = String(place?.continueFrom);
			expect(['2026-03-03', '2026-03-05', '2026-03-07']).toContain(from);
			expect(notes.join()).toContain(`Not read: Documents from ${from}`);
			expect(notes.join()).not.toContain('Complete: ');
			const stopped = await inParts({ onPartialFailure: 'stop' });
			expect(stopped.error?.message).toContain('Documents from 2026-03-01');
			shop.emulator.control.clearFaults();
			const rest = await inParts({ continueFrom: place?.continueFrom });
			rest.json.pop();
			expect([...keys(json), ...keys(rest.json)].sort()).toEqual(await all());
		});

		test('writes a file for each part, with the place', async () => {
			const { json, items } = await inParts({ output: 'ndjson' });
			expect(json.map((row) => [row.fileName, row.continueFrom])).toEqual([
				['receipts_2026-03-01_2026-03-02.ndjson', '2026-03-03'],
				['receipts_2026-03-03_2026-03-04.ndjson', '2026-03-05'],
				['receipts_2026-03-05_2026-03-06.ndjson', '2026-03-07'],
				['receipts_2026-03-07_2026-03-08.ndjson', '2026-03-09'],
				['receipts_2026-03-09_2026-03-09.ndjson', null],
			]);
			const texts = await Promise.all(items.map(async ({ binary }) => await readBinary(binary?.data)));
			const rows = texts.flatMap((text) => text.toString('utf8').trim().split('\n').filter(Boolean));
			expect(keys(rows.map((row) => JSON.parse(row) as IDataObject)).sort()).toEqual(await all());
		});

		test.each([0, 1.5, 'week'])('%s days at once are refused', async (daysAtOnce) => {
			expect((await inParts({ daysAtOnce })).error?.message).toContain('"Days at Once" must be');
		});
	});
});
