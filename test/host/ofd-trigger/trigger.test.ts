import type { IDataObject } from 'n8n-workflow';
import { KEYS, ORGANIZATION_IDS, REG_NUMBERS, type OfdState } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import { shortenPauses } from '../../support/pauses';
import type { Engine, PollOptions } from '../engine/engine';
import { OFD_TRIGGER, everythingShown, konturEngine, ofdCredential, ofdSettings } from '../engine/kontur';

const BY_PERIOD = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period';
const CASHBOXES = '/v2/organizations/{organizationId}/cashboxes';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let emulator: Emulator;
let engine: Engine;
let ofd: OfdState;
let staticData: IDataObject;

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	ofd = emulator.state.ofd;
	staticData = {};
	// Half an hour without a sale: what registers printed just now would arrive in the middle of a test.
	emulator.state.clock.set(new Date(Date.now() - 30 * 60_000));
	ofd.reseed();
	emulator.state.clock.set(new Date());
});
afterEach(async () => await emulator.close());

const monotonic = performance.now.bind(performance);
let passed = 0;
beforeEach(() => void jest.spyOn(performance, 'now').mockImplementation(() => monotonic() + passed));
afterEach(() => jest.restoreAllMocks());

/** Lets time pass at once, for the service and for the process. */
function pass(ms: number) {
	passed += ms;
	emulator.state.clock.advance(ms);
}

const wall = (ms: number) => new Date(ms).toISOString().slice(0, 19);
const trade = {
	organizations: 'selected',
	organizationId: { __rl: true, mode: 'id', value: ORGANIZATION_IDS.trade },
};
const only = (...kktRegIds: string[]) => ({ ...trade, cashRegisters: 'selected', kktRegIds });

/** One tick. What n8n would have stored is what the next one starts with. */
async function poll(parameters: object = trade, options: PollOptions = {}) {
	const result = await engine.poll(
		OFD_TRIGGER,
		{ simplify: false, ...parameters },
		{
			credentials: ofdCredential,
			staticData,
			...options,
		},
	);
	if (options.mode !== 'manual') staticData = result.staticData;
	return result.json ?? [];
}

const keys = (items: IDataObject[]) => items.map(({ dedupeKey }) => dedupeKey);
const keysOf = (documents: Array<{ fn: string; fd: number }>) => documents.map(({ fn, fd }) => `${fn}:${fd}`);
const requests = (route: string) => emulator.control.log({ route });

/** Numbers come padded with spaces to a fixed width; items show them without. */
const withoutPadding = (document: IDataObject = {}): IDataObject => {
	const body = Object.entries(document.body as IDataObject).map(([name, value]) => [
		name,
		typeof value === 'string' ? value.trimEnd() : value,
	]);
	return { ...document, body: Object.fromEntries(body) as IDataObject };
};

/** What the service answers for a register now, asked past the node. */
async function served(regNumber: string): Promise<Map<string, IDataObject>> {
	const { login, password } = ofdSettings(emulator);
	const signIn = await fetch(
		`${emulator.url}/auth/authenticate-by-pass?login=${encodeURIComponent(String(login))}`,
		{
			method: 'POST',
			body: String(password),
		},
	);
	const { Sid } = (await signIn.json()) as { Sid: string };
	const period = `dateFrom=${wall(Date.now() - 3 * DAY)}&dateTo=${wall(Date.now() + 2 * DAY)}`;
	const answer = await fetch(
		`${emulator.url}/v2/organizations/${ORGANIZATION_IDS.trade}/cashboxes/${regNumber}/documents/by-period?${period}`,
		{ headers: { authorization: `auth.sid ${Sid}`, 'x-kontur-ofd-apikey': KEYS.main } },
	);
	const { documents } = (await answer.json()) as { documents: Array<Record<string, IDataObject>> };
	return new Map(
		documents.map((envelope) => {
			const [[kind, body]] = Object.entries(envelope);
			return [
				`${String(body.fiscalDriveNumber).trim()}:${String(body.fiscalDocumentNumber)}`,
				{ kind, body },
			];
		}),
	);
}

