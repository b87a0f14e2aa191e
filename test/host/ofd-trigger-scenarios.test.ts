import type { IDataObject } from 'n8n-workflow';
import type { FaultInput } from '../emulator/core/faults';
import { sampleCells } from '../support/sampling';
import { shortenPauses } from '../support/pauses';
import { failures } from './failures';
import { BY_PERIOD, Shop, keysOf } from './ofd-shop';
import { DAY, HOUR, MINUTE, localTime } from './ofd-world';

/*
 * What shops and the service do to a trigger, by number.
 */
let shop: Shop;

beforeEach(async () => {
	shop = await Shop.open();
});
afterEach(async () => await shop.close());

const queries = () => shop.requests(BY_PERIOD).map(({ query }) => query);
const statuses = () => shop.requests(BY_PERIOD).map(({ status }) => status);

/** Lets the first look at a gap become due, and every later one. */
const lookAgain = () => shop.pass(HOUR + MINUTE);

/** Polls until nothing came for six polls: every register had its turn by then. */
async function pollOut(parameters: object = {}): Promise<unknown[]> {
	const all: unknown[] = [];
	for (let idle = 0; idle < 6; idle++) {
		shop.pass(MINUTE);
		const keys = await shop.keys(parameters);
		all.push(...keys);
		if (keys.length > 0) idle = -1;
	}
	return all;
}

test('1: the cursor stays while nothing arrives, and continues from there', async () => {
	const register = shop.register();
	shop.ofd.printReceipts(register, { count: 3 });
	shop.pass(MINUTE);
	expect(await shop.keys()).toEqual([]);
	shop.emulator.control.clearLog();
	for (let count = 0; count < 12; count++) {
		shop.pass(MINUTE);
		expect(await shop.keys()).toEqual([]);
	}
	const offsets = new Set(queries().map(({ offset }) => offset?.[0]));
	expect(queries()).toHaveLength(2);
	expect([...offsets]).toEqual([expect.stringMatching(/./)]);
	const { documents } = shop.ofd.printReceipts(register);
	shop.pass(MINUTE);
	expect(await pollOut()).toEqual(keysOf(documents));
});

test('2: off line for 29 days, then 1,500 documents at once', async () => {
	const register = shop.register();
	shop.ofd.printReceipts(register);
	shop.pass(MINUTE);
	shop.ofd.goOffline(register);
	expect(await shop.keys()).toEqual([]);
	const waiting: string[] = [];
	for (let day = 0; day < 29; day++) {
		shop.pass(DAY);
		waiting.push(...keysOf(shop.ofd.printReceipts(register, { count: 52 }).documents));
		expect(await shop.keys()).toEqual([]);
	}
	expect(waiting.length).toBeGreaterThan(1500);
	shop.ofd.goOnline(register);
	expect(await shop.keys()).toEqual(waiting);
	expect(await pollOut()).toEqual([]);
});

test('3: two receipts of one minute on both sides of a poll', async () => {
	const register = shop.register();
	await shop.keys();
	shop.pass(MINUTE);
	const first = shop.ofd.printReceipts(register);
	shop.pass(20_000);
	expect(await shop.keys()).toEqual(keysOf(first.documents));
	const second = shop.ofd.printReceipts(register);
	expect(second.documents[0].dateTime).toBe(first.documents[0].dateTime);
	shop.pass(MINUTE);
	// The list shows the same last minute, but the register was not quiet the last time.
	expect(await shop.keys()).toEqual(keysOf(second.documents));
	expect(await shop.keys()).toEqual([]);
	// Now it was; a register has its turn every sixth poll all the same.
	const third = shop.ofd.printReceipts(register, { dateTime: first.documents[0].dateTime });
	expect(await pollOut()).toEqual(keysOf(third.documents));
});

test('4: N+1 is visible before N', async () => {
	const register = shop.register();
	await shop.keys();
	const [held, seen] = shop.ofd.printOutOfOrder(register).documents;
	expect(await shop.keys()).toEqual(keysOf([seen]));
	shop.ofd.deliver(register);
	expect(await shop.keys()).toEqual([]);
	shop.pass(5 * MINUTE);
	expect(await shop.keys()).toEqual(keysOf([held]));
	expect(await pollOut()).toEqual([]);
});

