import type { FaultInput } from '../../emulator/core/faults/faults';
import { sampleCells } from '../../support/sampling';
import { shortenPauses } from '../../support/pauses';
import { failures } from '../engine/failures';
import { BY_PERIOD, Shop, keysOf } from './shop';
import { HOUR, MINUTE } from './world';

/*
 * What stands between a trigger and the service, and clocks that are wrong.
 */
let shop: Shop;

beforeEach(async () => {
	shop = await Shop.open();
});
afterEach(async () => await shop.close());

/** Lets the first look at a gap become due, and every later one. */
const lookAgain = () => shop.pass(HOUR + MINUTE);

const pollOut = (parameters: object = {}) => shop.pollOut(parameters);

describe('answers of something in between move nothing and lose nothing', () => {
	const answers: Array<[string, FaultInput]> = [
		['{}', { status: 200, body: {} }],
		['[]', { status: 200, body: [] }],
		['null', { status: 200, body: null }],
		['"OK"', { status: 200, body: '"OK"' }],
		['an error', { status: 200, body: { errorCodeId: 'urn:error:service:unavailable', errorCode: 500000 } }],
		['maintenance', { status: 200, body: { status: 'maintenance' } }],
		['nothing', { kind: 'empty', status: 200 }],
		['204', { kind: 'empty' }],
		['an empty page', { status: 200, body: { documents: [], paging: {} } }],
		['a page of a proxy', { kind: 'html' }],
	];
	const routes = ['/v2/organizations$', '/cashboxes$', '/documents/by-period$'];
	const cells = routes.flatMap((path) => answers.map(([name, answer]) => ({ path, name, answer })));

	test.each(sampleCells('Wrong answers', 'receipts, first', cells, 4))(
		'in the first poll: $name for $path',
		async ({ path, answer }) => {
			shortenPauses(1);
			const register = shop.register();
			shop.ofd.printReceipts(register, { count: 3 });
			shop.pass(MINUTE);
			shop.emulator.control.addFault({ service: 'ofd', path, times: 1000, ...answer });
			expect(await shop.keys()).toEqual([]);
			const came = keysOf(shop.ofd.printReceipts(register, { count: 2 }).documents);
			shop.pass(MINUTE);
			shop.emulator.control.clearFaults();
			expect(await shop.keys()).toEqual(came);
			expect(await pollOut()).toEqual([]);
		},
	);

	test.each(sampleCells('Wrong answers', 'receipts, later', cells, 4))(
		'in a later poll: $name for $path',
		async ({ path, answer }) => {
			shortenPauses(1);
			const register = shop.register();
			shop.ofd.printReceipts(register, { count: 3 });
			shop.pass(MINUTE);
			expect(await shop.keys()).toEqual([]);
			shop.pass(2 * HOUR);
			const came = keysOf(shop.ofd.printReceipts(register, { count: 2 }).documents);
			shop.emulator.control.addFault({ service: 'ofd', path, times: 1000, ...answer });
			const first = await shop.keys().catch(() => []);
			expect(first).toEqual([]);
			shop.pass(MINUTE);
			shop.emulator.control.clearFaults();
			// At once, and not only when it is the register's turn.
			expect(await shop.keys()).toEqual(came);
			expect(await pollOut()).toEqual([]);
		},
	);

	test('an empty page in the middle of the first reading makes nothing new that is old', async () => {
		const register = shop.register();
		shop.ofd.setSwitches({ pageLimit: 2 });
		shop.ofd.printReceipts(register, { count: 9 });
		shop.pass(MINUTE);
		const empty = { status: 200, body: { documents: [], paging: {} } };
		shop.emulator.control.addFault({ service: 'ofd', path: BY_PERIOD, skip: 2, ...empty });
		expect(await shop.keys()).toEqual([]);
		const came = keysOf(shop.ofd.printReceipts(register).documents);
		expect(await pollOut()).toEqual(came);
	});

	test('an empty answer for the rest of a period does not put a late document off', async () => {
		const register = shop.register();
		shop.ofd.printReceipts(register);
		shop.pass(MINUTE);
		await shop.keys();
		shop.pass(MINUTE);
		shop.ofd.printOutOfOrder(register);
		expect(await pollOut()).toHaveLength(1);
		shop.ofd.deliver(register);
		const empty = { status: 200, body: { documents: [], paging: {} } };
		// One poll in which every look at the gap is answered by somebody else.
		lookAgain();
		shop.emulator.control.addFault({ service: 'ofd', path: BY_PERIOD, times: 1000, ...empty });
		expect(await shop.keys()).toEqual([]);
		shop.emulator.control.clearFaults();
		shop.pass(MINUTE);
		expect(await shop.keys()).toHaveLength(1);
	});
});

