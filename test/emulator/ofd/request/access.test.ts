import axios, { type AxiosResponse } from 'axios';

import { expectError, LOGIN, PASSWORD, periodPath, registerPath, startOfd, type Ofd } from '../harness';
import { KEYS, ORGANIZATION_IDS, OTHER_INTEGRATOR_LOGIN, REG_NUMBERS } from '../index';

const NO_SID = 'urn:error:request-parameter:auth-sid:required:access-denied';
const NO_KEY = 'urn:error:request-parameter:apikey:required:access-denied';
const BAD_KEY = 'urn:error:request-parameter:apikey:unknown:access-denied';
const NO_REGISTER = 'urn:error:access-to:cashbox:forbidden';
const NO_REGISTER_DOCUMENTS = 'urn:error:access-to:cashboxdocuments:forbidden';
const NO_ORGANIZATION = 'urn:error:access-to:organization:forbidden';
const NO_ORGANIZATION_DOCUMENTS = 'urn:error:access-to:organizationdocuments:forbidden';

let ofd: Ofd;
let bare: (headers: Record<string, string>, path?: string) => Promise<AxiosResponse<unknown>>;

beforeEach(async () => {
	ofd = await startOfd();
	bare = (headers, path = '/v2/organizations') =>
		axios.get(`${ofd.emulator.url}${path}`, { headers, validateStatus: () => true, proxy: false });
});

afterAll(() => ofd.close());

