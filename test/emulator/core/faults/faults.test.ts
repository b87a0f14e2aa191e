import { Agent, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';

import { faultKinds, type FaultInput, type FaultKind, type FaultPhase } from './faults';
import { startEmulator, type Emulator } from '../../server';
import { http, signIn } from '../../support';

const path = '/v1';
const newAccount = { inn: '7811223346', kpp: '781101001', 'organization-name': 'Новая' };

let emulator: Emulator;
let client: AxiosInstance;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	client = await signIn(emulator);
	emulator.control.clearLog();
});
afterAll(async () => await emulator.close());

/** Opens a new connection for each request. */
const fresh = new Agent({ keepAlive: false });

interface Outcome {
	status?: number;
	text?: string;
	code?: string;
}

const plainText: AxiosRequestConfig = {
	responseType: 'text',
	transformResponse: [(text: unknown) => text],
	maxRedirects: 0,
};

/** Creates an account, and tells what the client saw of it. */
async function create(): Promise<Outcome> {
	return await client.post<string>(path, newAccount, plainText).then(
		({ status, data }) => ({ status, text: data }),
		(error: { code?: string }) => ({ code: error.code ?? 'failed' }),
	);
}

const accounts = () => emulator.state.extern.accounts.size;
const acted = () => emulator.control.log({ service: 'extern', acted: true }).length;

const isJson = (text = '') => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};

describe('each kind in each of its phases', () => {
	const seen: Record<FaultKind, (outcome: Outcome) => void> = {
		status: ({ status }) => expect(status).toBe(503),
		html: ({ status, text }) => expect([status, text?.slice(0, 9)]).toEqual([200, '<!DOCTYPE']),
		redirect: ({ status }) => expect(status).toBe(302),
		empty: ({ status, text }) => expect([status, text]).toEqual([204, '']),
		cut: ({ code }) => expect(['ECONNRESET', 'ERR_BAD_RESPONSE']).toContain(code),
		slowBody: ({ status, text }) => expect([status, isJson(text)]).toEqual([201, true]),
		wrongLength: ({ code }) => expect(['ECONNRESET', 'ERR_BAD_RESPONSE']).toContain(code),
		truncatedJson: ({ status, text }) => expect([status, isJson(text)]).toEqual([201, false]),
	};
	const cells = (Object.keys(faultKinds) as FaultKind[]).flatMap((kind) =>
		faultKinds[kind].map((phase): [FaultKind, FaultPhase] => [kind, phase]),
	);

	test.each(cells)('%s, %s', async (kind, phase) => {
		const before = accounts();
		const status = kind === 'status' ? { status: 503 } : {};
		emulator.control.addFault({ service: 'extern', method: 'POST', path, kind, phase, ...status });
		seen[kind](await create());
		const carriedOut = phase === 'before' ? 0 : 1;
		expect(accounts() - before).toBe(carriedOut);
		expect(acted()).toBe(carriedOut);
		// The fault is used up, and the server still serves.
		expect((await create()).status).toBeLessThan(300);
		expect(accounts() - before).toBe(1);
	});
});

