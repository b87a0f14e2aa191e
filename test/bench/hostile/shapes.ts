import { deflateRawSync, gzipSync } from 'zlib';
import { costlyDocuments } from '../../unit/gost-xml/costlyDocuments';

export type Kind = 'data' | 'docflow' | 'file' | 'gzip' | 'qr' | 'text' | 'trigger' | 'xml';

/** The pattern as often as it fits. */
function filled(size: number, pattern: string | number[]): Buffer {
	const one = typeof pattern === 'string' ? Buffer.from(pattern) : Buffer.from(pattern);
	return Buffer.alloc(Math.max(1, Math.floor(size / one.length)) * one.length, one);
}

const around = (size: number, before: string | number[], pattern: string | number[], after = '') =>
	Buffer.concat([
		typeof before === 'string' ? Buffer.from(before) : Buffer.from(before),
		filled(size, pattern),
		Buffer.from(after),
	]);

/** As many different elements as fit. */
function series(size: number, before: string, element: (index: number) => string, after: string): Buffer {
	const parts = [before, element(0)];
	let length = Buffer.byteLength(before) + Buffer.byteLength(after);
	for (let index = 1; length < size; index++) {
		const next = `,${element(index)}`;
		parts.push(next);
		length += Buffer.byteLength(next);
	}
	return Buffer.from(parts.join('') + after);
}

const PAGING = '{"paging":{"nextOffset":"a"},"documents":[';

/** A page with a number of documents, each with its drive and number. */
function pageOf(size: number, count: number, numbersOf: (index: number) => [fn: string, fd: number]): Buffer {
	const room = 'a'.repeat(Math.floor(size / count) - 150);
	const documents = Array.from({ length: count }, (_, index) => {
		const [fiscalDriveNumber, fiscalDocumentNumber] = numbersOf(index);
		const dateTime = `2026-01-15T10:00:${String(index % 60).padStart(2, '0')}`;
		return { receipt: { fiscalDriveNumber, fiscalDocumentNumber, dateTime, room } };
	});
	return Buffer.from(`${PAGING}${JSON.stringify(documents).slice(1)}}`);
}

/** A ZIP archive whose list of files fills the bytes; all files are the same. */
function zipOf(
	size: number,
	path: string,
	encoding: 'utf8' | 'latin1' = 'utf8',
	packed = Buffer.alloc(0),
): Buffer {
	const name = Buffer.from(path, encoding);
	const local = Buffer.alloc(30);
	local.write('PK\x03\x04', 'latin1');
	const entry = Buffer.alloc(46);
	entry.write('PK\x01\x02', 'latin1');
	entry.writeUInt16LE(packed.length > 0 ? 8 : 0, 10);
	entry.writeUInt32LE(packed.length, 20);
	entry.writeUInt32LE(packed.length > 0 ? 8 * size : 0, 24);
	entry.writeUInt16LE(name.length, 28);
	const room = size - local.length - packed.length;
	const count = packed.length > 0 ? 1 : Math.max(1, Math.min(1000, Math.floor(room / (46 + name.length))));
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(count, 10);
	end.writeUInt32LE(local.length + packed.length, 16);
	return Buffer.concat([local, packed, ...Array.from({ length: count }, () => [entry, name]).flat(), end]);
}

/** Elements of one length that fill a page, with their number. */
function listed(size: number, name: string, element: (index: number) => string): Buffer {
	const count = Math.floor(size / (element(0).length + 1));
	return series(size, `{"total-count":${count},"${name}":[`, element, ']}');
}

const numbered = (index: number): string => String(index).padStart(9, '0');

/** XML documents by what they are full of. */
const xmlShapes = (size: number): Record<string, () => Buffer> =>
	Object.fromEntries(
		costlyDocuments(1000).map(([name], index) => [
			`XML of ${name}`,
			() => Buffer.from(costlyDocuments(size)[index][1]),
		]),
	);

