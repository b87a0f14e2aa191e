import type { IDataObject } from 'n8n-workflow';
import { readDocument } from '../../../nodes/KonturOfd/receipts/document';
import { RegisterLedger } from '../../../nodes/KonturOfd/revenue/ledger';
import { reconcile } from '../../../nodes/KonturOfd/revenue/reconcile';

const FN = '9960440300000001';
const NAMES = { shop: 'М', cashRegister: 'К', organization: 'О', kktRegId: '1', organizationId: 'o' };
const DAY = { from: '2026-03-05T00:00:00', to: '2026-03-05T23:59:59' };

const document = (kind: string, fd: number, fields: IDataObject = {}): IDataObject => ({
	[kind]: {
		...{
			fiscalDriveNumber: FN,
			fiscalDocumentNumber: fd,
			fiscalSign: 1000 + fd,
			shiftNumber: 7,
			kktRegId: '1',
		},
		...{ dateTime: `2026-03-05T10:00:${String(fd).padStart(2, '0')}`, ...fields },
	},
});
const sale = (fd: number, fields: IDataObject = {}) =>
	document('receipt', fd, { operationType: 1, totalSum: 100, ...fields });
const closing = (fd: number, receipts: number, fields: IDataObject = {}) =>
	document('closeShift', fd, { receiptsQuantity: receipts, notTransmittedDocumentsQuantity: 0, ...fields });
const BLANK = { fiscalDriveNumber: ' ', kktRegId: '' };

function rowsOf(documents: readonly IDataObject[], receipts: number, shiftNumber = 7) {
	const ledger = new RegisterLedger();
	for (const one of documents) ledger.add(readDocument(one, '1'));
	const totals = { sell: { count: receipts, total: 100 * receipts } };
	const statistics = { shifts: [{ shiftNumber, ...totals }], days: [{ date: '2026-03-05', ...totals }] };
	return reconcile(ledger, DAY, statistics, NAMES);
}
const differences = (rows: IDataObject[]) =>
	rows.flatMap(({ level, verdict, reason }) =>
		verdict === 'agrees' ? [] : [`${String(level)}: ${String(reason)}`],
	);

test.each<[string, IDataObject[], number]>([
	['of a drive', [document('openShift', 1), sale(2), sale(3), closing(4, 2)], 2],
	[
		'with a report that names no shift',
		[
			document('openShift', 1),
			sale(2),
			document('currentStateReport', 3, { shiftNumber: null }),
			sale(4),
			closing(5, 2),
		],
		2,
	],
	[
		'with a receipt without its drive',
		[document('openShift', 1), sale(2), sale(3, BLANK), sale(4), closing(5, 3)],
		3,
	],
	['with a closing without its drive', [document('openShift', 1), sale(2), closing(3, 1, BLANK)], 1],
	[
		'all of whose documents come without their drive',
		[document('openShift', 1, BLANK), sale(2, BLANK), closing(3, 1, BLANK)],
		1,
	],
])('a shift %s agrees, and nothing is missing', (_what, documents, receipts) => {
	const rows = rowsOf(documents, receipts);
	expect(differences(rows)).toEqual([]);
	expect(rows.map(({ level }) => level)).toEqual(expect.arrayContaining(['shift', 'day']));
	expect(rows.filter(({ level }) => level === 'shift')).toHaveLength(1);
});

test.each<[string, IDataObject[], string]>([
	['a receipt', [document('openShift', 1), sale(2), sale(4), closing(5, 3)], '3'],
	[
		'two, of which one came without its drive',
		[document('openShift', 1), sale(2), sale(4, BLANK), sale(6), closing(7, 5)],
		'3, 5',
	],
])('a shift that lacks %s names it', (_what, documents, numbers) => {
	const [shift] = rowsOf(documents, 3).filter(({ level }) => level === 'shift');
	expect(shift).toMatchObject({ verdict: 'differs', missingNumbers: numbers });
});

test('a document without its drive stands on one drive only', () => {
	const other = { fiscalDriveNumber: '9960440300000002', shiftNumber: 8 };
	const ledger = new RegisterLedger();
	const both = [sale(1), sale(3), sale(1, other), sale(3, other), sale(2, { ...BLANK, shiftNumber: 9 })];
	for (const one of both) ledger.add(readDocument(one, '1'));
	expect(ledger.numbers.missing()).toHaveLength(1);
});