describe('key and session', () => {
	test('a missing key is reported before a missing session', async () => {
		expectError(await bare({}), 401, 401003, NO_KEY);
		expectError(await bare({ Authorization: `auth.sid ${ofd.sid}` }), 401, 401003, NO_KEY);
	});

	test('an unknown key is reported before a bad session', async () => {
		expectError(
			await bare({ 'X-Kontur-Ofd-ApiKey': 'not-a-key', Authorization: 'auth.sid nothing' }),
			401,
			401003,
			BAD_KEY,
		);
	});

	test.each([
		['no session', {}],
		['an unknown sid', { Authorization: 'auth.sid 0123456789' }],
		['another scheme', { Authorization: 'Bearer 0123456789' }],
		['a malformed header', { Authorization: 'auth.sid' }],
	])('%s', async (_name, headers) => {
		expectError(await bare({ 'X-Kontur-Ofd-ApiKey': KEYS.main, ...headers }), 401, 401002, NO_SID);
	});

	test('the sid is good as a header, as a cookie and in any letter case', async () => {
		const key = { 'X-Kontur-Ofd-ApiKey': KEYS.main };
		const answers = [
			await bare({ ...key, Authorization: `auth.sid ${ofd.sid}` }),
			await bare({ ...key, Authorization: `auth.sid ${ofd.sid.toLowerCase()}` }),
			await bare({ ...key, Cookie: `other=1; auth.sid=${ofd.sid}` }),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	test('the header wins over the cookie', async () => {
		const headers = {
			'X-Kontur-Ofd-ApiKey': KEYS.main,
			Authorization: 'auth.sid 0123',
			Cookie: `auth.sid=${ofd.sid}`,
		};
		expectError(await bare(headers), 401, 401002, NO_SID);
	});

	test('a session ends after 30 days or when it is dropped', async () => {
		ofd.emulator.state.clock.advance(29 * 86_400_000);
		expect((await ofd.get('/v2/organizations')).status).toBe(200);
		ofd.emulator.state.clock.advance(2 * 86_400_000);
		expectError(await ofd.get('/v2/organizations'), 401, 401002, NO_SID);

		const again = await axios.post<{ Sid: string }>(
			`${ofd.emulator.url}/auth/authenticate-by-pass`,
			PASSWORD,
			{ params: { login: LOGIN }, headers: { 'Content-Type': 'text/plain' }, proxy: false },
		);
		const headers = {
			'X-Kontur-Ofd-ApiKey': KEYS.main,
			Authorization: `auth.sid ${again.data.Sid}`,
		};
		expect((await bare(headers)).status).toBe(200);
		ofd.emulator.control.dropSessions();
		expectError(await bare(headers), 401, 401002, NO_SID);
	});

	test('a key of another integrator with this login opens nothing', async () => {
		const headers = { Authorization: `auth.sid ${ofd.sid}`, 'X-Kontur-Ofd-ApiKey': KEYS.otherIntegrator };
		expectError(await bare(headers), 403, 403000, 'urn:error:access:forbidden');
		expect(ofd.state.key(KEYS.otherIntegrator).logins).toEqual([OTHER_INTEGRATOR_LOGIN]);
		ofd.state.key(KEYS.otherIntegrator).logins = [LOGIN];
		expect((await bare(headers)).status).toBe(200);
	});

	test('every method asks for the key and the session', async () => {
		const paths = ofd.emulator.control
			.routes()
			.filter(({ service }) => service === 'ofd')
			.map(({ path }) => path.replace(/\{\w+\}/g, '1'));
		expect(paths).toHaveLength(12);
		for (const path of paths) {
			expectError(await bare({}, path), 401, 401003, NO_KEY);
			expectError(await bare({ 'X-Kontur-Ofd-ApiKey': KEYS.main }, path), 401, 401002, NO_SID);
		}
	});
});

describe('organizations and registers', () => {
	const below = ['', '/cashboxes', '/statistics/cash-receipt/by-days?from=2026-03-01&to=2026-03-02'];
	const registerTails = [
		'',
		'/documents?date=2026-03-09',
		'/documents/by-period?dateFrom=2026-03-09T00:00:00&dateTo=2026-03-09T23:59:59',
		'/documents/00000000-0000-0000-0000-000000000001',
		'/statistics/cash-receipt/by-days?from=2026-03-01&to=2026-03-02',
		'/statistics/cash-receipt/by-shifts?from=2026-03-01&to=2026-03-02',
	];

	test('an organization nobody has is not found', async () => {
		const id = 'b7c1f0de-5a11-4f0e-9a44-1f2a3b4c5dff';
		const paths = [
			...below.map((tail) => `/v2/organizations/${id}${tail}`),
			...registerTails.map((tail) => registerPath(REG_NUMBERS.busy, id) + tail),
			'/v1/integration/inns/9999999999/kkts/1/fss/1/tickets?dateFrom=2026-03-09&dateTo=2026-03-09',
		];
		for (const path of paths) {
			expectError(await ofd.get(path), 404, 404000, 'urn:error:organization:not-found');
		}
	});

	test('an organization that is not granted is forbidden', async () => {
		const id = ORGANIZATION_IDS.foreign;
		for (const tail of below) {
			expectError(await ofd.get(`/v2/organizations/${id}${tail}`), 403, 403003, NO_ORGANIZATION);
		}
		for (const tail of registerTails) {
			const path = registerPath(REG_NUMBERS.foreign, id) + tail;
			expectError(await ofd.get(path), 403, 403003, NO_ORGANIZATION);
		}
		const { inn } = ofd.state.organization(id);
		expectError(
			await ofd.get(`/v1/integration/inns/${inn}/kkts/${REG_NUMBERS.foreign}/fss/1/tickets/1`),
			403,
			403000,
			NO_ORGANIZATION_DOCUMENTS,
		);
	});

	test.each([
		['unknown', '0000000009999999', ORGANIZATION_IDS.trade],
		['not granted', REG_NUMBERS.servicesClosed, ORGANIZATION_IDS.services],
		["another organization's", REG_NUMBERS.servicesFirst, ORGANIZATION_IDS.trade],
	])('%s register', async (_name, regNumber, organizationId) => {
		for (const tail of registerTails) {
			const response = await ofd.get(registerPath(regNumber, organizationId) + tail);
			expectError(response, 403, 403002, NO_REGISTER);
		}
	});

	test('the other documented URN for a register that is not granted', async () => {
		ofd.state.setSwitches({ forbiddenRegister: 'cashboxdocuments' });
		const path = registerPath(REG_NUMBERS.servicesClosed, ORGANIZATION_IDS.services);
		expectError(await ofd.get(path), 403, 403002, NO_REGISTER);
		const documents = await ofd.get(`${path}/documents?date=2026-03-09`);
		expectError(documents, 403, 403000, NO_REGISTER_DOCUMENTS);
	});

	test('a revoked consent hides the register and comes back', async () => {
		const listed = async () =>
			(
				await ofd.get<Array<{ regNumber: string }>>(`/v2/organizations/${ORGANIZATION_IDS.trade}/cashboxes`)
			).data.map(({ regNumber }) => regNumber);
		const path = `${registerPath(REG_NUMBERS.samara)}/documents?date=2026-03-09`;
		expect(await listed()).toContain(REG_NUMBERS.samara);

		await ofd.control('consent', { regNumber: REG_NUMBERS.samara, granted: false });
		expect(await listed()).not.toContain(REG_NUMBERS.samara);
		expectError(await ofd.get(path), 403, 403002, NO_REGISTER);
		expect((await ofd.get(`${registerPath(REG_NUMBERS.busy)}/documents?date=2026-03-09`)).status).toBe(200);

		await ofd.control('consent', { regNumber: REG_NUMBERS.samara, granted: true });
		expect(await listed()).toContain(REG_NUMBERS.samara);
		expect((await ofd.get(path)).status).toBe(200);
	});

	test('a revoked organization leaves the list', async () => {
		const ids = async () =>
			(await ofd.get<Array<{ id: string }>>('/v2/organizations')).data.map(({ id }) => id);
		expect(await ids()).toContain(ORGANIZATION_IDS.entrepreneur);
		await ofd.control('consent', { organizationId: ORGANIZATION_IDS.entrepreneur, granted: false });
		expect(await ids()).not.toContain(ORGANIZATION_IDS.entrepreneur);
		expectError(
			await ofd.get(`/v2/organizations/${ORGANIZATION_IDS.entrepreneur}`),
			403,
			403003,
			NO_ORGANIZATION,
		);
	});
});

describe('totals of an organization', () => {
	const path = (id: string) =>
		`/v2/organizations/${id}/statistics/cash-receipt/by-days?from=2026-03-08&to=2026-03-09`;

	test('need all registers, future ones included', async () => {
		expect((await ofd.get(path(ORGANIZATION_IDS.entrepreneur))).status).toBe(200);
		const partial = await ofd.get(path(ORGANIZATION_IDS.services));
		expectError(partial, 403, 403000, NO_ORGANIZATION_DOCUMENTS);
	});

	test('are refused once one consent is revoked', async () => {
		expect((await ofd.get(path(ORGANIZATION_IDS.trade))).status).toBe(200);
		ofd.state.setConsent(REG_NUMBERS.neverUsed, false);
		expectError(await ofd.get(path(ORGANIZATION_IDS.trade)), 403, 403000, NO_ORGANIZATION_DOCUMENTS);
	});

	test('are refused outside the permission of every register', async () => {
		ofd.state.setPermissions(REG_NUMBERS.entrepreneur, { from: '2026-03-09T00:00:00' });
		const refused = await ofd.get(path(ORGANIZATION_IDS.entrepreneur));
		expectError(refused, 403, 403000, NO_ORGANIZATION_DOCUMENTS);
		ofd.state.setSwitches({ permission: 'cut' });
		const { data } = await ofd.get<{ items: Array<{ date: string }> }>(path(ORGANIZATION_IDS.entrepreneur));
		expect(data.items.map(({ date }) => date)).toEqual(['2026-03-09']);
	});
});

describe('permission window', () => {
	const params = (dateFrom: string, dateTo: string) => ({ dateFrom, dateTo });

	test('a period that begins too early or ends too late is refused', async () => {
		const early = periodPath(REG_NUMBERS.permissionStarts);
		const { permissionFrom } = ofd.state.register(REG_NUMBERS.permissionStarts);
		expect(permissionFrom).toBe('2026-03-03T00:00:00');
		const refused = await ofd.get(early, params('2026-03-02T23:59:59', '2026-03-04T00:00:00'));
		expectError(refused, 403, 403000, NO_REGISTER_DOCUMENTS);
		const inside = await ofd.get(early, params('2026-03-03T00:00:00', '2026-03-04T00:00:00'));
		expect(inside.status).toBe(200);

		const late = periodPath(REG_NUMBERS.permissionEnded);
		expect(ofd.state.register(REG_NUMBERS.permissionEnded).permissionTo).toBe('2026-03-05T14:14:41');
		const after = await ofd.get(late, params('2026-03-05T00:00:00', '2026-03-05T14:14:42'));
		expectError(after, 403, 403000, NO_REGISTER_DOCUMENTS);
		expect((await ofd.get(late, params('2026-03-05T00:00:00', '2026-03-05T14:14:41'))).status).toBe(200);
	});

	test('or cut, when the switch says so', async () => {
		ofd.state.setSwitches({ permission: 'cut' });
		const { data } = await ofd.get<{ documents: Array<Record<string, { dateTime: string }>> }>(
			periodPath(REG_NUMBERS.permissionEnded),
			params('2026-03-05T00:00:00', '2026-03-10T00:00:00'),
		);
		const times = data.documents.map((document) => Object.values(document)[0].dateTime);
		const expected = ofd.state
			.documents(REG_NUMBERS.permissionEnded)
			.map(({ dateTime }) => dateTime)
			.filter((time) => time >= '2026-03-05T00:00:00' && time <= '2026-03-05T14:14:41');
		expect(expected.length).toBeGreaterThan(0);
		expect(times).toEqual(expected);
	});

	test.each([
		['documents?date=2026-03-06', NO_REGISTER_DOCUMENTS],
		['statistics/cash-receipt/by-days?from=2026-03-05&to=2026-03-06', NO_REGISTER_DOCUMENTS],
		['statistics/cash-receipt/by-shifts?from=2026-03-05&to=2026-03-06', NO_REGISTER_DOCUMENTS],
	])('%s', async (tail, urn) => {
		const path = `${registerPath(REG_NUMBERS.permissionEnded)}/${tail}`;
		expectError(await ofd.get(path), 403, 403000, urn);
		ofd.state.setPermissions(REG_NUMBERS.permissionEnded, { to: null });
		expect((await ofd.get(path)).status).toBe(200);
	});

	test('holds for single documents and for version 1', async () => {
		const late = ofd.state
			.documents(REG_NUMBERS.permissionEnded)
			.find(({ dateTime }) => dateTime > '2026-03-06T00:00:00');
		if (!late) throw new Error('the seed has no late document');
		const { inn } = ofd.state.organization(ORGANIZATION_IDS.trade);
		const tickets = `/v1/integration/inns/${inn}/kkts/${REG_NUMBERS.permissionEnded}/fss/${late.fn}/tickets`;
		const byId = `${registerPath(REG_NUMBERS.permissionEnded)}/documents/${late.id}`;
		expectError(await ofd.get(byId), 403, 403000, NO_REGISTER_DOCUMENTS);
		expectError(await ofd.get(`${tickets}/${late.fd}`), 403, 403000, NO_ORGANIZATION_DOCUMENTS);
		expectError(
			await ofd.get(tickets, { dateFrom: '2026-03-05', dateTo: '2026-03-06' }),
			403,
			403000,
			NO_ORGANIZATION_DOCUMENTS,
		);
		ofd.state.setPermissions(REG_NUMBERS.permissionEnded, { to: null });
		expect((await ofd.get(byId)).status).toBe(200);
		expect((await ofd.get(`${tickets}/${late.fd}`)).status).toBe(200);
	});

	test('a window that was widened shows older documents', async () => {
		const path = `${registerPath(REG_NUMBERS.permissionStarts)}/documents?date=2026-03-01`;
		expectError(await ofd.get(path), 403, 403000, NO_REGISTER_DOCUMENTS);
		await ofd.control('permissions', {
			regNumber: REG_NUMBERS.permissionStarts,
			permissionFrom: '2026-02-01T00:00:00',
		});
		const { status, data } = await ofd.get<unknown[]>(path);
		expect(status).toBe(200);
		expect(data.length).toBeGreaterThan(2);
	});
});
