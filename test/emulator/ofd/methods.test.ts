import {
	bodyOf,
	expectError,
	kindOf,
	numbers,
	periodPath,
	registerPath,
	startOfd,
	WIDE,
	type Body,
	type Ofd,
	type Page,
} from './harness';
import { KEYS, ORGANIZATION_IDS, REG_NUMBERS } from './index';
import { DOCUMENT_KINDS } from './types';

type Documents = Array<Record<string, Body>>;

let ofd: Ofd;

beforeEach(async () => {
	ofd = await startOfd();
});

afterAll(() => ofd.close());

const NOT_FOUND = 'urn:error:documents:document:not-found';

describe('organizations', () => {
	test('lists what the key opens', async () => {
		const { data } = await ofd.get<Body[]>('/v2/organizations');
		expect(data.map(({ id }) => id)).toEqual([
			ORGANIZATION_IDS.trade,
			ORGANIZATION_IDS.services,
			ORGANIZATION_IDS.entrepreneur,
		]);
		expect(Object.keys(data[0])).toEqual(['id', 'inn', 'kpp', 'ogrn', 'shortName', 'fullName']);
		expect(String(data[0].inn)).toHaveLength(10);
		expect(String(data[2].inn)).toHaveLength(12);
		expect(data[2]).not.toHaveProperty('kpp');
	});

	test('a key that opens nothing gets an empty list, or an empty body', async () => {
		const headers = { 'X-Kontur-Ofd-ApiKey': KEYS.empty };
		const list = await ofd.api.get<unknown[]>('/v2/organizations', { headers });
		expect([list.status, list.data]).toEqual([200, []]);
		ofd.state.setSwitches({ emptyBody: true });
		const nothing = await ofd.api.get<string>('/v2/organizations', { headers, responseType: 'text' });
		expect([nothing.status, nothing.data]).toEqual([200, '']);
	});

	test('one organization', async () => {
		const { data } = await ofd.get<Body>(`/v2/organizations/${ORGANIZATION_IDS.services}`);
		expect(data).toMatchObject({ id: ORGANIZATION_IDS.services, kpp: '000201001' });
	});
});

describe('cash registers', () => {
	const path = `/v2/organizations/${ORGANIZATION_IDS.trade}/cashboxes`;

	test('list and single answer agree', async () => {
		const { data } = await ofd.get<Body[]>(path);
		expect(data).toHaveLength(13);
		for (const register of data) {
			const single = await ofd.get<Body>(`${path}/${String(register.regNumber)}`);
			expect(single.data).toEqual(register);
			expect(register.regNumber).toMatch(/^\d{16}$/);
		}
		expect(JSON.stringify(data)).not.toMatch(/zone|offset|timezone/i);
	});

	test('drives, addresses and last timestamps', async () => {
		const { data } = await ofd.get<Body>(`${path}/${REG_NUMBERS.driveChange}`);
		const drives = ofd.state.register(REG_NUMBERS.driveChange).drives;
		expect(data.fiscalDrives).toEqual(
			drives.map(({ fn, documents }) => ({
				fiscalDriverNumber: fn,
				earliestDocumentTimestamp: documents[0].dateTime,
			})),
		);
		expect(data.fiscalDrive).toEqual((data.fiscalDrives as unknown[])[1]);
		const all = await ofd.all(REG_NUMBERS.driveChange);
		const last = bodyOf(all[all.length - 1]);
		expect(data.lastDocumentTimestamp).toBe(last.dateTime);
		const receipts = all.filter((document) => kindOf(document) === 'receipt');
		expect(data.lastCashReceiptTimestamp).toBe(bodyOf(receipts[receipts.length - 1]).dateTime);
	});

	test('a register that was moved keeps its old address', async () => {
		const { data } = await ofd.get<Body>(`${path}/${REG_NUMBERS.busy}`);
		const addresses = data.addresses as Array<{ address: string; startDate: string }>;
		expect(addresses).toHaveLength(2);
		expect(data.address).toBe(addresses[1].address);
		expect(addresses[0].address).not.toBe(addresses[1].address);
	});

	test('a register never used', async () => {
		const { data } = await ofd.get<Body>(`${path}/${REG_NUMBERS.neverUsed}`);
		expect(data).toMatchObject({ lastDocumentTimestamp: null, lastCashReceiptTimestamp: null });
		expect(data.fiscalDrives).toHaveLength(1);
	});

	test('how an unlimited permission is written', async () => {
		const read = async () => (await ofd.get<Body>(`${path}/${REG_NUMBERS.kaliningrad}`)).data;
		expect(await read()).toMatchObject({ permissionFrom: null, permissionTo: null });
		ofd.state.setSwitches({ unlimited: 'far' });
		expect(await read()).toMatchObject({ permissionTo: '9999-12-31T23:59:59' });
		ofd.state.setSwitches({ unlimited: 'absent' });
		expect(Object.keys(await read()).filter((key) => key.startsWith('permission'))).toEqual([]);
	});
});

