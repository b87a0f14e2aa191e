import type { IDataObject } from 'n8n-workflow';
import { processId } from '../../nodes/shared/polling/processId';
import { BY_PERIOD, Shop, keysOf } from './ofd-shop';
import { DAY, HOUR, MINUTE, localTime } from './ofd-world';

let shop: Shop;

beforeEach(async () => {
	shop = await Shop.open();
});
afterEach(async () => await shop.close());

const noSweep = { options: { dailySweep: 'none' } };

/** Registers by organization: `[3, 2]` is two organizations. */
function fleet(sizes: number[]): string[] {
	const registers = sizes.flatMap((size) => {
		const organization = shop.ofd.addOrganization().id;
		return Array.from({ length: size }, () => shop.register({}, organization));
	});
	shop.pass(MINUTE);
	return registers;
}

describe('cost of a poll', () => {
	test('300 registers of three organizations: one list each and the sixth part of the registers', async () => {
		const registers = fleet([200, 99, 1]);
		expect(await shop.cost(noSweep)).toEqual({ organizations: 1, lists: 3, documents: 600 });
		const asked: string[] = [];
		for (let poll = 0; poll < 6; poll++) {
			shop.pass(MINUTE);
			const cost = await shop.cost(noSweep);
			expect(cost).toMatchObject({ organizations: 0, lists: 3 });
			expect(cost.documents).toBeLessThanOrEqual(75);
			asked.push(...shop.requests(BY_PERIOD).map(({ path }) => path.split('/')[5]));
		}
		// Each of them once in six polls.
		expect(asked.sort()).toEqual([...registers].sort());
	});

	test('what changed is read, and once more; nothing else', async () => {
		const registers = fleet([30]);
		await shop.poll(noSweep);
		const turns: number[] = [];
		for (let poll = 0; poll < 6; poll++) {
			shop.pass(MINUTE);
			turns.push((await shop.cost(noSweep)).documents);
		}
		expect(turns.reduce((sum, count) => sum + count, 0)).toBe(30);
		const [sells] = registers;
		shop.ofd.printReceipts(sells);
		const after: number[] = [];
		for (let poll = 0; poll < 6; poll++) {
			shop.pass(MINUTE);
			after.push((await shop.cost(noSweep)).documents);
			const own = shop.requests(BY_PERIOD).filter(({ path }) => path.includes(sells));
			// A page and the end of it; then that there is nothing more.
			if (poll < 2) expect(own).toHaveLength(2 - poll);
		}
		const more = after.map((count, poll) => count - turns[poll]);
		expect(more.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2);
		expect(more.slice(2).every((count) => count <= 0)).toBe(true);
	});

	test('a document printed in the minute of the last receipt arrives with the next poll, however soon', async () => {
		const [register] = fleet([1]);
		await shop.poll(noSweep);
		shop.pass(MINUTE);
		const first = shop.ofd.printReceipts(register);
		expect(await shop.keys(noSweep)).toEqual(keysOf(first.documents));
		shop.pass(5_000);
		expect(await shop.keys(noSweep)).toEqual([]);
		const second = shop.ofd.printReceipts(register, { dateTime: first.documents[0].dateTime });
		shop.pass(5_000);
		expect(await shop.keys(noSweep)).toEqual(keysOf(second.documents));
	});

	test('answers of 2021 do not tell the last document: every register is read', async () => {
		shop.ofd.setSwitches({ d22: true });
		fleet([12]);
		await shop.poll(noSweep);
		expect(await shop.cost(noSweep)).toEqual({ organizations: 0, lists: 1, documents: 12 });
	});

	test('organizations are listed again after an hour, and when one is refused', async () => {
		fleet([1, 1]);
		const [first] = shop.ofd.organizations;
		await shop.poll();
		shop.pass(59 * MINUTE);
		expect(await shop.cost()).toMatchObject({ organizations: 0, lists: 2 });
		shop.pass(MINUTE);
		expect(await shop.cost()).toMatchObject({ organizations: 1, lists: 2 });
		shop.ofd.setOrganizationConsent(first.id, false);
		expect(await shop.cost()).toMatchObject({ organizations: 0, lists: 2 });
		expect(await shop.cost()).toMatchObject({ organizations: 1, lists: 1 });
	});

	test('sweeps of a fleet are spread over the day', async () => {
		fleet([60]);
		await shop.poll();
		const whole: number[] = [];
		for (let hour = 0; hour < 24; hour++) {
			shop.pass(HOUR);
			await shop.cost();
			whole.push(shop.requests(BY_PERIOD).filter(({ query }) => !query.offset).length);
		}
		expect(whole.reduce((sum, count) => sum + count, 0)).toBe(60);
		expect(Math.max(...whole)).toBeLessThanOrEqual(10);
	});
});

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

describe('the daily safety sweep', () => {
	/** A register with a document that left no trace, and the given number of others a day. */
	async function hidden(perDay: number, dailySweep: string) {
		const register = shop.register({ installed: { dateTime: localTime(shop.now - 3 * DAY, 3) } });
		const late = shop.ofd.printReceipts(register, {
			dateTime: localTime(shop.now - 3 * DAY, 3),
			receivedAt: null,
		});
		const { documents } = shop.ofd.printReceipts(register, {
			count: perDay * 2,
			dateTime: localTime(shop.now - 2 * DAY, 3),
			stepMinutes: DAY / MINUTE / perDay,
		});
		expect(documents.at(-1)?.dateTime.slice(0, 13)).toBe(localTime(shop.now, 3).slice(0, 10) + 'T14');
		shop.pass(MINUTE);
		const parameters = { options: { dailySweep } };
		await shop.poll(parameters);
		shop.ofd.deliver(register);
		shop.pass(DAY);
		const keys = await shop.keys(parameters);
		return {
			keys,
			expected: keysOf([...late.reports, ...late.documents].filter(({ kind }) => kind === 'receipt')),
		};
	}

	test.each<[string, number]>([
		['small', 100],
		['all', 1440],
	])('%s finds it with %i documents a day', async (dailySweep, perDay) => {
		const { keys, expected } = await hidden(perDay, dailySweep);
		expect(keys).toEqual(expected);
	});

	test.each<[string, number, number]>([
		['none', 100, 1],
		['small', 1440, 2],
	])('%s does not read %i documents a day again', async (dailySweep, perDay) => {
		await hidden(perDay, dailySweep);
		const whole = shop.requests(BY_PERIOD).filter(({ query }) => !query.offset);
		// The activation is one; the sweep gives up after the first page.
		expect(whole.length).toBe(dailySweep === 'none' ? 1 : 2);
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
