import type { IDataObject } from 'n8n-workflow';
import { ORGANIZATION_IDS, REG_NUMBERS, type OfdState } from '../../emulator/ofd';
import { id, openShop, type Shop } from './ofd.fixture';

/* Noon in UTC: 14:00 in Kaliningrad, 15:00 in Moscow, midnight in Kamchatka. */

const BY_PERIOD = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period';

let shop: Shop;
let ofd: OfdState;
let organization: string;
beforeEach(async () => {
	shop = await openShop();
	({ ofd } = shop);
	organization = ofd.addOrganization({}).id;
});
afterEach(async () => await shop.close());

const utc = (time: string) => Date.parse(`${time}Z`);
const wall = (ms: number, zone: number) => new Date(ms + zone * 3_600_000).toISOString().slice(0, 19);

/** A register whose last document was printed `hours` ago and arrived at once unless specified otherwise. */
function register(zone: number, hoursAgo: number, receivedHoursAgo = hoursAgo): string {
	const { regNumber } = ofd.addRegister(organization, { zone });
	const printed = ofd.now() - hoursAgo * 3_600_000;
	const receivedAt = new Date(ofd.now() - receivedHoursAgo * 3_600_000);
	for (const document of ofd.documents(regNumber)) {
		ofd.move(regNumber, document, { dateTime: wall(printed, zone), receivedAt: receivedAt.getTime() });
	}
	ofd.printReceipts(regNumber, { dateTime: wall(printed, zone), receivedAt });
	return regNumber;
}

const find = async (hours: number, options: object = {}, more: object = {}) => {
	const result = await shop.run('cashbox', 'findSilent', {
		organizations: 'one',
		organizationId: id(organization),
		hours,
		options,
		...more,
	});
	expect(result.error).toBeUndefined();
	return { ...result, found: result.json.map(({ regNumber }) => regNumber) };
};

test.each([2, 3, 7, 12])(
	'in UTC+%i a register is found to the minute by what Kontur received',
	async (zone) => {
		const silent = register(zone, 24.1);
		register(zone, 23.9);
		const { found, json } = await find(24);
		expect(found).toEqual([silent]);
		expect(json[0].silentHoursAtLeast).toBeGreaterThanOrEqual(24);
		expect(json[0].silentHoursAtLeast).toBeLessThanOrEqual(24.1);
		expect(json[0].silentHoursAtMost).toBeGreaterThanOrEqual(24.1);
	},
);

test('documents are asked for only where the list leaves it open', async () => {
	register(3, 1);
	register(3, 100);
	shop.emulator.control.clearLog();
	expect((await find(24)).found).toHaveLength(1);
	expect(shop.emulator.control.log({ route: BY_PERIOD })).toEqual([]);
});

test('what came late is silent only once it is so in every zone', async () => {
	// Printed 25 hours ago, came an hour ago: in UTC+2 its time would be 25 hours ago, in UTC+12 35.
	const late = register(2, 25, 1);
	const east = register(12, 25, 1);
	expect((await find(24)).found).toEqual([late]);
	expect((await find(24, { utcOffset: 12 })).found).toEqual([late, east]);
});

test('with an offset the time alone decides', async () => {
	const silent = register(5, 24.5, 1);
	register(5, 23.5, 1);
	const { found, json } = await find(24, { utcOffset: 5 });
	expect(found).toEqual([silent]);
	expect([json[0].silentHoursAtLeast, json[0].silentHoursAtMost]).toEqual([24.5, 24.5]);
});

test('a clock that runs ahead is not silent', async () => {
	const { regNumber } = ofd.addRegister(organization, { zone: 3 });
	ofd.setClockAhead(regNumber, 600);
	ofd.printReceipts(regNumber);
	expect((await find(1)).found).toEqual([]);
});

test('receipts only: reports do not end the silence', async () => {
	const regNumber = register(3, 30);
	ofd.currentState(regNumber);
	expect((await find(24)).found).toEqual([]);
	const { found, json } = await find(24, { of: 'receipts' });
	expect(found).toEqual([regNumber]);
	expect(json[0].lastDocument).toBe(json[0].lastCashReceiptTimestamp);
});