describe('from now', () => {
	test('nothing at first, then every receipt once with every field, over all organizations', async () => {
		expect(await poll({})).toEqual([]);
		const printed = [REG_NUMBERS.samara, REG_NUMBERS.busy, REG_NUMBERS.servicesFirst].map((regNumber) =>
			ofd.printReceipts(regNumber, { count: 3 }),
		);
		const expected = keysOf(printed.flatMap(({ documents }) => documents));
		const items = await poll({});
		expect(keys(items).sort()).toEqual(expected.sort());
		expect(await poll({})).toEqual([]);

		const answers = await served(REG_NUMBERS.samara);
		const mine = items.filter(({ cashbox }) => (cashbox as IDataObject).regNumber === REG_NUMBERS.samara);
		expect(mine).toHaveLength(3);
		for (const item of mine) {
			const { documentType, dedupeKey, organizationId, cashbox, ...rest } = item;
			const answer = answers.get(String(dedupeKey));
			expect({ kind: documentType, body: rest }).toMatchObject(withoutPadding(answer));
			expect(organizationId).toBe(ORGANIZATION_IDS.trade);
			expect(cashbox).toEqual({
				regNumber: REG_NUMBERS.samara,
				name: 'Самара',
				salesPointName: ofd.register(REG_NUMBERS.samara).salesPointName,
			});
		}
	});

	test('several polls a minute', async () => {
		await poll();
		for (let round = 0; round < 4; round++) {
			const { documents } = ofd.printReceipts(REG_NUMBERS.samara, { count: 2 });
			expect(keys(await poll())).toEqual(keysOf(documents));
		}
	});

	test('only the kinds that were chosen; empty means all', async () => {
		const parameters = only(REG_NUMBERS.samara);
		await poll(parameters);
		const { documents, reports } = ofd.printReceipts(REG_NUMBERS.samara, { count: 1 });
		const closing = ofd.closeShift(REG_NUMBERS.samara);
		const all = keysOf([...reports, ...documents, closing]);
		const before = structuredClone(staticData);
		expect(keys(await poll(parameters))).toEqual(keysOf(documents));
		staticData = structuredClone(before);
		expect(keys(await poll({ ...parameters, types: [] }))).toEqual(all);
		staticData = structuredClone(before);
		expect(keys(await poll({ ...parameters, types: ['closeShift'] }))).toEqual(keysOf([closing]));
	});

	test('the backlog of a register that was off line before the activation', async () => {
		const parameters = only(REG_NUMBERS.offline);
		ofd.printReceipts(REG_NUMBERS.offline, { count: 1500 });
		const waiting = ofd
			.documents(REG_NUMBERS.offline)
			.filter(({ kind, receivedAt }) => kind === 'receipt' && receivedAt === null);
		expect(waiting.length).toBeGreaterThan(1525);
		expect(waiting[0].dateTime < wall(Date.now() - 3 * DAY)).toBe(true);
		expect(await poll(parameters)).toEqual([]);
		ofd.goOnline(REG_NUMBERS.offline);
		expect(keys(await poll(parameters))).toEqual(keysOf(waiting));
		expect(await poll(parameters)).toEqual([]);
	});

	test('a register that has no document yet, and one that is connected later', async () => {
		expect(await poll()).toEqual([]);
		const first = ofd.printReceipts(REG_NUMBERS.neverUsed, { dateTime: wall(Date.now() - 20 * DAY) });
		const { regNumber } = ofd.addRegister(ORGANIZATION_IDS.trade);
		const second = ofd.printReceipts(regNumber, { count: 2 });
		const expected = keysOf([...first.documents, ...second.documents]);
		expect(keys(await poll()).sort()).toEqual(expected.sort());
	});

	test('a drive that is replaced, in order and with stragglers', async () => {
		const parameters = only(REG_NUMBERS.samara);
		await poll(parameters);
		const before = ofd.printReceipts(REG_NUMBERS.samara);
		ofd.replaceDrive(REG_NUMBERS.samara);
		const after = ofd.printReceipts(REG_NUMBERS.samara, { count: 2 });
		expect(keys(await poll(parameters))).toEqual(keysOf([...before.documents, ...after.documents]));

		const { stragglers } = ofd.replaceDrive(REG_NUMBERS.samara, { stragglers: 2 });
		const third = ofd.printReceipts(REG_NUMBERS.samara);
		expect(keys(await poll(parameters))).toEqual(keysOf(third.documents));
		ofd.deliver(REG_NUMBERS.samara);
		expect(await poll(parameters)).toEqual([]);
		makeGapsDue();
		expect(keys(await poll(parameters))).toEqual(keysOf(stragglers));
		makeGapsDue();
		expect(await poll(parameters)).toEqual([]);
	});

	test('N+1 is there before N', async () => {
		const parameters = only(REG_NUMBERS.samara);
		await poll(parameters);
		const [held, seen] = ofd.printOutOfOrder(REG_NUMBERS.samara).documents;
		expect(keys(await poll(parameters))).toEqual(keysOf([seen]));
		ofd.deliver(REG_NUMBERS.samara);
		expect(await poll(parameters)).toEqual([]);
		makeGapsDue();
		expect(keys(await poll(parameters))).toEqual(keysOf([held]));
	});

	test.each<[string, Parameters<OfdState['setSwitches']>[0]]>([
		['answers of 2021', { d22: true }],
		['plain offsets', { rawOffset: true }],
		['small pages', { pageLimit: 2 }],
		['empty bodies', { emptyBody: true }],
		['IDs of zeros, unlimited permissions left out', { zeroId: true, unlimited: 'absent' }],
		['times without a zone, far permissions', { receivedFormat: 'plain', unlimited: 'far' }],
	])('%s', async (_name, switches) => {
		ofd.setSwitches(switches);
		const parameters = only(REG_NUMBERS.kaliningrad, REG_NUMBERS.neverUsed);
		expect(await poll(parameters)).toEqual([]);
		// With pages of two the tail takes more than one poll.
		for (let count = 0; count < 3; count++) expect(await poll(parameters)).toEqual([]);
		const first = ofd.printReceipts(REG_NUMBERS.kaliningrad, { count: 5 });
		const second = ofd.printReceipts(REG_NUMBERS.neverUsed, { count: 5 });
		const expected = keysOf([...first.documents, ...second.documents]);
		expect(keys(await poll(parameters)).sort()).toEqual(expected.sort());
		expect(await poll(parameters)).toEqual([]);
	});

	/** Lets the time pass after which missing numbers are looked for again. */
	const makeGapsDue = () => pass(HOUR + 1000);
});

