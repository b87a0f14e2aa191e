import type { IDataObject } from 'n8n-workflow';
import { processId } from '../../../nodes/shared/polling/processId';
import { Shop, keysOf } from './shop';
import { DAY, HOUR, MINUTE, localTime } from './world';

let shop: Shop;

beforeEach(async () => {
	shop = await Shop.open();
});
afterEach(async () => await shop.close());

const noSweep = { options: { dailySweep: 'none' } };

const fleet = (sizes: number[]) => shop.fleet(sizes);

describe('the state', () => {
	test('of 60 registers right after all of them emitted', async () => {
		const registers = fleet([30, 30]);
		await shop.poll(noSweep);
		shop.pass(MINUTE);
		for (const register of registers) shop.ofd.printReceipts(register, { count: 3 });
		const items = await shop.poll(noSweep);
		expect(items).toHaveLength(180);
		expect(JSON.stringify(shop.staticData).length).toBeLessThan(40_000);
		await shop.restart();
		const again = await shop.poll(noSweep);
		expect(again.map(({ dedupeKey }) => dedupeKey).sort()).toEqual(
			items.map(({ dedupeKey }) => dedupeKey).sort(),
		);
		expect(await shop.poll(noSweep)).toEqual([]);
	});

	test('stored by an earlier version resumes where it was', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		const { documents } = shop.ofd.printReceipts(register, { count: 2 });
		// What the package stored before the state had a version.
		const [drive] = shop.ofd.register(register).drives;
		const organization = shop.ofd.organizations[0].id;
		shop.staticData = {
			receipts: {
				start: { mode: 'now' },
				scope: JSON.stringify([shop.emulator.url, '', []]),
				startedAt: shop.now - DAY,
				listed: true,
				registers: {
					[`${shop.emulator.url}|${organization}|${register}`]: {
						mode: 'now',
						startedAt: shop.now - DAY,
						floor: localTime(shop.now - 2 * DAY, 0),
						settled: true,
						offset: null,
						anchor: {
							fn: drive.fn,
							fd: 1,
							id: drive.documents[0].id,
							dateTime: drive.documents[0].dateTime,
							readAt: localTime(shop.now, 0),
						},
						drives: {
							[drive.fn]: {
								seen: [[1, 3]],
								closed: false,
								lastDateTime: drive.documents[0].dateTime,
								firstSeenAt: shop.now,
								lastSeenAt: shop.now,
							},
						},
						gaps: [],
						lastReadAt: shop.now,
					},
				},
			},
		} as IDataObject;
		expect(await shop.keys()).toEqual(keysOf(documents.slice(1)));
		expect(await shop.keys()).toEqual([]);
		expect(shop.staticData.receipts).toMatchObject({ version: 1 });
	});

	test('that a later version stored is not overwritten', async () => {
		fleet([1]);
		const stored = { receipts: { version: 2, state: { something: 'else' } } };
		shop.staticData = structuredClone(stored);
		await expect(shop.poll()).rejects.toThrow('stored by a later version');
		expect(shop.staticData).toEqual(stored);
	});

	test('names this process only while the last batch is open', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		shop.ofd.printReceipts(register);
		await shop.poll();
		expect(shop.staticData.receipts).toMatchObject({ open: { process: expect.any(String) as string } });
		expect(JSON.stringify(shop.staticData)).not.toContain(processId);
		await shop.poll();
		expect(shop.staticData.receipts).not.toHaveProperty('open');
	});
});

describe('a process that died', () => {
	test('after the state was stored and before the workflow ran: the batch comes again, with equal keys', async () => {
		const [busy, quiet] = fleet([2]);
		await shop.poll();
		shop.ofd.printReceipts(busy, { count: 3 });
		const lost = await shop.poll();
		expect(lost).toHaveLength(3);
		await shop.restart();
		const { documents } = shop.ofd.printReceipts(quiet);
		const items = await shop.poll();
		expect(items.filter(({ cashbox }) => (cashbox as IDataObject).regNumber === busy)).toEqual(lost);
		expect(items.map(({ dedupeKey }) => dedupeKey)).toEqual(expect.arrayContaining(keysOf(documents)));
		expect(shop.log.some(({ level, message }) => level === 'info' && message.includes('again'))).toBe(true);
		await shop.restart();
		// Died again before another poll: still not known to have arrived.
		expect((await shop.poll()).length).toBe(4);
		expect(await shop.poll()).toEqual([]);
	});

	test('long after: another poll of the same process had confirmed the batch', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		shop.ofd.printReceipts(register);
		expect(await shop.poll()).toHaveLength(1);
		expect(await shop.poll()).toEqual([]);
		await shop.restart();
		expect(await shop.poll()).toEqual([]);
	});

	test('and comes back while Kontur is down: the batch waits', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		const { documents } = shop.ofd.printReceipts(register, { count: 2 });
		await shop.poll();
		await shop.restart();
		shop.emulator.control.addFault({ service: 'ofd', times: 1000, status: 500 });
		expect(await shop.poll()).toEqual([]);
		await expect(shop.poll()).rejects.toThrow('failed to process');
		shop.emulator.control.clearFaults();
		expect(await shop.keys()).toEqual(keysOf(documents));
	});
});

describe('a node that is renamed', () => {
	test('resumes where it was, although n8n stored nothing under its new name', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		const first = shop.ofd.printReceipts(register);
		expect(await shop.keys({}, { name: 'Old' })).toEqual(keysOf(first.documents));
		expect(await shop.keys({}, { name: 'Old' })).toEqual([]);
		const stored = structuredClone(shop.staticData);
		shop.pass(HOUR);
		const second = shop.ofd.printReceipts(register);
		shop.staticData = {};
		expect(await shop.keys({}, { name: 'New' })).toEqual(keysOf(second.documents));
		expect(await shop.keys({}, { name: 'New' })).toEqual([]);
		// And back: what is stored under the old name is out of date.
		shop.staticData = stored;
		expect(await shop.keys({}, { name: 'Old' })).toEqual([]);
	});

	test('while a poll was under way, whose result is thrown away', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		const { documents } = shop.ofd.printReceipts(register);
		expect(await shop.keys()).toEqual(keysOf(documents));
		shop.staticData = {};
		expect(await shop.keys({}, { name: 'New' })).toEqual(keysOf(documents));
	});

	test('a trigger without a place under the same name is a new one', async () => {
		const [register] = fleet([1]);
		await shop.poll();
		shop.ofd.printReceipts(register);
		shop.pass(MINUTE);
		shop.staticData = {};
		expect(await shop.keys()).toEqual([]);
	});
});
