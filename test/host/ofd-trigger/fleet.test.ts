import type { IDataObject } from 'n8n-workflow';
import { Shop, keysOf } from './shop';
import { DAY, HOUR, MINUTE, localTime } from './world';

let shop: Shop;

beforeEach(async () => {
	shop = await Shop.open();
});
afterEach(async () => await shop.close());

const noSweep = { options: { dailySweep: 'none' } };

const fleet = (sizes: number[]) => shop.fleet(sizes);

describe('permissions', () => {
	test('that is widened into the past brings what it covers, from a date', async () => {
		const register = shop.register({ installed: { dateTime: '2026-01-01T09:00:00' } });
		const days = [40, 30, 20, 10, 1];
		const printed = days.map(
			(day) =>
				shop.ofd.printReceipts(register, { dateTime: localTime(shop.now - day * DAY, 3) }).documents[0],
		);
		shop.ofd.setPermissions(register, { from: localTime(shop.now - 15 * DAY, 3) });
		const parameters = { ...noSweep, startFrom: 'date', startDate: localTime(shop.now - 35 * DAY, 3) };
		expect(await shop.keys(parameters)).toEqual(keysOf(printed.slice(3)));
		shop.ofd.setPermissions(register, { from: localTime(shop.now - 25 * DAY, 3) });
		expect(await shop.keys(parameters)).toEqual(keysOf([printed[2]]));
		shop.ofd.setPermissions(register, { from: null });
		// Not what was printed before the date.
		expect(await shop.keys(parameters)).toEqual(keysOf([printed[1]]));
		for (let poll = 0; poll < 7; poll++) expect(await shop.keys(parameters)).toEqual([]);
	});

	test('that is widened brings nothing from before the trigger, from now', async () => {
		const register = shop.register();
		shop.ofd.printReceipts(register, { count: 3 });
		shop.pass(MINUTE);
		shop.ofd.setPermissions(register, { from: localTime(shop.now + HOUR, 3) });
		await shop.poll(noSweep);
		const { documents } = shop.ofd.printReceipts(register);
		shop.pass(2 * HOUR);
		const second = shop.ofd.printReceipts(register);
		expect(await shop.keys(noSweep)).toEqual(keysOf(second.documents));
		shop.ofd.setPermissions(register, { from: null });
		expect(await shop.keys(noSweep)).toEqual(keysOf(documents));
	});

	test('that ended long ago costs nothing', async () => {
		const register = shop.register();
		shop.ofd.setPermissions(register, { to: localTime(shop.now - 36 * DAY, 3) });
		shop.ofd.setSwitches({ d22: true });
		expect(await shop.cost()).toMatchObject({ documents: 0 });
		expect(await shop.cost()).toMatchObject({ documents: 0 });
	});
});