describe('from a date', () => {
	const expectedSince = (regNumber: string, from: string) =>
		ofd
			.documents(regNumber)
			.filter(
				({ kind, dateTime, receivedAt }) => kind === 'receipt' && dateTime >= from && receivedAt !== null,
			)
			.map(({ fn, fd }) => `${fn}:${fd}`);

	test('everything since then, bounded per poll, then what is new', async () => {
		ofd.setSwitches({ pageLimit: 100 });
		const from = `${wall(Date.now() - 25 * DAY).slice(0, 10)}T00:00:00`;
		const parameters = { ...only(REG_NUMBERS.busy), startFrom: 'date', startDate: from };
		const first = await poll(parameters);
		const second = await poll(parameters);
		expect(first.length).toBeGreaterThan(1000);
		expect(second.length).toBeGreaterThan(100);
		expect(keys([...first, ...second])).toEqual(expectedSince(REG_NUMBERS.busy, from));
		expect(await poll(parameters)).toEqual([]);
		const { documents } = ofd.printReceipts(REG_NUMBERS.busy);
		expect(keys(await poll(parameters))).toEqual(keysOf(documents));
	});

	test('over a replaced drive and inside the permission', async () => {
		const parameters = {
			...only(REG_NUMBERS.driveChange),
			startFrom: 'date',
			startDate: '2020-01-01T00:00:00',
		};
		expect(keys(await poll(parameters))).toEqual(expectedSince(REG_NUMBERS.driveChange, ''));
		const { permissionTo } = ofd.register(REG_NUMBERS.permissionEnded);
		staticData = {};
		const ended = await poll({ ...parameters, kktRegIds: [REG_NUMBERS.permissionEnded] });
		expect(ended.length).toBeGreaterThan(20);
		for (const { dateTime } of ended) expect(String(dateTime) <= String(permissionTo)).toBe(true);
	});

	test('an expression that gives another date at every poll does not restart', async () => {
		const startDate = '={{ DateTime.now().minus({ days: 3 }).toISO() }}';
		const parameters = { ...only(REG_NUMBERS.samara), startFrom: 'date', startDate };
		expect((await poll(parameters)).length).toBeGreaterThan(10);
		expect(await poll(parameters)).toEqual([]);
		await new Promise((resolve) => setTimeout(resolve, 1100));
		expect(await poll(parameters)).toEqual([]);
	});

	test('another start date restarts', async () => {
		const parameters = only(REG_NUMBERS.samara);
		await poll(parameters);
		const from = `${wall(Date.now() - 3 * DAY).slice(0, 10)}T00:00:00`;
		const items = await poll({ ...parameters, startFrom: 'date', startDate: from });
		expect(keys(items)).toEqual(expectedSince(REG_NUMBERS.samara, from));
	});
});