describe('documents of a day', () => {
	const path = `${registerPath(REG_NUMBERS.corrections)}/documents`;

	test('four spellings of the date give the same answer', async () => {
		const expected = ofd.state
			.documents(REG_NUMBERS.corrections)
			.filter(({ dateTime }) => dateTime.startsWith('2026-03-09'))
			.map(({ fn, fd }) => `${fn}:${fd}`);
		expect(expected.length).toBeGreaterThan(3);
		for (const date of ['2026-03-09', '2026.03.09', '09-03-2026', '09.03.2026']) {
			const { data } = await ofd.get<Documents>(path, { date });
			expect(numbers(data)).toEqual(expected);
		}
	});

	test('types filter', async () => {
		const { data } = await ofd.get<Documents>(path, {
			date: '2026-03-09',
			types: 'openShift,currentStateReport',
		});
		expect(data.map(kindOf)).toEqual(['openShift', 'currentStateReport']);
	});

	test('a day without documents', async () => {
		const params = { date: '2026-04-01' };
		expect((await ofd.get(path, params)).data).toEqual([]);
		ofd.state.setSwitches({ emptyBody: true });
		const nothing = await ofd.api.get<string>(path, { params, responseType: 'text' });
		expect([nothing.status, nothing.data]).toEqual([200, '']);
	});

	test('errors', async () => {
		const dateRequired = 'urn:error:request-parameter:date:required';
		expectError(await ofd.get(path), 400, 400007, dateRequired);
		for (const date of ['2026/03/09', '2026-02-30', '9 марта']) {
			const wrong = await ofd.get(path, { date });
			expectError(wrong, 400, 400008, 'urn:error:request-parameter:date:invalid');
		}
		const types = await ofd.get(path, { date: '2026-03-09', types: 'Receipt' });
		expectError(types, 400, 400000, 'urn:error:request:invalid');
	});
});

describe('one document', () => {
	test('by id, the same as in the list', async () => {
		const all = await ofd.all(REG_NUMBERS.ffd10);
		for (const document of all.slice(0, 12)) {
			const { data } = await ofd.get(
				`${registerPath(REG_NUMBERS.ffd10)}/documents/${String(bodyOf(document).id)}`,
			);
			expect(data).toEqual(document);
		}
	});

	test('errors', async () => {
		const path = `${registerPath(REG_NUMBERS.ffd10)}/documents`;
		const zero = await ofd.get(`${path}/00000000-0000-0000-0000-000000000000`);
		expectError(zero, 404, 404001, NOT_FOUND);
		const other = ofd.state.documents(REG_NUMBERS.busy)[5].id;
		expectError(await ofd.get(`${path}/${other}`), 404, 404001, NOT_FOUND);
		expectError(await ofd.get(`${path}/15`), 400, 400000, 'urn:error:request:invalid');
	});
});

describe('version 1', () => {
	let tickets: string;
	let oldDrive: string;
	let newDrive: string;

	beforeEach(() => {
		const { inn } = ofd.state.organization(ORGANIZATION_IDS.trade);
		[oldDrive, newDrive] = ofd.state.register(REG_NUMBERS.driveChange).drives.map(({ fn }) => fn);
		tickets = `/v1/integration/inns/${inn}/kkts/${REG_NUMBERS.driveChange}/fss`;
	});

	test('lists documents of one drive', async () => {
		const all = await ofd.all(REG_NUMBERS.driveChange);
		const params = { dateFrom: '01.01.2026', dateTo: '2026.03.31' };
		for (const fn of [oldDrive, newDrive]) {
			const { data } = await ofd.get<Documents>(`${tickets}/${fn}/tickets`, params);
			expect(data).toEqual(all.filter((document) => bodyOf(document).fiscalDriveNumber === fn));
			expect(data.length).toBeGreaterThan(50);
		}
		const none = await ofd.get(`${tickets}/${oldDrive}/tickets`, {
			dateFrom: '2026-03-09',
			dateTo: '2026-03-09',
		});
		expect(none.data).toEqual([]);
	});

	test('reads one document by its number', async () => {
		const first = await ofd.get<Record<string, Body>>(`${tickets}/${oldDrive}/tickets/1`);
		const second = await ofd.get<Record<string, Body>>(`${tickets}/${newDrive}/tickets/1`);
		expect(kindOf(first.data)).toBe('fiscalReport');
		expect(kindOf(second.data)).toBe('fiscalReportCorrection');
	});

	test('errors', async () => {
		const foreign = ofd.state.register(REG_NUMBERS.busy).drives[0].fn;
		const params = { dateFrom: '2026-03-09', dateTo: '2026-03-09' };
		expectError(await ofd.get(`${tickets}/${foreign}/tickets`, params), 404, 404001, NOT_FOUND);
		expectError(await ofd.get(`${tickets}/${foreign}/tickets/1`), 404, 404001, NOT_FOUND);
		expectError(await ofd.get(`${tickets}/${oldDrive}/tickets/99999`), 404, 404001, NOT_FOUND);
		const badNumber = await ofd.get(`${tickets}/${oldDrive}/tickets/first`);
		expectError(badNumber, 400, 400000, 'urn:error:request:invalid');

		const list = `${tickets}/${oldDrive}/tickets`;
		const required = await ofd.get(list, { dateFrom: '2026-03-09' });
		expectError(required, 400, 400007, 'urn:error:request-parameter:dateTo:required');
		for (const wrong of [
			{ dateFrom: '2026-03-10', dateTo: '2026-03-09' },
			{ dateFrom: '2026-03-10', dateTo: 'soon' },
		]) {
			const urn = 'urn:error:request-parameter:period:invalid';
			expectError(await ofd.get(list, wrong), 400, 400002, urn);
		}
	});
});