describe('optional fields of a fault', () => {
	const once = async (fault: FaultInput) => {
		emulator.control.addFault({ service: 'extern', path, ...fault });
		return await client.get<string>(path, plainText);
	};

	test.each([500, 502, 503, 504, 429])('HTTP %i with and without Retry-After', async (status) => {
		const plain = await once({ kind: 'status', status });
		expect([plain.status, plain.headers['retry-after']]).toEqual([status, undefined]);
		const asks = await once({ kind: 'status', status, headers: { 'Retry-After': '7' } });
		expect([asks.status, asks.headers['retry-after']]).toEqual([status, '7']);
	});

	test('HTML as a proxy sends it, with its status', async () => {
		const { status, headers, data } = await once({ kind: 'html', status: 502 });
		expect([status, headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
		expect(headers).not.toHaveProperty('x-kontur-trace-id');
		expect(data).toContain('</html>');
	});

	test('an empty body with 200', async () => {
		const { status, data, headers } = await once({ kind: 'empty', status: 200 });
		expect([status, data, headers['content-length']]).toEqual([200, '', '0']);
	});

	test('a length that is too short: the client sees bytes that belong to no answer, or half a body', async () => {
		const whole = (await client.get<string>(path, plainText)).data;
		for (const keepAlive of [true, false]) {
			const httpAgent = new Agent({ keepAlive, maxSockets: 1 });
			emulator.control.addFault({ path, kind: 'wrongLength', lengthBy: -10 });
			const short = await client.get<string>(path, { ...plainText, httpAgent }).then(
				({ data }) => data,
				(error: { code?: string }) => String(error.code),
			);
			expect(/^HPE_/.test(short) || (whole.startsWith(short) && !isJson(short))).toBe(true);
			// Nothing of it stays on the connection.
			expect((await client.get<string>(path, { ...plainText, httpAgent })).data).toBe(whole);
			httpAgent.destroy();
		}
	});

	test('a slow body comes in pieces, and whole', async () => {
		const { data: whole } = await client.get<string>(path, plainText);
		emulator.control.addFault({ path, kind: 'slowBody', delayMs: 5 });
		const { data } = await client.get<AsyncIterable<Buffer>>(path, { responseType: 'stream' });
		const pieces: Buffer[] = [];
		for await (const piece of data) pieces.push(piece);
		expect(pieces.length).toBeGreaterThan(1);
		expect(Buffer.concat(pieces).toString()).toBe(whole);
	});

	test('a cut after a delay is a service that keeps silent', async () => {
		emulator.control.addFault({ path, kind: 'cut', phase: 'after', delayMs: 10_000 });
		const waiting = client.get(path, { timeout: 50 });
		await expect(waiting).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(acted()).toBe(0);
	});

	test('a redirect to another host leads there', async () => {
		const seen: IncomingHttpHeaders[] = [];
		const other = createServer((request, response) => {
			seen.push(request.headers);
			response.end('{}');
		});
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		const Location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
		emulator.control.addFault({ path, kind: 'redirect', status: 307, headers: { Location } });
		expect((await client.get(path, { maxRedirects: 1 })).status).toBe(200);
		expect(seen).toHaveLength(1);
		await new Promise((resolve) => other.close(resolve));
	});

	test.each<[FaultInput, RegExp]>([
		[{ kind: 'slowBody', phase: 'before' }, /no phase 'before'/],
		[{ kind: 'html', phase: 'body' }, /no phase 'body'/],
		[{ kind: 'status' }, /needs a status/],
		[{ kind: 'empty', cut: 'after' }, /exclude/],
		[{ kind: 'flood' as FaultKind }, /is one of status, html/],
	])('%j makes no sense', async (fault, problem) => {
		expect(() => emulator.control.addFault(fault)).toThrow(problem);
		expect((await http(emulator).post('/_control/faults', fault)).data.error).toMatch(problem);
		expect(emulator.control.faults()).toEqual([]);
	});

	test('over HTTP', async () => {
		const fault = { method: 'POST', path, kind: 'html', status: 502, phase: 'after', times: 1 };
		const added = await http(emulator).post<{ id: number }>('/_control/faults', fault);
		expect(added.status).toBe(200);
		expect((await create()).status).toBe(502);
		expect(acted()).toBe(1);
		const { data } = await http(emulator).get('/_control/log?service=extern');
		expect(data).toMatchObject([{ status: 502, acted: true, fault: added.data.id }]);
	});

	test('an error response of the service is replaced too and does not count as an action', async () => {
		emulator.control.addFault({ method: 'POST', path, kind: 'empty', phase: 'after' });
		expect((await client.post(path, {})).status).toBe(204);
		expect(acted()).toBe(0);
	});
});

test('every route can be hit, before and after', async () => {
	emulator.state.clock.freeze();
	const routes = emulator.control.routes().filter(({ service }) => service !== 'control');
	expect(routes.length).toBeGreaterThan(150);
	const missed: string[] = [];
	for (const { service, method, path: pattern } of routes) {
		const url = pattern.replace(/v\{version\}/, 'v5.16').replace(/\{\w+\}/g, 'x');
		for (const phase of ['before', 'after'] as const) {
			emulator.control.addFault({ service, method, path: pattern, kind: 'status', phase, status: 418 });
			const { status } = await axios.request({
				baseURL: emulator.url,
				method,
				url,
				validateStatus: () => true,
				proxy: false,
			});
			if (status !== 418) missed.push(`${method} ${pattern} ${phase}: ${status}`);
			emulator.control.clearFaults();
		}
	}
	expect(missed).toEqual([]);
});

test('a server that stops listening refuses connections until it starts again, at the same address', async () => {
	await emulator.stopListening();
	const refused = client.get(path, { httpAgent: fresh });
	await expect(refused).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	await emulator.startListening();
	expect((await client.get(path, { httpAgent: fresh })).status).toBe(200);
});

test('a listener sees each request before it is carried out, and may act between two', async () => {
	const seen: string[] = [];
	const end = emulator.control.onRequest(({ method, route }) => {
		seen.push(`${method} ${route}`);
		if (seen.length === 2) emulator.control.dropSessions();
	});
	expect((await client.get(path)).status).toBe(200);
	expect((await client.get(path)).status).toBe(401);
	end();
	await client.get(path);
	expect(seen).toEqual(['GET /v1', 'GET /v1']);
});
