import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import { mostGathered } from '../../../nodes/shared/catalog/gathered';
import { useBinaryData, type Engine, type RunOptions } from '../engine/engine';
import {
	EXTERN,
	EXTERN_TRIGGER,
	externCredential,
	konturEngine,
	OFD,
	OFD_TRIGGER,
	ofdCredential,
} from '../engine/kontur';
import type { Emulator } from '../../emulator/server';
import { shortenPauses } from '../../support/pauses';
import { isWhole, sampleCells } from '../../support/sampling';

/*
 * Whatever responds in Kontur's place, nothing is read or unpacked without a limit, and a refused response is an error
 * that says so, once. (How deep an answer may be, and what is in it: test/conformance/hostile.test.ts.)
 */

useBinaryData('filesystem');

const MB = 1024 * 1024;
// More than is read of a response (64 MB).
const blanks = Buffer.alloc((isWhole ? 192 : 66) * MB, ' ');
const gzipped = gzipSync(blanks.subarray(0, 66 * MB));

/** How a body comes, piece by piece, without an end. */
const endless: Record<string, { encoding?: string; piece: () => Buffer }> = {
	'text without an end': { piece: () => Buffer.alloc(MB, '[1,') },
	'a gzip bomb': { encoding: 'gzip', piece: () => gzipped },
};

/** Bodies that are small on their way. */
const bombs: Record<string, { encoding: string; body: () => Buffer }> = {
	// 1 MB, and 1 GB unpacked.
	gzip: { encoding: 'gzip', body: () => Buffer.concat(Array.from({ length: 16 }, () => gzipped)) },
	deflate: { encoding: 'deflate', body: () => deflateSync(blanks) },
	br: {
		encoding: 'br',
		body: () =>
			brotliCompressSync(blanks, {
				params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
			}),
	},
};

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
let asked: string[];
let engine: Engine;

