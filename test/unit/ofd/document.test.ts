import type { IDataObject } from 'n8n-workflow';
import { prepareKeys, receivedAt, readDocument } from '../../../nodes/KonturOfd/receipts/document';
import { parseUtc, parseWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';

const body = {
	id: 'a6f3',
	fiscalDriveNumber: '99000000001     ',
	fiscalDocumentNumber: 12,
	dateTime: '2026-03-10T12:00:00',
	receiveDateTimeUtc: '2026-03-10T09:00:05Z',
	later: { unknown: true },
};

test('reads the envelope and leaves the fields as they are', () => {
	expect(readDocument({ receipt: body })).toEqual({
		kind: 'receipt',
		body,
		fn: '99000000001',
		fd: 12,
		key: '99000000001:12',
		dateTime: '2026-03-10T12:00:00',
	});
});

test('the acceptance time of a document is read separately', () => {
	expect(receivedAt({ body })).toBe(Date.parse('2026-03-10T09:00:05Z'));
	expect(receivedAt({ body: { ...body, receiveDateTimeUtc: '' } })).toBeUndefined();
	expect(receivedAt({ body: {} })).toBeUndefined();
});

test.each<[string, object, object]>([
	['an unknown kind', { somethingNew: body }, { kind: 'somethingNew', key: '99000000001:12' }],
	[
		'a GUID of zeros',
		{ bso: { ...body, id: '00000000-0000-0000-0000-000000000000', fiscalDocumentNumber: 0 } },
		{ fd: undefined, key: expect.stringMatching(/^[0-9a-f]{32}$/) },
	],
	['a blank drive number', { receipt: { ...body, fiscalDriveNumber: ' ' } }, { fn: '', key: 'a6f3' }],
	['a number as text', { receipt: { ...body, fiscalDocumentNumber: '12' } }, { fd: 12 }],
	['no number', { receipt: { ...body, fiscalDocumentNumber: '' } }, { fd: undefined, key: 'a6f3' }],
	[
		'unknown members before and after it',
		{ added: { text: 'x' }, receipt: body, number: 1 },
		{ kind: 'receipt', body, key: '99000000001:12', extra: { added: { text: 'x' }, number: 1 } },
	],
	[
		'a document that has one of the two numbers, behind another object',
		{ added: { text: 'x' }, receipt: { id: 'a6f3', fiscalDocumentNumber: 12 } },
		{ kind: 'receipt', key: 'a6f3', fd: 12 },
	],
	['nothing at all', {}, { kind: '', key: expect.stringMatching(/^[0-9a-f]{32}$/), fd: undefined }],
])('%s', (_name, envelope, expected) => {
	expect(readDocument(envelope as IDataObject)).toMatchObject(expected);
});

describe('a document without drive or number', () => {
	const blank = { ...body, fiscalDriveNumber: ' ', kktRegId: ' ', fiscalSign: 4_123_456_789 };
	const keyIn = (fields: object, register?: string) =>
		readDocument({ receipt: { ...blank, ...fields } as IDataObject }, register).key;

	test('is known by register, time and fiscal sign', () => {
		const key = '0001234567890123:2026-03-10T12:00:00:4123456789';
		expect(keyIn({}, '0001234567890123')).toBe(key);
		expect(keyIn({ kktRegId: '0001234567890123    ' })).toBe(key);
		expect(keyIn({ kktRegId: '0001234567890123    ', fiscalSign: ' 4123456789 ' }, 'other')).toBe(key);
		expect(keyIn({ fiscalDriveNumber: '99000000001', fiscalDocumentNumber: null }, ' 0001234567890123')).toBe(
			key,
		);
		// The ID may be missing in another response.
		expect(keyIn({ id: '00000000-0000-0000-0000-000000000000' }, '0001234567890123')).toBe(key);
	});

	test('has the same key when it is long, made in turns of the event loop', async () => {
		const values = [1.5, -0, null, true, '', 'Ж"\\\n\u2028', '\ud800', [], {}, [[], {}], { a: [{}] }];
		const long = () => ({
			receipt: {
				lines: Array.from({ length: 3000 }, () => values),
				note: '\u{1f600}'.repeat(200_001),
			} as unknown as IDataObject,
		});
		const [prepared, other] = [long(), long()];
		await prepareKeys([prepared], 'register');
		// It is not made again.
		prepared.receipt.note = '';
		expect(readDocument(prepared, 'register').key).toBe(readDocument(other, 'register').key);
		expect(readDocument(prepared, 'another').key).not.toBe(readDocument(other, 'another').key);
	});

	test('has a key of its own whatever else is missing', () => {
		for (const missing of [
			{ fiscalSign: undefined },
			{ dateTime: '' },
			{ fiscalSign: ' ', dateTime: null },
		]) {
			expect(keyIn(missing, '0001234567890123')).toBe('a6f3');
			const [one, two] = [1, 2].map((totalSum) =>
				keyIn({ ...missing, id: '', totalSum }, '0001234567890123'),
			);
			expect(one).toMatch(/^[0-9a-f]{32}$/);
			expect(one).not.toBe(two);
		}
		expect(keyIn({})).toBe('a6f3');
	});
});

test.each<[unknown, number | undefined]>([
	['2026-03-10T09:00:05Z', 1773133205000],
	[' 2026-03-10T09:00:05 ', 1773133205000],
	['2026-03-10T09:00:05.1234567Z', 1773133205123],
	['2026-03-10T12:00:05+03:00', 1773133205000],
	['', undefined],
	[null, undefined],
	['yesterday', undefined],
])('UTC %j', (value, expected) => {
	expect(parseUtc(value)).toBe(expected);
});

test.each<[unknown, string | undefined]>([
	['2026-03-10T09:00:05', '2026-03-10T09:00:05'],
	['2026-03-10T09:00:05.123Z', '2026-03-10T09:00:05'],
	['9999-12-31T23:59:59', '9999-12-31T23:59:59'],
	['2026-02-28T23:59:59', '2026-02-28T23:59:59'],
	['2024-02-29T00:00:00', '2024-02-29T00:00:00'],
	[' 2026-12-31T00:00:00 ', '2026-12-31T00:00:00'],
	['2026-13-01T00:00:00', undefined],
	['2026-12-32T00:00:00', undefined],
	['2026-12-01T25:00:00', undefined],
	['2026-12-01T00:60:00', undefined],
	['2026-12-01T00:00', undefined],
	['2026-03-10', undefined],
	[null, undefined],
])('wall time %j', (value, expected) => {
	expect(parseWallTime(value)).toBe(expected);
});

test.each([2024, 2026])('the days of %i as wall times', (year) => {
	const two = (number: number) => String(number).padStart(2, '0');
	const days = Array.from({ length: 13 * 33 }, (_none, index) => [Math.floor(index / 33), index % 33]);
	const walls = days.map(([month, day]) => `${year}-${two(month)}-${two(day)}T12:00:00`);
	// Of the days that there are not JavaScript takes the 30th of February for one and the 32nd of January for none.
	const known = walls.filter((wall) => !Number.isNaN(Date.parse(`${wall}Z`)));
	expect(walls.map(parseWallTime).filter((wall) => wall !== undefined)).toEqual(known);
	expect(known.length).toBeGreaterThanOrEqual(365);
});
