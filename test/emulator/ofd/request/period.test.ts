import { bodyOf, expectError, numbers, periodPath, startOfd, WIDE, type Ofd, type Page } from '../harness';
import { REG_NUMBERS } from '../index';
import { offsetOfGuid } from './guid';

const BAD_PAGING = 'urn:error:page-query:build:invalid';
const FOREIGN_DRIVE = 'urn:error:document-metas-service:get-document-ids:failed';

let ofd: Ofd;

beforeEach(async () => {
	ofd = await startOfd();
});

afterAll(() => ofd.close());

function page(regNumber: string, params: Record<string, unknown> = {}) {
	return ofd.get<Page>(periodPath(regNumber), { ...WIDE, ...params });
}

function next({ data }: { data: Page }): string {
	const { nextOffset } = data.paging;
	if (!nextOffset) throw new Error('no nextOffset');
	return decodeURIComponent(nextOffset);
}

function visibleKeys(regNumber: string, from = WIDE.dateFrom, to = WIDE.dateTo): string[] {
	return ofd.state
		.documents(regNumber)
		.filter(({ receivedAt }) => receivedAt !== null && receivedAt <= ofd.state.now())
		.filter(({ dateTime }) => dateTime >= from && dateTime <= to)
		.map(({ fn, fd }) => `${fn}:${fd}`);
}

