import type { IDataObject } from 'n8n-workflow';
import { KEYS, ORGANIZATION_IDS, REG_NUMBERS, type OfdState } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import type { Engine, RunOptions } from '../engine/engine';
import { OFD, konturEngine, ofdCredential, ofdSettings } from '../engine/kontur';

const BY_PERIOD = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period';
const ALL_KINDS = { types: [] };

let emulator: Emulator;
let engine: Engine;
let ofd: OfdState;

beforeEach(async () => {
	emulator = await startEmulator();
	emulator.state.clock.freeze(new Date('2026-03-10T12:00:00Z'));
	engine = konturEngine(emulator);
	ofd = emulator.state.ofd;
});
afterEach(async () => await emulator.close());

const id = (value: string) => ({ __rl: true, mode: 'id', value });
const run = async (resource: string, operation: string, parameters: object, options: RunOptions = {}) =>
	await engine.run(
		OFD,
		{ resource, operation, ...parameters },
		{ credentials: ofdCredential, typeVersion: 1, ...options },
	);

const documents = {
	organizationId: id(ORGANIZATION_IDS.trade),
	kktRegId: id(REG_NUMBERS.samara),
	dateFrom: '2026-03-09T00:00:00',
	dateTo: '2026-03-09T23:59:59',
	returnAll: true,
	simplify: false,
};

const expected = (regNumber: string, from: string, to: string, kinds = /^(receipt|bso)/) =>
	ofd
		.documents(regNumber)
		.filter(
			({ kind, dateTime, receivedAt }) =>
				kinds.test(kind) && dateTime >= from && dateTime <= to && receivedAt !== null,
		)
		.map(({ fn, fd }) => `${fn}:${fd}`);
const keys = (json: IDataObject[]) => json.map(({ dedupeKey }) => dedupeKey);

test('organizations: all, or up to a limit', async () => {
	const all = await run('organization', 'getAll', { returnAll: true });
	expect(all.json.map((organization) => organization.id)).toEqual([
		ORGANIZATION_IDS.trade,
		ORGANIZATION_IDS.services,
		ORGANIZATION_IDS.entrepreneur,
	]);
	expect((await run('organization', 'getAll', { returnAll: false, limit: 1 })).json).toHaveLength(1);
});

test('a key that opens nothing gives no items', async () => {
	engine.credentials.set('ofd', { ...ofdSettings(emulator), apiKey: KEYS.empty });
	const { items, error } = await run('organization', 'getAll', { returnAll: true });
	expect([items, error]).toEqual([[], undefined]);
});

test('cash registers of two organizations, each item with its own', async () => {
	const items = [ORGANIZATION_IDS.trade, ORGANIZATION_IDS.services].map((organizationId) => ({
		json: { organizationId },
	}));
	const { items: found } = await run(
		'cashbox',
		'getAll',
		{ organizationId: id('={{ $json.organizationId }}'), returnAll: true, simplify: false },
		{ items },
	);
	const numbers = (item: number) =>
		found
			.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item)
			.map(({ json }) => json.regNumber);
	expect(numbers(0)).toContain(REG_NUMBERS.samara);
	expect(numbers(1)).toEqual([REG_NUMBERS.servicesFirst, REG_NUMBERS.servicesSecond]);
});

test('a cash register, whole and simplified', async () => {
	const parameters = {
		organizationId: id(ORGANIZATION_IDS.trade),
		kktRegId: id(` ${REG_NUMBERS.driveChange} `),
	};
	const [whole] = (await run('cashbox', 'get', { ...parameters, simplify: false })).json;
	expect(whole.fiscalDrives).toHaveLength(2);
	const [short] = (await run('cashbox', 'get', parameters)).json;
	expect(Object.keys(short)).toEqual([
		'regNumber',
		'name',
		'salesPointName',
		'address',
		'modelName',
		'serialNumber',
		'lastDocumentTimestamp',
		'lastCashReceiptTimestamp',
		'permissionFrom',
		'permissionTo',
		'fiscalDriveNumber',
		'fiscalDriveNumbers',
	]);
	expect(short.fiscalDriveNumber).toBe((whole.fiscalDrive as IDataObject).fiscalDriverNumber);
	expect(short.fiscalDriveNumbers).toHaveLength(2);
	expect((short.fiscalDriveNumbers as string[])[1]).toBe(short.fiscalDriveNumber);
});