describe('what documents look like', () => {
	test('the seed has every kind, each with its code', async () => {
		const codes = new Map<string, unknown>();
		for (const regNumber of [REG_NUMBERS.corrections, REG_NUMBERS.driveChange, REG_NUMBERS.bso]) {
			for (const document of await ofd.all(regNumber)) {
				const body = bodyOf(document);
				codes.set(kindOf(document), body.code ?? body.receiptCode ?? body.bsoCode);
			}
		}
		for (const document of await ofd.all(REG_NUMBERS.servicesFirst, ORGANIZATION_IDS.services)) {
			codes.set(kindOf(document), bodyOf(document).code ?? bodyOf(document).bsoCode);
		}
		expect([...codes.keys()].sort()).toEqual([...DOCUMENT_KINDS].sort());
		expect(Object.fromEntries(codes)).toEqual({
			fiscalReport: 1,
			fiscalReportCorrection: 11,
			openShift: 2,
			currentStateReport: 21,
			receipt: 3,
			receiptCorrection: 31,
			bso: 4,
			bsoCorrection: 41,
			closeShift: 5,
			closeArchive: 6,
		});
	});

	test('numbers are padded in documents and bare in registers', async () => {
		const body = bodyOf((await ofd.all(REG_NUMBERS.ffd10))[3]);
		expect(body.kktRegId).toBe(`${REG_NUMBERS.ffd10}    `);
		expect(body.fiscalDriveNumber).toMatch(/^\d{11} {5}$/);
		expect(body.userInn).toMatch(/^\d{10} {2}$/);
		const { data } = await ofd.get<Body>(registerPath(REG_NUMBERS.ffd10));
		expect(data.regNumber).toBe(REG_NUMBERS.ffd10);
		expect((data.fiscalDrive as Body).fiscalDriverNumber).toMatch(/^\d{11}$/);
	});

	test('sums agree: goods, payments, taxes, all in whole kopecks', async () => {
		const rates = new Set<string>();
		let sales = 0;
		for (const regNumber of [REG_NUMBERS.busy, REG_NUMBERS.samara, REG_NUMBERS.driveChange]) {
			for (const document of await ofd.all(regNumber)) {
				if (kindOf(document) !== 'receipt') continue;
				sales += 1;
				const body = bodyOf(document);
				const items = body.items as Body[];
				const paid = [
					'cashTotalSum',
					'ecashTotalSum',
					'prePaymentTotalSum',
					'postPaymentTotalSum',
					'considerationTotalSum',
				].reduce((sum, key) => sum + Number(body[key] ?? 0), 0);
				expect(paid).toBe(body.totalSum);
				expect(items.reduce((sum, item) => sum + Number(item.sum), 0)).toBe(body.totalSum);
				const taxes: Record<string, number> = {};
				for (const item of items) {
					const rate = String(item.ndsType);
					rates.add(rate);
					expect(Number.isInteger(item[rate])).toBe(true);
					taxes[rate] = (taxes[rate] ?? 0) + Number(item[rate]);
				}
				const inBody = Object.keys(body).filter((key) => key.startsWith('nds'));
				expect(Object.fromEntries(inBody.map((key) => [key, body[key]]))).toEqual(taxes);
				expect(Number(body.fiscalSign)).toBeLessThanOrEqual(4294967295);
			}
		}
		expect(sales).toBeGreaterThan(3000);
		expect([...rates]).toEqual(
			expect.arrayContaining(['nds22', 'nds20', 'nds10', 'nds5', 'nds7', 'ndsCalculated22']),
		);
	});

	test('VAT of a known item', () => {
		const { documents } = ofd.state.printReceipts(REG_NUMBERS.entrepreneur);
		const items = documents[0].body.items as Body[];
		expect(items[0].ndsNo).toBe(items[0].sum);
		const busy = ofd.state.documents(REG_NUMBERS.busy).flatMap(({ body }) => (body.items ?? []) as Body[]);
		const bag = busy.find(({ name, quantity }) => name === 'Пакет-майка' && quantity === 1);
		expect(bag).toMatchObject({ price: 799, sum: 799, nds22: 144, ndsType: 'nds22' });
	});

	test('oddities a client has to live with', async () => {
		const old = (await ofd.all(REG_NUMBERS.ffd10)).map(bodyOf);
		expect(old.some((body) => Array.isArray(body.Modifiers))).toBe(true);
		expect(old.some((body) => body.paymentAgentRemuneration === '')).toBe(true);
		const items = old.flatMap((body) => (body.items ?? []) as Body[]);
		expect(items.some((item) => Array.isArray(item.modifiers))).toBe(true);
		const fresh = (await ofd.all(REG_NUMBERS.samara)).map(bodyOf);
		expect(fresh.some((body) => 'fiscalDocumentFormatVersion' in body)).toBe(true);
		const busy = (await ofd.all(REG_NUMBERS.busy)).map(bodyOf);
		expect(busy.some((body) => Array.isArray(body.stornoItems))).toBe(true);
		expect(busy.some((body) => Array.isArray(body.properties))).toBe(true);
		expect(busy.some((body) => Number(body.fiscalSign) > 2147483647)).toBe(true);
		const weights = busy.flatMap((body) => (body.items ?? []) as Body[]);
		expect(weights.some(({ quantity }) => !Number.isInteger(quantity))).toBe(true);
	});
});

