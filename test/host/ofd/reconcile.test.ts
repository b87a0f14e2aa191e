import type { IDataObject } from 'n8n-workflow';
import { ORGANIZATION_IDS, REG_NUMBERS, type FiscalDocument, type Register } from '../../emulator/ofd';
import { id, openShop, type Shop } from './ofd.fixture';
import { DAYS, isSale, openRevenueShops } from './revenue-world';

let shop: Shop;
beforeEach(async () => {
	shop = await openShop();
});
afterEach(async () => await shop.close());

const reconcile = async (parameters: object) => await shop.run('revenue', 'reconcile', parameters);

const month = { period: 'custom', dateFrom: '2026-03-01', dateTo: `2026-03-${DAYS}` };

const shiftOf = ({ fn, body }: FiscalDocument) => `${fn}:${String(body.shiftNumber)}`;

/** The shifts of a register with all their documents, arrived or not. */
function shiftsOf(register: Register) {
	const shifts = new Map<string, FiscalDocument[]>();
	for (const document of register.drives.flatMap(({ documents }) => documents)) {
		if (document.body.shiftNumber === undefined) continue;
		const key = shiftOf(document);
		shifts.set(key, [...(shifts.get(key) ?? []), document]);
	}
	return shifts;
}

const keyOf = (row: IDataObject) => `${String(row.fiscalDriveNumber)}:${String(row.shiftNumber)}`;

test('a month of many shops: every whole shift and day agrees, every broken one is named, none is invented', async () => {
	shop.emulator.state.clock.freeze(new Date('2026-04-05T12:00:00Z'));
	const registers = openRevenueShops(shop.ofd);
	const { json, error } = await reconcile(month);
	expect(error).toBeUndefined();
	const rows = new Map(json.filter(({ level }) => level === 'shift').map((row) => [keyOf(row), row]));
	let whole = 0;
	for (const [key, documents] of registers.flatMap((register) => [...shiftsOf(register)])) {
		const arrived = documents.filter(({ receivedAt }) => receivedAt !== null);
		const row = rows.get(key);
		if (arrived.length === documents.length) {
			whole += 1;
			expect([key, row?.verdict, row?.reason]).toEqual([key, 'agrees', '']);
			expect(row).toMatchObject({ receipts: documents.filter(isSale).length, differenceSum: 0 });
		} else if (arrived.length > 0) expect([key, row?.verdict]).not.toEqual([key, 'agrees']);
		else expect([key, row]).toEqual([key, undefined]);
	}
	expect(whole).toBeGreaterThan(100);
	const days = json.filter(({ level }) => level === 'day');
	expect(new Set(days.map(({ verdict }) => verdict))).toEqual(new Set(['agrees']));
	// Days that never arrived are gaps between shifts.
	const gone = registers.filter(({ drives }) =>
		drives.some(({ documents }) => {
			const known = documents.map(({ receivedAt }) => receivedAt !== null);
			return known.slice(known.indexOf(true), known.lastIndexOf(true)).includes(false);
		}),
	);
	const named = new Set(json.filter(({ level }) => level === 'drive').map(({ kktRegId }) => kktRegId));
	expect(named).toEqual(new Set(gone.map(({ regNumber }) => regNumber)));
}, 300_000);

