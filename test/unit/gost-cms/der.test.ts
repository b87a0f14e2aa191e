import { Asn1, TAG } from '../../../nodes/shared/gost/asn1/der';
import {
	element,
	integer,
	octetString,
	oid,
	sequence,
	setOf,
	time,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { toBinary } from '../../../nodes/shared/gost/asn1/pem';
import { codeOf, hex } from './support';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])('content of %i bytes', (length) => {
	const data = new Uint8Array(length).fill(7);
	expect(hex(Asn1.parse(octetString(data)).octetString())).toBe(hex(data));
});

test.each([0n, 1n, 127n, 128n, 255n, 256n, 2n ** 64n, 2n ** 511n - 1n])('INTEGER %s', (value) => {
	expect(Asn1.parse(integer(value)).integer()).toBe(value);
});

test('negative and over-long INTEGER', async () => {
	expect(Asn1.parse(bytes('0201ff')).integer()).toBe(-1n);
	expect(await codeOf(() => Asn1.parse(bytes('0200')).integer())).toBe('damaged');
	expect(await codeOf(() => Asn1.parse(bytes('0201ff')).smallInteger())).toBe('damaged');
});

test.each([
	'1.2.643.7.1.1.1.1',
	'2.5.4.3',
	'0.9.2342.19200300.100.1.25',
	'1.2.840.113549.1.12.10.1.80',
	'2.999.3',
])('OID %s', (dotted) => {
	expect(Asn1.parse(oid(dotted)).oid()).toBe(dotted);
});

test.each<[string, string]>([
	['17', '260310123456Z'],
	['17', '2603101234Z'],
	['17', '260310153456+0300'],
	['18', '20260310123456Z'],
	['18', '20260310123456.789Z'],
])('time %s %s', (tag, text) => {
	const expected = text === '2603101234Z' ? '2026-03-10T12:34:00.000Z' : '2026-03-10T12:34:56.000Z';
	expect(
		Asn1.parse(element(parseInt(tag, 16), Buffer.from(text)))
			.time()
			.toISOString(),
	).toBe(expected);
});

test.each([
	'1950-01-01T00:00:00.000Z',
	'2049-12-31T23:59:59.000Z',
	'2050-01-01T00:00:00.000Z',
	'1949-12-31T23:59:59.000Z',
])('time %s there and back', (text) => {
	expect(
		Asn1.parse(time(new Date(text)))
			.time()
			.toISOString(),
	).toBe(text);
});

test.each(['260230123456Z', '261310123456Z', '260310253456Z', '2603101234567', ''])(
	'no time: %s',
	async (text) => {
		expect(await codeOf(() => Asn1.parse(element(TAG.utcTime, Buffer.from(text))).time())).toBe('damaged');
	},
);

test('SET OF is sorted by encodings', () => {
	const items = [integer(300), integer(5), octetString(bytes('00')), integer(1)];
	expect(hex(setOf(items))).toBe('310d0201010201050202012c040100');
});

test('indefinite lengths and chunked strings', () => {
	const chunked = bytes('2480040201022480040103000004020405' + '0000');
	expect(hex(Asn1.parse(chunked).octetString())).toBe('0102030405');
	const nested = bytes('3080a0803080020101000000000000');
	expect(Asn1.parse(nested).children()[0].onlyChild().children()[0].integer()).toBe(1n);
});

test.each<[string, string]>([
	['nothing', ''],
	['a tag alone', '30'],
	['a length beyond the end', '3005020101'],
	['a length of more bytes than there are', '3084ffffff'],
	['a huge length', '3086ffffffffffff00'],
	['no end marker', '3080020101'],
	['a primitive of indefinite length', '0480010000'],
	['bytes after the end', '0201010000'],
	['a long tag number', '3f8101'],
	['an end marker with content', '3080000100'],
])('%s is damaged', async (_label, text) => {
	expect(await codeOf(() => Asn1.parse(bytes(text)).children())).toBe('damaged');
});

test('depth costs neither stack nor time', async () => {
	const deep = (open: string, count: number): Uint8Array => bytes(open.repeat(count));
	expect(await codeOf(() => Asn1.parse(deep('3080', 500_000)))).toBe('damaged');
	expect(await codeOf(() => Asn1.parse(deep('2480', 500_000)).octetString())).toBe('damaged');
	let nested: Uint8Array = octetString(new Uint8Array(0));
	for (let i = 0; i < 60; i++) nested = element(0x24, nested);
	expect(await codeOf(() => Asn1.parse(nested).octetString())).toBe('damaged');
	const wide = sequence(new Uint8Array(1_000_000));
	expect(await codeOf(() => Asn1.parse(wide).children())).toBe('damaged');
});

test('text', () => {
	expect(Asn1.parse(element(TAG.bmpString, bytes('0422043504410442'))).text()).toBe('Тест');
	expect(Asn1.parse(element(TAG.universalString, bytes('0000042200010348'))).text()).toBe('Т\u{10348}');
	expect(Asn1.parse(element(TAG.utf8String, Buffer.from('Тест'))).text()).toBe('Тест');
	expect(Asn1.parse(element(TAG.teletexString, bytes('e9'))).text()).toBe('é');
});

test('base64 and PEM', async () => {
	expect(hex(toBinary('AQID'))).toBe('010203');
	expect(hex(toBinary('-----BEGIN X-----\r\nAQ\r\nID\r\n-----END X-----'))).toBe('010203');
	expect(hex(toBinary(bytes('3003020101')))).toBe('3003020101');
	for (const bad of ['', '*', '-----BEGIN X-----\n*\n-----END X-----', '-----BEGIN X-----']) {
		expect(await codeOf(() => toBinary(bad))).toBe('damaged');
	}
	expect(await codeOf(() => toBinary('-----BEGIN X-----\n'.repeat(60_000)))).toBe('damaged');
});
