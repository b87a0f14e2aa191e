import { createGunzip, deflateRawSync, gzipSync } from 'zlib';
import { Readable } from 'stream';
import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';
import type { Docflow } from '../../../nodes/KonturExtern/api/types';
import { lastPart, nameOfUrn, shownName } from '../../../nodes/KonturExtern/api/urns';
import { deadline } from '../../../nodes/KonturExtern/jobs/reply/deadlines';
import { wantedReplies } from '../../../nodes/KonturExtern/jobs/reply/replyLinks';
import { getMany } from '../../../nodes/KonturOfd/actions/document/getMany.operation';
import { readDocumentsPage } from '../../../nodes/KonturOfd/api/documents';
import { parseUtc, parseWallTime } from '../../../nodes/KonturOfd/receipts/wallTime';
import { addPage, startRegister } from '../../../nodes/KonturOfd/trigger/state/register';
import { externSignIn, sessionHooks } from '../../../nodes/shared/auth';
import type { RunOperation } from '../../../nodes/shared/catalog/types';
import { Gathered } from '../../../nodes/shared/catalog/gathered';
import { Gate, mediaType, obstacleOf, safePath } from '../../../nodes/shared/foreign';
import { gunzip, readArchive } from '../../../nodes/shared/formats/archive';
import { baseName, innerName, kindOf } from '../../../nodes/shared/formats/fileKind';
import { fileNameFacts, nameToSend } from '../../../nodes/shared/formats/reports/names';
import { Recognizer } from '../../../nodes/shared/formats/reports/recognize';
import {
	attachedContent,
	chunked,
	openKeyFile,
	parseCertificates,
	recipientsOf,
	signerCertificates,
} from '../../../nodes/shared/gost';
import {
	anyObject,
	bytesOfJsonString,
	createClient,
	externService,
	listAll,
	object,
	ofdService,
	plainOffset,
	text,
	type KonturContext,
} from '../../../nodes/shared/transport';

/** Every reader of foreign bytes, and what they may be given. */

const CHUNK = 64 * 1024;

function* chunksOf(bytes: Buffer) {
	for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

async function* slowly(bytes: Buffer) {
	for (const chunk of chunksOf(bytes)) {
		// As from a disk or a network.
		await new Promise((resolve) => setImmediate(resolve));
		yield chunk;
	}
}

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
	for await (const chunk of chunks) if (chunk.length < 0) return;
}

type Kind = 'data' | 'text' | 'file' | 'gzip';

interface Reader {
	/** @param text the same as a text */
	read: (bytes: Buffer<ArrayBuffer>, text: string) => unknown;
	/** What it may be given; everything by default. */
	of?: readonly Kind[];
}

const ANSWERS = ['data', 'text'] as const;

/** What a server answers, in turn; the last one again and again. */
type Answers = ReadonlyArray<{ status?: number; bytes: Buffer; gzip?: boolean }>;

const SETTINGS = {
	signIn: 'password',
	login: 'user@example.com',
	password: 'a password, not a word',
	apiKey: '0123456789abcdef-0123456789abcdef',
	sessionToken: `0123456789abcdef.9999999999999.${'A1b2'.repeat(16)}`,
	parallelRequests: 8,
};

/** As much of n8n as the transport uses. */
function contextOf(answers: Answers): KonturContext {
	let asked = 0;
	const respond = async () => {
		await new Promise((resolve) => setImmediate(resolve));
		const { status = 200, bytes, gzip } = answers[Math.min(asked++, answers.length - 1)];
		const stream = Readable.from(slowly(bytes));
		const body = gzip ? stream.pipe(createGunzip()) : stream;
		return { statusCode: status, headers: { 'x-kontur-trace-id': 'trace' }, body };
	};
	return {
		getNode: () => ({ name: 'Kontur', type: 'kontur', typeVersion: 1, parameters: {}, credentials: {} }),
		getCredentials: async () => ({ ...SETTINGS }),
		helpers: { httpRequestWithAuthentication: respond, httpRequest: respond },
	} as unknown as KonturContext;
}

// Asked for once: what the server answers does not get better.
const list = {
	method: 'GET',
	path: '/v1/lists',
	element: object({ id: text }),
	repeat: 'unlessStarted',
} as const;

const externOf = (...answers: Answers) => createClient(contextOf(answers), externService);

/** A list of Kontur.Extern as one page. */
const listed = async (answers: Answers) =>
	await listAll(externOf(...answers), list, { style: 'whole', items: 'documents' });

const END = Buffer.from('{"documents":[],"paging":{"nextOffset":"a"}}');

/** Documents of Kontur.OFD as an operation reads them. */
const receiptsAs =
	(simplify: boolean, options: IDataObject) =>
	async (bytes: Buffer): Promise<unknown> => {
		const params = {
			cashRegisters: 'one',
			...{ organizationId: 'o', kktRegId: 'k', types: [], options, returnAll: true, limit: 1 },
			...{ dateFrom: '2026-01-01T00:00:00', dateTo: '2026-01-31T00:00:00' },
		};
		const client = createClient(contextOf([{ bytes }, { bytes: END }]), ofdService);
		const gathered = new Gathered();
		return await (getMany as RunOperation).run({
			...{ params, client, simplify, gather: gathered.item().add },
			...{ note: () => undefined, log: () => undefined, nameError: (error: unknown) => error },
		} as unknown as Parameters<RunOperation['run']>[0]);
	};