test('also those that had documents to send at their last shift report', async () => {
	const behind = register(3, 10);
	const sends = register(3, 10);
	const silent = register(3, 30);
	const closed = (regNumber: string, hoursAgo: number, unsent: number) => {
		const dateTime = wall(ofd.now() - hoursAgo * 3_600_000, 3);
		const report = ofd.closeShift(regNumber, { dateTime });
		Object.assign(report.body, {
			notTransmittedDocumentsQuantity: unsent,
			notTransmittedDocumentsDateTime: wall(ofd.now() - 48 * 3_600_000, 3),
		});
		ofd.printReceipts(regNumber, { dateTime });
		return dateTime;
	};
	closed(behind, 9, 0);
	const reportedAt = closed(behind, 2, 17);
	closed(sends, 9, 40);
	closed(sends, 2, 1);
	expect((await find(24)).found).toEqual([silent]);
	const { found, json } = await find(24, { minUnsent: 5 });
	expect(found).toEqual([behind, silent]);
	expect(json[0]).toMatchObject({
		unsentDocuments: 17,
		unsentSince: wall(ofd.now() - 48 * 3_600_000, 3),
		unsentReportedAt: reportedAt,
	});
	expect(json[1]).toMatchObject({ unsentDocuments: null, unsentSince: null, unsentReportedAt: null });
	const all = await find(24, { minUnsent: 1, ignoreAfterDays: 1 }, { simplify: true });
	expect(all.json.map((item) => [item.regNumber, item.unsentDocuments])).toEqual([
		[behind, 17],
		[sends, 1],
	]);
});

test('those that are out of use can be left out', async () => {
	const regNumber = register(3, 30);
	const old = register(3, 24 * 40);
	const { regNumber: never } = ofd.addRegister(organization, {});
	for (const { fn, fd } of ofd.documents(never)) ofd.setReceivedAt(never, fn, fd, null);
	const all = await find(24);
	expect(all.found).toEqual([regNumber, old, never]);
	expect(all.json[2]).toMatchObject({ lastDocument: null, silentHoursAtLeast: null });
	expect((await find(24, { ignoreAfterDays: 30 })).found).toEqual([regNumber]);
});

describe('answers of before 2026, which do not tell the last document', () => {
	beforeEach(() => {
		ofd.setSwitches({ d22: true });
	});

	test('the documents tell it', async () => {
		const day = register(3, 30);
		const weeks = register(3, 24 * 20);
		const months = register(3, 24 * 100);
		register(3, 2);
		const { found, json } = await find(24);
		expect(found).toEqual([day, weeks, months]);
		expect(json.map(({ lastDocument }) => lastDocument)).toEqual([
			wall(ofd.now() - 30 * 3_600_000, 3),
			wall(ofd.now() - 480 * 3_600_000, 3),
			null,
		]);
		expect(json.map(({ silentHoursAtLeast }) => silentHoursAtLeast)).toEqual([29, 479, 840]);
		expect(json.map(({ silentHoursAtMost }) => silentHoursAtMost)).toEqual([39, 489, null]);
	});

	test('with an offset to the minute, and receipts only', async () => {
		const silent = register(7, 24.5);
		const reports = register(7, 24.5);
		ofd.currentState(reports);
		register(7, 23.5);
		expect((await find(24, { utcOffset: 7 })).found).toEqual([silent]);
		expect((await find(24, { utcOffset: 7, of: 'receipts' })).found).toEqual([silent, reports]);
	});
});

test('over all organizations, simplified; what may not be read is named', async () => {
	const { json, notes, error } = await shop.run('cashbox', 'findSilent', {
		hours: 48,
		simplify: true,
		options: { ignoreAfterDays: 60 },
	});
	expect(error).toBeUndefined();
	expect(json.map(({ regNumber }) => regNumber)).toEqual([REG_NUMBERS.offline]);
	expect(json[0]).toMatchObject({
		organizationId: ORGANIZATION_IDS.trade,
		silentHoursAtLeast: expect.any(Number),
		fiscalDriveNumber: expect.any(String),
	});
	expect(notes).toEqual([expect.stringMatching(/^Cash registers not checked because.*: Иркутск[^;]*$/)]);
});

test('an invalid number of hours is refused', async () => {
	const { error } = await shop.run('cashbox', 'findSilent', { hours: 0 });
	expect(error?.message).toBe('"Minimum Silence (Hours)" must be greater than 0');
});

test('cash registers of all organizations tell their drives, permissions and last documents', async () => {
	const { json } = await shop.run('cashbox', 'getAll', { organizations: 'all' });
	expect([...new Set(json.map(({ organizationId }) => organizationId))]).toEqual([
		ORGANIZATION_IDS.trade,
		ORGANIZATION_IDS.services,
		ORGANIZATION_IDS.entrepreneur,
	]);
	const changed = json.find(({ regNumber }) => regNumber === REG_NUMBERS.driveChange) as IDataObject;
	expect(changed.fiscalDrives).toHaveLength(2);
	expect(changed).toMatchObject({
		permissionFrom: expect.any(String),
		lastDocumentTimestamp: expect.any(String),
	});
	expect(utc(String(changed.lastDocumentTimestamp))).toBeGreaterThan(utc('2026-03-10T00:00:00'));
});
