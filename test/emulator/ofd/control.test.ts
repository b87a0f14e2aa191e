import { createOfdState, KEYS, ORGANIZATION_IDS, REG_NUMBERS } from './index';
import { START, startOfd, type Body, type Ofd } from './harness';
import { Clock } from '../core/clock';

let ofd: Ofd;

beforeEach(async () => {
	ofd = await startOfd();
});

afterAll(() => ofd.close());

test('the same instant gives the same data, another instant moves the days', () => {
	const at = (moment: Date) => {
		const clock = new Clock();
		clock.freeze(moment);
		return createOfdState(clock);
	};
	const first = at(START).documents(REG_NUMBERS.corrections);
	const second = at(START).documents(REG_NUMBERS.corrections);
	const later = at(new Date('2026-04-10T12:00:00Z')).documents(REG_NUMBERS.corrections);
	expect(first.length).toBeGreaterThan(100);
	expect(second).toEqual(first);
	expect(later[0].dateTime).toBe('2026-03-27T08:00:00');
});

test('no seeded document was formed after the clock', () => {
	for (const { registers } of ofd.state.organizations) {
		for (const register of registers) {
			for (const { dateTime } of ofd.state.documents(register.regNumber)) {
				const utc = Date.parse(`${dateTime}Z`) - register.zone * 3_600_000;
				expect(utc).toBeLessThanOrEqual(START.getTime());
			}
		}
	}
});

test('numbers run without gaps on every drive', () => {
	for (const { registers } of ofd.state.organizations) {
		for (const { drives } of registers) {
			for (const { documents } of drives) {
				expect(documents.map(({ fd }) => fd)).toEqual(documents.map((_document, index) => index + 1));
			}
		}
	}
});

test('the overview shows organizations, keys and switches', async () => {
	const { data } = await ofd.get<{ organizations: Body[]; keys: Body[]; switches: Body }>('/_control/ofd');
	expect(data.organizations.map(({ id }) => id)).toEqual(Object.values(ORGANIZATION_IDS));
	expect(data.keys.map(({ key }) => key)).toEqual(Object.values(KEYS));
	expect(data.switches).toMatchObject({ permission: 'refuse', rawOffset: false, pageLimit: null });
});

test('all documents of a register, including hidden ones', async () => {
	const regNumber = REG_NUMBERS.offline;
	const { data } = await ofd.get<Body[]>(`/_control/ofd/documents?regNumber=${regNumber}`);
	const visible = await ofd.all(regNumber);
	expect(data.filter((record) => record.visible).map(({ document }) => document)).toEqual(visible);
	const hidden = data.filter((record) => !record.visible);
	expect(hidden.length).toBeGreaterThan(20);
	for (const record of hidden) expect(record.receivedAt).toBeNull();
});

test('switches over HTTP, back to the defaults with a reset', async () => {
	const changed = await ofd.api.put<Body>('/_control/ofd/switches', { d22: true, pageLimit: 2 });
	expect(changed.data).toMatchObject({ d22: true, pageLimit: 2, emptyBody: false });
	ofd.emulator.control.reset();
	const { data } = await ofd.get<Body>('/_control/ofd/switches');
	expect(data).toMatchObject({ d22: false, pageLimit: null });
});

test.each([
	[{ unknown: true }],
	[{ d22: 'yes' }],
	[{ permission: 'ask' }],
	[{ pageLimit: 0 }],
	[{ autoPrintMinutes: -1 }],
	[[]],
])('a wrong switch is refused: %p', async (patch) => {
	const { status } = await ofd.api.put('/_control/ofd/switches', patch);
	expect(status).toBe(400);
	expect((await ofd.get<Body>('/_control/ofd/switches')).data).toEqual(ofd.state.switches);
});

test.each([
	['receipts', {}, 400],
	['receipts', { regNumber: 'nothing' }, 404],
	['receipts', { regNumber: REG_NUMBERS.busy, count: -1 }, 400],
	['receipts', { regNumber: REG_NUMBERS.busy, dateTime: '2026-03-09' }, 400],
	['receipts', { regNumber: REG_NUMBERS.busy, receivedAt: 'soon' }, 400],
	['receipts', { regNumber: REG_NUMBERS.busy, kind: 'openShift' }, 400],
	['receipts', { regNumber: REG_NUMBERS.busy, many: 1 }, 400],
	['receipts', { regNumber: REG_NUMBERS.busy, overrides: { fiscalDocumentNumber: 1 } }, 400],
	['reports', { regNumber: REG_NUMBERS.busy, kind: 'openShift' }, 409],
	['registers', { organizationId: 'nothing' }, 404],
	['registers', { organizationId: ORGANIZATION_IDS.trade, regNumber: REG_NUMBERS.busy }, 409],
	['organizations', { id: ORGANIZATION_IDS.trade }, 409],
	['arrival', { regNumber: REG_NUMBERS.busy, fn: '1', fd: 1, receivedAt: null }, 404],
	['consent', { regNumber: REG_NUMBERS.busy }, 400],
])('%s %p is refused with %i', async (path, body, status) => {
	const count = ofd.state.documents(REG_NUMBERS.busy).length;
	const answer = await ofd.control<{ error: string }>(path, body);
	expect(answer.status).toBe(status);
	expect(answer.data.error).not.toBe('');
	expect(ofd.state.documents(REG_NUMBERS.busy)).toHaveLength(count);
});

test('shift reports on demand', async () => {
	const regNumber = REG_NUMBERS.busy;
	const print = async (kind: string) => {
		const { data } = await ofd.control<{ documents: Array<Record<string, Body>> }>('reports', {
			regNumber,
			kind,
		});
		return data.documents[0];
	};
	const closed = await print('closeShift');
	const opened = await print('openShift');
	expect(Number(opened.openShift.shiftNumber)).toBe(Number(closed.closeShift.shiftNumber) + 1);
	expect((await ofd.all(regNumber)).slice(-2)).toEqual([closed, opened]);
});

test('faults of the core reach these methods, too', async () => {
	const pattern = '/v2/organizations/{organizationId}/cashboxes';
	ofd.emulator.control.addFault({ path: pattern, status: 429, headers: { 'Retry-After': '3' } });
	const path = `/v2/organizations/${ORGANIZATION_IDS.trade}/cashboxes`;
	const refused = await ofd.get(path);
	expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3']);
	expect((await ofd.get(path)).status).toBe(200);
});
