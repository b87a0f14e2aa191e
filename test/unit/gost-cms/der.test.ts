import { BerStream } from '../../../nodes/shared/gost/asn1/ber';
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
import { sniff } from '../../../nodes/shared/gost/asn1/sniff';
import { concat } from '../../../nodes/shared/gost/base/bytes';
import { collect } from '../../../nodes/shared/gost/base/chunks';
import { chunks, codeOf, hex } from './support';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])('content of %i bytes', (length) => {
	const data = new Uint8Array(length).fill(7);
	expect(hex(Asn1.parse(octetString(data)).octetString())).toBe(hex(data));
});

test.each([0n, 1n, 127n, 128n, 255n, 256n, 2n ** 64n, 2n ** 511n - 1n])('INTEGER %s', (value) => {
	expect(Asn1.parse(integer(value)).integer()).toBe(value);
});

test('bytes after an element are damage unless they are allowed', async () => {
	expect(await codeOf(() => Asn1.parse(bytes('0201052a')))).toBe('damaged');
	expect(Asn1.parse(bytes('0201052a'), 'allowed').integer()).toBe(5n);
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
	['17', '260310093456-0300'],
	['17', '260310150456+0230'],
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

test.each([
	'260230123456Z',
	'261310123456Z',
	'260310243456Z',
	'260310253456Z',
	'260310126056Z',
	'2603101234567',
	'',
])('no time: %s', async (text) => {
	expect(await codeOf(() => Asn1.parse(element(TAG.utcTime, Buffer.from(text))).time())).toBe('damaged');
});

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
	['a length of seven bytes', '3087000000000000020500'],
	['a length truncated by one byte', '308300'],
	['content truncated by one byte', '30030201'],
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
	const items = (count: number): Uint8Array =>
		sequence(new Uint8Array(2 * count).fill(5).map((tag, i) => (i % 2 ? 0 : tag)));
	expect(Asn1.parse(items(20_000)).children()).toHaveLength(20_000);
	expect(await codeOf(() => Asn1.parse(items(20_001)).children())).toBe('damaged');
	const closed = (count: number): Uint8Array => bytes('3080'.repeat(count) + '0000'.repeat(count));
	expect(Asn1.parse(closed(48)).constructed).toBe(true);
	expect(await codeOf(() => Asn1.parse(closed(60)))).toBe('damaged');
});

test('limits of numbers, identifiers and strings of bits', async () => {
	expect(Asn1.parse(element(TAG.integer, new Uint8Array(4096).fill(1))).integer()).toBeGreaterThan(0n);
	expect(await codeOf(() => Asn1.parse(element(TAG.integer, new Uint8Array(4097))).integer())).toBe(
		'damaged',
	);
	expect(Asn1.parse(integer(5)).smallInteger(5)).toBe(5);
	expect(await codeOf(() => Asn1.parse(integer(6)).smallInteger(5))).toBe('damaged');
	expect(Asn1.parse(element(TAG.oid, new Uint8Array(64).fill(1))).oid()).toHaveLength(129);
	expect(await codeOf(() => Asn1.parse(element(TAG.oid, new Uint8Array(65).fill(1))).oid())).toBe('damaged');
	expect(Asn1.parse(element(TAG.oid, bytes('50'))).oid()).toBe('2.0');
	expect(hex(Asn1.parse(bytes('030300abcd')).bitString())).toBe('abcd');
	expect(await codeOf(() => Asn1.parse(bytes('030301abcc')).bitString())).toBe('damaged');
	expect(await codeOf(() => Asn1.parse(bytes('0300')).bitString())).toBe('damaged');
});

test('a chunk of another type is not part of an OCTET STRING', async () => {
	expect(hex(Asn1.parse(bytes('24050403010203')).octetString())).toBe('010203');
	for (const text of ['2403020101', '240403020000']) {
		expect(await codeOf(() => Asn1.parse(bytes(text)).octetString())).toBe('damaged');
	}
});