describe('paging', () => {
	test('rules 1 and 2: pages of 1000 from the beginning, nothing twice, nothing left out', async () => {
		const sizes: number[] = [];
		const seen: string[] = [];
		let offset: string | undefined;
		for (let i = 0; i < 10; i++) {
			const answer = await page(REG_NUMBERS.busy, offset === undefined ? {} : { offset });
			sizes.push(answer.data.documents.length);
			seen.push(...numbers(answer.data.documents));
			if (next(answer) === offset) break;
			offset = next(answer);
		}
		const expected = visibleKeys(REG_NUMBERS.busy);
		expect(sizes.slice(0, 3)).toEqual([1000, 1000, 1000]);
		expect(sizes[sizes.length - 1]).toBe(0);
		expect(seen).toEqual(expected);
		expect(new Set(seen).size).toBe(seen.length);
	});

	test('rule 3: at the end the offset is returned, and later requests continue from it', async () => {
		const last = await page(REG_NUMBERS.samara, { dateFrom: '2026-03-08T00:00:00' });
		const offset = next(last);
		const end = await page(REG_NUMBERS.samara, { dateFrom: '2026-03-08T00:00:00', offset });
		expect(end.data).toEqual({ documents: [], paging: { nextOffset: encodeURIComponent(offset) } });

		const printed = ofd.state.printReceipts(REG_NUMBERS.samara, { count: 2 });
		const more = await page(REG_NUMBERS.samara, { dateFrom: '2026-03-08T00:00:00', offset });
		expect(numbers(more.data.documents)).toEqual(printed.documents.map(({ fn, fd }) => `${fn}:${fd}`));
		expect(next(more)).toBe(offsetOfGuid(printed.documents[1].id));
	});

	test('rule 4: no documents and no offset', async () => {
		const empty = await page(REG_NUMBERS.neverUsed);
		expect(empty.status).toBe(200);
		expect(empty.data).toEqual({ documents: [], paging: {} });
		ofd.state.setSwitches({ emptyPaging: 'null' });
		expect((await page(REG_NUMBERS.neverUsed)).data.paging).toEqual({ nextOffset: null });
		ofd.state.setSwitches({ emptyBody: true });
		const nothing = await ofd.api.get<string>(periodPath(REG_NUMBERS.neverUsed), {
			params: WIDE,
			responseType: 'text',
		});
		expect([nothing.status, nothing.data]).toEqual([200, '']);
	});

	test('rule 5: the filter works after the page was taken', async () => {
		const collected: string[] = [];
		let offset: string | undefined;
		let emptyWithMove = 0;
		for (let i = 0; i < 200; i++) {
			const answer = await page(REG_NUMBERS.samara, {
				types: 'openShift,closeShift',
				limit: 5,
				...(offset === undefined ? {} : { offset }),
			});
			collected.push(...numbers(answer.data.documents));
			if (next(answer) === offset) break;
			if (answer.data.documents.length === 0) emptyWithMove += 1;
			offset = next(answer);
		}
		const expected = ofd.state
			.documents(REG_NUMBERS.samara)
			.filter(({ kind }) => kind === 'openShift' || kind === 'closeShift')
			.map(({ fn, fd }) => `${fn}:${fd}`);
		expect(collected).toEqual(expected);
		expect(emptyWithMove).toBeGreaterThan(0);
	});

	test('or before it, with the switch', async () => {
		ofd.state.setSwitches({ filterFirst: true });
		const answer = await page(REG_NUMBERS.samara, { types: 'openShift,closeShift', limit: 5 });
		expect(answer.data.documents).toHaveLength(5);
	});

	test('rule 6: limits', async () => {
		expect((await page(REG_NUMBERS.busy, { limit: 5000 })).data.documents).toHaveLength(1000);
		expect((await page(REG_NUMBERS.busy, { limit: 7 })).data.documents).toHaveLength(7);
		for (const limit of ['0', '-1']) {
			expectError(await page(REG_NUMBERS.busy, { limit }), 400, 400000, BAD_PAGING);
		}
		for (const limit of ['many', '1.5']) {
			expectError(await page(REG_NUMBERS.busy, { limit }), 400, 400000, 'urn:error:request:invalid');
		}
		ofd.state.setSwitches({ pageLimit: 3 });
		expect((await page(REG_NUMBERS.busy)).data.documents).toHaveLength(3);
	});

	test('rule 6: bad offsets', async () => {
		const { id } = ofd.state.documents(REG_NUMBERS.kaliningrad)[3];
		const good = next(await page(REG_NUMBERS.busy, { limit: 1 }));
		const bad = [
			'garbage',
			offsetOfGuid('00000000-0000-0000-0000-000000000001'),
			offsetOfGuid(id),
			encodeURIComponent(good),
		];
		for (const offset of bad) {
			expectError(await page(REG_NUMBERS.busy, { offset }), 400, 400000, BAD_PAGING);
		}
		expect((await page(REG_NUMBERS.busy, { offset: good })).status).toBe(200);
	});

	test('rule 7: the offset document inside the period', async () => {
		const keys = visibleKeys(REG_NUMBERS.samara);
		const tenth = ofd.state.documents(REG_NUMBERS.samara)[9];
		const answer = await page(REG_NUMBERS.samara, { offset: offsetOfGuid(tenth.id), limit: 3 });
		expect(numbers(answer.data.documents)).toEqual(keys.slice(10, 13));
	});

	test('rule 7: documents of one minute on the border of the period', async () => {
		const { regNumber } = ofd.state.addRegister(ofd.state.organizations[0].id, {});
		const moment = '2026-03-10T15:30:00';
		const printed = ofd.state.printReceipts(regNumber, { count: 4, dateTime: moment }).documents;
		const keys = printed.map(({ fn, fd }) => `${fn}:${fd}`);
		for (const period of [{ dateTo: moment }, { dateFrom: moment }]) {
			const answer = await page(regNumber, { ...period, offset: offsetOfGuid(printed[1].id) });
			expect(numbers(answer.data.documents)).toEqual(keys.slice(2));
		}
	});

	test('rule 8: outside the period, same drive', async () => {
		const documents = ofd.state.documents(REG_NUMBERS.samara);
		const period = { dateFrom: '2026-03-05T00:00:00', dateTo: '2026-03-05T23:59:59' };
		const inside = visibleKeys(REG_NUMBERS.samara, period.dateFrom, period.dateTo);
		expect(inside.length).toBeGreaterThan(5);

		const earlier = offsetOfGuid(documents[3].id);
		const fromStart = await page(REG_NUMBERS.samara, { ...period, offset: earlier });
		expect(numbers(fromStart.data.documents)).toEqual(inside);

		const later = offsetOfGuid(documents[documents.length - 1].id);
		const nothing = await page(REG_NUMBERS.samara, { ...period, offset: later });
		expect(nothing.data.documents).toEqual([]);
		expect(next(nothing)).toBe(later);
	});

	test('rule 9: outside the period, a foreign drive', async () => {
		const documents = ofd.state.documents(REG_NUMBERS.driveChange);
		const oldDrive = offsetOfGuid(documents[4].id);
		const period = { dateFrom: '2026-03-05T00:00:00', dateTo: '2026-03-08T23:59:59' };
		const refused = await page(REG_NUMBERS.driveChange, { ...period, offset: oldDrive });
		expectError(refused, 400, 400000, FOREIGN_DRIVE);

		const both = { dateFrom: '2026-02-24T00:00:00', dateTo: '2026-03-08T23:59:59' };
		const widened = await page(REG_NUMBERS.driveChange, { ...both, offset: oldDrive });
		expect(numbers(widened.data.documents)).toEqual(
			visibleKeys(REG_NUMBERS.driveChange, both.dateFrom, both.dateTo),
		);
	});

	test('rule 9 for a period without documents, and the milder reading', async () => {
		const offset = offsetOfGuid(ofd.state.documents(REG_NUMBERS.samara)[3].id);
		const params = { dateFrom: '2026-03-20T00:00:00', dateTo: '2026-03-21T00:00:00', offset };
		expectError(await page(REG_NUMBERS.samara, params), 400, 400000, FOREIGN_DRIVE);
		ofd.state.setSwitches({ emptyPeriodOffset: 'keep' });
		const kept = await page(REG_NUMBERS.samara, params);
		expect(kept.data).toEqual({ documents: [], paging: { nextOffset: encodeURIComponent(offset) } });
	});

	test.each([1000, 1001])('exactly %i documents', async (count) => {
		const register = ofd.state.addRegister(ofd.state.organizations[0].id, { regNumber: '0000000009000001' });
		const { reports } = ofd.state.printReceipts(register.regNumber, { count: count - 2 });
		expect(reports).toHaveLength(1);
		const first = await page(register.regNumber);
		expect(first.data.documents).toHaveLength(1000);
		const second = await page(register.regNumber, { offset: next(first) });
		expect(second.data.documents).toHaveLength(count - 1000);
		const third = await page(register.regNumber, { offset: next(second) });
		expect(third.data.documents).toHaveLength(0);
		expect(next(third)).toBe(next(second));
	});
});

