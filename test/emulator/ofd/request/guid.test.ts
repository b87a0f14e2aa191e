import { documentGuid, guidOfOffset, isGuid, nameGuid, offsetOfGuid } from './guid';
import { dayOf, isDateTime, parseDay, utcToLocal } from '../shop/time';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('ids and offsets', () => {
	test('name-based GUID agrees with the published example', () => {
		expect(nameGuid('python.org', DNS)).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d');
	});

	test('an offset is Base64 of the GUID in .NET byte order', () => {
		expect(offsetOfGuid('00112233-4455-6677-8899-aabbccddeeff')).toBe('MyIRAFVEd2aImaq7zN3u/w==');
		expect(guidOfOffset('MyIRAFVEd2aImaq7zN3u/w==')).toBe('00112233-4455-6677-8899-aabbccddeeff');
	});

	test.each([
		'',
		'abc',
		'MyIRAFVEd2aImaq7zN3u/w',
		'MyIRAFVEd2aImaq7zN3u%2Fw%3D%3D',
		'MyIRAFVEd2aImaq7zN3u_w==',
	])('%p is not an offset', (text) => {
		expect(guidOfOffset(text)).toBeNull();
	});

	test('ids differ by register, drive and number', () => {
		const ids = new Set([
			documentGuid('1', '2', 3),
			documentGuid('1', '2', 4),
			documentGuid('1', '3', 3),
			documentGuid('2', '2', 3),
		]);
		expect(ids.size).toBe(4);
		for (const id of ids) expect(isGuid(id)).toBe(true);
	});
});

describe('dates', () => {
	test.each([
		['2026-03-09', '2026-03-09'],
		['2026.03.09', '2026-03-09'],
		['09-03-2026', '2026-03-09'],
		['09.03.2026', '2026-03-09'],
		['2026-03.09', null],
		['2026/03/09', null],
		['2026-02-30', null],
		['9.3.2026', null],
		['2026-03-09T00:00:00', null],
	])('day %s is %s', (text, day) => {
		expect(parseDay(text)).toBe(day);
	});

	test.each([
		['2026-03-09T10:00:00', true],
		['2026-03-09T10:00:00Z', false],
		['2026-03-09T10:00:00.000', false],
		['2026-03-09 10:00:00', false],
		['2026-03-09T24:00:00', false],
		['2026-02-29T10:00:00', false],
		['2026-03-09', false],
	])('moment %s: %s', (text, fits) => {
		expect(isDateTime(text)).toBe(fits);
	});

	test('the same instant is another day further east', () => {
		const instant = Date.parse('2026-03-09T12:30:00Z');
		expect(dayOf(utcToLocal(instant, 2))).toBe('2026-03-09');
		expect(dayOf(utcToLocal(instant, 12))).toBe('2026-03-10');
	});
});
