import { createCipheriv } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { storeContent } from '../../emulator/extern/files/contentStore';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import { isWhole, sampleCells } from '../../support/sampling';
import { makeServerCertificate, trusting, type ServerCertificate } from '../../support/tls';
import { binaryItem, readBinary, useBinaryData, type Engine } from '../engine/engine';
import { EXTERN, externCredential, konturEngine } from '../engine/kontur';

useBinaryData('filesystem');

const MB = 1024 * 1024;
const START = '/v1/{accountId}/contents';
const CONTENT = '/v1/{accountId}/contents/{id}';

let emulator: Emulator;
let engine: Engine;

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
});
afterEach(async () => await emulator.close());

/** Bytes that repeat at no distance of parts, so that a part in a wrong place shows. */
const block = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
	Buffer.alloc(1_000_003),
);
const whole = Buffer.alloc(66 * MB, block);
const bytes = (length: number) => whole.subarray(0, length);

const run = async (operation: string, parameters: IDataObject, items?: Parameters<Engine['run']>[2]) =>
	await engine.run(
		EXTERN,
		{ resource: 'content', operation, accountId: account(emulator).id, ...parameters },
		{ credentials: externCredential, ...items },
	);

async function upload(content: Buffer, fileName = 'file.bin', parameters: IDataObject = {}) {
	const item = await binaryItem({}, { data: { content, fileName, mimeType: 'application/x-test' } });
	return await run('upload', { binaryPropertyName: 'data', ...parameters }, { items: [item] });
}

async function uploaded(content: Buffer, ...rest: [string?, IDataObject?]) {
	const { json, error } = await upload(content, ...rest);
	if (error) throw error;
	return json[0];
}

const download = async (contentId: string, parameters: IDataObject = {}) =>
	await run('download', { contentId, ...parameters });

async function downloaded(contentId: string, parameters: IDataObject = {}) {
	const { items, error } = await download(contentId, parameters);
	if (error) throw error;
	return items[0];
}

/** Puts a content into the account, past the nodes. */
const stored = (content: Buffer, type = 'application/pdf') =>
	storeContent(emulator.state.extern, account(emulator), type, [{ from: 0, data: content }]).id;

const fault = (input: FaultInput) => emulator.control.addFault(input);
const log = () =>
	emulator.control.log({ service: 'extern' }).filter(({ route }) => [START, CONTENT].includes(route));
const ranges = () => log().map(({ method, headers }) => `${method} ${headers['content-range']}`);
const parts = (size: number) => [
	`POST bytes 0-${16 * MB - 1}/${size}`,
	`PUT bytes ${16 * MB}-${32 * MB - 1}/${size}`,
	`PUT bytes ${32 * MB}-${size - 1}/${size}`,
];
const signIns = () => emulator.control.log({ service: 'identity' }).length;

const refused = (status: number): FaultInput => ({
	status,
	body: { id: 'urn:error:externapi:error', 'status-code': status, message: 'not now' },
});

