import type { IDataObject } from 'n8n-workflow';
import { sampleCells } from '../../support/sampling';
import { BY_PERIOD, Shop, keysOf } from './shop';
import { DAY, HOUR, MINUTE, keyOf, localTime } from './world';

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

const pollOut = (parameters: object = {}) => shop.pollOut(parameters);

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

test.each(sampleCells('Clocks of registers', 'ahead', [90, 40 * 60, 96 * 60], 1))(
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

describe('21: N+1 before N around a clock that was set', () => {
	const clocks = sampleCells('Clocks of registers', 'set', [-20, -3, 3, 20], 2);

	test.each(clocks)('N printed by a clock that was %i hours ahead', async (hours) => {
		const noSweep = { options: { dailySweep: 'none' } };
		const register = shop.register();
		shop.ofd.printReceipts(register);
		await shop.keys(noSweep);
		shop.pass(MINUTE);
		shop.ofd.setClockAhead(register, hours * 60);
		const held = shop.ofd.printReceipts(register, { receivedAt: null });
		shop.ofd.setClockAhead(register, 0);
		const seen = shop.ofd.printReceipts(register);
		expect(await pollOut(noSweep)).toEqual(keysOf(seen.documents));
		shop.pass(3 * HOUR);
		expect(await shop.keys(noSweep)).toEqual([]);
		shop.ofd.deliver(register);
		lookAgain();
		expect(await shop.keys(noSweep)).toEqual(keysOf(held.documents));
		expect(await pollOut(noSweep)).toEqual([]);
	});
});

test.each([1, 3])('22: every %i. document comes without register and drive', async (blankEvery) => {
	const register = shop.register({ blankEvery });
	shop.ofd.printReceipts(register);
	shop.pass(MINUTE);
	await shop.keys();
	const printed: string[] = [];
	const found: unknown[] = [];
	const print = (count: number) => {
		const { documents } = shop.ofd.printReceipts(register, { count });
		printed.push(...documents.map((document) => keyOf(shop.ofd.register(register), document)));
	};
	for (let day = 0; day < 3; day++) {
		print(4);
		shop.pass(MINUTE);
		found.push(...(await shop.keys()));
		// The numbers begin anew.
		if (day === 0) shop.ofd.replaceDrive(register);
		// A sweep reads all of it again.
		shop.pass(25 * HOUR);
		found.push(...(await pollOut()));
	}
	expect(found.length).toBe(12);
	expect(found.sort()).toEqual(printed.sort());
	expect(found.some((key) => String(key).startsWith(`${register}:2026-03-1`))).toBe(true);
});

test('23: control characters that Kontur does not escape', async () => {
	const [register, neighbour] = [shop.register(), shop.register()];
	await shop.keys();
	shop.ofd.setSwitches({ rawControls: true });
	const user = 'ООО\u0001 "Ромашка"\n\u001f';
	const { documents } = shop.ofd.printReceipts(register, { count: 2, overrides: { user } });
	const others = shop.ofd.printReceipts(neighbour);
	shop.pass(MINUTE);
	const items: IDataObject[] = await shop.poll();
	expect(items.map(({ dedupeKey }) => dedupeKey).sort()).toEqual(
		keysOf([...documents, ...others.documents]).sort(),
	);
	expect(items.filter((item) => item.user === user)).toHaveLength(2);
});

test('24: a permission that begins in the middle of a day, after the last receipt', async () => {
	const register = shop.register();
	shop.ofd.printReceipts(register);
	shop.pass(MINUTE);
	shop.ofd.setPermissions(register, { from: localTime(shop.now + 14 * MINUTE + 41_000, 3) });
	expect(await shop.keys()).toEqual([]);
	shop.emulator.control.clearLog();
	for (let count = 0; count < 12; count++) {
		shop.pass(MINUTE);
		expect(await shop.keys()).toEqual([]);
	}
	// In its turn alone, although the list shows a receipt that may not be read.
	expect(queries()).toHaveLength(2);
	shop.pass(10 * MINUTE);
	const { documents } = shop.ofd.printReceipts(register);
	shop.pass(MINUTE);
	expect(await shop.keys()).toEqual(keysOf(documents));
});