describe('one register', () => {
	const DAY = '2026-03-05';
	const busy = {
		cashRegisters: 'one',
		organizationId: id(ORGANIZATION_IDS.trade),
		kktRegId: id(REG_NUMBERS.busy),
		period: 'custom',
		dateFrom: DAY,
		dateTo: DAY,
	};
	const documentsOfDay = () =>
		shop.ofd.documents(REG_NUMBERS.busy).filter(({ dateTime }) => dateTime.startsWith(DAY));
	const sales = () => documentsOfDay().filter(isSale);
	const hide = ({ fn, fd }: FiscalDocument) => shop.ofd.setReceivedAt(REG_NUMBERS.busy, fn, fd, null);
	const shiftRow = async (more: object = {}) => {
		const { json, error } = await reconcile({ ...busy, ...more });
		expect(error).toBeUndefined();
		return json.find(({ level }) => level === 'shift');
	};

	test('agrees as it is', async () => {
		const row = await shiftRow();
		expect(row).toMatchObject({
			verdict: 'agrees',
			receipts: sales().length,
			receiptsReported: sales().length,
		});
	});

	test('a receipt that is missing is found by its number and by the closing report', async () => {
		const [, , missing] = sales();
		hide(missing);
		const row = await shiftRow();
		expect(row).toMatchObject({ verdict: 'differs', missingNumbers: String(missing.fd) });
		expect(row?.reason).toContain(
			`The closing report counts ${sales().length} receipts, ${sales().length - 1} were read`,
		);
	});

	test('the first and the last receipt, too', async () => {
		hide(sales()[0]);
		hide(sales().at(-1) ?? sales()[0]);
		const row = await shiftRow();
		expect(row?.missingNumbers).toBe([sales()[0].fd, sales().at(-1)?.fd].join(', '));
	});

	test('a receipt without an amount is named, not passed over', async () => {
		const [sale] = sales();
		shop.emulator.control.changeAnswers((_entry, json) => {
			const { documents = [] } = json as { documents?: Array<Record<string, IDataObject>> };
			for (const body of documents.flatMap((document) => Object.values(document))) {
				if (body.fiscalDocumentNumber !== sale.fd) continue;
				for (const name of Object.keys(body)) if (/TotalSum$|^totalSum$/.test(name)) body[name] = null;
			}
			return json;
		});
		const row = await shiftRow();
		expect(row?.verdict).toBe('differs');
		expect(row?.reason).toContain('Receipts without an amount or an operation, not counted: 1');
	});

	test('a register that the user named and that may be read only for a part is refused, not cut', async () => {
		const { json, error } = await reconcile({
			...busy,
			...{ kktRegId: id(REG_NUMBERS.permissionEnded), dateTo: '2026-03-09' },
		});
		expect(json).toEqual([]);
		expect(error?.message).toContain('has no access to this cash register or period');
	});

	test('a receipt that comes twice is named', async () => {
		const { documents } = shop.ofd.register(REG_NUMBERS.busy).drives[0];
		const [sale] = sales();
		documents.splice(documents.indexOf(sale), 0, sale);
		const row = await shiftRow();
		expect(row).toMatchObject({ verdict: 'differs', receipts: sales().length - 1 });
		expect(row?.reason).toContain('returned more than once: 1');
	});

	test('a closing that has not arrived leaves the shift open', async () => {
		documentsOfDay()
			.filter(({ kind }) => kind === 'closeShift')
			.forEach(hide);
		const { json } = await reconcile(busy);
		expect(json).toContainEqual(
			expect.objectContaining({
				level: 'shift',
				verdict: 'cannot tell',
				reason: expect.stringContaining('its closing has not arrived'),
			}),
		);
		const [{ fd }] = documentsOfDay().filter(({ kind }) => kind === 'closeShift');
		expect(json).toContainEqual(expect.objectContaining({ level: 'drive', missingNumbers: String(fd) }));
	});

	test.each([true, false])('corrections, when the statistics count them: %s', async (countCorrections) => {
		shop.ofd.setSwitches({ countCorrections });
		const { json } = await reconcile({ ...busy, kktRegId: id(REG_NUMBERS.corrections) });
		expect(json.map(({ verdict }) => verdict)).toEqual(json.map(() => 'agrees'));
		expect(json.length).toBeGreaterThan(1);
	});

	test.each([
		['a sum', 'total', 12_300, '-123'],
		['a number of receipts', 'count', 1, 'by -1 receipts'],
	])('%s that Kontur states otherwise is a difference', async (_what, field, more, shown) => {
		shop.emulator.control.changeAnswers((_entry, json) => {
			const { shifts, items } = json as { shifts?: IDataObject[]; items?: IDataObject[] };
			for (const row of shifts ?? items ?? []) (row.sell as Record<string, number>)[field] += more;
			return json;
		});
		const { json } = await reconcile({ ...busy, options: { onlyDifferences: true } });
		expect(json.map(({ level, verdict }) => [level, verdict])).toEqual(
			expect.arrayContaining([
				['shift', 'differs'],
				['day', 'differs'],
			]),
		);
		expect(json.map(({ reason }) => reason).join()).toContain(shown);
	});
});