beforeEach(async () => {
	shortenPauses(1);
	asked = [];
	server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url?.split('?')[0]}`);
		request.resume();
		response.on('error', () => undefined);
		answer(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	engine = konturEngine({ url } as Emulator);
	const ready = { environment: 'custom', apiUrl: url, apiKey: 'key', readyToken: 'Session-1' };
	engine.credentials.set('extern', { ...ready, signIn: 'token' });
	engine.credentials.set('ofd', { ...ready, signIn: 'sid' });
});
afterEach(async () => {
	jest.restoreAllMocks();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const messageOf = (error: unknown) => (error as Error | undefined)?.message;

/** The message of the error that each kind of work ends with. */
const works: Record<string, () => Promise<string | undefined>> = {
	'a list of Kontur.Extern': async () =>
		(
			await engine.run(
				EXTERN,
				{ resource: 'account', operation: 'getAll', returnAll: true },
				{ credentials: externCredential },
			)
		).error?.message,
	'a list of Kontur.OFD': async () =>
		(
			await engine.run(
				OFD,
				{ resource: 'organization', operation: 'getAll', returnAll: true },
				{ credentials: ofdCredential },
			)
		).error?.message,
	'a list to choose from': async () =>
		await engine
			.listSearch(EXTERN, 'searchAccounts', {}, { credentials: externCredential })
			.then(() => undefined, messageOf),
	'the Extern trigger': async () =>
		await engine
			.poll(EXTERN_TRIGGER, { source: 'feed' }, { credentials: externCredential, mode: 'manual' })
			.then(() => undefined, messageOf),
	'the OFD trigger': async () =>
		await engine
			.poll(OFD_TRIGGER, {}, { credentials: ofdCredential, mode: 'manual' })
			.then(() => undefined, messageOf),
};

const LONG = /^Kontur\.(Extern|OFD) returned a response that is too large to process$/;

/** Answers for ever; resolves when the client hangs up. */
async function forEver(
	response: ServerResponse,
	{ encoding, piece }: (typeof endless)[string],
	status = 200,
) {
	response.writeHead(status, {
		'content-type': 'application/json',
		...(encoding && { 'content-encoding': encoding }),
	});
	while (!response.destroyed) {
		if (!response.write(piece())) {
			await new Promise((resolve) => {
				response.once('drain', resolve);
				response.once('close', resolve);
			});
		}
	}
}

describe.each(Object.entries(endless))('%s', (name, body) => {
	test.each(sampleCells('Endless answers', name, Object.entries(works), 1))(
		'%s hangs up and says so',
		async (_what, work) => {
			let hungUp: Promise<void> | undefined;
			answer = (response) => {
				hungUp = forEver(response, body);
			};
			expect(await work()).toMatch(LONG);
			await hungUp;
			expect(asked).toHaveLength(1);
		},
	);

	test('a sign-in hangs up', async () => {
		let hungUp: Promise<void> | undefined;
		answer = (response) => {
			hungUp = forEver(response, body);
		};
		const typed = { signIn: 'password', clientId: 'service', login: 'name', password: 'word' };
		engine.credentials.set('extern', { ...engine.credentials.get('extern'), ...typed });
		expect(await works['a list of Kontur.Extern']()).toContain(
			'gave no usable answer: an unreadable response',
		);
		await hungUp;
		expect(asked).toEqual(['POST /connect/token']);
	});

	test('an error hangs up', async () => {
		let hungUp: Promise<void> | undefined;
		answer = (response) => {
			hungUp = forEver(response, body, 400);
		};
		expect(await works['a list of Kontur.Extern']()).toBe(
			'Kontur.Extern returned a response that is too large to process',
		);
		await hungUp;
		expect(asked).toHaveLength(1);
	});
});

test.each(Object.entries(bombs))(
	'a small answer packed with %s that would become immense',
	async (_name, bomb) => {
		const body = bomb.body();
		expect(body.length).toBeLessThan(2 * MB);
		answer = (response) => {
			response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': bomb.encoding });
			response.end(body);
		};
		expect(await works['a list of Kontur.OFD']()).toMatch(LONG);
		expect(asked).toHaveLength(1);
	},
);

describe('an answer without a bottom', () => {
	const bottomless = `{"a":${'[{"b":'.repeat(100_000)}0${'}]'.repeat(100_000)}}`;
	beforeEach(() => {
		answer = (response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(bottomless);
		};
	});

	test.each(sampleCells('Answers without a bottom', 'work', Object.entries(works), 2))(
		'%s says so',
		async (_what, work) => {
			expect(await work()).toMatch(/^Kontur\.(Extern|OFD) returned a response that is nested too deeply$/);
			expect(asked).toHaveLength(1);
		},
	);

	test.each(['password', 'sidPassword'])('a sign-in with %s fails', async (signIn) => {
		const typed = { signIn, clientId: 'service', login: 'name', password: `word-${signIn}` };
		engine.credentials.set('extern', { ...engine.credentials.get('extern'), ...typed });
		expect(await works['a list of Kontur.Extern']()).toMatch(
			/gave no usable answer: JSON that is not Kontur's/,
		);
		expect(asked).toHaveLength(1);
	});

	test.each([200, 10_000, 100_000])('JSON in a field that has %i levels is refused', async (levels) => {
		const { error } = await engine.run(
			EXTERN,
			{
				resource: 'organization',
				operation: 'updateSigner',
				accountId: { __rl: true, mode: 'id', value: 'account' },
				organizationId: { __rl: true, mode: 'id', value: 'organization' },
				signer: `${'{"a":'.repeat(levels)}{}${'}'.repeat(levels)}`,
			},
			{ credentials: externCredential },
		);
		expect(error?.message).toMatch(/^"[A-Z][A-Za-z ()]+" is nested too deeply\.$/);
		expect(asked).toEqual([]);
	});
});

test('a long answer is still an answer', async () => {
	const accounts = Array.from({ length: 40_000 }, (_none, index) => ({
		id: `account-${index}`,
		'organization-name': 'Ромашка '.repeat(20),
	}));
	const body = gzipSync(JSON.stringify({ 'total-count': accounts.length, accounts }));
	answer = (response) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
		response.end(body);
	};
	const { error, items } = await engine.run(
		EXTERN,
		{ resource: 'account', operation: 'getAll', returnAll: true, simplify: false },
		{ credentials: externCredential },
	);
	expect(error?.message).toBeUndefined();
	expect(items).toHaveLength(40_000);
	expect(items[39_999].json).toEqual(accounts[39_999]);
});

test('a body that cannot be decompressed is a truncated response', async () => {
	const body = gzipSync(Buffer.from('{"accounts":[]}'));
	body.fill(0xff, 12);
	answer = (response) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
		response.end(body);
	};
	expect(await works['a list of Kontur.Extern']()).toBe('Kontur.Extern returned a truncated response');
	expect(asked).toHaveLength(4);
});

describe('results that n8n could not hold', () => {
	const usual = mostGathered.bytes;
	beforeEach(() => {
		mostGathered.bytes = 2 * MB;
		answer = (response) => {
			const page = new URL(asked.at(-1)?.split(' ')[1] ?? '', url).pathname.includes('documents')
				? receipts(asked.length)
				: accounts(asked.length);
			response.writeHead(200, { 'content-type': 'application/json', 'x-kontur-trace-id': 'trace' });
			response.end(JSON.stringify(page));
		};
	});
	afterEach(() => {
		mostGathered.bytes = usual;
	});

	const accounts = (page: number) => ({
		accounts: Array.from({ length: 100 }, (_, index) => ({
			id: `00000000-0000-4000-8000-${String(1000 * page + index).padStart(12, '0')}`,
			'organization-name': 'Ромашка '.repeat(100),
		})),
		'total-count': 1_000_000,
		skip: 0,
		take: 100,
	});
	const receipts = (page: number) => ({
		documents: Array.from({ length: 1000 }, (_, index) => ({
			receipt: { id: `${page}-${index}`, fiscalDocumentNumber: 1000 * page + index, user: 'Ромашка' },
		})),
		paging: { nextOffset: `page${page}` },
	});

	const documents = {
		...{ resource: 'document', operation: 'getAll', cashRegisters: 'one', period: 'custom', returnAll: true },
		...{ organizationId: 'organization', kktRegId: '0000000000000001' },
		...{ dateFrom: '2026-03-09T00:00:00', dateTo: '2026-03-09T23:59:59' },
	};
	const lists: Array<[string, string, IDataObject, RunOptions]> = [
		[
			'a list of Kontur.Extern',
			EXTERN,
			{ resource: 'account', operation: 'getAll', returnAll: true, simplify: false },
			{ credentials: externCredential },
		],
		['documents of Kontur.OFD', OFD, { ...documents, output: 'raw' }, { credentials: ofdCredential }],
		['simplified documents', OFD, documents, { credentials: ofdCredential }],
	];

	test.each(lists)(
		'%s without an end is an error that names the way out',
		async (_name, node, parameters, options) => {
			const { error, items } = await engine.run(node, parameters, options);
			expect(error?.message).toBe('The result is too large for n8n: more than 2 MB in memory');
			expect(error?.description).toMatch(/a shorter period.*a limit.*Simplify.*sub-workflow/);
			expect(items).toEqual([]);
			expect(asked.length).toBeGreaterThan(2);
			expect(asked.length).toBeLessThan(50);
		},
	);

	test.each(lists)('%s within the bound is read', async (_name, node, parameters, options) => {
		const few = { ...parameters, returnAll: false, limit: 150 };
		const { error, items } = await engine.run(node, few, options);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(150);
	});

	test('it is one bound for all items, and what failed does not count', async () => {
		const [, node, parameters, options] = lists[0];
		const limits = [500, 10_000, 200, 500];
		const { error, items } = await engine.run(
			node,
			{ ...parameters, returnAll: false, limit: '={{ $json.limit }}' },
			{ ...options, items: limits.map((limit) => ({ json: { limit } })), onError: 'continueRegularOutput' },
		);
		expect(error).toBeUndefined();
		const failed = items.filter(({ json }) => 'error' in json);
		expect(failed.length).toBeGreaterThan(0);
		for (const { json } of failed) expect(json.details).toMatchObject({ code: 'too-much-data' });
		const sizes = limits.map(
			(_, index) => items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index).length,
		);
		expect(sizes[1]).toBe(1);
		expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(0);
	});
});