describe('what goes wrong', () => {
	test('a session that ends in the middle', async () => {
		await poll();
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara, { count: 3 });
		emulator.control.dropSessions();
		expect(keys(await poll())).toEqual(keysOf(documents));
	});

	test('a register that is no longer permitted does not hold up the others', async () => {
		await poll();
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara);
		const unread = ofd.printReceipts(REG_NUMBERS.busy);
		emulator.control.addFault({
			path: `/cashboxes/${REG_NUMBERS.busy}($|/)`,
			times: 10,
			status: 403,
			body: { errorCodeId: 'urn:error:access-to:cashbox:forbidden', errorCode: 403002 },
		});
		expect(keys(await poll())).toEqual(keysOf(documents));
		expect(engine.log.filter(({ level }) => level === 'warn').at(-1)?.message).toContain(REG_NUMBERS.busy);
		emulator.control.clearFaults();
		const later = ofd.printReceipts(REG_NUMBERS.busy);
		expect(keys(await poll())).toEqual(keysOf([...unread.documents, ...later.documents]));
	});

	test('a permission that was cut after the list is read again', async () => {
		const parameters = only(REG_NUMBERS.samara);
		await poll(parameters);
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara);
		emulator.control.addFault({
			path: BY_PERIOD,
			status: 403,
			body: { errorCodeId: 'urn:error:access-to:cashboxdocuments:forbidden', errorCode: 403000 },
		});
		expect(keys(await poll(parameters))).toEqual(keysOf(documents));
	});

	test.each([
		'urn:error:document-metas-service:get-document-ids:failed',
		'urn:error:page-query:build:invalid',
	])('a refused pointer: %s', async (errorCodeId) => {
		const parameters = only(REG_NUMBERS.samara);
		await poll(parameters);
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara, { count: 2 });
		emulator.control.addFault({ path: BY_PERIOD, status: 400, body: { errorCodeId, errorCode: 400000 } });
		expect(keys(await poll(parameters))).toEqual(keysOf(documents));
		expect(await poll(parameters)).toEqual([]);
	});

	test('429 with Retry-After and 503 are waited for', async () => {
		await poll();
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara);
		emulator.control.addFault({ path: BY_PERIOD, times: 2, status: 429, headers: { 'Retry-After': '0' } });
		emulator.control.addFault({ path: CASHBOXES, status: 503 });
		expect(keys(await poll())).toEqual(keysOf(documents));
	});

	test('a failure of everything fails the poll and moves nothing; the next one brings it all', async () => {
		await poll();
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara, { count: 2 });
		const before = structuredClone(staticData);
		shortenPauses(1);
		emulator.control.addFault({ service: 'ofd', times: 100, status: 500 });
		await expect(poll()).rejects.toThrow('Kontur.OFD failed to process the request');
		expect(staticData).toEqual(before);
		emulator.control.clearFaults();
		expect(keys(await poll())).toEqual(keysOf(documents));
	});

	test('a failure on the second page keeps the first', async () => {
		ofd.setSwitches({ pageLimit: 2 });
		const parameters = only(REG_NUMBERS.samara);
		for (let count = 0; count < 3; count++) await poll(parameters);
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara, { count: 6 });
		emulator.control.addFault({ path: BY_PERIOD, skip: 1, times: 1, status: 500 });
		const emitted = [...(await poll(parameters)), ...(await poll(parameters))];
		expect(keys(emitted)).toEqual(keysOf(documents));
	});

	test.each([0, 3])('an activation without a connection, by a clock %i hours ahead', async (hours) => {
		shortenPauses(1);
		emulator.state.clock.freeze();
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + hours * 3_600_000);
		emulator.control.addFault({ service: 'ofd', times: 100, status: 500 });
		expect(await poll()).toEqual([]);
		emulator.control.clearFaults();
		pass(2000);
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara);
		expect(keys(await poll())).toEqual(keysOf(documents));
		now.mockRestore();
	});

	test.each<[string, object, RegExp]>([
		['password', { password: 'wrong' }, /password|login/i],
		['integrator key', { apiKey: 'wrong' }, /integrator key/i],
	])('a wrong %s is visible at once', async (_name, wrong, message) => {
		engine.credentials.set('ofd', { ...ofdSettings(emulator), ...wrong });
		await expect(poll()).rejects.toThrow(message);
		expect(staticData).toEqual({});
	});

	test('the list of one organization fails, the other is read', async () => {
		await poll({});
		const { documents } = ofd.printReceipts(REG_NUMBERS.samara);
		emulator.control.addFault({ path: `/${ORGANIZATION_IDS.services}/cashboxes$`, status: 500 });
		expect(keys(await poll({}))).toEqual(keysOf(documents));
	});

	test('nothing chosen says so', async () => {
		await expect(poll({ ...trade, cashRegisters: 'selected', kktRegIds: [] })).rejects.toThrow(
			'"Cash Register Names or IDs" is empty',
		);
		await expect(poll({ startFrom: 'date', startDate: '' })).rejects.toThrow('"Start Date" is not a date');
	});
});