describe('upload', () => {
	test('a small file, with its type and name', async () => {
		const content = bytes(1000);
		const json = await uploaded(content, 'Отчёт №1.xml');
		expect(json).toEqual({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			fileName: 'Отчёт №1.xml',
			contentType: 'application/x-test',
			size: 1000,
		});
		const kept = emulator.control.content(String(json.id));
		expect(kept.type).toBe('application/x-test');
		expect(kept.bytes.equals(content)).toBe(true);
		expect(ranges()).toEqual(['POST bytes 0-999/1000']);
	});

	test('a type that is typed in goes before that of the file', async () => {
		const json = await uploaded(bytes(10), 'a.xml', { contentType: ' application/xml ' });
		expect(emulator.control.content(String(json.id)).type).toBe('application/xml');
	});

	test('33 MB go in three parts and come back byte for byte', async () => {
		const content = whole.subarray(0, 33 * MB);
		const { id, fileName, size } = await uploaded(content, 'Большой отчёт.zip');
		expect([fileName, size]).toEqual(['Большой отчёт.zip', content.length]);
		expect(ranges()).toEqual(parts(content.length));
		expect(log().map(({ status }) => status)).toEqual([200, 200, 201]);
		// Their length is said beforehand, although they go out in pieces.
		expect(log().map(({ headers }) => headers['transfer-encoding'])).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(emulator.control.content(String(id)).bytes.equals(content)).toBe(true);
		const item = await downloaded(String(id), { fileName: 'Назад.zip' });
		expect((await readBinary(item.binary?.data)).equals(content)).toBe(true);
		expect(item.binary?.data).toMatchObject({ fileName: 'Назад.zip', mimeType: 'application/x-test' });
	});

	describe('a server that answers before it has the whole part', () => {
		const transports: Array<[string, boolean]> = [
			['over TLS', true],
			['without TLS', false],
		];
		let certificate: ServerCertificate;
		let gateway: https.Server | http.Server;
		let early: (response: ServerResponse, id: string) => void;

		async function startGateway(isSafe: boolean) {
			certificate = await makeServerCertificate();
			const forward = (message: IncomingMessage, response: ServerResponse) => {
				if (message.method === 'PUT') {
					early(response, message.url?.split('/').at(-1) ?? '');
					return;
				}
				const { method, url, headers } = message;
				const onward = http.request(`${emulator.url}${url}`, { method, headers }, (answer) => {
					response.writeHead(answer.statusCode ?? 500, answer.headers);
					answer.pipe(response);
				});
				message.pipe(onward);
			};
			gateway = isSafe ? https.createServer(certificate, forward) : http.createServer(forward);
			await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
			const { port } = gateway.address() as AddressInfo;
			engine = konturEngine({ url: `${isSafe ? 'https' : 'http'}://127.0.0.1:${port}` } as Emulator);
		}
		afterEach(() => {
			gateway.closeAllConnections();
			gateway.close();
		});

		const sent = async () =>
			await trusting(certificate, async () => await upload(whole.subarray(0, 20 * MB)));

		test.each(sampleCells('Faults of files', 'early answer', transports, 1))(
			'that it has it, %s: the answer counts',
			async (_name, isSafe) => {
				await startGateway(isSafe);
				early = (response, id) =>
					response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
				const { json, error } = await sent();
				expect(error).toBeUndefined();
				expect(json[0].size).toBe(20 * MB);
			},
		);

		test.each(sampleCells('Faults of files', 'early refusal', transports, 1))(
			'that it does not take it, %s: its words, or that the connection was lost',
			async (_name, isSafe) => {
				await startGateway(isSafe);
				early = (response) => {
					response
						.writeHead(413, { 'content-type': 'application/json', connection: 'close' })
						.end('{"message":"too much for me"}', () => response.socket?.destroy());
				};
				const { items, error } = await sent();
				expect(items).toEqual([]);
				expect(error?.message).toMatch(/larger than Kontur.Extern accepts|cannot be reached \(/);
			},
		);
	});

	describe('the memory of a part', () => {
		// Of the realm that buffers are of, which is not that of the test; Node.js before 21 has no such function.
		const memory = Object.getPrototypeOf(Buffer.alloc(MB).buffer) as object;
		const content = whole.subarray(0, 33 * MB);

		/** Sizes of what is given back meanwhile; it is kept all the same. */
		async function givenBack(work: () => Promise<unknown>): Promise<number[]> {
			const own = Object.getOwnPropertyDescriptor(memory, 'transfer');
			const given: number[] = [];
			function transfer(this: ArrayBuffer) {
				given.push(this.byteLength);
			}
			Object.defineProperty(memory, 'transfer', { value: transfer, configurable: true });
			try {
				await work();
			} finally {
				Reflect.deleteProperty(memory, 'transfer');
				if (own) Object.defineProperty(memory, 'transfer', own);
			}
			return given;
		}

		test('is given back once it was sent over TLS', async () => {
			const certificate = await makeServerCertificate();
			await emulator.close();
			emulator = await startEmulator({ tls: certificate });
			engine = konturEngine(emulator);
			fault({ method: 'PUT', path: CONTENT, ...refused(503) });
			let id: unknown;
			const given = await givenBack(
				async () => await trusting(certificate, async () => ({ id } = await uploaded(content))),
			);
			expect(given).toEqual([16 * MB, 16 * MB]);
			expect(emulator.control.content(String(id)).bytes.equals(content)).toBe(true);
		});

		// Node.js may still be reading it then, if the server answers before it has it all.
		test('stays where it went without TLS', async () => {
			expect(await givenBack(async () => await uploaded(bytes(17 * MB)))).toEqual([]);
		});
	});

	const middleFaults: Array<[string, FaultInput, number]> = [
		['the connection is cut before the part arrives', { cut: 'before' }, 1],
		['the answer is lost', { cut: 'after' }, 1],
		['the answer breaks off', { cut: 'body' }, 1],
		['the service is overloaded', { ...refused(503), headers: { 'retry-after': '0' } }, 1],
		['the service is overloaded without a hint', refused(503), 1],
		['there are too many requests', { ...refused(429), headers: { 'retry-after': '0' } }, 1],
		['the gateway fails twice', refused(502), 2],
		['the session ends', refused(401), 1],
	];
	test.each(sampleCells('Faults of files', 'upload, in the middle', middleFaults, 1))(
		'when %s in the middle, the part is sent again',
		async (_name, input, times) => {
			const content = whole.subarray(0, 33 * MB);
			fault({ method: 'PUT', path: CONTENT, times, ...input });
			const { id } = await uploaded(content);
			const [first, second, third] = parts(content.length);
			expect(ranges()).toEqual([first, ...Array<string>(times + 1).fill(second), third]);
			expect(emulator.control.content(String(id)).bytes.equals(content)).toBe(true);
			expect(signIns()).toBe(input.status === 401 ? 2 : 1);
		},
	);

	const firstPartFaults: Array<[string, FaultInput]> = [
		['cut before', { cut: 'before' }],
		['cut after', { cut: 'after' }],
		['503', refused(503)],
		['401', refused(401)],
	];
	test.each(sampleCells('Faults of files', 'upload, first part', firstPartFaults, 1))(
		'the first part is sent again too (%s)',
		async (_name, input) => {
			const content = bytes(17 * MB);
			fault({ method: 'POST', path: START, ...input });
			const { id } = await uploaded(content);
			expect(emulator.control.content(String(id)).bytes.equals(content)).toBe(true);
			expect(log().map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT']);
		},
	);

	test('a part that Kontur refuses ends the upload with its words', async () => {
		fault({ method: 'PUT', path: CONTENT, skip: 1, ...refused(413) });
		const { error } = await upload(whole.subarray(0, 33 * MB));
		expect(error?.message).toBe('A part of the file is larger than Kontur.Extern accepts');
		expect(error?.description).toMatch(/Kontur says: not now .*\nX-Kontur-Trace-Id: [0-9a-f]{32}$/);
		expect(log()).toHaveLength(3);
	});

	test('a connection that is cut every time is given up', async () => {
		fault({ method: 'PUT', path: CONTENT, times: 100, cut: 'before' });
		const { error } = await upload(bytes(17 * MB));
		expect(error?.message).toBe('Kontur.Extern cannot be reached (the connection was lost)');
		expect(log().length).toBe(5);
	});

	test('a field without a file is named', async () => {
		const { error } = await run('upload', { binaryPropertyName: 'nothing' });
		expect(error?.message).toMatch(/binary (data|file|field).*nothing|nothing.*binary/i);
		expect(log()).toEqual([]);
	});
});

describe('download', () => {
	test('a small file, named as wanted or by its ID', async () => {
		const id = stored(bytes(1000));
		const item = await downloaded(id, { fileName: 'Печать.pdf', binaryPropertyName: 'print' });
		expect(item.json).toEqual({ id, fileName: 'Печать.pdf', contentType: 'application/pdf', size: 1000 });
		expect(Object.keys(item.binary ?? {})).toEqual(['print']);
		expect((await readBinary(item.binary?.print)).equals(bytes(1000))).toBe(true);
		expect((await downloaded(id)).json.fileName).toBe(id);
	});

	test('66 MB come in two ranges, byte for byte', async () => {
		const item = await downloaded(stored(whole));
		expect(item.json.size).toBe(whole.length);
		expect((await readBinary(item.binary?.data)).equals(whole)).toBe(true);
		expect(log().map(({ headers, status }) => [headers.range, status])).toEqual([
			[`bytes=0-${64 * MB - 1}`, 206],
			[`bytes=${64 * MB}-${128 * MB - 1}`, 206],
		]);
	});

	test('over TLS too, where pieces are small and their memory is given back', async () => {
		const certificate = await makeServerCertificate();
		await emulator.close();
		emulator = await startEmulator({ tls: certificate });
		engine = konturEngine(emulator);
		await trusting(certificate, async () => {
			const large = isWhole ? whole : bytes(5 * MB);
			for (const content of [large, bytes(1), bytes(1000), bytes(384 * 1024), bytes(384 * 1024 + 1)]) {
				const item = await downloaded(stored(content));
				expect((await readBinary(item.binary?.data)).equals(content)).toBe(true);
			}
		});
	});

	test('a connection that is cut in the body, twice in a row, resumes where it was', async () => {
		const content = bytes(8 * MB);
		const id = stored(content);
		fault({ method: 'GET', path: CONTENT, times: 2, cut: 'body' });
		const item = await downloaded(id);
		expect((await readBinary(item.binary?.data)).equals(content)).toBe(true);
		const begins = log().map(({ headers }) => Number(/\d+/.exec(headers.range)?.[0]));
		expect(begins).toEqual([0, expect.any(Number), expect.any(Number)]);
		expect(begins[1]).toBeGreaterThan(0);
		expect(begins[2]).toBeGreaterThan(begins[1]);
	});

	const rangeFaults: Array<[string, FaultInput]> = [
		['the connection is cut before', { cut: 'before' }],
		['the connection is cut after', { cut: 'after' }],
		['the service is overloaded', { ...refused(503), headers: { 'retry-after': '0' } }],
		['the error itself breaks off', { ...refused(503), cut: 'body' }],
		['there are too many requests', refused(429)],
		['the session ends', refused(401)],
	];
	test.each(sampleCells('Faults of files', 'download', rangeFaults, 1))(
		'when %s at the second range, it is asked for again',
		async (_name, input) => {
			const id = stored(whole);
			fault({ method: 'GET', path: CONTENT, skip: 1, ...input });
			const item = await downloaded(id);
			expect((await readBinary(item.binary?.data)).equals(whole)).toBe(true);
			expect(log()).toHaveLength(3);
		},
	);

	test('a cut that never ends is an error and no short file', async () => {
		const id = stored(bytes(64));
		fault({ method: 'GET', path: CONTENT, times: 1000, cut: 'body' });
		const { items, error } = await download(id);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^The download stopped after \d+ of 64 bytes\. Try again\.$/);
	});

	test('a later range that is refused is an error with the words of Kontur and no short file', async () => {
		const id = stored(whole);
		fault({ method: 'GET', path: CONTENT, skip: 1, times: 100, ...refused(500) });
		shortenPauses(1);
		const { items, error } = await download(id);
		jest.restoreAllMocks();
		expect(items).toEqual([]);
		expect(error?.message).toBe('Kontur.Extern failed to process the request');
		expect(error?.description).toContain('Kontur says: not now');
	});

	test('a server that answers a range with everything', async () => {
		const text = bytes(2 * MB).toString('hex');
		const everything: FaultInput = {
			method: 'GET',
			path: CONTENT,
			status: 200,
			body: text,
			headers: { 'Content-Type': 'text/plain' },
		};
		const id = stored(Buffer.from(text));
		fault({ ...everything, cut: 'body' });
		fault(everything);
		const item = await downloaded(id);
		expect((await readBinary(item.binary?.data)).toString()).toBe(text);
		expect(item.json).toMatchObject({ size: text.length, contentType: 'text/plain' });
		const begins = log().map(({ headers }) => Number(/\d+/.exec(headers.range)?.[0]));
		expect(begins).toEqual([0, expect.any(Number)]);
		expect(begins[1]).toBeGreaterThan(0);
	});

	describe('a connection that stays open and brings nothing more', () => {
		const content = bytes(MB);
		let stalling: http.Server;
		let begins: number[];

		/** A gateway that stops in the middle of a response, a number of times. */
		async function stallTimes(times: number, isMeant = (url: string) => url.includes('/contents/')) {
			begins = [];
			stalling = http.createServer((message, response) => {
				const { method, url, headers } = message;
				const onward = http.request(`${emulator.url}${url}`, { method, headers }, (answer) => {
					response.writeHead(answer.statusCode ?? 500, answer.headers);
					if (!isMeant(String(url))) {
						answer.pipe(response);
						return;
					}
					begins.push(Number(/\d+/.exec(String(headers.range))?.[0]));
					if (begins.length > times) {
						answer.pipe(response);
						return;
					}
					response.flushHeaders();
					// A download that moves on may take as long as it likes.
					if (begins.length === 1)
						answer.once('data', (chunk: Buffer) => response.write(chunk.subarray(0, 10)));
					else answer.resume();
				});
				message.pipe(onward);
			});
			await new Promise<void>((resolve) => stalling.listen(0, '127.0.0.1', resolve));
			engine = konturEngine({
				url: `http://127.0.0.1:${(stalling.address() as AddressInfo).port}`,
			} as Emulator);
			return stored(content);
		}

		// A minute is over in a second.
		const FASTER = 60;
		beforeEach(() => {
			const now = performance.now.bind(performance);
			const timeout = AbortSignal.timeout.bind(AbortSignal);
			jest.spyOn(performance, 'now').mockImplementation(() => now() * FASTER);
			jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.ceil(ms / FASTER)));
		});
		afterEach(() => {
			jest.restoreAllMocks();
			stalling.closeAllConnections();
			stalling.close();
		});

		test('is noticed, and the download goes on where it was', async () => {
			const item = await downloaded(await stallTimes(1));
			expect((await readBinary(item.binary?.data)).equals(content)).toBe(true);
			expect(begins.slice(0, 2)).toEqual([0, 10]);
		});

		test('in the middle of JSON is noticed as well, and asked for again', async () => {
			await stallTimes(1, (url) => /^\/v1\/[^/]+$/.test(url));
			const { id } = account(emulator);
			const { json, error } = await engine.run(
				EXTERN,
				{ resource: 'account', operation: 'get', accountId: id, simplify: false },
				{ credentials: externCredential },
			);
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ id }]);
			expect(begins).toHaveLength(2);
		});

		test('every time, in the end is an error and no short file', async () => {
			const { items, error } = await download(await stallTimes(1000));
			expect(items).toEqual([]);
			expect(error?.message).toMatch(/^The download stopped after \d+ of 1048576 bytes\. Try again\.$/);
		});
	});

	test('an ID that does not exist: what to do, and the trace ID', async () => {
		const { error } = await download('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b');
		expect(error?.message).toBe('Kontur.Extern has no such object');
		const [{ traceId }] = emulator.control.log({ status: 404 });
		expect(error?.description).toMatch(/^Check the IDs in the node/);
		expect(error?.description).toContain(`X-Kontur-Trace-Id: ${traceId}`);
	});

	test.each(['.', '..'])('an ID that would lead elsewhere (%s)', async (contentId) => {
		const { error } = await download(contentId);
		expect(error?.message).toBe(`The value "contentId" cannot be "${contentId}".`);
		expect(JSON.stringify(error)).not.toContain('Open the credential');
		expect(log()).toEqual([]);
	});

	test('an upload that was not finished is not there', async () => {
		fault({ method: 'PUT', path: CONTENT, times: 9, ...refused(400) });
		expect((await upload(bytes(17 * MB))).error).toBeDefined();
		const [id] = [...account(emulator).contents.values()]
			.filter(({ complete }) => !complete)
			.map((c) => c.id);
		const { error } = await download(id);
		expect(error?.message).toBe('Kontur.Extern has no such object');
	});
});

test('each item has its own file', async () => {
	const items = await Promise.all(
		[10, 20, 30].map(
			async (size) => await binaryItem({ size }, { data: { content: bytes(size), fileName: `${size}.bin` } }),
		),
	);
	const { items: output } = await run('upload', { binaryPropertyName: 'data' }, { items });
	expect(output.map(({ json, pairedItem }) => [json.fileName, json.size, pairedItem])).toEqual([
		['10.bin', 10, { item: 0 }],
		['20.bin', 20, { item: 1 }],
		['30.bin', 30, { item: 2 }],
	]);
	expect(new Set(output.map(({ json }) => json.id)).size).toBe(3);
});
