import type { AxiosInstance } from 'axios';

import { account, demo, http, partnerUser, requestToken, signIn } from '../support';
import { startEmulator, type Emulator } from '../server';

let emulator: Emulator;
let client: AxiosInstance;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	client = await signIn(emulator);
});
afterAll(async () => await emulator.close());

const outcome = async (request: Promise<{ status: number }>): Promise<number | string> => {
	try {
		return (await request).status;
	} catch (error) {
		return (error as { code?: string }).code ?? 'failed';
	}
};

function newAccountBody(): Record<string, string> {
	return { inn: '7811223346', kpp: '781101001', 'organization-name': 'Новая' };
}

describe('faults', () => {
	const path = '/v1';

	test('a status with body and headers, for n requests after m skipped ones', async () => {
		emulator.control.addFault({
			path,
			skip: 1,
			times: 2,
			status: 503,
			body: { message: 'later' },
			headers: { 'Retry-After': '7' },
		});
		const statuses = [];
		for (let index = 0; index < 4; index++) statuses.push((await client.get(path)).status);
		expect(statuses).toEqual([200, 503, 503, 200]);
		emulator.control.addFault({
			path,
			status: 503,
			body: { message: 'later' },
			headers: { 'Retry-After': '7' },
		});
		const answer = await client.get(path);
		expect(answer.data).toEqual({ message: 'later' });
		expect(answer.headers['retry-after']).toBe('7');
	});

	test('cut before: the service never saw the request', async () => {
		emulator.control.addFault({ method: 'POST', path, cut: 'before' });
		expect(await outcome(client.post(path, newAccountBody()))).toBe('ECONNRESET');
		expect((await client.get(path)).data['total-count']).toBe(130);
	});

	test('cut after: the work is done, the answer is lost', async () => {
		emulator.control.addFault({ method: 'POST', path, cut: 'after' });
		expect(await outcome(client.post(path, newAccountBody()))).toBe('ECONNRESET');
		expect((await client.get(path)).data['total-count']).toBe(131);
	});

	test('cut in the body: half of the answer comes', async () => {
		emulator.control.addFault({ method: 'GET', path, cut: 'body' });
		const answer = await client.get(path, { responseType: 'stream' });
		expect(answer.status).toBe(200);
		let received = 0;
		const read = async () => {
			for await (const chunk of answer.data as AsyncIterable<Buffer>) received += chunk.length;
		};
		await expect(read()).rejects.toThrow();
		expect(received).toBe(Math.floor(Number(answer.headers['content-length']) / 2));
	});

	test('a route pattern hits only that route, other text is a regular expression', async () => {
		const home = `/v1/${account(emulator).id}`;
		emulator.control.addFault({ path: '/v1/{accountId}', status: 500, times: 9 });
		emulator.control.addFault({ path: 'draft[s]$', status: 502 });
		expect((await client.get(home)).status).toBe(500);
		expect((await client.get('/v1')).status).toBe(200);
		expect((await client.get(`${home}/organizations`)).status).toBe(200);
		expect((await client.get(`${home}/drafts`)).status).toBe(502);
	});

	test('a fault of another service does not fire', async () => {
		emulator.control.addFault({ service: 'identity', status: 500 });
		expect((await client.get('/v1')).status).toBe(200);
		expect((await requestToken(emulator, {})).status).toBe(500);
	});

	test('over HTTP: added, listed, refused when misspelt, removed', async () => {
		const control = http(emulator);
		expect((await control.post('/_control/faults', { path: '/v1', stauts: 500 })).status).toBe(400);
		expect((await control.post('/_control/faults', { path: '[', status: 500 })).status).toBe(400);
		await control.post('/_control/faults', { path: '/v1', status: 500, times: 2 });
		expect((await client.get('/v1')).status).toBe(500);
		expect((await control.get('/_control/faults')).data).toMatchObject([{ times: 1, hits: 1 }]);
		await control.delete('/_control/faults');
		expect((await client.get('/v1')).status).toBe(200);
	});
});

describe('parallel limit', () => {
	const burst = async (count: number): Promise<{ status: number; headers: Record<string, unknown> }[]> =>
		await Promise.all(Array.from({ length: count }, async () => await client.get('/v1')));

	test('20 at once pass, the others get 429', async () => {
		emulator.control.setOptions({ latencyMs: 300 });
		const statuses = (await burst(25)).map((answer) => answer.status).sort();
		expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(5).fill(429)]);
	});

	test('exactly 20 are accepted, and their slots are freed', async () => {
		emulator.control.setOptions({ latencyMs: 100 });
		for (let round = 0; round < 2; round++) {
			const statuses = (await burst(20)).map((answer) => answer.status);
			expect(statuses).toEqual(Array<number>(20).fill(200));
		}
	});

	test('Retry-After comes only by switch', async () => {
		emulator.control.setOptions({ latencyMs: 200, externParallelLimit: 1 });
		const refused = async () => (await burst(2)).find((answer) => answer.status === 429);
		expect((await refused())?.headers['retry-after']).toBeUndefined();
		emulator.control.setOptions({ retryAfterSeconds: 3 });
		expect((await refused())?.headers['retry-after']).toBe('3');
	});

	test('another application has its own slots', async () => {
		emulator.control.setOptions({ latencyMs: 200, externParallelLimit: 1 });
		const anonymous = http(emulator).get('/v1');
		const [own, other] = await Promise.all([client.get('/v1'), anonymous]);
		expect([own.status, other.status]).toEqual([200, 401]);
	});
});