describe('BER as a stream', () => {
	const open = async (data: Uint8Array, size = data.length) => {
		const stream = await BerStream.from(chunks(data, size));
		return { stream, parent: await stream.open(TAG.sequence) };
	};
	const small = integer(1);
	const long = (length: number): Uint8Array => element(TAG.octetString, new Uint8Array(length));

	test('at most 16 elements after a content', async () => {
		const read = async (count: number): Promise<number> => {
			const { stream, parent } = await open(
				concat(bytes('3080'), ...Array.from({ length: count }, () => small), bytes('0000')),
			);
			return (await stream.elements(parent)).length;
		};
		expect(await read(16)).toBe(16);
		expect(await codeOf(async () => await read(17))).toBe('damaged');
	});

	test('an element of at most 4 MB', async () => {
		const read = async (length: number): Promise<number> => {
			const { stream } = await open(sequence(long(length)));
			return (await stream.element()).content.length;
		};
		const most = 4 * 1024 * 1024 - 5;
		expect(await read(most)).toBe(most);
		expect(await codeOf(async () => await read(most + 1))).toBe('damaged');
	});

	test('at most 16 strings one inside the other', async () => {
		const read = async (depth: number): Promise<string> => {
			let nested = octetString(bytes('0102'));
			for (let i = 0; i < depth; i++) nested = element(0x24, nested);
			const { stream } = await open(sequence(nested, new Uint8Array(200)));
			return hex(await collect(stream.octets(await stream.open())));
		};
		expect(await read(16)).toBe('0102');
		expect(await codeOf(async () => await read(17))).toBe('damaged');
	});

	test('a child longer than its parent', async () => {
		const { stream, parent } = await open(concat(bytes('30810204'), bytes('03010203')));
		await stream.element();
		expect(await codeOf(async () => await stream.hasMore(parent))).toBe('damaged');
	});

	test('an end marker with content', async () => {
		const { stream, parent } = await open(bytes('3080020101000100'));
		await stream.element();
		expect(await codeOf(async () => await stream.hasMore(parent))).toBe('damaged');
	});

	test('a source that uses its memory again', async () => {
		const data = sequence(oid('1.2.840.113549.1.7.2'), long(1000), integer(7));
		async function* reused(): AsyncGenerator<Uint8Array> {
			const memory = new Uint8Array(7);
			for (let at = 0; at < data.length; at += memory.length) {
				const part = data.subarray(at, at + memory.length);
				memory.set(part);
				yield memory.subarray(0, part.length);
				memory.fill(0xee);
				await Promise.resolve();
			}
		}
		const stream = await BerStream.from(reused());
		const parent = await stream.open(TAG.sequence);
		const read = await stream.elements(parent);
		expect(hex(concat(...read.map((item) => item.bytes)))).toBe(hex(Asn1.parse(data).content));
	});
});

test('a structure is recognized by its first fields', () => {
	const nothing = new Uint8Array(0);
	const cases: Array<[Uint8Array[], string | undefined]> = [
		[[integer(3), sequence()], 'pfx'],
		[[integer(2), sequence()], undefined],
		[[integer(0), sequence(), octetString(nothing)], 'key'],
		[[integer(0), integer(1)], 'rsa key'],
		[[integer(0), octetString(nothing)], undefined],
		[[sequence(), octetString(nothing)], 'encrypted key'],
		[[sequence(), sequence(), bytes('030100')], 'certificate'],
		[[sequence(), sequence()], undefined],
		[[oid('1.2.3'), element(0xa0)], 'message'],
		[[oid('1.2.3'), sequence()], undefined],
		[[integer(3)], undefined],
		[[octetString(nothing), sequence()], undefined],
	];
	for (const [fields, kind] of cases) expect(sniff(sequence(...fields))).toBe(kind);
	expect(sniff(bytes('ff'))).toBeUndefined();
});

test('text', () => {
	expect(Asn1.parse(element(TAG.bmpString, bytes('0422043504410442'))).text()).toBe('Тест');
	expect(Asn1.parse(element(TAG.universalString, bytes('0000042200010348'))).text()).toBe('Т\u{10348}');
	expect(Asn1.parse(element(TAG.utf8String, Buffer.from('Тест'))).text()).toBe('Тест');
	expect(Asn1.parse(element(TAG.teletexString, bytes('e9'))).text()).toBe('é');
	expect(Asn1.parse(element(TAG.bmpString, bytes('04220435ff'))).text()).toBe('Те\ufffd');
	expect(Asn1.parse(element(TAG.universalString, bytes('00110000'))).text()).toBe('\ufffd');
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
