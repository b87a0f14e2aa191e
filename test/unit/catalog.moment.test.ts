import { withMoscowZone, toDay, toMoment } from '../../nodes/shared/catalog';

test.each([
	[
		'the workflow zone for a time without a zone',
		'2026-01-15T10:00:00',
		'Europe/Moscow',
		'2026-01-15T07:00:00.000Z',
	],
	['a zone that is written', '2026-01-15T10:00:00+05:00', 'Europe/Moscow', '2026-01-15T05:00:00.000Z'],
	['UTC that is written', '2026-01-15T10:00:00Z', 'Asia/Kamchatka', '2026-01-15T10:00:00.000Z'],
	['a day as its beginning in the zone', '2026-01-15', 'Asia/Kamchatka', '2026-01-14T12:00:00.000Z'],
	['a space instead of the T', '2026-01-15 10:00:00', 'Europe/Moscow', '2026-01-15T07:00:00.000Z'],
	['summer time', '2026-07-15T10:00:00', 'Europe/Berlin', '2026-07-15T08:00:00.000Z'],
	['the hour before clocks go forward', '2026-03-29T01:30:00', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
	['the hour after clocks went forward', '2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
	['anything but a date, unchanged', 'yesterday', 'Europe/Moscow', 'yesterday'],
])('takes %s', (_name, value, zone, expected) => {
	expect(toMoment(value, zone)).toBe(expected);
});

test('nothing stays nothing', () => {
	expect(['', null, undefined].map((value) => toMoment(value, 'Europe/Moscow'))).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('a Date object of an expression is a moment already', () => {
	expect(toMoment(new Date('2026-01-15T10:00:00Z'), 'Europe/Moscow')).toBe('2026-01-15T10:00:00.000Z');
});

test.each([
	['the editor gives', '2024-05-20T00:00:00', '2024-05-20'],
	['somebody types', ' 2024-05-20 ', '2024-05-20'],
	['a moment with a zone, as it is written', '2024-05-20T23:30:00+03:00', '2024-05-20'],
	['a Date object has in UTC', new Date('2024-05-20T10:00:00Z'), '2024-05-20'],
	['nothing', '', undefined],
])('takes the day that %s', (_name, value, expected) => {
	expect(toDay(value)).toBe(expected);
});

test.each([
	['gets the zone', '2024-06-05T10:27:58.5805863', '2024-06-05T10:27:58.5805863+03:00'],
	['keeps the zone it has', '2024-06-05T07:27:58Z', '2024-06-05T07:27:58Z'],
	['is unchanged if it is not a time', 'soon', 'soon'],
	['may be missing', undefined, undefined],
])('a time of Moscow %s', (_name, value, expected) => {
	expect(withMoscowZone(value)).toBe(expected);
});
