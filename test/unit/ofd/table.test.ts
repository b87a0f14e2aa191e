import type { IDataObject } from 'n8n-workflow';
import { tableWriter } from '../../../nodes/KonturOfd/receipts/table';

const csv = (...values: Array<IDataObject[string]>) =>
	tableWriter('csv', ['a', 'b']).page(values.map((value) => ({ a: value, b: 1.5 })));

/** What runs in a spreadsheet, as a whole cell or behind a comma. */
const formulas = ['=', '+', '-', '@', '＝', '＋', '－', '＠'].flatMap((sign) =>
	['', ' ', '\t', '\n', '\r\n', '\0', '\u200b', '\ufeff', '\u00a0\u202e', '\u001d'].map(
		(before) => `${before}${sign}HYPERLINK("http://a";"b")`,
	),
);

test.each(formulas)('%j begins no formula', (formula) => {
	const [cell] = csv(formula).split(/;1,5\r\n$/);
	const text = cell.replace(/^"|"$/g, '').replaceAll('""', '"');
	expect(text).toMatch(/^'[\s\p{Cc}]*[=+\-@＝＋－＠]HYPERLINK\("http:\/\/a";"b"\)$/u);
	expect(csv(`Milk,${formula}`)).toMatch(/^"?Milk,'/);
});

test.each<[value: IDataObject[string], cell: string]>([
	['Milk, 3,2%', 'Milk, 3,2%'],
	['a-b=c', 'a-b=c'],
	['-', "'-"],
	[-2063.99, '-2063,99'],
	['a\r\nb\tc', 'a b c'],
	['a\u202eb\0c\ud800d', 'abcd'],
	['a;"b"', '"a;""b"""'],
	['0104600439931256215Qbag\u001d93Zx6L', '0104600439931256215Qbag\u001d93Zx6L'],
	[['x'], '"[""x""]"'],
	[null, ''],
	[true, '1'],
])('CSV writes %j as %s', (value, cell) => {
	expect(csv(value)).toBe(`${cell};1,5\r\n`);
});

test('NDJSON keeps a value in one line, whatever is in it', () => {
	const name = 'a\nb\r\u0085c\u2028d\u2029e\u202ef\u200bg\u007f\ud800\udb40\udc41😀=1';
	const text = tableWriter('ndjson', []).page([{ name }, { name: 'b' }]);
	expect(text.split('\n')).toHaveLength(3);
	expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
	expect(JSON.parse(text.split('\n')[0])).toEqual({ name });
});
