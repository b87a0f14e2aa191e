import {
	decide,
	leavesOpen,
	retryAfterMs,
	retryDelay,
	type Decision,
	type History,
	type Outcome,
	type Policy,
	type Retry,
	type Unreadable,
} from '../../../nodes/shared/transport/decide';

const NOW = Date.UTC(2024, 5, 5, 10, 0, 0);

test.each<[string, string | undefined, number | undefined]>([
	['no header', undefined, undefined],
	['an empty header', '', undefined],
	['seconds', '7', 7000],
	['no seconds', '0', 0],
	['parts of a second', '0.5', 500],
	['seconds below zero', '-3', 0],
	['more than a minute', '3600', 60_000],
	['a date to come', 'Wed, 05 Jun 2024 10:00:12 GMT', 12_000],
	['a date gone by', 'Wed, 05 Jun 2024 09:59:00 GMT', 0],
	['a far date', 'Thu, 06 Jun 2024 10:00:00 GMT', 60_000],
	['neither', 'soon', undefined],
	['endless seconds', 'Infinity', undefined],
])('Retry-After: %s', (_name, header, expected) => {
	expect(retryAfterMs(header, NOW)).toBe(expected);
});

type Answer = Pick<Retry, 'status' | 'retryAfter'>;

const first = (answer: Answer, repeat: Retry['repeat']) => retryDelay({ number: 1, repeat, ...answer }, 0);

test.each<[string, Answer, number | undefined, number | undefined]>([
	// What came; delay where repeating is harmless; delay where only an unstarted request may be repeated.
	['429', { status: 429 }, 500, 500],
	['429 with seconds', { status: 429, retryAfter: '2' }, 2000, 2000],
	['429 that asks for no wait', { status: 429, retryAfter: '0' }, 0, 0],
	['429 with nonsense', { status: 429, retryAfter: 'soon' }, 500, 500],
	['503', { status: 503 }, 500, undefined],
	['503 with seconds', { status: 503, retryAfter: '3' }, 3000, 3000],
	['503 that asks for no wait', { status: 503, retryAfter: '0' }, 0, 0],
	['503 that asks for an hour', { status: 503, retryAfter: '3600' }, 60_000, 60_000],
	['503 with nonsense', { status: 503, retryAfter: 'soon' }, 500, undefined],
	['502', { status: 502 }, 500, undefined],
	['502 with seconds', { status: 502, retryAfter: '1' }, 1000, undefined],
	['504', { status: 504 }, 500, undefined],
	['no answer', {}, 500, undefined],
	['500', { status: 500 }, undefined, undefined],
	['501', { status: 501 }, undefined, undefined],
	['400', { status: 400 }, undefined, undefined],
	['401', { status: 401 }, undefined, undefined],
	['403 with seconds', { status: 403, retryAfter: '1' }, undefined, undefined],
	['404', { status: 404 }, undefined, undefined],
	['409', { status: 409 }, undefined, undefined],
	['413 with seconds', { status: 413, retryAfter: '1' }, undefined, undefined],
])('the delay after %s', (_name, answer, harmless, unlessStarted) => {
	expect(first(answer, 'harmless')).toBe(harmless);
	expect(first(answer, 'unlessStarted')).toBe(unlessStarted);
});

test('503 with a date counts from now', () => {
	const retryAfter = new Date(Date.now() + 30_000).toUTCString();
	const delay = first({ status: 503, retryAfter }, 'unlessStarted') ?? 0;
	expect(delay).toBeGreaterThan(20_000);
	expect(delay).toBeLessThanOrEqual(30_000);
});

test('four tries at growing distances, then no more, for whom waiting is not worth it', () => {
	const delays = [1, 2, 3, 4, 5].map((number) => retryDelay({ number, repeat: 'harmless', status: 502 }, 0));
	expect(delays).toEqual([500, 1000, 2000, undefined, undefined]);
});

