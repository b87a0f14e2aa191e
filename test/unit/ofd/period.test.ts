import { daysOf, readDay, readDays, readMoment, readPeriod } from '../../../nodes/KonturOfd/api/period';
import { permittedPart } from '../../../nodes/KonturOfd/api/permission';
import { cutPeriod } from '../../../nodes/KonturOfd/receipts/wallTime';

test.each<[unknown, string]>([
	['2026-03-10', '2026-03-10T00:00:00'],
	[' 2026-03-10T09:05 ', '2026-03-10T09:05:00'],
	['2026-03-10 09:05:07', '2026-03-10T09:05:07'],
	['2026-03-10T09:05:07.123Z', '2026-03-10T09:05:07'],
	['2026-03-10T09:05:07+12:00', '2026-03-10T09:05:07'],
	[new Date('2026-03-10T09:05:07Z'), '2026-03-10T09:05:07'],
	[{ toISO: () => '2026-03-10T09:05:07.000+03:00' }, '2026-03-10T09:05:07'],
])('a moment as typed: %j', (value, expected) => {
	expect(readMoment(value, 'From')).toBe(expected);
});

test.each([
	['2026-02-31'],
	['10.03.2026'],
	['2026-03-10T25:00'],
	[''],
	[null],
	[5],
	[new Date(NaN)],
	[{}],
	[{ toISO: 'x' }],
])('no moment: %j', (value) => {
	expect(() => readMoment(value, 'From')).toThrow('"From" is not a date and time');
});

test('a day alone ends with its last second, times of days are ignored', () => {
	const typed = { dateFrom: '2026-03-01', dateTo: '2026-03-10' };
	const whole = { from: '2026-03-01T00:00:00', to: '2026-03-10T23:59:59' };
	expect(readPeriod(typed)).toEqual(whole);
	expect(readPeriod({ ...typed, dateTo: '2026-03-10T12:00' }).to).toBe('2026-03-10T12:00:00');
	expect(readDays({ dateFrom: '2026-03-01T09:00', dateTo: '2026-03-10T09:00' })).toEqual(whole);
	expect(daysOf(whole)).toEqual(['2026-03-01', '2026-03-10']);
	expect(readDay('2026-03-10T12:00')).toEqual({ from: '2026-03-10T00:00:00', to: '2026-03-10T23:59:59' });
	for (const read of [readPeriod, readDays]) {
		expect(() => read({ ...typed, dateFrom: '' })).toThrow('"From"');
		expect(() => read({ ...typed, dateTo: '' })).toThrow('"To"');
	}
	expect(() => readDay('')).toThrow('"Day"');
});

test('a period is cut to its bounds, both included', () => {
	const period = { from: '2026-03-02T00:00:00', to: '2026-03-08T00:00:00' };
	expect(cutPeriod(period)).toEqual(period);
	expect(cutPeriod(period, '2026-03-01T00:00:00', '2026-03-09T00:00:00')).toEqual(period);
	const part = { from: '2026-03-03T00:00:00', to: '2026-03-07T00:00:00' };
	expect(cutPeriod(period, part.from, part.to)).toEqual(part);
	expect(cutPeriod(period, period.to)).toEqual({ from: period.to, to: period.to });
	expect(cutPeriod(period, undefined, period.from)).toEqual({ from: period.from, to: period.from });
	expect(cutPeriod(period, '2026-03-08T00:00:01')).toBeUndefined();
	expect(cutPeriod(period, undefined, '2026-03-01T23:59:59')).toBeUndefined();
});

test('a permission that is absent, null or empty is unlimited', () => {
	const period = { from: '2026-03-02T00:00:00', to: '2026-03-08T00:00:00' };
	for (const none of [undefined, null, '']) {
		expect(permittedPart(period, { permissionFrom: none, permissionTo: none })).toEqual(period);
	}
	const permission = { permissionFrom: ' 2026-03-03T00:00:00.000Z', permissionTo: '2026-03-04T14:14:41' };
	expect(permittedPart(period, permission)).toEqual({
		from: '2026-03-03T00:00:00',
		to: '2026-03-04T14:14:41',
	});
});
