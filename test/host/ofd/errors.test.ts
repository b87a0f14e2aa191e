import type { IDataObject } from 'n8n-workflow';
import { seedUsers } from '../../emulator/auth/state';
import type { LogEntry } from '../../emulator/core/log';
import { KEYS, ORGANIZATION_IDS, REG_NUMBERS, refusal, type FiscalDocument } from '../../emulator/ofd';
import { guidOfOffset } from '../../emulator/ofd/request/guid';
import { detailsOfItem, documentsIn, id, keysOf, openShop, type Shop } from './ofd.fixture';
import { ofdSettings } from '../engine/kontur';
import { shortenPauses } from '../../support/pauses';

/*
 * Each error that Kontur.OFD documents ("Responses"), provoked in the emulator where one of our requests can bring it
 * about, given by a fault where not, and what the node makes of it. The trigger has its own file.
 */

const BY_PERIOD = '/v2/organizations/{organizationId}/cashboxes/{kktRegId}/documents/by-period';
const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
const { trade, foreign } = ORGANIZATION_IDS;
const { samara, permissionStarts } = REG_NUMBERS;

const place = { organizationId: id(trade), kktRegId: id(samara) };
const day = { dateFrom: '2026-03-09T00:00:00', dateTo: '2026-03-09T23:59:59' };
const documents = { ...place, ...day, types: [] };
const reading: Parameters<Shop['run']> = ['document', 'getAll', documents];

let shop: Shop;
let number = 0;
let pauses: number[];
beforeEach(async () => {
	// No pause of the node is worth waiting for here.
	pauses = [];
	shortenPauses(1, (ms) => pauses.push(ms));
	shop = await openShop();
	// Sign-ins are remembered per process.
	const password = `Errors-${process.pid}-${++number}`;
	for (const user of shop.emulator.state.auth.users.values()) user.password = password;
	useCredential({ password });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await shop.close();
});

const useCredential = (changes: IDataObject) => {
	const { engine, emulator } = shop;
	const [{ login }] = seedUsers;
	const { password } = emulator.state.auth.users.get(login) ?? {};
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password: String(password), ...changes });
};
/** By password and by what renews a session. */
const signIns = () =>
	Object.values(shop.emulator.control.counters().logins).reduce((total, count) => total + count, 0);
const refuse = (...why: Parameters<typeof refusal>) =>
	void shop.emulator.control.addFault({ service: 'ofd', ...refusal(...why) });

const beforeEachRequest = (listener: (request: LogEntry) => void) =>
	shop.emulator.control.onRequest((request) => {
		if (request.service === 'ofd') listener(request);
	});

/** Does something, between the first page of documents and the second, to the one that the second begins after. */
function betweenPages(change: (document: FiscalDocument) => void): void {
	shop.ofd.setSwitches({ pageLimit: 2 });
	beforeEachRequest(({ query: { offset } }) => {
		const last =
			offset && shop.ofd.documents(samara).find(({ id: guid }) => guid === guidOfOffset(offset[0]));
		if (last) change(last);
	});
}

interface Row {
	/** `errorCodeId`, and the number that stood for it before. */
	id: string;
	code: number;
	status: number;
	/** What the node does; it reads documents when nothing is said. */
	asks?: [resource: string, operation: string, parameters: object];
	/** Brings the error about, where the question alone does not. */
	provoke?: () => void | Promise<void>;
	/** Advice to the user. */
	advice: RegExp;
	/** Sign-ins at the end: one, unless the node tried a second session. */
	signIns?: number;
}

const parameter = 'urn:error:request-parameter';
const checkKey =
	/^Check the integrator key and the environment in the credential; production and test have different keys/;
const writeDates = /^Enter dates in the node in the form 2026-01-31T00:00:00\. .*\.$/;