test('5: a drive is changed overnight and the morning is empty', async () => {
	const register = shop.register();
	const { documents: before } = shop.ofd.printReceipts(register, { dateTime: '2026-03-10T20:00:00' });
	shop.pass(6 * HOUR);
	await shop.keys();
	const { documents: replaced, oldDrive } = shop.ofd.replaceDrive(register);
	expect(replaced.map(({ kind }) => kind)).toContain('closeArchive');
	shop.pass(11 * HOUR);
	for (let count = 0; count < 6; count++) expect(await shop.keys()).toEqual([]);
	shop.pass(30 * HOUR);
	for (let count = 0; count < 6; count++) expect(await shop.keys()).toEqual([]);
	const { documents } = shop.ofd.printReceipts(register, { count: 2 });
	expect(documents[0].fn).not.toBe(oldDrive);
	expect(before[0].fn).toBe(oldDrive);
	expect(await shop.keys()).toEqual(keysOf(documents));
	expect(await pollOut()).toEqual([]);
});

test.each([true, false])('6: stragglers of the old drive, closed: %s', async (closeArchive) => {
	const register = shop.register();
	shop.ofd.printReceipts(register);
	await shop.keys({ options: { dailySweep: 'none' } });
	const { stragglers } = shop.ofd.replaceDrive(register, { stragglers: 3, closeArchive });
	shop.pass(MINUTE);
	const { documents } = shop.ofd.printReceipts(register);
	expect(await shop.keys({ options: { dailySweep: 'none' } })).toEqual(keysOf(documents));
	shop.pass(9 * DAY);
	expect(await shop.keys({ options: { dailySweep: 'none' } })).toEqual([]);
	shop.ofd.deliver(register);
	lookAgain();
	expect(await shop.keys({ options: { dailySweep: 'none' } })).toEqual(keysOf(stragglers));
	lookAgain();
	expect(await pollOut({ options: { dailySweep: 'none' } })).toEqual([]);
});

test('7: a cursor outside the period on a drive that is not in it is refused; reading continues without it', async () => {
	const register = shop.register();
	shop.ofd.printReceipts(register);
	await shop.keys();
	shop.pass(10 * DAY);
	shop.ofd.replaceDrive(register, { receivedAt: new Date(shop.now) });
	const { documents } = shop.ofd.printReceipts(register, { count: 2 });
	// The permission leaves the old drive out, and with it the document of the pointer.
	shop.ofd.setPermissions(register, { from: localTime(shop.now - HOUR, 3) });
	for (const wanted of ['closeArchive', 'closeShift'] as const) {
		const last = shop.ofd.documents(register).find(({ kind }) => kind === wanted);
		if (last) shop.ofd.move(register, last, { dateTime: localTime(shop.now - 2 * HOUR, 3) });
	}
	shop.emulator.control.clearLog();
	expect(await shop.keys()).toEqual(keysOf(documents));
	expect(statuses().slice(0, 2)).toEqual([400, 200]);
	expect(await pollOut()).toEqual([]);
});

test('8: an empty page whose pointer moves is not the end, and no filter is ever sent', async () => {
	const register = shop.register();
	shop.ofd.printReceipts(register, { count: 2 });
	shop.ofd.setSwitches({ pageLimit: 1 });
	const all = { types: ['receipt'] };
	await shop.keys(all);
	const offset = queries().at(-2)?.offset?.[0];
	const { documents } = shop.ofd.printReceipts(register, { count: 2 });
	const report = shop.ofd.closeShift(register);
	shop.pass(MINUTE);
	const empty = { documents: [], paging: { nextOffset: offset } };
	shop.emulator.control.addFault({ path: BY_PERIOD, status: 200, body: empty });
	expect(await shop.keys(all)).toEqual(keysOf(documents));
	for (const query of queries()) expect(Object.keys(query)).not.toContain('types');
	expect(report.receivedAt).not.toBeNull();
});

test.each([true, false])('9: pointers with + and /, raw: %s', async (rawOffset) => {
	const register = shop.register();
	shop.ofd.setSwitches({ pageLimit: 1, rawOffset });
	await shop.keys();
	const expected: string[] = [];
	for (let count = 0; count < 40; count++) {
		shop.pass(MINUTE);
		expected.push(...keysOf(shop.ofd.printReceipts(register).documents));
	}
	const found = [...(await shop.keys()), ...(await pollOut())];
	expect(found).toEqual(expected);
	const offsets = queries().map(({ offset }) => String(offset?.[0]));
	expect(offsets.some((offset) => offset.includes('+'))).toBe(true);
	expect(offsets.some((offset) => offset.includes('/'))).toBe(true);
	expect(offsets.every((offset) => !offset.includes('%'))).toBe(true);
});