describe('options', () => {
	test('one organization, several, all', async () => {
		const registers = fleet([1, 1, 1]);
		const ids = shop.ofd.organizations.map(({ id }) => id);
		const choices: Array<[object, number[]]> = [
			[{ organizations: 'all' }, [0, 1, 2]],
			[{ organizations: 'selected', organizationId: { __rl: true, mode: 'id', value: ids[1] } }, [1]],
			[{ organizations: 'several', organizationIds: [ids[0], ids[2]] }, [0, 2]],
			[{ organizations: 'several', organizationIds: `${ids[0]}, ${ids[1]}` }, [0, 1]],
		];
		for (const [parameters, expected] of choices) {
			shop.staticData = {};
			await shop.poll(parameters);
			shop.pass(MINUTE);
			const printed = registers.map((register) => shop.ofd.printReceipts(register).documents[0]);
			const keys = await shop.keys(parameters);
			expect(keys.sort()).toEqual(keysOf(expected.map((index) => printed[index])).sort());
		}
		await expect(shop.poll({ organizations: 'several', organizationIds: [] })).rejects.toThrow(
			'"Organization Names or IDs" is empty',
		);
	});

	test('lists the organizations and the cash registers of those chosen', async () => {
		const registers = fleet([2, 1]);
		const [first, second] = shop.ofd.organizations;
		const organizations = await shop.loadOptions('getOrganizations', {});
		expect(organizations.map(({ value }) => value)).toEqual([first.id, second.id]);
		const listed = async (parameters: object) =>
			(await shop.loadOptions('getCashRegisters', parameters)).map(({ value }) => value).sort();
		expect(await listed({ organizations: 'all' })).toEqual([...registers].sort());
		expect(await listed({ organizations: 'several', organizationIds: [second.id] })).toEqual([registers[2]]);
		const one = { __rl: true, mode: 'list', value: first.id };
		expect(await listed({ organizations: 'selected', organizationId: one })).toEqual(
			registers.slice(0, 2).sort(),
		);
		expect(await listed({ organizations: 'selected', organizationId: { ...one, value: '' } })).toEqual([]);
	});

	test('operation types: only receipts have one', async () => {
		const [register] = fleet([1]);
		const parameters = { types: [], options: { operationTypes: ['returnSell'] } };
		await shop.poll(parameters);
		const sale = shop.ofd.printReceipts(register, { overrides: { operationType: 1 } });
		const back = shop.ofd.printReceipts(register, { overrides: { operationType: 2 } });
		const keys = await shop.keys(parameters);
		expect(keys).toEqual(keysOf([...sale.reports, ...back.documents]));
	});

	test('goods: an item each, with its own key and that of the document', async () => {
		const [register] = fleet([1]);
		const parameters = { options: { splitGoods: true, addFields: ['roubles'] } };
		await shop.poll(parameters);
		const goods = [
			{ name: 'Чай', price: 100, quantity: 2, sum: 200 },
			{ name: 'Хлеб', price: 55, quantity: 1, sum: 55 },
		];
		const { documents } = shop.ofd.printReceipts(register, { overrides: { items: goods, totalSum: 255 } });
		const [key] = keysOf(documents);
		const items = await shop.poll(parameters);
		expect(items).toMatchObject([
			{ dedupeKey: `${key}:1`, documentKey: key, totalRub: 2.55, good: { name: 'Чай', sumRub: 2 } },
			{ dedupeKey: `${key}:2`, documentKey: key, totalRub: 2.55, good: { name: 'Хлеб', sumRub: 0.55 } },
		]);
		expect(items[0]).not.toHaveProperty('operationTypeLabel');
		await shop.restart();
		expect(await shop.poll(parameters)).toEqual(items);
	});

	test('simplified unless told otherwise: the same documents, what most people need of them', async () => {
		const [register] = fleet([1]);
		const simply = { simplify: true };
		await shop.poll(simply);
		const [key] = keysOf(shop.ofd.printReceipts(register, { overrides: { totalSum: 255 } }).documents);
		const stored = structuredClone(shop.staticData);
		const [item] = await shop.poll(simply);
		expect(item).toMatchObject({
			dedupeKey: key,
			documentType: 'receipt',
			kktRegId: register,
			totalSum: 255,
			totalRub: 2.55,
			operationTypeLabel: expect.any(String),
			vatTotal: expect.any(Number),
		});
		await shop.restart(stored);
		const [whole] = await shop.poll();
		const { shop: place, cashRegister, address, ...same } = item;
		expect(whole).toMatchObject(same);
		expect(whole).toMatchObject({
			cashbox: { salesPointName: place, name: cashRegister },
			retailPlaceAddress: address,
		});
		expect(whole).toHaveProperty('items');
		expect(item).not.toHaveProperty('items');
		await shop.restart(stored);
		const goods = await shop.poll({ ...simply, options: { splitGoods: true } });
		expect(goods).toHaveLength((whole.items as IDataObject[]).length);
		expect(goods[0]).toMatchObject({ dedupeKey: `${key}:1`, line: 1, name: expect.any(String) });
		expect(goods[0]).not.toHaveProperty('totalSum');
	});

	test('a manual test shows documents as the workflow would get them', async () => {
		const [register] = fleet([1]);
		shop.ofd.printReceipts(register, { count: 9, overrides: { operationType: 2 } });
		shop.ofd.printReceipts(register, { count: 2, overrides: { operationType: 1 } });
		shop.staticData = { receipts: { kept: true } };
		const parameters = { options: { operationTypes: ['returnSell'], addFields: [] } };
		const items = await shop.poll(parameters, { mode: 'manual' });
		expect(items).toHaveLength(5);
		for (const item of items) expect(item).toMatchObject({ operationType: 2, documentType: 'receipt' });
		expect(items[0]).not.toHaveProperty('totalRub');
		expect(shop.staticData).toEqual({ receipts: { kept: true } });
	});
});

test('a poll stops at half of its budget, lists included, and continues next time', async () => {
	const registers = fleet([8]);
	await shop.poll(noSweep);
	shop.pass(MINUTE);
	const expected = keysOf(registers.flatMap((register) => shop.ofd.printReceipts(register).documents));
	// Each request takes a second of the clock, and of the monotonic one that the budget is measured by.
	const { clock } = shop.emulator.state;
	shop.runMonotonic();
	const runDue = clock.runDue.bind(clock);
	let moving = false;
	clock.runDue = () => {
		runDue();
		if (moving) return;
		moving = true;
		clock.advance(1000);
		moving = false;
	};
	const found: unknown[] = [];
	let polls = 0;
	for (; found.length < 8 && polls < 20; polls++) {
		const begin = shop.now;
		found.push(...(await shop.keys(noSweep, { budgetMs: 12_000 })));
		// What was begun is brought to its end: four registers read side by side.
		expect(shop.now - begin).toBeLessThanOrEqual(12_000);
	}
	expect(found.sort()).toEqual(expected.sort());
	expect(polls).toBeGreaterThan(1);
});