/** Shapes of foreign bytes: JSON, other texts, files, and what is compressed. @param size bytes of each */
export const shapes = (size: number): Readonly<Record<Kind, Readonly<Record<string, () => Buffer>>>> => ({
	data: {
		'empty lists': () => around(size, '[', '[],', '0]'),
		'empty objects': () => around(size, '[', '{},', '0]'),
		'small objects': () => around(size, '[', '{"a":1},', '0]'),
		'larger objects': () => around(size, '{"documents":[', '{"abcdefgh":1},', '0]}'),
		receipts: () =>
			around(size, '{"documents":[', '{"name":"Чек","price":4500,"quantity":1.5,"vat":null},', '0]}'),
		'many names': () =>
			Buffer.from(
				`{${Array.from({ length: size / 14 }, (_, index) => `"k${100_000_000 + index}":1`).join()}}`,
			),
		numbers: () => around(size, '[', '1,', '0]'),
		'one text': () => around(size, '["', '\\\\"', '"]'),
		levels: () => filled(size, '['),
		'different small objects': () => series(size, '[', (index) => `{"k${index}":1}`, ']'),
		'different short texts': () => series(size, '[', (index) => `"${index}"`, ']'),
		'different texts': () => series(size, '[', (index) => `"Текст номер ${index}"`, ']'),
		'fractions and objects': () => around(size, '[', '1.5,{"a":2.5,"b":3.5},', '0]'),
		'escapes of letters': () => around(size, '["', '\\u0430', '"]'),
		'escaped texts': () => around(size, '[', '"\\u00ab\\u0430\\u00bb",', '0]'),
		'lists in lists in lists': () => around(size, '[', '[[[[[[1]]]]]],', '0]'),
		'blanks in a list': () => around(size, '[1', ' ', ',2]'),
		'a long number': () => around(size, '[', '7', ']'),
		'a long name': () => around(size, '{"', 'a', '":1}'),
		'deep and long': () => around(size, '[0,'.repeat(190), '[1],', `0${']'.repeat(190)}`),
		'deep and long in many places': () => {
			const deep = `${'[0,'.repeat(190)}"${'a'.repeat(260_000)}"${']'.repeat(190)},`;
			return around(size, '[', deep, '0]');
		},
		'echo of the session': () => around(size, '[', `"Bearer ${'A1b2'.repeat(16)}",`, '0]'),
		'escaped echo of the session': () => around(size, '[', `"\\u00ab${'A1b2'.repeat(16)}",`, '0]'),
		'elements that lack everything': () => around(size, '{"documents":[', '{"none":"of the fields"},', '0]}'),
		elements: () => series(size, '{"documents":[', (index) => `{"id":"${index}","type":"urn:a:b"}`, ']}'),
		'one long element': () => around(size, '{"documents":[{"id":"1","list":[', '{"name":"Чек"},', '0]}]}'),
		'a long ID': () => around(size, '{"documents":[],"id":"', '\\u0430', '"}'),
		'a long offset': () => around(size, '{"documents":[],"paging":{"nextOffset":"', '%D0%B0', '"}}'),
		documents: () =>
			series(
				size,
				PAGING,
				(index) =>
					`{"receipt":{"fiscalDriveNumber":"9960440300000001","fiscalDocumentNumber":${2 * index + 1},"dateTime":"2026-01-15T10:00:00","totalSum":4500,"items":[{"name":"Чек","price":4500,"quantity":1.5,"sum":4500,"ndsType":"nds20"}]}}`,
				']}',
			),
		'a page with gaps': () => pageOf(size, 2000, (index) => ['9960440300000001', 2 * index + 1]),
		'a page of many drives': () => pageOf(size, 2000, (index) => [String(index), 7]),
		'a page of some drives': () => pageOf(size, 2000, (index) => [String(index % 100), 3 * index]),
		'small documents': () =>
			series(size, PAGING, (index) => `{"receipt":{"fiscalDocumentNumber":${2 * index + 1}}}`, ']}'),
		'documents of many lines': () => {
			const lines = `{"name":"Чек","price":4500,"quantity":1.5,"sum":4500,"ndsType":"nds20"},`.repeat(5000);
			return series(size, PAGING, () => `{"receipt":{"items":[${lines.slice(0, -1)}]}}`, ']}');
		},
		'a document of very many lines': () =>
			around(size, `${PAGING}{"receipt":{"items":[`, '{"name":"Чек"},', '0]}}]}'),
		'a document of many fields': () =>
			series(size, `${PAGING}{"receipt":{`, (index) => `"nds${index}":1`, '}}]}'),
		'error of many fields': () => around(size, '{"id":"urn:error:x","message":"', 'сообщение ', '"}'),
	},
	trigger: {
		'events without anything': () => around(size, '{"api-events":[', '{},', '{}],"next-event-id":"1_1"}'),
		events: () =>
			series(size, '{"api-events":[', (index) => `{"id":"${index}_1"}`, '],"next-event-id":"1_1"}'),
		'a few long events': () =>
			series(
				size,
				'{"api-events":[',
				(index) => `{"id":"${index}_1","docflow-type":"${'a:'.repeat(5000)}"}`,
				'],"next-event-id":"1_1"}',
			),
		'document flows': () =>
			listed(
				size,
				'docflows-page-item',
				(index) => `{"id":"${numbered(index)}","type":"urn:docflow:a","status":"urn:b"}`,
			),
		'long document flows': () =>
			listed(
				size,
				'docflows-page-item',
				(index) =>
					`{"id":"${numbered(index)}","type":"urn:docflow:a","status":"${':a'.repeat(5000)}","last-change-date":"2026-01-15T10:00:00Z"}`,
			),
	},
	docflow: {
		'a document flow of documents': () =>
			series(
				size,
				'{"id":"1","type":"urn:docflow:fns534-demand","status":"urn:docflow-common-status:received","documents":[',
				(index) => `{"id":"${index}","description":{"type":"urn:document:a","filename":"a.xml"}}`,
				']}',
			),
		'a document flow of links': () =>
			around(
				size,
				'{"id":"1","type":"urn:docflow:pfr-report","links":[',
				'{"rel":"reply","href":"https://extern.ru/v1/a/docflows/b/documents/c/generate-reply?documentType=urn:d"},',
				'{"rel":"self"}]}',
			),
		'a document flow of signatures': () =>
			around(
				size,
				'{"id":"1","type":"a","documents":[{"id":"2","description":{"type":"b"},"signatures":[',
				'{"id":"3"},',
				'{"id":"4"}]}]}',
			),
	},
	qr: {
		'parts of a QR code': () => filled(size, 't=1&'),
		'equals of a QR code': () => around(size, 't=', '='),
		'addresses of a QR code': () => filled(size, '?&'),
	},
	xml: xmlShapes(size),
	text: {
		zeros: () => filled(size, [0]),
		letters: () => filled(size, 'а'),
		blanks: () => filled(size, ' '),
		'links of replies': () => filled(size, '?documentType=&'),
		'quoted words': () => filled(size, '"a" '),
		'words of secrets': () => filled(size, 'password=a '),
		page: () => around(size, '<html>', '<p>'),
		'page of references': () => around(size, '<html><title>', '&#x41;', '</title>'),
		comments: () => around(size, '<?xml version="1.0"?><!--', '-', '--><Файл/>'),
		'many comments': () => around(size, '<?xml version="1.0"?>', '<!---->', '<Файл/>'),
		entities: () => around(size, '<!DOCTYPE Файл [', '<!ENTITY a "aa">', ']><Файл/>'),
		attributes: () => around(size, '<Файл ', "a='1' ", '>'),
		'urns of colons': () => around(size, 'urn:', ':'),
		'underlines of a report': () => around(size, 'NO_', '0000_'),
		'devices and blanks': () => filled(size, 'CON .'),
		'combining marks': () => filled(size, 'а\u0301'),
		'combining marks alone': () => around(size, 'и', '\u0306\u0323\u0308'),
		tags: () => filled(size, '<'),
		'open elements': () => filled(size, '<Файл '),
		'long attribute': () => around(size, '<?xml version="1.0"?><Файл ', 'а'),
		equals: () => around(size, '<Файл ', 'a = '),
		dots: () => filled(size, '.'),
		slashes: () => filled(size, '../'),
		base64: () => filled(size, 'MIIB'),
	},
	file: {
		'PEM without end': () => around(size, '-----BEGIN CERTIFICATE-----\n', 'MIIB'),
		'PEM heads': () => filled(size, '-----BEGIN CERTIFICATE-----\n'),
		'endless nesting': () => filled(size, [0x30, 0x80]),
		'small sequences': () => around(size, [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], [0x30, 0x00]),
		'end records': () => around(size, 'PK\x03\x04', 'PK\x05\x06'),
		'zip of long names': () => zipOf(size, 'а'.repeat(512)),
		'zip of deep names': () => zipOf(size, `${'a/'.repeat(511)}a`),
		'zip of very long names': () => zipOf(size, 'a/'.repeat(30_000)),
		'zip of DOS names': () => zipOf(size, Buffer.alloc(1024, 0xa0).toString('latin1'), 'latin1'),
		'zip of one bomb': () => zipOf(size, 'a', 'utf8', deflateRawSync(Buffer.alloc(8 * size))),
	},
	gzip: {
		'compressed zeros': () => gzipSync(Buffer.alloc(13 * size)),
		'compressed lists': () => gzipSync(filled(13 * size, '[],')),
	},
});