describe('ticks', () => {
	test('a tick that overlaps another does nothing', async () => {
		await poll();
		ofd.printReceipts(REG_NUMBERS.samara);
		emulator.control.setOptions({ latencyMs: 20 });
		const run = async () => await engine.poll(OFD_TRIGGER, trade, { credentials: ofdCredential, staticData });
		const [first, second] = await Promise.all([run(), run()]);
		expect([first.json?.length, second.json]).toEqual([1, null]);
	});

	test('a small budget leaves no register out for ever', async () => {
		for (let count = 0; count < 30; count++) await poll(trade, { budgetMs: 1 });
		const printed = [REG_NUMBERS.samara, REG_NUMBERS.busy, REG_NUMBERS.kaliningrad].map((regNumber) =>
			ofd.printReceipts(regNumber),
		);
		const items: IDataObject[] = [];
		for (let count = 0; count < 30; count++) items.push(...(await poll(trade, { budgetMs: 1 })));
		expect(keys(items).sort()).toEqual(keysOf(printed.flatMap(({ documents }) => documents)).sort());
	});

	test('asks without a filter, with the pointer inside the period, and stores no secret', async () => {
		await poll(only(REG_NUMBERS.samara));
		emulator.control.clearLog();
		ofd.printReceipts(REG_NUMBERS.samara);
		const items = await poll(only(REG_NUMBERS.samara));
		for (const { query } of requests(BY_PERIOD)) {
			expect(Object.keys(query).sort()).toEqual(['dateFrom', 'dateTo', 'limit', 'offset']);
			expect(query.limit).toEqual(['1000']);
		}
		const { password, apiKey } = ofdSettings(emulator);
		const shown = everythingShown(items, staticData, engine.log);
		expect(shown).not.toContain(String(password));
		expect(shown).not.toContain(String(apiKey));
		expect(shown).not.toMatch(/[0-9A-F]{64}/);
	});

	test('at most four registers at once', async () => {
		let most = 0;
		emulator.control.setOptions({ latencyMs: 50 });
		// As each request arrives: a timer may come too late to see any.
		emulator.control.onRequest(() => {
			most = Math.max(most, requests(BY_PERIOD).filter(({ status }) => status === 0).length);
		});
		await poll({});
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(4);
	});
});

describe('a manual test', () => {
	test('shows the latest receipts and touches no state', async () => {
		const { documents } = ofd.printReceipts(REG_NUMBERS.kamchatka, { count: 2 });
		staticData = { receipts: { kept: true } };
		const items = await poll({}, { mode: 'manual' });
		expect(items).toHaveLength(5);
		expect(keys(items).slice(-2)).toEqual(keysOf(documents));
		expect(items[4]).toMatchObject({ documentType: 'receipt', organizationId: ORGANIZATION_IDS.trade });
		expect(staticData).toEqual({ receipts: { kept: true } });
	});

	test('nothing when there is none', async () => {
		expect(await poll(only(REG_NUMBERS.neverUsed), { mode: 'manual' })).toEqual([]);
	});

	test('of a register whose permission ended, of a service of 2021', async () => {
		expect(await poll(only(REG_NUMBERS.permissionEnded), { mode: 'manual' })).toHaveLength(5);
		ofd.setSwitches({ d22: true });
		expect(await poll(only(REG_NUMBERS.samara), { mode: 'manual' })).toHaveLength(5);
	});
});

test('lists the cash registers to choose from', async () => {
	const options = { credentials: ofdCredential };
	const all = await engine.loadOptions(OFD_TRIGGER, 'getCashRegisters', { organizations: 'all' }, options);
	const some = await engine.loadOptions(OFD_TRIGGER, 'getCashRegisters', trade, options);
	expect(all.length).toBeGreaterThan(some.length);
	expect(some.find(({ value }) => value === REG_NUMBERS.samara)?.name).toContain('Самара');
});
