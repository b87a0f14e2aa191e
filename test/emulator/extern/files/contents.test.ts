import { randomBytes } from 'node:crypto';

import type { AxiosInstance } from 'axios';

import { account, http, signIn } from '../../support';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let client: AxiosInstance;
let home: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	client = await signIn(emulator);
	home = `/v1/${account(emulator).id}/contents`;
});
afterAll(async () => await emulator.close());

const put = async (id: string, range: string, bytes: Buffer) =>
	await client.put(`${home}/${id}`, bytes, {
		headers: { 'Content-Range': range, 'Content-Type': 'application/octet-stream' },
	});

const post = async (bytes: Buffer, range?: string, type = 'application/pdf') =>
	await client.post(home, bytes, {
		headers: { 'Content-Type': type, ...(range ? { 'Content-Range': range } : {}) },
	});

const get = async (id: string, range?: string) =>
	await client.get<Buffer>(`${home}/${id}`, {
		responseType: 'arraybuffer',
		headers: range ? { Range: range } : {},
	});

test('a whole content without Content-Range comes back byte for byte with its type', async () => {
	const bytes = randomBytes(5000);
	const { status, data } = await post(bytes);
	expect(status).toBe(201);
	const answer = await get(data.id);
	expect(answer.status).toBe(200);
	expect(answer.headers['content-type']).toBe('application/pdf');
	expect(answer.data.equals(bytes)).toBe(true);
	const raw = await http(emulator).get(`/_control/contents/${String(data.id)}`, {
		responseType: 'arraybuffer',
	});
	expect(bytes.equals(raw.data)).toBe(true);
});

test('parts in any order, the total named by the last one', async () => {
	const bytes = randomBytes(1000);
	const started = await post(bytes.subarray(0, 300), 'bytes 0-299/*');
	expect(started.status).toBe(200);
	const { id } = started.data;
	const tail = await put(id, 'bytes 700-999/*', bytes.subarray(700));
	expect([tail.status, tail.data]).toEqual([200, { id, content: { id }, 'is-completed': false }]);
	expect((await get(id)).status).toBe(404);
	const middle = await put(id, 'bytes 300-699/1000', bytes.subarray(300, 700));
	expect([middle.status, middle.data]).toEqual([201, { id, content: { id }, 'is-completed': true }]);
	expect((await get(id)).data.equals(bytes)).toBe(true);
});

test('a part may be repeated and the later bytes count where parts overlap', async () => {
	const first = Buffer.alloc(600, 1);
	const second = Buffer.alloc(600, 2);
	const { data } = await post(first, 'bytes 0-599/1000');
	await put(data.id, 'bytes 0-599/1000', first);
	const done = await put(data.id, 'bytes 400-999/1000', second);
	expect(done.status).toBe(201);
	const expected = Buffer.concat([first.subarray(0, 400), second]);
	expect((await get(data.id)).data.equals(expected)).toBe(true);
	expect((await put(data.id, 'bytes 400-999/1000', second)).status).toBe(201);
});

test('the end of a range may equal the total', async () => {
	const bytes = randomBytes(100);
	const { status, data } = await post(bytes, 'bytes 0-100/100');
	expect(status).toBe(201);
	expect((await get(data.id)).data.equals(bytes)).toBe(true);
});

test.each([
	['more bytes than named', 'bytes 0-99/200', 120],
	['beyond the total', 'bytes 150-249/200', 100],
	['no range at all', 'everything', 100],
])('a part is refused: %s', async (_title, range, length) => {
	const { data } = await post(Buffer.alloc(10), 'bytes 0-9/200');
	expect((await put(data.id, range, Buffer.alloc(length))).status).toBe(400);
	expect((await post(Buffer.alloc(length), range)).status).toBe(400);
});

test('a part may not contradict the total named before', async () => {
	const { data } = await post(Buffer.alloc(10), 'bytes 0-9/200');
	expect((await put(data.id, 'bytes 10-19/300', Buffer.alloc(10))).status).toBe(400);
});

test('PUT wants a Content-Range', async () => {
	const { data } = await post(Buffer.alloc(10), 'bytes 0-9/20');
	expect((await client.put(`${home}/${String(data.id)}`, Buffer.alloc(10))).status).toBe(400);
});

test('a part above 64 MB is refused, 64 MB are accepted', async () => {
	const largest = 64 * 1024 * 1024;
	const tooLarge = await post(Buffer.alloc(largest + 1), `bytes 0-${largest}/*`);
	expect(tooLarge.status).toBe(413);
	expect(tooLarge.data['status-code']).toBe(413);
	// A length that is no power of two puts other bytes at each round place.
	const bytes = Buffer.alloc(largest, randomBytes(1_000_003));
	const accepted = await post(bytes, `bytes 0-${largest - 1}/${largest + 5}`);
	expect(accepted.status).toBe(200);
	expect(
		(await put(accepted.data.id, `bytes ${largest}-${largest + 4}/*`, Buffer.from('12345'))).status,
	).toBe(201);
	expect((await get(accepted.data.id, `bytes=0-${largest}`)).status).toBe(413);
	const part = await get(accepted.data.id, `bytes=5-${largest + 4}`);
	expect(part.status).toBe(206);
	expect(part.data.length).toBe(largest);
	expect(part.data.subarray(0, -5).equals(bytes.subarray(5))).toBe(true);
	expect(part.data.subarray(-5).toString()).toBe('12345');
});

test.each([
	['bytes=0-19', 206, 'bytes 0-19/100', 0, 20],
	['bytes=40-', 206, 'bytes 40-99/100', 40, 100],
	['bytes=-10', 206, 'bytes 90-99/100', 90, 100],
	['bytes=90-500', 206, 'bytes 90-99/100', 90, 100],
	['bytes=0-20/100', 206, 'bytes 0-20/100', 0, 21],
	['bytes=0-99', 200, 'bytes 0-99/100', 0, 100],
])('range %s', async (range, status, contentRange, from, to) => {
	const bytes = randomBytes(100);
	const { data } = await post(bytes.subarray(0, 50), 'bytes 0-49/100');
	await put(data.id, 'bytes 50-99/100', bytes.subarray(50));
	const answer = await get(data.id, range);
	expect(answer.status).toBe(status);
	expect(answer.headers['content-range']).toBe(contentRange);
	expect(answer.data.equals(bytes.subarray(from, to))).toBe(true);
});

test('a range beyond the end is refused', async () => {
	const { data } = await post(Buffer.alloc(100));
	const answer = await get(data.id, 'bytes=100-120');
	expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */100']);
});

test('an upload is thrown away after 90 days, the content of a document is not', async () => {
	emulator.state.clock.freeze();
	const { data } = await post(Buffer.from('text'));
	const draft = [...account(emulator).drafts.keys()][0];
	const document = await client.post(`/v1/${account(emulator).id}/drafts/${draft}/documents`, {
		'content-id': data.id,
	});
	expect(document.status).toBe(201);
	emulator.state.clock.advance(90 * 24 * 3600 * 1000);
	client = await signIn(emulator);
	expect((await get(data.id)).status).toBe(404);
	expect((await get(document.data.contents[0]['content-id'])).data.toString()).toBe('text');
});

test('a content belongs to its account', async () => {
	const { data } = await post(Buffer.from('text'));
	const other = await client.get(`/v1/${account(emulator, 1).id}/contents/${String(data.id)}`);
	expect(other.status).toBe(404);
});