async function polled(bytes: Buffer): Promise<unknown> {
	const client = createClient(contextOf([{ bytes }, { bytes: END }]), ofdService);
	const register = { organizationId: 'o', kktRegId: 'k' };
	const now = Date.parse('2026-02-01T00:00:00Z');
	const page = await readDocumentsPage(client, register, {
		from: '2026-01-01T00:00:00',
		to: '2026-01-31T00:00:00',
	});
	return addPage(startRegister({ mode: 'now' }, { lastDocument: null }, now, true), page, now);
}

const signedIn = async (bytes: Buffer): Promise<unknown> =>
	await sessionHooks(externSignIn).preAuthentication.call(
		// Longer ones are not read.
		contextOf([{ status: 403, bytes: bytes.subarray(0, 1_000_000) }]) as unknown as IHttpRequestHelper,
		{ ...SETTINGS, login: String(Math.random()), sessionToken: '' },
	);

export const readers: Readonly<Record<string, Reader>> = {
	answer: {
		of: ANSWERS,
		read: async (bytes) => await externOf({ bytes }).request({ ...list, shape: anyObject }),
	},
	'compressed answer': {
		of: ANSWERS,
		read: async (bytes) =>
			await externOf({ bytes: gzipSync(bytes, { level: 1 }), gzip: true }).request({
				...list,
				shape: anyObject,
			}),
	},
	'bomb as an answer': {
		of: ['gzip'],
		read: async (bytes) => await externOf({ bytes, gzip: true }).request({ ...list, shape: anyObject }),
	},
	list: { of: ANSWERS, read: async (bytes) => await listed([{ bytes }]) },
	refusal: {
		of: ANSWERS,
		read: async (bytes) => await externOf({ status: 400, bytes }).request({ ...list, shape: anyObject }),
	},
	'refused download': {
		of: ANSWERS,
		read: async (bytes) =>
			await externOf({ status: 404, bytes }).request({ ...list, shape: anyObject, answer: 'stream' }),
	},
	'answer to a sign-in': { of: ANSWERS, read: signedIn },
	receipts: { of: ANSWERS, read: receiptsAs(false, {}) },
	'receipts, simplified': { of: ANSWERS, read: receiptsAs(true, {}) },
	'lines of receipts': { of: ANSWERS, read: receiptsAs(false, { splitGoods: true }) },
	'receipts of a trigger': { of: ANSWERS, read: polled },
	'a report': {
		of: ['text', 'file'],
		read: async (bytes) => {
			const recognizer = new Recognizer('NO_PRIB.xml');
			for await (const chunk of chunked(bytes)) recognizer.write(chunk);
			return recognizer.end();
		},
	},
	'file name': {
		of: ['text', 'file'],
		read: (bytes, name) => {
			const kind = kindOf(bytes.subarray(0, 4096));
			return [
				fileNameFacts(name),
				nameToSend(name, name),
				baseName(name),
				safePath(name),
				innerName(name, ['zip'], kind),
				mediaType(name),
			];
		},
	},
	texts: {
		of: ['text'],
		read: (_bytes, one) => {
			const docflow = { id: one, type: one, status: one, links: [{ rel: 'reply', href: one, name: one }] };
			const documents = [{ ...docflow, description: { type: one } }];
			return [
				...[nameOfUrn(one), shownName(one, 'document'), lastPart(one), plainOffset(one), parseWallTime(one)],
				...[parseUtc(one), deadline([one], one, 5), bytesOfJsonString(one)],
				wantedReplies('a', { ...docflow, documents } as unknown as Docflow),
			];
		},
	},
	'text of an error': {
		of: ['data', 'text'],
		read: (_bytes, said) => {
			const gate = new Gate(Object.values(SETTINGS));
			const obstacle = obstacleOf({ status: 200, headers: { via: said }, text: said, isJson: false }, gate);
			return [obstacle, gate.text(said), gate.lines(said), gate.composed(said), gate.id(said)];
		},
	},
	archive: {
		read: async (bytes) => {
			for (const { open } of readArchive(bytes).slice(0, 3)) await drain(open());
		},
	},
	gzip: { read: async (bytes) => await drain(gunzip(bytes)) },
	certificates: { read: (bytes) => parseCertificates(bytes) },
	'key file': { read: async (bytes) => await openKeyFile(bytes, { password: 'password' }) },
	signature: { read: (bytes) => signerCertificates(bytes) },
	'encrypted file': { read: async (bytes) => await recipientsOf(slowly(bytes)) },
	'attached signature': { read: async (bytes) => await drain(attachedContent(slowly(bytes))) },
};

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

/** A page of so many documents of a drive and with a number each. */
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