describe('switches of the answers', () => {
	test('the 2021 edition', async () => {
		const today = JSON.stringify(await ofd.all(REG_NUMBERS.samara));
		expect(today).toMatch(/"receiveDateTimeUtc":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/);
		expect(today).toMatch(/"nds5"/);
		ofd.state.setSwitches({ d22: true });
		const then = JSON.stringify(await ofd.all(REG_NUMBERS.samara));
		expect(then).not.toMatch(/receiveDateTimeUtc|"nds(Calculated)?(5|7|22)"|ndsType|internetSign(?=F)/);
		const { data } = await ofd.get<Body>(registerPath(REG_NUMBERS.samara));
		expect(Object.keys(data).filter((key) => key.startsWith('last'))).toEqual([]);
	});

	test('spellings of the acceptance time', async () => {
		const path = periodPath(REG_NUMBERS.samara);
		const read = async () => {
			const { data } = await ofd.get<Page>(path, { ...WIDE, limit: 1 });
			return bodyOf(data.documents[0]).receiveDateTimeUtc;
		};
		const [first] = ofd.state.documents(REG_NUMBERS.samara);
		const iso = new Date(first.receivedAt ?? 0).toISOString();
		expect(await read()).toBe(iso.replace('.000Z', 'Z'));
		ofd.state.setSwitches({ receivedFormat: 'plain' });
		expect(await read()).toBe(iso.replace('.000Z', ''));
		ofd.state.setSwitches({ receivedFormat: 'fraction' });
		expect(await read()).toBe(iso.replace('.000Z', '.0004567Z'));
	});

	test('FFD numbers of payment mode and subject', async () => {
		const modes = async () => {
			const all = await ofd.all(REG_NUMBERS.driveChange);
			const items = all.flatMap((document) => (bodyOf(document).items ?? []) as Body[]);
			return {
				mode: [...new Set(items.map((item) => item.paymentMode))].sort(),
				subject: [...new Set(items.map((item) => item.paymentSubject))].sort((a, b) => Number(a) - Number(b)),
			};
		};
		expect(await modes()).toEqual({ mode: [0, 3], subject: [0, 3, 9, 30] });
		ofd.state.setSwitches({ ffdCodes: true });
		expect(await modes()).toEqual({ mode: [1, 4], subject: [1, 4, 10, 33] });
	});

	test('all-zero ids leave the offsets working', async () => {
		ofd.state.setSwitches({ zeroId: true });
		const all = await ofd.all(REG_NUMBERS.samara);
		expect(new Set(all.map((document) => bodyOf(document).id))).toEqual(
			new Set(['00000000-0000-0000-0000-000000000000']),
		);
		expect(all).toHaveLength(ofd.state.documents(REG_NUMBERS.samara).length);
	});
});

test('methods other than GET and unknown addresses carry no error body', async () => {
	const wrong = await ofd.api.post<string>('/v2/organizations', {});
	expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET']);
	const unknown = await ofd.get<string>('/v2/receipts');
	expect(unknown.status).toBe(404);
	expect(unknown.data).not.toHaveProperty('errorCodeId');
});