/** The waits of a request that meets the same answer every time, in seconds. */
function waitsOf(answer: Answer & Partial<Retry>, attemptMs = 0, random = 0): number[] {
	const waits: number[] = [];
	for (let number = 1, spentMs = attemptMs; ; number++) {
		const ms = retryDelay(
			{ number, spentMs, repeat: 'harmless', transient: [500], isPatient: true, ...answer },
			random,
		);
		if (ms === undefined) return waits;
		waits.push(ms / 1000);
		spentMs += ms + attemptMs;
	}
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

test.each([429, 500, 502, 503, 504])('a constant %i is borne for a hundred seconds', (status) => {
	const waits = [0.5, 1, 2, 4, 8, 10, 10, 10, 10, 10, 10, 10, 10, 4.5];
	expect(waitsOf({ status })).toEqual(waits);
	expect(sum(waitsOf({ status }, 0, 1))).toBe(100);
});

test.each<[string, Answer & Partial<Retry>, number[]]>([
	['429 of a request that does harm', { status: 429, repeat: 'unlessStarted' }, waitsOf({ status: 429 })],
	['502 of a request that does harm', { status: 502, repeat: 'unlessStarted' }, []],
	['a lost connection', {}, [0.5, 1, 2]],
	['400', { status: 400 }, []],
	['501', { status: 501 }, []],
	['a service that asks for half a minute', { status: 429, retryAfter: '30' }, [30, 30, 30, 30]],
	['a service that asks for an hour', { status: 503, retryAfter: '3600' }, [60, 60, 60]],
	[
		'a service that asks for no wait at all',
		{ status: 429, retryAfter: '0' },
		[0, 0, 0, 4, 8, 10, 10, 10, 10, 10, 10, 10, 10, 10],
	],
])('how long is borne: %s', (_name, answer, waits) => {
	expect(waitsOf(answer)).toEqual(waits);
});

test('attempts that take long count, but four are made', () => {
	expect(waitsOf({ status: 504 }, 20_000)).toEqual([0.5, 1, 2, 4]);
	expect(waitsOf({ status: 504 }, 90_000)).toEqual([0.5, 1, 2]);
});

test('a quarter more at most spreads parallel requests', () => {
	const attempt: Retry = { number: 1, repeat: 'harmless' };
	expect(retryDelay(attempt, 1)).toBe(625);
	for (let count = 0; count < 100; count++) {
		const delay = retryDelay(attempt) ?? 0;
		expect(delay).toBeGreaterThanOrEqual(500);
		expect(delay).toBeLessThanOrEqual(625);
	}
});

const policy: Policy = { method: 'GET', repeat: 'harmless', emptyMeansNoData: false };
const patient: Policy = { ...policy, transient: [500], isPatient: true };
const sending: Policy = { ...policy, method: 'POST', repeat: 'unlessStarted' };
const deleting: Policy = { ...policy, method: 'DELETE' };
const listing: Policy = { ...policy, emptyMeansNoData: true };
const start: History = {
	number: 1,
	spentMs: 0,
	sessionWasRenewed: false,
	outcomeWasOpen: false,
	wasEmpty: false,
};

const answered = (status: number, changes: object = {}): Outcome => ({
	kind: 'answered',
	status,
	isSessionFailure: false,
	...changes,
});
const sessionEnded = answered(401, { isSessionFailure: true });
const unreadable = (why: Unreadable): Outcome => ({ kind: 'unreadable', why });
const lost: Outcome = { kind: 'noAnswer', code: 'ECONNRESET', isCancelled: false };
const notSent: Outcome = { kind: 'noAnswer', isCancelled: false };
const cancelled: Outcome = { kind: 'noAnswer', code: 'ECONNRESET', isCancelled: true };

const done: Decision = { do: 'done' };
const renew: Decision = { do: 'renewSession' };
const wait = (ms: number): Decision => ({ do: 'wait', ms });
const fail = (reason: (Decision & { do: 'fail' })['reason']): Decision => ({ do: 'fail', reason });

test.each<[string, Outcome, Policy, Partial<History>, Decision]>([
	['200', answered(200), policy, {}, done],
	['204', answered(204), policy, {}, done],
	['299', answered(299), policy, {}, done],
	['300', answered(300), policy, {}, fail('refused')],
	['a redirect', answered(302), policy, {}, fail('refused')],
	['199', answered(199), policy, {}, fail('refused')],
	['400', answered(400), policy, {}, fail('refused')],
	['404', answered(404), policy, {}, fail('refused')],
	['404 that is expected', answered(404), { ...policy, expected: [404] }, {}, done],
	[
		'another status than the expected one',
		answered(409),
		{ ...policy, expected: [404] },
		{},
		fail('refused'),
	],
	['503 that is expected', answered(503), { ...policy, expected: [503] }, {}, done],
	['404 after an open DELETE', answered(404), deleting, { number: 2, outcomeWasOpen: true }, done],
	['404 after a refused DELETE', answered(404), deleting, { number: 2 }, fail('refused')],
	['404 after an open GET', answered(404), policy, { number: 2, outcomeWasOpen: true }, fail('refused')],
	['410 after an open DELETE', answered(410), deleting, { outcomeWasOpen: true }, fail('refused')],
	['an ended session', sessionEnded, policy, {}, renew],
	['an ended session of a request that does harm', sessionEnded, sending, {}, renew],
	['an ended session after three attempts', sessionEnded, policy, { number: 4 }, renew],
	['a renewed session that ended', sessionEnded, policy, { sessionWasRenewed: true }, fail('refused')],
	['401 that is expected', sessionEnded, { ...policy, expected: [401] }, {}, done],
	['401 because of the key', answered(401), policy, {}, fail('refused')],
	['429', answered(429), sending, {}, wait(500)],
	['429 with Retry-After', answered(429, { retryAfter: '2' }), sending, {}, wait(2000)],
	['503', answered(503), policy, { number: 2 }, wait(1000)],
	['503 of a request that does harm', answered(503), sending, {}, fail('refused')],
	['503 with Retry-After', answered(503, { retryAfter: '3' }), sending, {}, wait(3000)],
	['503 at the fourth attempt', answered(503), policy, { number: 4 }, fail('refused')],
	['500', answered(500), policy, {}, fail('refused')],
	['500 that is transient', answered(500), { ...policy, transient: [500] }, {}, wait(500)],
	['500 of a request that does harm', answered(500), sending, {}, fail('refused')],
	['500 at the tenth attempt of many', answered(500), patient, { number: 10, spentMs: 60_000 }, wait(10_000)],
	['500 when patience has ended', answered(500), patient, { number: 15, spentMs: 100_000 }, fail('refused')],
	['a lost connection at the fourth attempt', lost, patient, { number: 4 }, fail('noAnswer')],
	['a lost connection', lost, policy, {}, wait(500)],
	['a lost connection of a request that does harm', lost, sending, {}, fail('noAnswer')],
	['a lost connection at the fourth attempt', lost, policy, { number: 4 }, fail('noAnswer')],
	['a request that was never sent', notSent, policy, {}, fail('notSent')],
	['a cancelled execution', cancelled, policy, {}, fail('cancelled')],
	['an HTML page', unreadable('page'), policy, {}, wait(500)],
	['truncated JSON', unreadable('broken'), policy, { number: 3 }, wait(2000)],
	['an empty body', unreadable('empty'), policy, {}, wait(500)],
	['an empty body that may mean no data', unreadable('empty'), listing, {}, wait(500)],
	['a second empty body that means no data', unreadable('empty'), listing, { wasEmpty: true }, done],
	['a second empty body that means nothing', unreadable('empty'), policy, { wasEmpty: true }, wait(500)],
	['a body that is not what Kontur documents', unreadable('undocumented'), policy, {}, wait(500)],
	['such a body for a request that does harm', unreadable('undocumented'), sending, {}, fail('unreadable')],
	['an HTML page where nothing is documented', unreadable('page'), deleting, {}, wait(500)],
	['too long a body', unreadable('long'), policy, {}, fail('unreadable')],
	['too deep a body', unreadable('deep'), policy, {}, fail('unreadable')],
	['an HTML page for a non-repeatable request', unreadable('page'), sending, {}, fail('unreadable')],
	['an empty body at the fourth attempt', unreadable('empty'), policy, { number: 4 }, fail('unreadable')],
])('%s', (_name, outcome, how, history, decision) => {
	expect(decide(outcome, how, { ...start, ...history }, 0)).toEqual(decision);
});

test('the wait is spread', () => {
	expect(decide(lost, policy, start, 1)).toEqual(wait(625));
	const waits = Array.from({ length: 20 }, () => decide(lost, policy, start));
	expect(new Set(waits.map((decision) => 'ms' in decision && decision.ms)).size).toBeGreaterThan(1);
});

test.each<[string, Outcome, boolean]>([
	['a lost connection', lost, true],
	['truncated JSON', unreadable('broken'), true],
	['500', answered(500), true],
	['503', answered(503), true],
	['499', answered(499), false],
	['429', answered(429), false],
	['401', sessionEnded, false],
])('after %s it is open whether the request was carried out: %#', (_name, outcome, isOpen) => {
	expect(leavesOpen(outcome)).toBe(isOpen);
});
