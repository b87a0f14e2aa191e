import type { IDataObject } from 'n8n-workflow';
import { ORGANIZATION_IDS, REG_NUMBERS, type OfdState } from '../../emulator/ofd';
import { shortenPauses } from '../../support/pauses';
import { readBinary } from '../engine/binary';
import {
	documentsIn,
	isReceipt,
	itemKeys,
	keysOf,
	openedRegisters,
	openShop,
	type Shop,
} from './ofd.fixture';

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
const expected = (regNumber: string, from = day.from, to = day.to) =>
	keysOf(documentsIn(ofd, regNumber, from, to).filter(isReceipt));

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
		const registers = openedRegisters(ofd).filter(
			({ regNumber }) => regNumber !== REG_NUMBERS.permissionEnded,
		);
		expect(json.length).toBeGreaterThan(100);
		expect(itemKeys(json)).toEqual(
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
			const registers = openedRegisters(ofd).filter(({ regNumber }) =>
				[2, 3, 4, 5, 6, 7, 9, 12].includes(hoursOf(regNumber)),
			);
			const { json, error } = await many({
				...{ period: 'yesterday', cashRegisters: 'selected', output: 'raw', options: zoned },
				kktRegIds: registers.map(({ regNumber }) => regNumber),
			});
			expect(error).toBeUndefined();
			for (const { regNumber } of registers) {
				const of = itemKeys(json.filter(({ kktRegId }) => kktRegId === regNumber));
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
			expect(itemKeys(json)).toEqual(expected(regNumber));
			expect(notes[0]).toContain('their documents do not tell the time zone');
		});
	});

	describe('a long period in parts', () => {
		const some = { ...chosen, cashRegisters: 'selected', kktRegIds: [samara, busy] };
		const all = async () => itemKeys((await many(some)).json).sort();
		const inParts = async (options: object, more: object = {}) =>
			await many({ ...some, options: { daysAtOnce: 2, ...options }, ...more });

		test('holds the same documents, and the place at the end', async () => {
			const { json, error, notes } = await inParts({});
			expect(error).toBeUndefined();
			const place = json.pop();
			expect(itemKeys(json).sort()).toEqual(await all());
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
				read.push(...itemKeys(json));
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
			expect([...itemKeys(json), ...itemKeys(rest.json)].sort()).toEqual(await all());
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
			expect(itemKeys(rows.map((row) => JSON.parse(row) as IDataObject)).sort()).toEqual(await all());
		});

		test.each([0, 1.5, 'week'])('%s days at once are refused', async (daysAtOnce) => {
			expect((await inParts({ daysAtOnce })).error?.message).toContain('"Days at Once" must be');
		});
	});
});