const rows: Row[] = [
	{
		id: 'urn:error:request:invalid',
		code: 400000,
		status: 400,
		asks: ['document', 'getAll', { ...documents, types: '={{ ["cheque"] }}' }],
		advice: /^Correct the value that Kontur names below\.$/,
	},
	{
		id: 'urn:error:page-query:build:invalid',
		code: 400000,
		status: 400,
		provoke: () => betweenPages((document) => (document.id = nobody)),
		advice: /^Read the period again from its start\.$/,
	},
	{
		id: 'urn:error:document-metas-service:get-document-ids:failed',
		code: 400000,
		status: 400,
		provoke: () =>
			betweenPages((document) => {
				Object.assign(document, { fn: 'another drive', dateTime: '2020-01-01T00:00:00' });
			}),
		advice: /^Read the period again from its start\.$/,
	},
	{
		id: `${parameter}:period:invalid`,
		code: 400002,
		status: 400,
		asks: ['document', 'getAll', { ...documents, dateFrom: '2026-03-10T00:00:00' }],
		advice: /^From must be earlier than To\. Check both dates\.$/,
	},
	{
		id: `${parameter}:dateFrom:required`,
		code: 400007,
		status: 400,
		provoke: () => refuse('missingParameter', 'dateFrom'),
		advice: /^Fill in the field for "dateFrom" in the node\. .*\.$/,
	},
	{
		id: `${parameter}:date:invalid`,
		code: 400008,
		status: 400,
		asks: ['document', 'getByDay', { ...place, date: '2026-03-09', types: [] }],
		provoke: () => refuse('badDate'),
		advice: writeDates,
	},
	{
		id: `${parameter}:datetime:invalid`,
		code: 400009,
		status: 400,
		provoke: () => refuse('badDateTime'),
		advice: writeDates,
	},
	{
		id: `${parameter}:auth-sid:required:access-denied`,
		code: 401002,
		status: 401,
		// Each session is gone as soon as it is used.
		provoke: async () => {
			await shop.run(...reading);
			beforeEachRequest(() => void shop.emulator.control.dropSessions());
		},
		advice: /^Open the credential: n8n tests it .* If you pasted a session there, it has expired: .*\.$/,
		signIns: 2,
	},
	{
		id: `${parameter}:apikey:required:access-denied`,
		code: 401003,
		status: 401,
		provoke: () => refuse('keyMissing'),
		advice: checkKey,
	},
	{
		id: `${parameter}:apikey:unknown:access-denied`,
		code: 401003,
		status: 401,
		provoke: () => useCredential({ apiKey: 'a-key-of-the-test-stand' }),
		advice: checkKey,
	},
	{
		id: 'urn:error:access:forbidden',
		code: 403000,
		status: 403,
		provoke: () => useCredential({ apiKey: KEYS.otherIntegrator }),
		advice: /^Check that the integrator key was issued for the login in the credential, .*\.$/,
	},
	{
		id: 'urn:error:access-to:cashboxdocuments:forbidden',
		code: 403000,
		status: 403,
		asks: [
			'document',
			'getAll',
			{ ...documents, kktRegId: id(permissionStarts), dateFrom: '2026-01-01T00:00:00' },
		],
		advice: /^Permission From of this cash register: 20.* Permission To: .* Choose a period between them, /,
	},
	{
		id: 'urn:error:access-to:organizationdocuments:forbidden',
		code: 403000,
		status: 403,
		asks: ['statistics', 'organizationByDays', { organizationId: id(trade), ...day }],
		provoke: () => shop.ofd.setConsent(REG_NUMBERS.busy, false),
		advice: /all cash registers of the organization, including future ones, for the whole period\. .*\.$/,
	},
	{
		id: 'urn:error:access-to:cashbox:forbidden',
		code: 403002,
		status: 403,
		asks: ['cashbox', 'get', place],
		provoke: () => shop.ofd.setConsent(samara, false),
		advice: /^Choose the cash register from the list\. .* the consent of its owner .*\.$/,
	},
	{
		id: 'urn:error:access-to:organization:forbidden',
		code: 403003,
		status: 403,
		asks: ['organization', 'get', { organizationId: id(foreign) }],
		advice: /^Check the organization and the period\. The organization's owner gives consent .*\.$/,
	},
	{
		id: 'urn:error:organization:not-found',
		code: 404000,
		status: 404,
		asks: ['organization', 'get', { organizationId: id(nobody) }],
		advice: /^Choose the organization from the list\.$/,
	},
	{
		id: 'urn:error:documents:document:not-found',
		code: 404001,
		status: 404,
		asks: ['document', 'get', { ...place, documentId: nobody }],
		advice: /^Check the document, and that it belongs to this cash register and fiscal drive\.$/,
	},
];

test.each(rows)('$status $code $id stops with advice', async (row) => {
	await row.provoke?.();
	const { error, items } = await shop.run(...(row.asks ?? reading));
	expect(items).toEqual([]);
	expect([error?.name, error?.httpCode]).toEqual(['NodeApiError', String(row.status)]);
	const { code, advice, text, traceId } = detailsOfItem(error);
	expect(code).toBe(row.id);
	expect(advice).toMatch(row.advice);
	// Kontur's own words are shown in Russian.
	expect(text).toMatch(/[а-я]/i);
	expect(error?.description).toBe(`${advice}\nKontur says: ${text} (${code})\nX-Kontur-Trace-Id: ${traceId}`);
	expect(signIns()).toBe(row.signIns ?? 1);
});

test.each(rows)('$code alone, as it was before $id, is understood', async ({ code, status }) => {
	await shop.run(...reading);
	shop.emulator.control.addFault({ service: 'ofd', status, body: { errorCode: code }, times: 100 });
	const { error } = await shop.run(...reading);
	expect(detailsOfItem(error)).toMatchObject({
		status,
		code: String(code),
		advice: expect.stringMatching(/\.$/),
	});
	// A new session mends the one of the two only.
	expect(signIns()).toBe(code === 401002 ? 2 : 1);
});