describe('log and counters', () => {
	test('a request is noted with its route, without whole secrets', async () => {
		const home = `/v1/${account(emulator).id}`;
		emulator.control.clearLog();
		const answer = await client.get(`${home}/organizations?api-key=${demo.apiKey}&take=1`, {
			headers: { 'X-Kontur-Apikey': demo.apiKey },
		});
		const [entry, ...others] = emulator.control.log();
		expect(others).toEqual([]);
		expect(entry).toMatchObject({
			service: 'extern',
			method: 'GET',
			path: `${home}/organizations`,
			route: '/v1/{accountId}/organizations',
			status: 200,
			traceId: answer.headers['x-kontur-trace-id'],
			authorization: expect.stringMatching(/^Bearer …[0-9a-f]{4}$/),
		});
		expect(entry.query.take).toEqual(['1']);
		expect(JSON.stringify(entry)).not.toContain(demo.apiKey);
		expect(emulator.control.counters().requests).toEqual({ 'GET /v1/{accountId}/organizations': 1 });
	});

	test('over HTTP the log can be filtered and emptied', async () => {
		const control = http(emulator);
		await client.get('/v1');
		const found = await control.get('/_control/log?service=extern&route=/v1');
		expect(found.data).toHaveLength(1);
		await control.delete('/_control/log');
		expect((await control.get('/_control/log?service=extern')).data).toEqual([]);
	});

	test('every trace ID is new', async () => {
		for (let index = 0; index < 5; index++) await client.get('/v1');
		const ids = emulator.control.log().map((entry) => entry.traceId);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('clock and switches', () => {
	test('the clock is set, moved, frozen and released over HTTP', async () => {
		const control = http(emulator);
		const moved = await control.post('/_control/clock', { freeze: '2024-06-05T10:00:00Z', advanceMs: 0 });
		expect(moved.data).toEqual({ now: '2024-06-05T10:00:00.000Z', frozen: true });
		await control.post('/_control/clock', { advanceMs: 1500 });
		expect(emulator.state.clock.now().toISOString()).toBe('2024-06-05T10:00:01.500Z');
		const released = await control.post('/_control/clock', { resume: true });
		expect(released.data.frozen).toBe(false);
		expect(released.data.now.slice(0, 15)).toBe('2024-06-05T10:0');
		expect((await control.post('/_control/clock', { set: 'tomorrow' })).status).toBe(400);
	});

	test.each([200, 503])(
		'answers carry the time of the clock in their Date header (HTTP %i)',
		async (status) => {
			emulator.state.clock.freeze(new Date('2024-06-05T10:00:00.900Z'));
			// A token from before would have ended, or would never end.
			client = await signIn(emulator);
			if (status !== 200) emulator.control.addFault({ path: '/v1', status });
			const answer = await client.get('/v1');
			expect(answer.status).toBe(status);
			expect(answer.headers.date).toBe('Wed, 05 Jun 2024 10:00:00 GMT');
		},
	);

	test('scheduled actions run in order, each at its time', () => {
		const { clock } = emulator.state;
		clock.freeze(new Date('2024-06-05T10:00:00Z'));
		const seen: string[] = [];
		clock.schedule(2000, () => seen.push(`b ${clock.now().toISOString()}`));
		clock.schedule(1000, () => {
			seen.push(`a ${clock.now().toISOString()}`);
			clock.schedule(500, () => seen.push(`c ${clock.now().toISOString()}`));
		});
		clock.advance(999);
		expect(seen).toEqual([]);
		clock.advance(10_000);
		expect(seen).toEqual([
			'a 2024-06-05T10:00:01.000Z',
			'c 2024-06-05T10:00:01.500Z',
			'b 2024-06-05T10:00:02.000Z',
		]);
	});

	test('wrong switches are refused, right ones take effect', async () => {
		const control = http(emulator);
		for (const wrong of [{ pagesize: 3 }, { pageSize: '3' }, { sendFailure: 'never' }, { pageSize: -1 }]) {
			expect((await control.put('/_control/options', wrong)).status).toBe(400);
		}
		await control.put('/_control/options', { pageSize: 3 });
		expect((await client.get('/v1?take=50')).data.accounts).toHaveLength(3);
	});

	test('two runs give the same ids', async () => {
		const second = await startEmulator();
		try {
			emulator.control.reset();
			expect([...second.state.extern.accounts.keys()]).toEqual([...emulator.state.extern.accounts.keys()]);
			const [one, two] = await Promise.all(
				[emulator, second].map(async (each) => await (await signIn(each)).post('/v1', newAccountBody())),
			);
			expect(one.status).toBe(201);
			expect(one.data.id).toBe(two.data.id);
		} finally {
			await second.close();
		}
	});

	test('a reset forgets what was made', async () => {
		await client.post('/v1', newAccountBody());
		await http(emulator).post('/_control/reset');
		expect((await client.get('/v1')).status).toBe(401);
		expect((await (await signIn(emulator, partnerUser)).get('/v1')).data['total-count']).toBe(130);
	});
});
