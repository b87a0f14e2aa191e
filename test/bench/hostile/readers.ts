import { gzipSync } from 'zlib';
import { Readable } from 'stream';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { HEAD, isReportName, readFacts } from '../../../nodes/KonturExtern/jobs/report/reportFacts';
import { gunzip, readArchive } from '../../../nodes/shared/formats/archive';
import { baseName, innerName, kindOf } from '../../../nodes/shared/formats/fileKind';
import {
	attachedContent,
	openKeyFile,
	parseCertificates,
	recipientsOf,
	signerCertificates,
} from '../../../nodes/shared/gost';
import { parseBody, readBody } from '../../../nodes/shared/transport/responseBody';

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

type Reader = (bytes: Buffer<ArrayBuffer>) => unknown;

async function answer(bytes: Buffer): Promise<void> {
	const body = Readable.from(chunksOf(bytes)) as unknown as IDataObject;
	const response: IN8nHttpFullResponse = { statusCode: 200, headers: {}, body };
	if ((await readBody(response)) === undefined) await parseBody(response);
}

export const readers: Readonly<Record<string, Reader>> = {
	answer,
	'head of a report': (bytes) => readFacts('NO_PRIB.xml', bytes.subarray(0, HEAD)),
	'file name': (bytes) => {
		const name = bytes.toString('utf8');
		const kind = kindOf(bytes.subarray(0, 4096));
		return [isReportName(name), baseName(name), innerName(name, ['zip'], kind)];
	},
	archive: async (bytes) => {
		for (const { open } of readArchive(bytes).slice(0, 3)) await drain(open());
	},
	gzip: async (bytes) => await drain(gunzip(bytes)),
	certificates: (bytes) => parseCertificates(bytes),
	'key file': async (bytes) => await openKeyFile(bytes, { password: 'password' }),
	signature: (bytes) => signerCertificates(bytes),
	'encrypted file': async (bytes) => await recipientsOf(slowly(bytes)),
	'attached signature': async (bytes) => await drain(attachedContent(slowly(bytes))),
};

const filled = (size: number, pattern: string | number[]) =>
	Buffer.alloc(size, typeof pattern === 'string' ? Buffer.from(pattern) : Uint8Array.from(pattern));
const around = (size: number, before: string, pattern: string | number[], after = '') =>
	Buffer.concat([Buffer.from(before, 'latin1'), filled(size, pattern), Buffer.from(after, 'latin1')]);

/** Shapes of foreign bytes. @param size bytes of each */
export const shapes = (size: number): Readonly<Record<string, () => Buffer>> => ({
	zeros: () => filled(size, [0]),
	letters: () => filled(size, 'а'),
	blanks: () => filled(size, ' '),
	'empty lists': () => around(size, '[', '[],', '0]'),
	'empty objects': () => around(size, '[', '{},', '0]'),
	'small objects': () => around(size, '[', '{"a":1},', '0]'),
	'larger objects': () => around(size, '{"documents":[', '{"abcdefgh":1},', '0]}'),
	receipts: () =>
		around(size, '{"documents":[', '{"name":"Чек","price":4500,"quantity":1.5,"vat":null},', '0]}'),
	'many names': () =>
		Buffer.from(`{${Array.from({ length: size / 14 }, (_, index) => `"k${100_000_000 + index}":1`).join()}}`),
	numbers: () => around(size, '[', '1,', '0]'),
	'one text': () => around(size, '["', '\\\\"', '"]'),
	levels: () => filled(size, '['),
	page: () => around(size, '<html>', '<p>'),
	tags: () => filled(size, '<'),
	'open elements': () => filled(size, '<Файл '),
	'long attribute': () => around(size, '<?xml version="1.0"?><Файл ', 'а'),
	equals: () => around(size, '<Файл ', 'a = '),
	dots: () => filled(size, '.'),
	slashes: () => filled(size, '../'),
	'PEM without end': () => around(size, '-----BEGIN CERTIFICATE-----\n', 'MIIB'),
	'PEM heads': () => filled(size, '-----BEGIN CERTIFICATE-----\n'),
	base64: () => filled(size, 'MIIB'),
	'endless nesting': () => filled(size, [0x30, 0x80]),
	'small sequences': () => around(size, '\x30\x84\x7f\xff\xff\xff', [0x30, 0x00]),
	'end records': () => around(size, 'PK\x03\x04', 'PK\x05\x06'),
	'compressed zeros': () => gzipSync(Buffer.alloc(13 * size)),
	'compressed lists': () => gzipSync(filled(13 * size, '[],')),
});