describe('repeated requests', () => {
	const whole = () => keysOf(documentsIn(shop.ofd, samara, day.dateFrom, day.dateTo));
	const read = async () => await shop.run(...reading);
	const asked = () => shop.emulator.control.log({ route: BY_PERIOD }).map(({ status }) => status);
	/** How many requests it takes when nothing goes wrong: the last one learns that there is no more. */
	const ENOUGH = 2;
	const keys = ({ json }: { json: IDataObject[] }) => json.map(({ dedupeKey }) => dedupeKey);

	test('a session that ended: once, with a new one', async () => {
		await read();
		shop.emulator.control.dropSessions();
		shop.emulator.control.clearLog();
		expect(keys(await read())).toEqual(whole());
		expect(signIns()).toBe(2);
		expect(asked()).toEqual([401, 200, 200]);
	});

	test('not a session that the user pasted: it has to be replaced', async () => {
		const { url, control } = shop.emulator;
		const [{ login }] = seedUsers;
		const { password } = shop.emulator.state.auth.users.get(login) ?? {};
		const signedIn = await fetch(`${url}/auth/authenticate-by-pass?login=${encodeURIComponent(login)}`, {
			method: 'POST',
			body: password,
		});
		const { Sid } = (await signedIn.json()) as { Sid: string };
		useCredential({ signIn: 'sid', readyToken: Sid });
		expect(keys(await read())).toEqual(whole());
		control.dropSessions();
		const { error } = await read();
		expect(error?.message).toMatch(
			/no longer accepts the session .* Get a new one and paste it into the cred/,
		);
		expect(detailsOfItem(error).advice).toMatch(/^Nothing was sent\. Correct the credential/);
		expect(signIns()).toBe(1);
	});

	test.each([500, 502, 503, 504, 429])('HTTP %i: three times more, at growing distances', async (status) => {
		shop.emulator.control.addFault({ path: BY_PERIOD, status, times: 3 });
		expect(keys(await read())).toEqual(whole());
		expect(asked()).toEqual([status, status, status, 200, 200]);
		const growing = pauses.filter((ms) => ms >= 500);
		expect(growing.length).toBeGreaterThanOrEqual(3);
		expect(Math.max(...growing)).toBeGreaterThan(2 * growing[0]);

		shop.emulator.control.addFault({ path: BY_PERIOD, status, times: 100 });
		const { error } = await read();
		expect(error?.httpCode).toBe(String(status));
		expect(detailsOfItem(error).advice).toMatch(/^(Try again in a few minutes|The node has already waited)/);
	});

	test.each(['cut', 'html', 'truncatedJson'] as const)(
		'an answer that went wrong on its way: %s',
		async (kind) => {
			await read();
			shop.emulator.control.clearLog();
			shop.emulator.control.addFault({ path: BY_PERIOD, kind, times: 3 });
			expect(keys(await read())).toEqual(whole());
			expect(asked()).toHaveLength(3 + ENOUGH);
		},
	);

	test('nothing else', async () => {
		await read();
		for (const name of ['badRequest', 'keyUnknown', 'forbidden', 'organizationNotFound'] as const) {
			shop.emulator.control.clearLog();
			refuse(name);
			expect((await read()).error).toBeDefined();
			expect(shop.emulator.control.log({ route: BY_PERIOD })).toHaveLength(1);
		}
		expect(signIns()).toBe(1);
	});
});

test('with "continue" an item that is not found is an error item, and the others come out', async () => {
	const [known] = documentsIn(shop.ofd, samara, day.dateFrom, day.dateTo);
	const { json, errorItems } = await shop.run(
		'document',
		'get',
		{ ...place, documentId: '={{ $json.documentId }}' },
		{
			items: [nobody, known.id].map((documentId) => ({ json: { documentId } })),
			onError: 'continueErrorOutput',
		},
	);
	expect(json.map(({ dedupeKey }) => dedupeKey)).toEqual(keysOf([known]));
	expect(errorItems.map((item) => item.json.details)).toMatchObject([
		{ status: 404, code: 'urn:error:documents:document:not-found' },
	]);
});

describe('missing data is not an error', () => {
	const empty = { dateFrom: '2026-03-20T00:00:00', dateTo: '2026-03-21T00:00:00' };
	const asks: Array<[name: string, key: string, asks: Parameters<Shop['run']>]> = [
		['no organization is open to the key', KEYS.empty, ['organization', 'getAll', {}]],
		[
			'no document of a day',
			KEYS.main,
			['document', 'getByDay', { ...place, types: [], date: '2026-03-20' }],
		],
		['no document of a period', KEYS.main, ['document', 'getAll', { ...documents, ...empty }]],
		['no movement for days', KEYS.main, ['statistics', 'byDays', { ...place, ...empty }]],
		['no movement for shifts', KEYS.main, ['statistics', 'byShifts', { ...place, ...empty }]],
	];

	test.each(asks)('%s, as an empty list and as no body at all', async (_name, apiKey, asked) => {
		useCredential({ apiKey });
		for (const emptyBody of [false, true]) {
			shop.ofd.setSwitches({ emptyBody });
			const { items, error } = await shop.run(...asked);
			expect([items, error]).toEqual([[], undefined]);
		}
	});
});