describe('documents', () => {
	test('of two registers, with their own fields, without the padding', async () => {
		const items = [REG_NUMBERS.samara, REG_NUMBERS.ffd10].map((regNumber) => ({ json: { regNumber } }));
		const { items: found, error } = await run(
			'document',
			'getAll',
			{ ...documents, ...ALL_KINDS, kktRegId: id('={{ $json.regNumber }}') },
			{ items },
		);
		expect(error).toBeUndefined();
		const of = (item: number) =>
			found
				.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item)
				.map(({ json }) => json);
		for (const [item, regNumber] of [REG_NUMBERS.samara, REG_NUMBERS.ffd10].entries()) {
			const documentsOf = of(item);
			expect(keys(documentsOf)).toEqual(expected(regNumber, documents.dateFrom, documents.dateTo, /./));
			for (const document of documentsOf) {
				expect(Object.keys(document).slice(0, 2)).toEqual(['documentType', 'dedupeKey']);
				expect(document.kktRegId).toBe(regNumber);
				expect(document.dedupeKey).toBe(`${document.fiscalDriveNumber}:${document.fiscalDocumentNumber}`);
			}
		}
		expect(of(1).some(({ Modifiers }) => Array.isArray(Modifiers))).toBe(true);
	});

	test('receipts by default, simplified, with rubles next to kopecks', async () => {
		const { json } = await run('document', 'getAll', { ...documents, simplify: true });
		expect(keys(json)).toEqual(expected(REG_NUMBERS.samara, documents.dateFrom, documents.dateTo));
		for (const { documentType, totalSum, totalRub, items } of json) {
			expect(documentType).toBe('receipt');
			expect(totalRub).toBe(Number(totalSum) / 100);
			expect(items).toBeUndefined();
		}
	});

	test('a long period over its pages, and a limit without them', async () => {
		const period = {
			...documents,
			kktRegId: id(REG_NUMBERS.busy),
			dateFrom: '2026-02-01T00:00:00',
			dateTo: '2026-03-10T23:59:59',
		};
		const { json } = await run('document', 'getAll', period);
		expect(json.length).toBeGreaterThan(3000);
		expect(keys(json)).toEqual(expected(REG_NUMBERS.busy, period.dateFrom, period.dateTo));
		emulator.control.clearLog();
		const few = await run('document', 'getAll', { ...period, ...ALL_KINDS, returnAll: false, limit: 7 });
		expect(few.json).toHaveLength(7);
		expect(emulator.control.log({ route: BY_PERIOD }).map(({ query }) => query.limit)).toEqual([['7']]);
	});

	test('a rare kind is found with whole pages', async () => {
		emulator.control.clearLog();
		const { json } = await run('document', 'getAll', {
			...documents,
			kktRegId: id(REG_NUMBERS.driveChange),
			dateFrom: '2026-01-01T00:00:00',
			types: ['closeArchive'],
			returnAll: false,
			limit: 1,
		});
		expect(json.map(({ documentType }) => documentType)).toEqual(['closeArchive']);
		expect(emulator.control.log({ route: BY_PERIOD }).length).toBeLessThanOrEqual(3);
	});

	test.each<[string, string, string, string]>([
		['2026-03-09T10:00:00', '2026-03-09', '2026-03-09T10:00:00', '2026-03-09T23:59:59'],
		['2026-03-09', '2026-03-09T12:00', '2026-03-09T00:00:00', '2026-03-09T12:00:00'],
		['2026-03-09T10:00:00.000+12:00', '2026-03-09 12:00:00Z', '2026-03-09T10:00:00', '2026-03-09T12:00:00'],
		[
			'={{ DateTime.fromISO("2026-03-09T01:00:00", { zone: "Asia/Kamchatka" }) }}',
			'={{ DateTime.fromISO("2026-03-09T02:00:00", { zone: "UTC" }).toISO() }}',
			'2026-03-09T01:00:00',
			'2026-03-09T02:00:00',
		],
	])('the period %s to %s is taken as it is written', async (dateFrom, dateTo, from, to) => {
		const { error } = await run('document', 'getAll', { ...documents, dateFrom, dateTo });
		expect(error).toBeUndefined();
		const [{ query }] = emulator.control.log({ route: BY_PERIOD });
		expect([query.dateFrom, query.dateTo]).toEqual([[from], [to]]);
	});

	test.each(['yesterday', '2026-02-31T00:00:00', '09.03.2026'])('%s is not a date', async (dateFrom) => {
		const { error } = await run('document', 'getAll', { ...documents, dateFrom });
		expect(error?.message).toBe('"From" is not a date and time. Use the format 2026-01-31T00:00:00.');
		expect(emulator.control.log({ route: BY_PERIOD })).toEqual([]);
	});

	test('one by its ID', async () => {
		const { fn, fd, id: documentId } = ofd.documents(REG_NUMBERS.samara)[5];
		const { organizationId, kktRegId } = documents;
		const parameters = { organizationId, kktRegId, documentId: '={{ $json.documentId }}', simplify: false };
		const items = [documentId, '00000000-0000-0000-0000-000000000001'].map((value) => ({
			json: { documentId: value },
		}));
		const { json, errorItems } = await run('document', 'get', parameters, {
			items,
			onError: 'continueErrorOutput',
		});
		expect(keys(json)).toEqual([`${fn}:${fd}`]);
		expect(json[0].kktRegId).toBe(REG_NUMBERS.samara);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0].json.error).toBe('Kontur.OFD has no such document');
	});

	test('a period outside the permission says what to do', async () => {
		const { error } = await run('document', 'getAll', {
			...documents,
			kktRegId: id(REG_NUMBERS.permissionStarts),
			dateFrom: '2026-01-01T00:00:00',
		});
		expect(error?.message).toBe('The integrator key has no access to this cash register or period');
		expect(error?.description).toContain('Permission From');
	});
});

describe('lists to choose from', () => {
	test('organizations by name and INN', async () => {
		const search = async (filter?: string) =>
			(await engine.listSearch(OFD, 'searchOrganizations', {}, { credentials: ofdCredential, filter }))
				.results;
		expect(await search()).toHaveLength(3);
		const [found, ...others] = await search('торговый');
		expect(others).toEqual([]);
		expect(found.value).toBe(ORGANIZATION_IDS.trade);
		expect(found.name).toContain(ofd.organization(ORGANIZATION_IDS.trade).inn);
	});

	test('cash registers of the organization by name, address and number', async () => {
		const search = async (filter?: string) =>
			(
				await engine.listSearch(
					OFD,
					'searchCashRegisters',
					{ resource: 'cashbox', operation: 'get', organizationId: id(ORGANIZATION_IDS.trade) },
					{ credentials: ofdCredential, filter },
				)
			).results;
		expect((await search()).length).toBeGreaterThan(10);
		for (const filter of ['самара', 'ул. Примерная, 3', REG_NUMBERS.samara]) {
			const found = await search(filter);
			expect(found.map(({ value }) => value)).toEqual([REG_NUMBERS.samara]);
		}
	});
});