describe('offsets on the wire', () => {
	test('are percent-encoded in JSON and decode to Base64 of the id', async () => {
		const { data } = await page(REG_NUMBERS.busy, { limit: 1 });
		expect(data.paging.nextOffset).toMatch(/^[A-Za-z0-9%]+%3D%3D$/);
		const id = String(bodyOf(data.documents[0]).id);
		expect(decodeURIComponent(String(data.paging.nextOffset))).toBe(offsetOfGuid(id));
	});

	test('or plain, with the switch', async () => {
		ofd.state.setSwitches({ rawOffset: true });
		const { data } = await page(REG_NUMBERS.busy, { limit: 1 });
		expect(data.paging.nextOffset).toMatch(/^[A-Za-z0-9+/]{22}==$/);
	});

	test('the address may contain unescaped JSON', async () => {
		const first = await page(REG_NUMBERS.busy, { limit: 2 });
		const query = `dateFrom=${WIDE.dateFrom}&dateTo=${WIDE.dateTo}&limit=1&offset=${String(first.data.paging.nextOffset)}`;
		const { data } = await ofd.get<Page>(`${periodPath(REG_NUMBERS.busy)}?${query}`);
		expect(bodyOf(data.documents[0]).fiscalDocumentNumber).toBe(3);
	});

	test('a plus or a slash has to be encoded', async () => {
		const offsets = ofd.state.documents(REG_NUMBERS.busy).map(({ id }) => offsetOfGuid(id));
		const plus = offsets.find((offset) => offset.includes('+') && offset.includes('/'));
		if (!plus) throw new Error('the seed has no such offset');
		const path = `${periodPath(REG_NUMBERS.busy)}?dateFrom=${WIDE.dateFrom}&dateTo=${WIDE.dateTo}&limit=1`;
		expectError(await ofd.get(`${path}&offset=${plus}`), 400, 400000, BAD_PAGING);
		expect((await ofd.get(`${path}&offset=${encodeURIComponent(plus)}`)).status).toBe(200);
	});
});

describe('parameters', () => {
	test.each([
		[{ dateFrom: undefined }, 400007, 'urn:error:request-parameter:dateFrom:required'],
		[{ dateTo: undefined }, 400007, 'urn:error:request-parameter:dateTo:required'],
		[{ dateFrom: '2026-03-09' }, 400009, 'urn:error:request-parameter:datetime:invalid'],
		[{ dateTo: '2026-03-09T10:00:00Z' }, 400009, 'urn:error:request-parameter:datetime:invalid'],
		[{ dateTo: '2026-03-09T10:00:00.000' }, 400009, 'urn:error:request-parameter:datetime:invalid'],
		[{ dateFrom: '2026-05-01T00:00:00' }, 400002, 'urn:error:request-parameter:period:invalid'],
		[{ types: 'receipt,cheque' }, 400000, 'urn:error:request:invalid'],
	])('%p', async (params, code, urn) => {
		expectError(await page(REG_NUMBERS.samara, params), 400, code, urn);
	});

	test('both borders belong to the period', async () => {
		const { dateTime } = ofd.state.documents(REG_NUMBERS.samara)[20];
		const { data } = await page(REG_NUMBERS.samara, { dateFrom: dateTime, dateTo: dateTime });
		expect(data.documents.length).toBeGreaterThan(0);
		for (const document of data.documents) expect(bodyOf(document).dateTime).toBe(dateTime);
	});
});