test('10: the session ends in the middle of paging', async () => {
	const register = shop.register();
	shop.ofd.setSwitches({ pageLimit: 2 });
	await shop.keys();
	const { documents } = shop.ofd.printReceipts(register, { count: 9 });
	shop.pass(MINUTE);
	let count = 0;
	const { clock } = shop.emulator.state;
	const runDue = clock.runDue.bind(clock);
	clock.runDue = () => {
		runDue();
		count += 1;
		if (count === 4) shop.emulator.control.dropSessions();
	};
	shop.emulator.control.clearLog();
	expect(await shop.keys()).toEqual(keysOf(documents));
	expect(statuses()).toContain(401);
	clock.runDue = runDue;
	expect(await pollOut()).toEqual([]);
});

test('11: a permission ends, a consent is withdrawn, the others are read', async () => {
	const organization = shop.ofd.addOrganization().id;
	const [ends, withdrawn, stays] = [1, 2, 3].map(() => shop.register({}, organization));
	await shop.keys();
	shop.ofd.setPermissions(ends, { to: localTime(shop.now + HOUR, 3) });
	const inside = shop.ofd.printReceipts(ends);
	shop.pass(2 * HOUR);
	const outside = shop.ofd.printReceipts(ends);
	const lost = shop.ofd.printReceipts(withdrawn);
	const { documents } = shop.ofd.printReceipts(stays);
	// Withdrawn after the registers were listed: only the reading of the register fails.
	shop.emulator.control.addFault({
		path: `/cashboxes/${withdrawn}($|/)`,
		times: 9,
		status: 403,
		body: { errorCodeId: 'urn:error:access-to:cashbox:forbidden', errorCode: 403002 },
	});
	expect((await shop.keys()).sort()).toEqual(keysOf([...inside.documents, ...documents]).sort());
	expect(shop.log.filter(({ level }) => level === 'warn').at(-1)?.message).toContain(withdrawn);
	shop.emulator.control.clearFaults();
	shop.ofd.setConsent(withdrawn, false);
	shop.pass(30 * DAY);
	expect(await pollOut()).toEqual([]);
	shop.ofd.setConsent(withdrawn, true);
	shop.ofd.setPermissions(ends, { to: null });
	expect((await pollOut()).sort()).toEqual(keysOf([...lost.documents, ...outside.documents]).sort());
});

test('12: a register that is connected after the activation', async () => {
	const organization = shop.ofd.addOrganization().id;
	shop.register({}, organization);
	await shop.keys();
	shop.pass(3 * DAY);
	const added = shop.register({ zone: 10 }, organization);
	const before = shop.ofd.printReceipts(added, { receivedAt: new Date(shop.now - 2 * DAY) });
	const old = shop.ofd.printReceipts(added, { receivedAt: new Date(shop.now - 5 * DAY) });
	const now = shop.ofd.printReceipts(added);
	expect(old.documents).toHaveLength(1);
	// What was accepted before the trigger began is not new.
	expect(await pollOut()).toEqual(keysOf([...before.documents, ...now.documents]));
	const elsewhere = shop.register();
	const { documents } = shop.ofd.printReceipts(elsewhere);
	shop.pass(HOUR);
	expect(await pollOut()).toEqual(keysOf(documents));
});

test('13: a register without any document, whose first one has an old time', async () => {
	const installed = { dateTime: localTime(shop.now - 21 * DAY, 3), receivedAt: null };
	const register = shop.register({ installed });
	expect(await pollOut()).toEqual([]);
	shop.ofd.goOffline(register);
	const { documents } = shop.ofd.printReceipts(register, { dateTime: localTime(shop.now - 20 * DAY, 3) });
	shop.pass(HOUR);
	shop.ofd.goOnline(register);
	expect(await pollOut()).toEqual(keysOf(documents));
});

test('14: registers at UTC+12 and UTC+2 at the borders of their days', async () => {
	const registers = [2, 12].map((zone) => shop.register({ zone }));
	await shop.keys();
	const expected: string[] = [];
	const found: unknown[] = [];
	for (let hour = 0; hour < 30; hour++) {
		shop.pass(HOUR);
		for (const register of registers) {
			expected.push(...keysOf(shop.ofd.printReceipts(register).documents));
			if (hour % 12 === 11) shop.ofd.closeShift(register);
		}
		const keys = await shop.keys();
		expect(keys).toHaveLength(2);
		found.push(...keys);
	}
	expect(found.sort()).toEqual(expected.sort());
	expect(await pollOut()).toEqual([]);
});

