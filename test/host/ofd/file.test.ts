import type { IDataObject } from 'n8n-workflow';
import { REG_NUMBERS } from '../../emulator/ofd';
import { shortenPauses } from '../../support/pauses';
import { readBinary, startBinaryData } from '../engine/binary';
import { openShop, type Shop } from './ofd.fixture';

let shop: Shop;
beforeEach(async () => {
	shop = await openShop();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await shop.close();
});

const some = {
	cashRegisters: 'selected',
	kktRegIds: [REG_NUMBERS.busy, REG_NUMBERS.samara, REG_NUMBERS.ffd10],
	dateFrom: '2026-03-07',
	dateTo: '2026-03-09',
	simplify: true,
};
const get = async (options: object, more: object = {}) =>
	await shop.run('document', 'getAll', { ...some, options, ...more });

async function fileOf(options: object, more: object = {}) {
	const { items, json, error } = await get(options, more);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	const data = items[0].binary?.data;
	return { json: json[0], data, text: (await readBinary(data)).toString('utf8') };
}

const byKey = (rows: IDataObject[]) =>
	[...rows].sort((a, b) => String(a.dedupeKey).localeCompare(String(b.dedupeKey), 'en', { numeric: true }));

const objectsIn = (text: string) =>
	text
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as IDataObject);

/** A reader of CSV that knows nothing of the writer. */
function rowsIn(text: string): IDataObject[] {
	const rows: string[][] = [[]];
	const cells = /("(?:[^"]|"")*"|[^;\r\n]*)(;|\r\n|$)/gy;
	for (let match = cells.exec(text); match && match[0] !== ''; match = cells.exec(text)) {
		const [, cell, end] = match;
		rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
		if (end === '\r\n') rows.push([]);
	}
	const [head, ...body] = rows.filter((row) => row.length > 0);
	return body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
}

const written = (value: unknown) => {
	if (value === undefined || value === null) return '';
	if (typeof value === 'boolean') return value ? '1' : '0';
	return typeof value === 'number' ? String(value).replace('.', ',') : (value as string);
};

describe.each(['filesystem', 'memory'] as const)('files in n8n: %s', (mode) => {
	if (mode === 'filesystem') {
		beforeAll(async () => {
			await startBinaryData('filesystem');
		});
	}

	test.each([true, false])('NDJSON holds the items, simplified: %s', async (simplify) => {
		const { json } = await get({}, { simplify });
		const file = await fileOf({ output: 'ndjson' }, { simplify });
		expect(byKey(objectsIn(file.text))).toEqual(byKey(json));
		expect(file.json).toEqual({
			fileName: 'receipts_2026-03-07_2026-03-09.ndjson',
			documents: json.length,
			rows: json.length,
			cashRegisters: 3,
			from: '2026-03-07',
			to: '2026-03-09',
		});
	});

	test.each([false, true])('CSV holds every field of the items, by receipt line: %s', async (splitGoods) => {
		const { json } = await get({ splitGoods });
		const { text, data } = await fileOf({ output: 'csv', splitGoods });
		expect(data).toMatchObject({ fileName: 'receipts_2026-03-07_2026-03-09.csv', mimeType: 'text/csv' });
		expect(text.startsWith('\uFEFFshop;cashRegister;dateTime;operation;')).toBe(true);
		const rows = byKey(rowsIn(text.slice(1)));
		expect(rows).toHaveLength(json.length);
		byKey(json).forEach((item, at) => {
			const fields = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, written(value)]));
			expect(rows[at]).toMatchObject(fields);
		});
	});
});

test('names with separators, quotes and formulas stay one cell and run nothing', async () => {
	const register = shop.ofd.register(REG_NUMBERS.samara);
	register.salesPointName = '=cmd|\'/c calc\'!A1;"x"\r\n';
	const { text } = await fileOf({ output: 'csv' }, { kktRegIds: [REG_NUMBERS.samara] });
	const [row] = rowsIn(text.slice(1));
	expect(row.shop).toBe("'=cmd|'/c calc'!A1;\"x\"");
});

test('a limit counts documents', async () => {
	const { json, text } = await fileOf({ output: 'ndjson' }, { returnAll: false, limit: 7 });
	expect(json.documents).toBe(7);
	expect(objectsIn(text)).toHaveLength(7);
});

test('a register that fails leaves no file, whatever was chosen', async () => {
	shortenPauses(1);
	shop.emulator.control.addFault({ path: `/${REG_NUMBERS.samara}/documents`, status: 500, times: 1000 });
	for (const onPartialFailure of [undefined, 'note', 'item']) {
		const { items, error } = await get({ output: 'csv', ...(onPartialFailure ? { onPartialFailure } : {}) });
		expect(items).toEqual([]);
		expect(error?.message).toContain('Kontur.OFD failed to process the request');
	}
});

describe('parallel requests', () => {
	const limitTo = (parallelRequests: number) => {
		const { credentials } = shop.engine;
		credentials.set('ofd', { ...credentials.get('ofd'), parallelRequests });
	};
	const most = () => shop.emulator.control.counters().mostAtOnce.ofd;

	test.each([1, 4])('%i at most are open while files are written', async (limit) => {
		limitTo(limit);
		shop.emulator.control.addFault({ path: '/documents', kind: 'slowBody', delayMs: 20, times: 1000 });
		const files = await Promise.all(
			[{ output: 'csv' }, { output: 'ndjson' }, { output: 'csv', splitGoods: true }].map(
				async (options) => await fileOf(options),
			),
		);
		expect(new Set(files.map(({ json }) => json.documents)).size).toBe(1);
		expect(most()).toBe(limit);
	});

	test('a file that is cancelled ends at once and gives its places back', async () => {
		limitTo(1);
		const isAsked = () => shop.emulator.control.log().some(({ path }) => path.includes('/documents'));
		shop.emulator.control.addFault({ path: '/documents', delayMs: 20_000, times: 1000 });
		const { items, error } = await shop.run(
			'document',
			'getAll',
			{ ...some, options: { output: 'csv' } },
			{
				cancelAfter: async () => {
					while (!isAsked()) await new Promise((resolve) => setTimeout(resolve, 10));
				},
			},
		);
		expect(error?.message).toContain('canceled');
		expect(items).toEqual([]);
		shop.emulator.control.clearFaults();
		await fileOf({ output: 'csv' });
		expect(most()).toBe(1);
	});
});