describe('clocks that are wrong by hours lose and delay nothing', () => {
	const offsets = [-20, -5, -2, 0, 2, 5, 20].map((hours) => hours * HOUR);
	const wrong = offsets.flatMap((machine) => [...offsets, null].map((header) => ({ machine, header })));

	test.each(sampleCells('Clocks', 'receipts', wrong, 3))(
		'machine $machine, header $header',
		async ({ machine, header }) => {
			shop.runMonotonic();
			const clocks = { machine, header };
			const register = shop.register();
			const old = keysOf(shop.ofd.printReceipts(register, { count: 5 }).documents);
			shop.pass(30 * MINUTE);
			shop.setClocks(clocks);
			expect(await shop.keys()).toEqual([]);
			for (let round = 0; round < 4; round++) {
				const came = keysOf(shop.ofd.printReceipts(register).documents);
				shop.pass(MINUTE);
				const told = await shop.keys();
				expect({ round, told }).toEqual({ round, told: came });
				expect(told).not.toEqual(expect.arrayContaining([old[0]]));
				shop.pass(20 * MINUTE);
				// A step in the middle, and back.
				shop.setClocks(round % 2 === 0 ? { machine: 0, header: 0 } : clocks);
			}
			// A late document, after a clock was set back.
			shop.setClocks({ machine: 5 * HOUR, header: 5 * HOUR });
			shop.ofd.printOutOfOrder(register);
			shop.pass(MINUTE);
			expect(await shop.keys()).toHaveLength(1);
			shop.ofd.deliver(register);
			shop.setClocks({ machine: -5 * HOUR, header: -5 * HOUR });
			lookAgain();
			expect(await shop.keys()).toHaveLength(1);
		},
	);

	test('a register that is connected later begins at the start, whatever the clocks said then', async () => {
		shop.runMonotonic();
		shop.register();
		shop.pass(HOUR);
		shop.setClocks({ machine: 5 * HOUR, header: null });
		expect(await shop.keys()).toEqual([]);
		shop.pass(20 * MINUTE);
		const added = shop.ofd.addRegister(shop.ofd.organizations[0].id).regNumber;
		const came = keysOf(shop.ofd.printReceipts(added, { count: 2 }).documents);
		shop.pass(MINUTE);
		expect(await shop.keys()).toEqual(expect.arrayContaining(came));
	});

	test('the list of organizations is an hour old at most, however the clock is set', async () => {
		shop.runMonotonic();
		shop.register();
		await shop.keys();
		shop.setClocks({ machine: -2 * HOUR, header: 0 });
		shop.pass(61 * MINUTE);
		expect((await shop.cost()).organizations).toBe(1);
		await shop.restart();
		shop.setClocks({ machine: -4 * HOUR, header: 0 });
		expect((await shop.cost()).organizations).toBe(1);
	});
});

describe('an activation that fails', () => {
	test.each([false, true])(
		'keeps the start of registers that were selected for it (n8n starts anew: %s)',
		async (isRestarted) => {
			shortenPauses(1);
			const [known, added] = [shop.register(), shop.register()];
			shop.ofd.printReceipts(added);
			shop.pass(MINUTE);
			const selecting = (...kktRegIds: string[]) => ({ cashRegisters: 'selected', kktRegIds });
			expect(await shop.publish(selecting(known))()).toEqual([]);
			shop.pass(HOUR);
			shop.emulator.control.addFault({ service: 'ofd', times: 1000, status: 503 });
			const both = selecting(known, added);
			expect(await shop.publish(both)()).toEqual([]);
			const came = keysOf(shop.ofd.printReceipts(added).documents);
			shop.pass(HOUR);
			if (isRestarted) await shop.restart();
			shop.emulator.control.clearFaults();
			const poll = shop.publish(both);
			expect(await poll()).toEqual(came);
			expect(await poll()).toEqual([]);
		},
	);

	const drawn = sampleCells('Failed activations', 'receipts', failures, 3);

	test.each(drawn)('keeps its start, also when it is published anew: %s', async (_name, fault) => {
		shortenPauses(1);
		const register = shop.register();
		shop.ofd.printReceipts(register);
		shop.pass(MINUTE);
		shop.emulator.control.addFault({ service: 'ofd', times: 1000, ...fault });
		expect(await shop.publish()()).toEqual([]);
		const came = keysOf(shop.ofd.printReceipts(register).documents);
		shop.pass(HOUR);
		const poll = shop.publish();
		expect(await poll()).toEqual([]);
		shop.pass(HOUR);
		shop.emulator.control.clearFaults();
		const told = await poll();
		expect(told).toEqual(came);
		await poll();
		// Much later, in the same process.
		const later = keysOf(shop.ofd.printReceipts(register).documents);
		shop.pass(MINUTE);
		shop.emulator.control.addFault({ service: 'ofd', times: 1000, ...fault });
		const again = shop.publish();
		expect(await again()).toEqual([]);
		shop.emulator.control.clearFaults();
		shop.pass(MINUTE);
		expect(await again()).toEqual(later);
	});
});