test.each([90, 40 * 60, 96 * 60])(
	'15: the clock of a register runs %i minutes ahead and is corrected',
	async (minutes) => {
		const register = shop.register({ zone: 12 });
		shop.ofd.printReceipts(register);
		await shop.keys();
		shop.ofd.setClockAhead(register, minutes);
		const ahead = shop.ofd.printReceipts(register, { count: 2 });
		shop.pass(MINUTE);
		expect(await shop.keys()).toEqual(keysOf(ahead.documents));
		shop.ofd.setClockAhead(register, 0);
		const right = shop.ofd.printReceipts(register, { count: 2 });
		expect(right.documents[0].dateTime < ahead.documents[0].dateTime).toBe(true);
		expect(await pollOut()).toEqual(keysOf(right.documents));
		shop.pass(5 * DAY);
		const later = shop.ofd.printReceipts(register);
		expect(await pollOut()).toEqual(keysOf(later.documents));
	},
);

test('16: "no data" as a body that is empty, and as paging that is', async () => {
	const register = shop.register({ installed: { receivedAt: null } });
	for (const switches of [{ emptyBody: true }, { emptyBody: false }, { emptyPaging: 'null' as const }]) {
		shop.ofd.setSwitches(switches);
		expect(await pollOut()).toEqual([]);
	}
	shop.ofd.deliver(register);
	const { documents } = shop.ofd.printReceipts(register);
	expect(await pollOut()).toEqual(keysOf(documents));
});

test.each([1000, 1001])('17: exactly %i documents', async (count) => {
	const register = shop.register();
	await shop.keys();
	shop.ofd.printReceipts(register);
	const before = shop.ofd.documents(register).length;
	expect(await pollOut()).toHaveLength(1);
	const { documents } = shop.ofd.printReceipts(register, { count });
	expect(shop.ofd.documents(register)).toHaveLength(before + count);
	shop.pass(MINUTE);
	expect(await shop.keys()).toEqual(keysOf(documents));
	expect(await pollOut()).toEqual([]);
});

describe('18: a restart between two pages', () => {
	test('of polls: a backlog that takes several resumes where it stopped', async () => {
		const register = shop.register();
		shop.ofd.setSwitches({ pageLimit: 2 });
		await shop.keys();
		const { documents } = shop.ofd.printReceipts(register, { count: 60 });
		shop.pass(MINUTE);
		const first = await shop.keys();
		expect(first.length).toBeGreaterThan(30);
		expect(first.length).toBeLessThan(60);
		await shop.restart();
		// Nobody told the new process whether the workflow got the last batch.
		const again = await shop.keys();
		expect(again).toEqual(first);
		const rest = await pollOut();
		expect([...first, ...rest]).toEqual(keysOf(documents));
	});

	test('of one poll: nothing was stored, everything comes', async () => {
		const register = shop.register();
		shop.ofd.setSwitches({ pageLimit: 2 });
		await shop.keys();
		const stored = structuredClone(shop.staticData);
		const { documents } = shop.ofd.printReceipts(register, { count: 7 });
		shop.pass(MINUTE);
		await shop.keys();
		await shop.restart(stored);
		expect(await pollOut()).toEqual(keysOf(documents));
	});
});

test('19: a sweep that reads what was read brings nothing', async () => {
	const register = shop.register();
	await shop.keys();
	const { documents } = shop.ofd.printReceipts(register, { count: 5 });
	expect(await pollOut()).toEqual(keysOf(documents));
	shop.pass(25 * HOUR);
	shop.emulator.control.clearLog();
	expect(await shop.keys()).toEqual([]);
	const whole = queries().filter(({ offset }) => offset === undefined);
	expect(whole).toHaveLength(1);
	expect(String(whole[0].dateFrom)).toBe(localTime(shop.now - 35 * DAY, 0));
	expect(await pollOut()).toEqual([]);
});

test('20: IDs that are all zeros', async () => {
	shop.ofd.setSwitches({ zeroId: true });
	const register = shop.register();
	await shop.keys();
	const { documents } = shop.ofd.printReceipts(register, { count: 3 });
	shop.pass(MINUTE);
	const items: IDataObject[] = await shop.poll();
	expect(items.map(({ dedupeKey }) => dedupeKey)).toEqual(keysOf(documents));
	expect(await pollOut()).toEqual([]);
});

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

	test.each(sampleCells('Wrong answers', 'receipts, first', cells, 12))(
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

	test.each(sampleCells('Wrong answers', 'receipts, later', cells, 12))(
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

	test.each(sampleCells('Clocks', 'receipts', wrong, 8))(
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
	test.each(failures)('keeps its start, also when it is published anew: %s', async (_name, fault) => {
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
