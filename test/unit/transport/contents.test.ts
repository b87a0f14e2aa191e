import { Readable } from 'node:stream';
import { UserError } from 'n8n-workflow';
import {
	bytesOfJsonString,
	downloadContent,
	uploadContent,
	type ContentSource,
} from '../../../nodes/shared/transport/contents';
import type { Shape } from '../../../nodes/shared/shapes';
import type { KonturRequest } from '../../../nodes/shared/transport';
import { fakeClient } from './support';

const PART = 16 * 1024 * 1024;
const RANGE = 64 * 1024 * 1024;

const source = (size: number, ...chunks: Buffer[]): ContentSource => ({ size, open: async () => chunks });
const bytes = (length: number, seed = 7) => Buffer.alloc(length, Buffer.from([seed, seed + 1, seed + 2]));

describe('uploadContent', () => {
	const stored = () => fakeClient(() => ({ status: 200, body: { id: 'content' } }));
	const upload = async (file: ContentSource, service = stored()) => ({
		id: await uploadContent(service.client, 'account', file, 'text/plain'),
		...service,
	});
	const ranges = (requests: KonturRequest[]) => requests.map(({ headers }) => headers?.['content-range']);

	test('one part', async () => {
		const { id, requests } = await upload(source(5, Buffer.from('ab'), Buffer.from('cde')));
		expect(id).toBe('content');
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/v1/{accountId}/contents',
				pathValues: { accountId: 'account', contentId: '' },
				bytes: Buffer.from('abcde'),
				headers: { 'content-type': 'text/plain', 'content-range': 'bytes 0-4/5' },
				repeat: 'harmless',
				shape: expect.anything(),
			},
		]);
	});

	test.each<[string, number, string[]]>([
		['exactly one part', PART, [`bytes 0-${PART - 1}/${PART}`]],
		['one byte more', PART + 1, [`bytes 0-${PART - 1}/${PART + 1}`, `bytes ${PART}-${PART}/${PART + 1}`]],
		[
			'two whole parts',
			2 * PART,
			[`bytes 0-${PART - 1}/${2 * PART}`, `bytes ${PART}-${2 * PART - 1}/${2 * PART}`],
		],
	])('%s', async (_name, size, expected) => {
		const whole = bytes(size);
		// Chunks that fit the parts nowhere.
		const chunks = [whole.subarray(0, 1), whole.subarray(1, 9_000_001), whole.subarray(9_000_001)];
		const parts: Buffer[] = [];
		const service = fakeClient(({ bytes: part }) => {
			parts.push(Buffer.from(part as Buffer));
			return { status: 200, body: { id: 'content' } };
		});
		const { requests } = await upload(source(size, ...chunks), service);
		expect(ranges(requests)).toEqual(expected);
		expect(requests.map(({ method }) => method)).toEqual(['POST', 'PUT'].slice(0, expected.length));
		expect(requests.slice(1).map(({ pathValues }) => pathValues?.contentId)).toEqual(
			Array(expected.length - 1).fill('content'),
		);
		expect(Buffer.concat(parts).equals(whole)).toBe(true);
	});

	// Node.js before 21 cannot detach an ArrayBuffer.
	const gone = 'transfer' in Buffer.alloc(1).buffer ? 0 : PART;

	test.each<[string, boolean | undefined, number]>([
		['that nobody else holds is given back', true, gone],
		['that somebody may hold stays', undefined, PART],
	])('the memory of a part %s', async (_name, hasFreshChunks, left) => {
		const whole = bytes(PART);
		const small = Buffer.from('ab');
		await upload({ ...source(PART + 2, whole, small), hasFreshChunks });
		expect([whole.length, String(small)]).toEqual([left, 'ab']);
	});

	test('the memory of a part that is refused stays', async () => {
		const whole = bytes(PART);
		const service = fakeClient(() => new Error('refused'));
		await expect(upload({ ...source(PART, whole), hasFreshChunks: true }, service)).rejects.toThrow();
		expect(whole.length).toBe(PART);
	});

	test('the memory of a part that went without TLS stays', async () => {
		const whole = bytes(PART);
		const service = fakeClient(() => ({ body: { id: 'content' }, isEncrypted: false }));
		await upload({ ...source(PART + 2, whole, Buffer.from('ab')), hasFreshChunks: true }, service);
		expect([whole.length, service.requests.length]).toEqual([PART, 2]);
	});

	test('the memory of a part of something larger stays', async () => {
		const whole = bytes(2 * PART);
		const { requests } = await upload({ ...source(2 * PART, whole), hasFreshChunks: true });
		expect(requests.map(({ bytes: part }) => part?.length)).toEqual([PART, PART]);
		expect(whole.equals(bytes(2 * PART))).toBe(true);
	});

	test('an empty file is refused before anything is sent', async () => {
		const service = stored();
		await expect(upload(source(0), service)).rejects.toThrow(/^The file is empty\./);
		expect(service.requests).toEqual([]);
	});

	test.each<[string, number, number]>([
		['ends early', 10, 9],
		['ends early in the second part', PART + 10, PART + 9],
		['has nothing', 10, 0],
	])('a file that %s is not uploaded', async (_name, size, length) => {
		const uploading = upload(source(size, bytes(length)));
		await expect(uploading).rejects.toThrow(UserError);
		await expect(uploading).rejects.toThrow(`The file ended after ${length} of ${size} bytes.`);
	});

	test.each<[string, number, number]>([
		['is longer by a byte', 10, 11],
		['is longer by more than a part', 10, 25],
		['is longer in the last part', PART + 10, PART + 11],
	])('a file that %s is not uploaded', async (_name, size, length) => {
		const uploading = upload(source(size, bytes(length)));
		await expect(uploading).rejects.toThrow(UserError);
		await expect(uploading).rejects.toThrow(`The file is longer than its declared size of ${size} bytes`);
	});

	test('a part that is refused ends the upload and closes the file', async () => {
		const file = Readable.from([bytes(PART), bytes(PART), bytes(PART)]);
		const { client, requests } = fakeClient((_request, number) =>
			number === 2 ? new Error('refused') : { body: { id: 'content' } },
		);
		const whole = { size: 3 * PART, open: async () => file };
		await expect(uploadContent(client, 'account', whole, 'text/plain')).rejects.toThrow('refused');
		expect(requests).toHaveLength(2);
		expect(file.destroyed).toBe(true);
	});

	test('a response without an ID is none', async () => {
		const { requests } = await upload(source(3, bytes(3)));
		const [{ shape }] = requests as unknown as Array<{ shape: Shape<unknown> }>;
		expect([{}, { id: '' }, { id: 'content' }].map((body) => shape.missing(body))).toEqual([
			['id'],
			['id'],
			[],
		]);
	});
});

