import { ClientRequest } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { refusal, type OfdState } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import type { Engine, PollOptions } from '../engine/engine';
import {
	EXTERN_TRIGGER,
	externCredential,
	externSettings,
	konturEngine,
	OFD_TRIGGER,
	ofdCredential,
	ofdSettings,
} from '../engine/kontur';
import { detailsOfItem } from '../ofd/ofd.fixture';
import { shortenPauses } from '../../support/pauses';
import { sampleCells } from '../../support/sampling';

/*
 * What the trigger makes of each error that Kontur.OFD documents ("Responses"): two organizations with two registers
 * each, a receipt in all four, and one of them, or everything, refused.
 */

const BY_PERIOD = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period';
const CASHBOXES = '/v2/organizations/{organizationId}/cashboxes';

let emulator: Emulator;
let engine: Engine;
let ofd: OfdState;
let staticData: IDataObject;
let shops: Array<{ id: string; registers: string[] }>;
let number = 0;

beforeEach(async () => {
	// No pause of the node is worth waiting for here.
	shortenPauses(1);
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	// Sign-ins are remembered per process.
	const password = `Trigger-errors-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	({ ofd } = emulator.state);
	ofd.clear();
	shops = [1, 2].map(() => {
		const { id } = ofd.addOrganization();
		return { id, registers: [1, 2].map(() => ofd.addRegister(id).regNumber) };
	});
	staticData = {};
	await poll();
	// What is sold in the minute of the last document of a first reading may come some polls later.
	emulator.state.clock.advance(60_000);
	emulator.control.clearLog();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await emulator.close();
});

async function poll(more: PollOptions = {}): Promise<unknown[]> {
	const options = { credentials: ofdCredential, staticData, ...more };
	const result = await engine.poll(OFD_TRIGGER, { types: [] }, options);
	({ staticData } = result);
	return (result.json ?? []).map(({ dedupeKey }) => dedupeKey);
}

const all = () => shops.flatMap(({ registers }) => registers);
/** Prints in each register; gives the keys of what has arrived there, with the opening of the shift. */
function sell(registers = all()): Map<string, string[]> {
	return new Map(
		registers.map((regNumber) => {
			const { documents, reports } = ofd.printReceipts(regNumber, { count: 2 });
			return [regNumber, [...reports, ...documents].map(({ fn, fd }) => `${fn}:${fd}`)];
		}),
	);
}
const keys = (sold: Map<string, string[]>, registers = all()) =>
	registers.flatMap((regNumber) => sold.get(regNumber) ?? []).sort();
const signIns = () =>
	Object.values(emulator.control.counters().logins).reduce((total, count) => total + count, 0);
const warnings = () => engine.log.filter(({ level }) => level === 'warn').map(({ message }) => message);
const fault = (more: FaultInput) => void emulator.control.addFault({ service: 'ofd', times: 1000, ...more });
const pathOf = (regNumber: string) => `/cashboxes/${regNumber}/documents/by-period$`;

const required = 'urn:error:request-parameter';

test(`401 ${required}:auth-sid:required:access-denied: a new session, and nothing is lost`, async () => {
	const sold = sell();
	emulator.control.dropSessions();
	expect((await poll()).sort()).toEqual(keys(sold));
	expect(signIns()).toBe(2);
});

test.each<[string, Parameters<typeof refusal>, RegExp]>([
	[`401 ${required}:apikey:required:access-denied`, ['keyMissing'], /integrator key/],
	[`401 ${required}:apikey:unknown:access-denied`, ['keyUnknown'], /integrator key/],
	['403 urn:error:access:forbidden', ['forbidden'], /does not grant access/],
])(
	'%s of everything: the poll fails with advice, signs in no more and moves nothing',
	async (id, why, message) => {
		const sold = sell();
		const before = structuredClone(staticData);
		fault(refusal(...why));
		const error: unknown = await poll().catch((failure: unknown) => failure);
		expect(error).toMatchObject({ message: expect.stringMatching(message) });
		expect(detailsOfItem(error as Parameters<typeof detailsOfItem>[0])).toMatchObject({
			code: id.slice(4),
			advice: expect.stringMatching(/^[A-Z].*\.$/),
		});
		expect(signIns()).toBe(1);
		expect(staticData).toEqual(before);
		emulator.control.clearFaults();
		expect((await poll()).sort()).toEqual(keys(sold));
	},
);

type Refused = [name: string, why: Parameters<typeof refusal>];

const ofRegister: Refused[] = [
	['403 urn:error:access-to:cashboxdocuments:forbidden', ['forbiddenRegisterDocuments']],
	['403 urn:error:access-to:cashbox:forbidden', ['forbiddenRegister']],
	['404 urn:error:documents:document:not-found', ['documentNotFound']],
	['400 urn:error:request:invalid', ['badRequest']],
	[`400 ${required}:period:invalid`, ['badPeriod']],
	[`400 ${required}:dateFrom:required`, ['missingParameter', 'dateFrom']],
	[`400 ${required}:date:invalid`, ['badDate']],
	[`400 ${required}:datetime:invalid`, ['badDateTime']],
];

test.each(sampleCells('Refusals', 'of a register', ofRegister, 3))(
	'%s of one register: it is skipped and named, the others are read, and it is read later',
	async (_id, why) => {
		const [first, ...others] = all();
		const sold = sell();
		fault({ path: pathOf(first), ...refusal(...why) });
		expect((await poll()).sort()).toEqual(keys(sold, others));
		expect(warnings().join('\n')).toContain(`cash register ${first}`);
		expect(signIns()).toBe(1);
		emulator.control.clearFaults();
		expect((await poll()).sort()).toEqual(keys(sold, [first]));
	},
);

test('403 urn:error:access-to:cashboxdocuments:forbidden once: the permission is read again and kept to', async () => {
	const [first] = all();
	const sold = sell();
	const to = new Date(ofd.now() + 12 * 3_600_000).toISOString().slice(0, 19);
	// The permission ends earlier from the moment on at which the registers have been listed.
	const end = emulator.control.onRequest(({ path }) => {
		if (!path.endsWith(pathOf(first).slice(0, -1))) return;
		ofd.setPermissions(first, { to });
		end();
	});
	expect((await poll()).sort()).toEqual(keys(sold));
	const asked = emulator.control.log({ route: BY_PERIOD }).filter(({ path }) => path.includes(first));
	expect(asked[0].status).toBe(403);
	expect(asked.at(-1)).toMatchObject({ status: 200, query: { dateTo: [to] } });
	expect(warnings()).toEqual([]);
});

test(`400 ${required}:period:invalid never comes of a permission that has passed: nothing is asked for`, async () => {
	const [first, ...others] = all();
	const sold = sell();
	ofd.setPermissions(first, { from: '2020-01-01T00:00:00', to: '2020-02-01T00:00:00' });
	expect((await poll()).sort()).toEqual(keys(sold, others));
	const asked = emulator.control.log({ route: BY_PERIOD });
	expect(asked.filter(({ path, status }) => path.includes(first) || status !== 200)).toEqual([]);
	expect(warnings()).toEqual([]);
});

const ofOrganization: Refused[] = [
	['403 urn:error:access-to:organization:forbidden', ['forbiddenOrganization']],
	['403 urn:error:access-to:organizationdocuments:forbidden', ['forbiddenOrganizationDocuments']],
	['404 urn:error:organization:not-found', ['organizationNotFound']],
];

test.each(sampleCells('Refusals', 'of an organization', ofOrganization, 2))(
	'%s: the organization is skipped, the others are read, and it is read later',
	async (_id, why) => {
		const [closed, open] = shops;
		const sold = sell();
		fault({ path: `^/v2/organizations/${closed.id}/`, ...refusal(...why) });
		expect((await poll()).sort()).toEqual(keys(sold, open.registers));
		expect(warnings().join('\n')).toContain(closed.id);
		emulator.control.clearFaults();
		expect((await poll()).sort()).toEqual(keys(sold, closed.registers));
	},
);

test.each<Refused>([
	['400 urn:error:page-query:build:invalid', ['badPaging']],
	['400 urn:error:document-metas-service:get-document-ids:failed', ['foreignDriveOffset']],
])('%s: the place is given up, the period read again, nothing twice', async (_id, why) => {
	const before = sell();
	expect((await poll()).sort()).toEqual(keys(before));
	const sold = sell();
	emulator.control.clearLog();
	for (const regNumber of all()) fault({ path: pathOf(regNumber), times: 1, ...refusal(...why) });
	const emitted = await poll();
	expect(emitted.sort()).toEqual(keys(sold));
	expect(warnings()).toEqual([]);
	const asked = emulator.control.log({ route: BY_PERIOD });
	expect(asked.filter(({ status }) => status === 400).map(({ query }) => query.offset)).toEqual(
		Array(4).fill([expect.any(String)]),
	);
	// What follows a refusal begins without the place.
	const again = all().map((regNumber) => asked.filter(({ path }) => path.includes(regNumber))[1]);
	expect(again.map(({ query }) => query.offset)).toEqual(Array(4).fill(undefined));
});

test.each(sampleCells('Repeated statuses', 'a poll', [500, 502, 503, 504, 429], 2))(
	'HTTP %i is repeated, and the poll brings everything',
	async (status) => {
		const sold = sell();
		fault({ path: BY_PERIOD, status, times: 3 });
		fault({ path: CASHBOXES, status, times: 1 });
		expect((await poll()).sort()).toEqual(keys(sold));
		expect(emulator.control.log({ status })).toHaveLength(4);
	},
);

test.each<[string, FaultInput]>([
	['500 of everything', { status: 500 }],
	['a connection that is cut every time', { kind: 'cut' }],
	['a page of a proxy in place of every answer', { kind: 'html' }],
])('%s: the poll fails, and the state is as it was', async (_name, what) => {
	const sold = sell();
	const before = structuredClone(staticData);
	fault(what);
	await expect(poll()).rejects.toThrow(
		/^Kontur\.OFD (failed to process|cannot be reached|returned an HTML page)/,
	);
	expect(staticData).toEqual(before);
	emulator.control.clearFaults();
	expect((await poll()).sort()).toEqual(keys(sold));
});

/** The times that requests waited for a response since a socket hung, milliseconds. */
let waits: number[];

type SetTimeout = (this: ClientRequest, ms: number, ended?: () => void) => ClientRequest;

/** A socket that stays open without an answer, for one request. */
function hangOnce(pattern: RegExp): void {
	// Else the time for a response would be shortened to nothing as well.
	jest.restoreAllMocks();
	waits = [];
	const setTimeout = Reflect.get(ClientRequest.prototype, 'setTimeout') as SetTimeout;
	jest.spyOn(ClientRequest.prototype, 'setTimeout').mockImplementation(function (
		this: ClientRequest,
		ms,
		ended,
	) {
		waits.push(ms);
		// Long enough for every other response.
		return setTimeout.call(this, Math.min(ms, 3000), ended);
	});
	const stop = emulator.control.onRequest(async ({ path }) => {
		if (!pattern.test(path)) return;
		stop();
		await new Promise(() => {});
	});
}

// The shortest time that a poll waits for a response.
const briefly = { budgetMs: 20_000 };
const expectBriefWaits = () => expect(Math.max(...waits)).toBe(10_000);

test('a register that never answers holds up neither the others nor the polls after it', async () => {
	const [first, ...others] = all();
	const sold = sell();
	hangOnce(new RegExp(pathOf(first)));
	expect((await poll(briefly)).sort()).toEqual(keys(sold, others));
	expect(warnings().join('\n')).toContain(`cash register ${first}`);
	expect((await poll(briefly)).sort()).toEqual(keys(sold, [first]));
	expectBriefWaits();
});

test('a service that asks for long waits again and again does not hold up the next poll', async () => {
	const sold = sell();
	const waits: number[] = [];
	jest.restoreAllMocks();
	shortenPauses(1, (ms) => waits.push(ms));
	fault({ status: 429, headers: { 'retry-after': '40' } });
	await expect(poll()).rejects.toThrow('too many requests');
	expect(Math.max(...waits)).toBeLessThanOrEqual(50_000);
	// Once for the list of each organization.
	expect(waits.filter((ms) => ms >= 40_000)).toHaveLength(shops.length);
	emulator.control.clearFaults();
	expect((await poll()).sort()).toEqual(keys(sold));
});

test('a pause that is longer than a poll may take is left to the next poll, for all organizations', async () => {
	for (let count = 0; count < 12; count++) ofd.addRegister(ofd.addOrganization().id);
	await poll();
	await poll();
	const sold = sell();
	const waits: number[] = [];
	jest.restoreAllMocks();
	shortenPauses(1, (ms) => waits.push(ms));
	fault({ status: 429, headers: { 'retry-after': '40' } });
	await expect(poll({ budgetMs: 36_000 })).rejects.toThrow('too many requests');
	expect(waits.filter((ms) => ms > 18_000)).toEqual([]);
	emulator.control.clearFaults();
	emulator.control.clearLog();
	await expect(poll({ budgetMs: 36_000 })).rejects.toThrow('too many requests');
	expect(emulator.control.log({ route: CASHBOXES })).toEqual([]);
	// What the next poll finds, when the pause is over.
	const now = performance.now.bind(performance);
	jest.spyOn(performance, 'now').mockImplementation(() => now() + 41_000);
	expect((await poll({ budgetMs: 36_000 })).sort()).toEqual(keys(sold));
});

/** A trigger of Kontur.Extern after its first poll. @returns a poll: the IDs of what changed */
async function externTrigger(events: string): Promise<() => Promise<unknown[]>> {
	const { accounts } = emulator.state.extern;
	for (const id of [...accounts.keys()].slice(2)) accounts.delete(id);
	const tick = engine.activate(EXTERN_TRIGGER, { events }, { credentials: externCredential, isActive: true });
	const state: IDataObject = {};
	const ask = async () => {
		const { json } = await tick({ staticData: state, ...briefly });
		return [...new Set((json ?? []).map((item) => item['docflow-id']))];
	};
	await ask();
	emulator.state.clock.advance(60_000);
	await ask();
	return ask;
}

function receive(account: string): string {
	const { id } = emulator.control.receiveDocflow(account, { type: 'fns534-demand' });
	emulator.state.clock.advance(60_000);
	return id;
}

test.each(['feed', ...sampleCells('Silent services', 'requests', ['changes', 'incoming'], 1)])(
	'Kontur.Extern, %s: a request without an answer fails its poll, and the next one brings everything',
	async (events) => {
		const ask = await externTrigger(events);
		const [account] = emulator.state.extern.accounts.keys();
		const id = receive(account);
		hangOnce(events === 'feed' ? /\/v1\/events$/ : /\/v1$/);
		await expect(ask()).rejects.toThrow('Kontur.Extern cannot be reached');
		expect(await ask()).toEqual([id]);
		expectBriefWaits();
	},
);

test.each(sampleCells('Silent services', 'accounts', ['changes', 'incoming'], 1))(
	'Kontur.Extern, %s: an account that never answers holds up neither the others nor the next poll',
	async (events) => {
		const ask = await externTrigger(events);
		const [silent, other] = emulator.state.extern.accounts.keys();
		const [late, id] = [receive(silent), receive(other)];
		hangOnce(new RegExp(`${silent}/docflows$`));
		expect(await ask()).toEqual([id]);
		expect(await ask()).toEqual([late]);
		expectBriefWaits();
	},
);
