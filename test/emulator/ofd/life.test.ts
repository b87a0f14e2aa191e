import {
	bodyOf,
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
import { ORGANIZATION_IDS, REG_NUMBERS } from './index';
import { DAY, HOUR, MINUTE } from './shop/time';

type Documents = Array<Record<string, Body>>;

interface Printed {
	documents: Documents;
	reports: Documents;
}

let ofd: Ofd;

beforeEach(async () => {
	ofd = await startOfd();
});

afterAll(() => ofd.close());

const keysOf = async (regNumber: string) => new Set(numbers(await ofd.all(regNumber)));

async function fresh(zone = 3): Promise<string> {
	const { data } = await ofd.control<{ regNumber: string }>('registers', {
		organizationId: ORGANIZATION_IDS.trade,
		zone,
	});
	return data.regNumber;
}

async function lastOffset(regNumber: string): Promise<string> {
	const { data } = await ofd.get<Page>(periodPath(regNumber), WIDE);
	return decodeURIComponent(String(data.paging.nextOffset));
}

describe('visibility', () => {
	test('follows the acceptance, not the formation', async () => {
		const regNumber = await fresh();
		const { data } = await ofd.control<Printed>('receipts', {
			regNumber,
			dateTime: '2026-03-01T10:00:00',
			receivedAt: '2026-03-12T09:00:00Z',
		});
		const [key] = numbers(data.documents);
		const byId = `${registerPath(regNumber)}/documents/${String(bodyOf(data.documents[0]).id)}`;
		expect((await keysOf(regNumber)).has(key)).toBe(false);
		expect((await ofd.get(byId)).status).toBe(404);

		ofd.emulator.state.clock.set(new Date('2026-03-12T08:59:59Z'));
		expect((await keysOf(regNumber)).has(key)).toBe(false);
		ofd.emulator.state.clock.set(new Date('2026-03-12T09:00:00Z'));
		expect((await ofd.get(byId)).data).toEqual(data.documents[0]);
		expect(bodyOf(data.documents[0])).toMatchObject({
			dateTime: '2026-03-01T10:00:00',
			receiveDateTimeUtc: '2026-03-12T09:00:00Z',
		});
	});

	test('a printed receipt is answered exactly as it was returned', async () => {
		const { data } = await ofd.control<Printed>('receipts', {
			regNumber: REG_NUMBERS.agents,
			count: 5,
			stepMinutes: 3,
		});
		const all = await ofd.all(REG_NUMBERS.agents);
		expect(all.slice(-5)).toEqual(data.documents);
		expect(new Set(data.documents.map((document) => bodyOf(document).dateTime)).size).toBe(5);
	});

	test('kind and overrides', async () => {
		const { data } = await ofd.control<Printed>('receipts', {
			regNumber: REG_NUMBERS.busy,
			kind: 'receiptCorrection',
			overrides: { totalSum: 12345, extra: { nested: [1] } },
		});
		expect(data.documents.map(kindOf)).toEqual(['receiptCorrection']);
		expect(bodyOf(data.documents[0])).toMatchObject({ totalSum: 12345, extra: { nested: [1] } });
	});

	test('a register prints in its own zone and, when it is wrong, ahead of it', async () => {
		const times = async (regNumber: string) => {
			const { data } = await ofd.control<Printed>('receipts', { regNumber });
			return bodyOf(data.documents[0]).dateTime;
		};
		const west = await fresh(2);
		const east = await fresh(12);
		expect(await times(west)).toBe('2026-03-10T14:00:00');
		expect(await times(east)).toBe('2026-03-11T00:00:00');
		await ofd.control('clock-ahead', { regNumber: west, minutes: 90 });
		expect(await times(west)).toBe('2026-03-10T15:30:00');
	});

	test('last timestamps move with what has arrived', async () => {
		const read = async () => (await ofd.get<Body>(registerPath(REG_NUMBERS.samara))).data;
		const before = await read();
		ofd.emulator.state.clock.advance(5 * MINUTE);
		ofd.state.printReceipts(REG_NUMBERS.samara, { receivedAt: null });
		expect(await read()).toEqual(before);
		ofd.state.deliver(REG_NUMBERS.samara);
		expect(await read()).toMatchObject({
			lastDocumentTimestamp: '2026-03-10T16:05:00',
			lastCashReceiptTimestamp: '2026-03-10T16:05:00',
		});
	});
});

describe('off line', () => {
	test('the seeded register without connection delivers its backlog behind the cursor', async () => {
		const offset = await lastOffset(REG_NUMBERS.offline);
		const hidden = ofd.state
			.documents(REG_NUMBERS.offline)
			.filter(({ receivedAt }) => receivedAt === null)
			.map(({ fn, fd }) => `${fn}:${fd}`);
		expect(hidden.length).toBeGreaterThan(20);
		const { data } = await ofd.control<Printed>('offline', {
			regNumber: REG_NUMBERS.offline,
			offline: false,
		});
		expect(numbers(data.documents)).toEqual(hidden);
		const next = await ofd.get<Page>(periodPath(REG_NUMBERS.offline), { ...WIDE, offset });
		expect(numbers(next.data.documents)).toEqual(hidden);
	});

	test('29 days of silence, then 1500 documents at once', async () => {
		const regNumber = await fresh();
		ofd.state.goOffline(regNumber);
		ofd.state.printReceipts(regNumber, { count: 1499 });
		expect((await keysOf(regNumber)).size).toBe(1);
		ofd.emulator.state.clock.advance(29 * DAY);
		expect((await keysOf(regNumber)).size).toBe(1);
		ofd.state.goOnline(regNumber);
		expect((await keysOf(regNumber)).size).toBe(1501);
		const [document] = (await ofd.all(regNumber)).slice(-1);
		expect(bodyOf(document)).toMatchObject({
			dateTime: '2026-03-10T15:00:00',
			receiveDateTimeUtc: '2026-04-08T12:00:00Z',
		});
	});

	test('a backlog can trickle in', async () => {
		const regNumber = await fresh();
		ofd.state.printReceipts(regNumber, { count: 3, receivedAt: null });
		await ofd.control('deliver', { regNumber, count: 3, spacingMs: HOUR });
		const sizes: number[] = [];
		for (let i = 0; i < 3; i++) {
			sizes.push((await keysOf(regNumber)).size);
			ofd.emulator.state.clock.advance(HOUR);
		}
		expect(sizes).toEqual([2, 3, 4]);
		expect((await keysOf(regNumber)).size).toBe(4);
		await ofd.control('deliver', { regNumber });
		expect((await keysOf(regNumber)).size).toBe(5);
	});

	test('the shift report tells what waits', async () => {
		const regNumber = await fresh();
		ofd.state.printReceipts(regNumber, { count: 2 });
		ofd.state.goOffline(regNumber);
		ofd.state.printReceipts(regNumber, { count: 3, dateTime: '2026-03-10T15:07:00' });
		const state = ofd.state.currentState(regNumber);
		expect(state.body).toMatchObject({
			notTransmittedDocumentNumber: 5,
			notTransmittedDocumentsQuantity: 3,
			notTransmittedDocumentsDateTime: '2026-03-10T15:07:00',
		});
		const closed = ofd.state.closeShift(regNumber);
		expect(closed.body).toMatchObject({
			receiptsQuantity: 5,
			documentsQuantity: 8,
			notTransmittedDocumentsQuantity: 4,
		});
	});
});

describe('publication out of order', () => {
	test('N+1 is there before N', async () => {
		const regNumber = await fresh();
		ofd.state.printReceipts(regNumber);
		const { data } = await ofd.control<Printed>('receipts/out-of-order', { regNumber });
		const [late, early] = numbers(data.documents);
		let keys = await keysOf(regNumber);
		expect([keys.has(late), keys.has(early)]).toEqual([false, true]);
		const offset = await lastOffset(regNumber);
		ofd.state.deliver(regNumber);
		keys = await keysOf(regNumber);
		expect([keys.has(late), keys.has(early)]).toEqual([true, true]);
		const after = await ofd.get<Page>(periodPath(regNumber), { ...WIDE, offset });
		expect(after.data.documents).toEqual([]);
	});

	test('the arrival of any document can be moved', async () => {
		const { fn, fd } = ofd.state.documents(REG_NUMBERS.samara)[10];
		await ofd.control('arrival', { regNumber: REG_NUMBERS.samara, fn, fd, receivedAt: null });
		expect((await keysOf(REG_NUMBERS.samara)).has(`${fn}:${fd}`)).toBe(false);
		const receivedAt = '2026-03-10T11:00:00Z';
		await ofd.control('arrival', { regNumber: REG_NUMBERS.samara, fn, fd, receivedAt });
		expect((await keysOf(REG_NUMBERS.samara)).has(`${fn}:${fd}`)).toBe(true);
	});
});

describe('drive replacement', () => {
	test('the seed has a clean one', async () => {
		const all = await ofd.all(REG_NUMBERS.driveChange);
		const kinds = all.map(kindOf);
		const at = kinds.indexOf('closeArchive');
		expect(kinds.slice(at - 1, at + 3)).toEqual([
			'closeShift',
			'closeArchive',
			'fiscalReportCorrection',
			'openShift',
		]);
		expect(bodyOf(all[at + 1])).toMatchObject({ fiscalDocumentNumber: 1, correctionReasonCodes: [1] });
	});

	test('a clean one on demand', async () => {
		const regNumber = await fresh();
		ofd.state.printReceipts(regNumber);
		const { data } = await ofd.control<{ oldDrive: string; newDrive: string; documents: Documents }>(
			'drives',
			{
				regNumber,
				newDrive: '9960440300999999',
			},
		);
		expect(data.documents.map(kindOf)).toEqual(['closeShift', 'closeArchive', 'fiscalReportCorrection']);
		const register = await ofd.get<Body>(registerPath(regNumber));
		expect(register.data.fiscalDrive).toMatchObject({ fiscalDriverNumber: '9960440300999999' });
		expect(register.data.fiscalDrives).toHaveLength(2);
		const printed = ofd.state.printReceipts(regNumber);
		expect(printed.documents[0]).toMatchObject({ fn: '9960440300999999', fd: 3 });
	});

	test('stragglers of the old drive come after the new one has started', async () => {
		const regNumber = await fresh();
		ofd.state.printReceipts(regNumber);
		const replaced = ofd.state.replaceDrive(regNumber, { stragglers: 3 });
		expect(replaced.stragglers).toHaveLength(3);
		ofd.state.printReceipts(regNumber);
		const offset = await lastOffset(regNumber);
		const before = await keysOf(regNumber);
		expect([...before].filter((key) => key.startsWith(replaced.newDrive))).toHaveLength(3);

		const late = ofd.state.deliver(regNumber, { fn: replaced.oldDrive }).map(({ kind }) => kind);
		expect(late).toEqual(['receipt', 'receipt', 'receipt', 'closeShift', 'closeArchive']);
		const next = await ofd.get<Page>(periodPath(regNumber), { ...WIDE, offset });
		expect(next.data.documents).toEqual([]);
		expect((await keysOf(regNumber)).size).toBe(before.size + 5);
	});

	test('a broken drive leaves no closing report', async () => {
		const regNumber = await fresh();
		ofd.state.printReceipts(regNumber);
		const { documents } = ofd.state.replaceDrive(regNumber, { closeArchive: false });
		expect(documents.map(({ kind }) => kind)).toEqual(['fiscalReportCorrection']);
	});

	test('the new drive is unknown until its first document arrives', async () => {
		const regNumber = await fresh();
		ofd.state.goOffline(regNumber);
		const { oldDrive, newDrive } = ofd.state.replaceDrive(regNumber);
		const current = async () =>
			(await ofd.get<{ fiscalDrive: Body }>(registerPath(regNumber))).data.fiscalDrive.fiscalDriverNumber;
		expect(await current()).toBe(oldDrive);
		ofd.state.goOnline(regNumber);
		expect(await current()).toBe(newDrive);
	});
});

describe('new organizations and registers', () => {
	test('appear with the grant of the demo key', async () => {
		const organization = await ofd.control<{ id: string; inn: string }>('organizations', {
			fullName: 'ООО «Новое»',
		});
		const register = await ofd.control<{ regNumber: string }>('registers', {
			organizationId: organization.data.id,
			goods: 'noVat',
			saleKind: 'bso',
			permissionTo: '2027-01-01T00:00:00',
		});
		const { data } = await ofd.get<Body[]>(`/v2/organizations/${organization.data.id}/cashboxes`);
		expect(data).toEqual([register.data]);
		expect(data[0]).toMatchObject({ permissionFrom: null, permissionTo: '2027-01-01T00:00:00' });
		const printed = await ofd.control<Printed>('receipts', { regNumber: register.data.regNumber });
		expect(printed.data.documents.map(kindOf)).toEqual(['bso']);
		expect(organization.data.inn).toHaveLength(10);
	});

	test('a grant can be narrowed', async () => {
		const { key } = ofd.state.keys[0];
		await ofd.control('grants', {
			key,
			organizationId: ORGANIZATION_IDS.trade,
			registers: [REG_NUMBERS.busy],
		});
		const { data } = await ofd.get<Body[]>(`/v2/organizations/${ORGANIZATION_IDS.trade}/cashboxes`);
		expect(data.map(({ regNumber }) => regNumber)).toEqual([REG_NUMBERS.busy]);
	});
});

test('registers can print by themselves as the clock moves', async () => {
	const before = (await keysOf(REG_NUMBERS.samara)).size;
	ofd.state.setSwitches({ autoPrintMinutes: 10 });
	ofd.emulator.state.clock.advance(25 * MINUTE);
	expect((await keysOf(REG_NUMBERS.samara)).size).toBe(before + 2);
	ofd.emulator.state.clock.advance(DAY);
	const kinds = (await ofd.all(REG_NUMBERS.samara)).map(kindOf);
	expect(kinds.slice(before).filter((kind) => kind !== 'receipt')).toEqual(['closeShift', 'openShift']);
	ofd.state.setSwitches({ autoPrintMinutes: 0 });
	const settled = (await keysOf(REG_NUMBERS.samara)).size;
	ofd.emulator.state.clock.advance(DAY);
	expect((await keysOf(REG_NUMBERS.samara)).size).toBe(settled);
});