describe('downloadContent', () => {
	/** A stream of bytes that breaks off, if told so, after them. */
	const stream = (body: Buffer, breaks = false) =>
		Readable.from(
			(async function* () {
				// Small pieces: a skip must go over their borders.
				for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
				if (breaks) throw new Error('aborted');
			})(),
		);
	const rangeOf = ({ headers }: KonturRequest) =>
		(/^bytes=(\d+)-(\d+)$/.exec(headers?.range ?? '') ?? []).slice(1).map(Number);
	const part = (whole: Buffer, from: number, to: number, breaks = false) => ({
		status: 206,
		headers: { 'content-range': `bytes ${from}-${to - 1}/${whole.length}`, 'content-type': 'a/b' },
		body: stream(whole.subarray(from, to), breaks),
	});
	const read = async (readable: Readable) => {
		const chunks: Buffer[] = [];
		for await (const chunk of readable) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	};
	const whole = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251));

	test('one range', async () => {
		const { client, requests } = fakeClient(() => part(whole, 0, whole.length));
		const { stream: body, size, contentType } = await downloadContent(client, 'account', 'content');
		expect([size, contentType]).toEqual([whole.length, 'a/b']);
		expect((await read(body)).equals(whole)).toBe(true);
		expect(requests).toMatchObject([
			{
				method: 'GET',
				pathValues: { accountId: 'account', contentId: 'content' },
				headers: { range: `bytes=0-${RANGE - 1}`, 'accept-encoding': 'identity' },
				answer: 'stream',
			},
		]);
	});

	test('ranges that the service makes shorter than asked', async () => {
		const { client, requests } = fakeClient((request) => {
			const [from] = rangeOf(request);
			return part(whole, from, Math.min(from + 70_000, whole.length));
		});
		const { stream: body } = await downloadContent(client, 'account', 'content');
		expect((await read(body)).equals(whole)).toBe(true);
		expect(requests.map((request) => rangeOf(request)[0])).toEqual([0, 70_000, 140_000]);
	});

	test('a connection that is cut repeatedly resumes where it was', async () => {
		const { client, requests } = fakeClient((request) => {
			const [from] = rangeOf(request);
			return part(whole, from, Math.min(from + 30_001, whole.length), true);
		});
		const { stream: body } = await downloadContent(client, 'account', 'content');
		expect((await read(body)).equals(whole)).toBe(true);
		expect(requests.map((request) => rangeOf(request)[0])).toEqual(
			[0, 1, 2, 3, 4, 5, 6].map((cuts) => cuts * 30_001),
		);
	});

	test('a cut that never ends is an error, not a short file', async () => {
		const { client, requests, waits } = fakeClient((request) => {
			const [from] = rangeOf(request);
			return part(whole, from, Math.max(from, 1000), true);
		});
		const { stream: body } = await downloadContent(client, 'account', 'content');
		await expect(read(body)).rejects.toThrow('The download stopped after 1000 of 200000 bytes. Try again.');
		// The first, and three more that bring nothing.
		expect(requests).toHaveLength(4);
		expect(waits).toEqual([500, 1000, 1500]);
	});

	test('a failure of a later range is the failure of the file', async () => {
		const { client } = fakeClient((_request, number) =>
			number === 1 ? part(whole, 0, 1000) : new Error('The object is gone'),
		);
		const { stream: body } = await downloadContent(client, 'account', 'content');
		await expect(read(body)).rejects.toThrow('The object is gone');
	});

	test('a service that answers every range with everything', async () => {
		const { client } = fakeClient((_request, number) => ({
			status: 200,
			headers: { 'content-length': String(whole.length) },
			body: number === 1 ? stream(whole.subarray(0, 100_000), true) : stream(whole),
		}));
		const { stream: body, size, contentType } = await downloadContent(client, 'account', 'content');
		expect([size, contentType]).toEqual([whole.length, 'application/octet-stream']);
		expect((await read(body)).equals(whole)).toBe(true);
	});

	test('a range that begins earlier than asked is cut, one that begins later is an error', async () => {
		const answering = (shift: number) =>
			fakeClient((request, number) => {
				const [from] = rangeOf(request);
				if (number === 1) return part(whole, 0, 100_000, true);
				return part(whole, from + shift, whole.length);
			}).client;
		const early = await downloadContent(answering(-70_000), 'account', 'content');
		expect((await read(early.stream)).equals(whole)).toBe(true);
		const late = await downloadContent(answering(10), 'account', 'content');
		await expect(read(late.stream)).rejects.toThrow(/the wrong part of the file/);
	});

	test.each<[string, boolean, Record<string, string>, Record<string, string>]>([
		['a file that grew', false, {}, { 'content-range': 'bytes 1000-199999/200001' }],
		['a file that shrank', false, {}, { 'content-range': 'bytes 1000-1999/2000' }],
		['another version', false, { etag: '"1"' }, { etag: '"2"' }],
		['the same version', true, { etag: '"1"' }, { etag: '"1"' }],
		['versions that are not to be compared', true, { etag: 'W/"1"' }, { etag: 'W/"2"' }],
		['a version that only one part names', true, { etag: '"1"' }, {}],
	])('goes on only with the same file: %s', async (_name, isSame, first, second) => {
		const { client } = fakeClient((request, number) => {
			const [from] = rangeOf(request);
			const answer = number === 1 ? part(whole, 0, 1000, true) : part(whole, from, whole.length);
			return { ...answer, headers: { ...answer.headers, ...(number === 1 ? first : second) } };
		});
		const { stream: body } = await downloadContent(client, 'account', 'content');
		if (isSame) expect((await read(body)).equals(whole)).toBe(true);
		else
			await expect(read(body)).rejects.toThrow('The file changed while it was being downloaded. Try again.');
	});

	test('a service that answers a range with all of another file', async () => {
		const { client } = fakeClient((_request, number) => ({
			status: 200,
			headers: { 'content-length': String(number === 1 ? whole.length : 150_000) },
			body: number === 1 ? stream(whole.subarray(0, 100_000), true) : stream(whole.subarray(0, 150_000)),
		}));
		const { stream: body } = await downloadContent(client, 'account', 'content');
		await expect(read(body)).rejects.toThrow('The file changed while it was being downloaded');
	});

	test('more bytes than announced are an error', async () => {
		const { client } = fakeClient(() => ({
			status: 206,
			headers: { 'content-range': 'bytes 0-9/10' },
			body: stream(whole),
		}));
		const { stream: body } = await downloadContent(client, 'account', 'content');
		await expect(read(body)).rejects.toThrow('Kontur returned 200000 bytes instead of 10. Try again.');
	});

	test('of unknown length the end of the answer is the end, a cut is an error', async () => {
		const answering = (breaks: boolean) =>
			fakeClient(() => ({ status: 200, body: stream(whole, breaks) })).client;
		const good = await downloadContent(answering(false), 'account', 'content');
		expect((await read(good.stream)).equals(whole)).toBe(true);
		const cut = await downloadContent(answering(true), 'account', 'content');
		await expect(read(cut.stream)).rejects.toThrow('aborted');
	});

	test('a cancelled execution asks for no further range', async () => {
		const controller = new AbortController();
		const { client, requests } = fakeClient(() => {
			controller.abort();
			return part(whole, 0, 1000, true);
		});
		const cancelled = { ...client, signal: controller.signal };
		const { stream: body } = await downloadContent(cancelled, 'account', 'content');
		await expect(read(body)).rejects.toThrow('aborted');
		expect(requests).toHaveLength(1);
	});

	test('an ID that is not there fails before there is a stream', async () => {
		const { client } = fakeClient(() => new Error('no such object'));
		await expect(downloadContent(client, 'account', 'content')).rejects.toThrow('no such object');
	});
});

test.each<[string, unknown, string]>([
	['a JSON string', 'aGVsbG8=', 'hello'],
	['its raw text', '"aGVsbG8="', 'hello'],
	['an object', { content: 'aGVsbG8=' }, 'hello'],
	['nothing', undefined, ''],
])('bytes of %s', (_name, body, expected) => {
	expect(bytesOfJsonString(body).toString()).toBe(expected);
});
